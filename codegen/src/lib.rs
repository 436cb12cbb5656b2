//! Turns an OpenAPI document into a Rust crate.

pub mod emit;
pub mod ir;
pub mod sample;
