//! A service of the session API, and what the end-to-end tests share.

#[cfg(test)]
mod browser;
#[cfg(doctest)]
mod readme;
#[cfg(test)]
mod reference_page;
pub mod sessions;
