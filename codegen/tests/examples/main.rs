//! Examples of documents: which of them their own schemas accept, and what the model makes of them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking, in its helpers too"
)]

mod corpus;
mod judge;
mod overlooked;
mod translate;
