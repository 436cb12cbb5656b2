//! How bytes go to and fro when a call may take longer than its time-out.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;

use super::Fault;

/// A request that is sent until the head of its answer is there.
pub type Opening = Pin<Box<dyn Future<Output = Result<reqwest::Response, Fault>> + Send>>;

/// An answer that is read to its end.
pub type Reading = Pin<Box<dyn Future<Output = Result<Bytes, Fault>> + Send>>;

/// Sends a request, and reads its answer, as long as something moves.
pub trait Transfer: Send + Sync {
    /// Sends `request`; gives up when nothing has moved for as long as `patience`.
    fn open(&self, request: reqwest::RequestBuilder, patience: Duration) -> Opening;

    /// Reads `response` to its end, but not for longer than `patience`.
    fn read(&self, response: reqwest::Response, patience: Duration) -> Reading;
}
