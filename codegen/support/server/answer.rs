//! What is sent for what a handler gives: one function for each kind of body.

use bytes::Bytes;
use http::StatusCode;
use serde::Serialize;

use super::{Documented, Failed, Refusal, Reply};
use crate::support::tables::Envelope;

/// The reply, or why there is none.
type Answered = Result<Reply, Refusal>;

/// No body.
///
/// # Errors
///
/// When the handler refuses.
pub fn empty<E: Failed>(status: StatusCode, given: Result<(), E>) -> Answered {
    given.map_or_else(E::reply, |()| Ok(Reply::empty(status)))
}

/// JSON.
///
/// # Errors
///
/// When the handler refuses.
pub fn json<T: Serialize, E: Failed>(status: StatusCode, given: Result<T, E>) -> Answered {
    given.map_or_else(E::reply, |body| Ok(Reply::json(status, &body)))
}

/// Text.
///
/// # Errors
///
/// When the handler refuses.
pub fn text<T: Serialize, E: Failed>(status: StatusCode, given: Result<T, E>) -> Answered {
    given.map_or_else(E::reply, |body| Ok(Reply::text(status, &body)))
}

/// JSON, for a client that might have read it as text too.
///
/// # Errors
///
/// When the handler refuses.
pub fn json_or_text<T: Serialize, E: Failed>(
    status: StatusCode,
    given: Result<T, E>,
) -> Answered {
    json(status, given)
}

/// The bytes as they are.
///
/// # Errors
///
/// When the handler refuses.
pub fn bytes<E: Failed>(status: StatusCode, given: Result<Bytes, E>) -> Answered {
    given.map_or_else(E::reply, |body| Ok(Reply::bytes(status, &body)))
}

/// Piece by piece.
///
/// # Errors
///
/// When the handler refuses.
pub fn stream<T: Envelope, E: Failed>(status: StatusCode, given: Result<T, E>) -> Answered {
    given.map_or_else(E::reply, |body| Ok(Reply::stream(status, &body)))
}

/// More than a body of one kind.
///
/// # Errors
///
/// When the handler refuses.
pub fn envelope<T: Envelope, E: Failed>(status: StatusCode, given: Result<T, E>) -> Answered {
    given.map_or_else(E::reply, |envelope| Ok(Reply::envelope(status, &envelope)))
}

/// One of several answers, which knows its status.
///
/// # Errors
///
/// When the handler refuses.
pub fn several<T: Documented, E: Failed>(given: Result<T, E>) -> Answered {
    given.map_or_else(E::reply, |answer| Ok(answer.to_reply()))
}

/// Whatever `write` makes of a success.
///
/// # Errors
///
/// When the handler refuses.
pub fn with<T, E: Failed>(given: Result<T, E>, write: impl FnOnce(T) -> Reply) -> Answered {
    given.map_or_else(E::reply, |answer| Ok(write(answer)))
}
