//! What goes on, for those who want to see it.

use std::time::Duration;

use http::StatusCode;

use super::body::Body;
use super::fault::Fault;
use crate::support::http::Operation;

/// Sees every attempt of every call.
///
/// Requests hold secrets: see to it that they land in no log.
pub trait Observe: Send + Sync + 'static {
    /// Before a request is sent; it may still be changed.
    fn before(&self, attempt: Attempt, request: &mut http::Request<Body>) {
        let _ = (attempt, request);
    }

    /// When the head of an answer has come, or why none will.
    fn after(&self, attempt: Attempt, outcome: Outcome<'_>) {
        let _ = (attempt, outcome);
    }
}

/// One time that a request is sent.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Attempt {
    /// The operation that is called.
    pub operation: &'static Operation,
    /// 1 for the first, 2 when the request is sent again, and so on.
    pub number: u32,
}

/// What came of an attempt.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Outcome<'a> {
    /// The status, or why there is none.
    pub status: Result<StatusCode, &'a Fault>,
    /// The time from the first byte sent to the head of the answer.
    pub elapsed: Duration,
}
