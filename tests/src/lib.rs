//! End-to-end tests.

#[cfg(test)]
mod browser;
#[cfg(test)]
mod reference_page;
