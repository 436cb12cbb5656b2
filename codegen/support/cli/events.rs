//! Streams of events, as they are printed: the data of each, on a line of its own.

use super::failure::Failure;
use super::tables::{Printing, Take};
use crate::support::client::{FromResponse as _, Response};
use crate::support::events::EventStream;

/// Hands on the data of each event.
#[must_use]
pub fn print<'a>(answer: Response, take: &'a mut Take<'_>) -> Printing<'a> {
    Box::pin(async move {
        let events = EventStream::<String>::from_response(&answer);
        let mut events = events.map_err(|error| Failure::Transport(error.to_string()))?;
        while let Some(event) = events.next().await {
            let event = event.map_err(|error| Failure::Transport(error.to_string()))?;
            take(format!("{}\n", event.data).as_bytes())?;
        }
        Ok(())
    })
}
