//! The service as it is run: a process of its own, with a database, on a real socket.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed, in its helpers too"
)]

mod answer;
mod database;
mod postgres;
mod process;
mod signer;

mod connections;
mod instances;
mod keys;
mod killed;
mod program;
mod published;
mod refusals;
mod sessions;
mod stopped;
mod tokens;

use process::BODY;
