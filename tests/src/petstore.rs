//! An API that uses what the session API does not: parameters of every style, several successes,
//! headers of answers, credentials of several parts, bodies that are optional, text or bytes.
//!
//! Written by hand in the shape of an emitted crate.

pub mod answers;
pub mod auth;
pub mod client;
pub mod errors;
pub mod models;
pub mod operations;
pub mod parameters;
pub mod router;
pub mod server;
mod wire;

pub use client::Client;
