//! The reference pages and the example values, from models made by hand.

mod build;
mod hostile;
mod pages;
mod samples;
mod session;
