//! The reference pages and the example values, from models made by hand.

#[cfg(test)]
mod build;
#[cfg(test)]
mod everything;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod session;
