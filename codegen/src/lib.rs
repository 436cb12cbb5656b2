//! Turns an OpenAPI document into a Rust crate.

pub mod diagnostic;
pub mod spec;
