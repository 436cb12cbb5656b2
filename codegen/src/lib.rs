//! Turns an OpenAPI document into a Rust crate.

pub mod emit;
mod files;
pub mod ir;
pub mod render;

pub use files::{FileSet, MARKER, PathError, folders_of, is_generated};
