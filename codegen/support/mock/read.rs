//! How an answer is made of what the document shows: one function for each kind of body, one trait
//! for what is more than a body.

use bytes::Bytes;
use serde::de::{DeserializeOwned, Error as _};

use super::Chosen;
use crate::support::server::HandlerError;

/// Made of more than a body.
pub trait FromAnswer: Sized {
    /// Makes it.
    ///
    /// # Errors
    ///
    /// When a part does not fit.
    fn from_answer(chosen: &Chosen) -> serde_json::Result<Self>;
}

/// An enum keeps what is large behind a pointer.
impl<T: FromAnswer> FromAnswer for Box<T> {
    fn from_answer(chosen: &Chosen) -> serde_json::Result<Self> {
        T::from_answer(chosen).map(Self::new)
    }
}

/// A mock fails as the document shows, or not at all.
impl<E: FromAnswer> FromAnswer for HandlerError<E> {
    fn from_answer(chosen: &Chosen) -> serde_json::Result<Self> {
        E::from_answer(chosen).map(Self::Api)
    }
}

/// JSON.
///
/// # Errors
///
/// When it does not fit `T`.
pub fn json<T: DeserializeOwned>(chosen: &Chosen) -> serde_json::Result<T> {
    serde_json::from_str(chosen.body())
}

/// Text, which is kept as the value that it stands for.
///
/// # Errors
///
/// When it does not fit `T`.
pub fn text<T: DeserializeOwned>(chosen: &Chosen) -> serde_json::Result<T> {
    json(chosen)
}

/// JSON, or plain text that says the same.
///
/// # Errors
///
/// When it does not fit `T`.
pub fn json_or_text<T: DeserializeOwned>(chosen: &Chosen) -> serde_json::Result<T> {
    json(chosen)
}

/// Bytes: a string stands for its text, and anything else for itself.
///
/// # Errors
///
/// None; the signature is that of its sisters.
pub fn bytes(chosen: &Chosen) -> serde_json::Result<Bytes> {
    let body = chosen.body();
    Ok(serde_json::from_str(body).map_or_else(|_| Bytes::from_static(body.as_bytes()), String::into))
}

/// A body that is sent piece by piece.
///
/// # Errors
///
/// When a piece does not fit.
pub fn stream<T: FromAnswer>(chosen: &Chosen) -> serde_json::Result<T> {
    T::from_answer(chosen)
}

/// No body.
///
/// # Errors
///
/// None; the signature is that of its sisters.
pub fn empty(_: &Chosen) -> serde_json::Result<()> {
    Ok(())
}

/// More than a body of one kind: the headers beside it, or which of several it is.
///
/// # Errors
///
/// When a part does not fit.
pub fn envelope<T: FromAnswer>(chosen: &Chosen) -> serde_json::Result<T> {
    T::from_answer(chosen)
}

/// The table has no row for it.
#[must_use]
pub fn undescribed() -> serde_json::Error {
    serde_json::Error::custom("the document does not describe it")
}
