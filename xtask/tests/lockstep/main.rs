//! Lockstep and drift, in scratch copies of this workspace: what a change of the document does to
//! the emitted crate and to the code that was written against it.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed, in its helpers too"
)]

mod workspace;

mod changes;
mod drift;
#[cfg(unix)]
mod killed;
mod readme;
