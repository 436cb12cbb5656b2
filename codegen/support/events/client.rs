//! Events as they come from a server.

use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{EventStream, Until};
use crate::support::client::{BodyError, FromResponse, Request, Response};
use crate::support::stream::ByteStream;

impl Request {
    /// Takes the events of the answer to end with the one whose data is `sentinel`.
    #[must_use]
    pub fn until(mut self, sentinel: &'static str) -> Self {
        self.sentinel = Some(sentinel);
        self
    }
}

impl<T> FromResponse for EventStream<T>
where
    T: DeserializeOwned + Serialize + Send + 'static,
{
    fn from_response(response: &Response) -> Result<Self, BodyError> {
        let bytes = ByteStream::from_response(response)?;
        Ok(Self::of(Box::pin(Until::new::<T>(bytes, response.sentinel))))
    }
}

/// What the next connection has to know of this one.
impl Until {
    /// Whether the sentinel has come.
    pub(in crate::support) fn has_ended(&self) -> bool {
        self.has_ended
    }

    /// How long to wait before the next connection, if the server has said so.
    pub(in crate::support) fn wait(&self) -> Option<Duration> {
        self.events.parser.wait
    }

    /// The id of the last event that had one; empty, when the server has taken it back.
    pub(in crate::support) fn last_id(&self) -> Option<&str> {
        self.events.parser.last_id.as_deref()
    }
}
