//! End to end: the emitted server called with literal bytes, the emitted client answered with
//! literal bytes, and the one with the other.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed, in its helpers too"
)]

mod harness;

mod authentication;
mod bodies;
mod client;
mod parameters;
mod paths;
mod pets;
mod published;
mod routes;
mod routing;
mod secrets;
