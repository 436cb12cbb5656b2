//! How a response is read: one function for each kind of body, one trait for what is more than a
//! body.

mod text;

use std::convert::Infallible;

use bytes::Bytes;
use serde::de::DeserializeOwned;

use super::{BodyError, Response};
use crate::support::http::read_json;
pub use text::{json_or_text, text};

/// JSON.
///
/// # Errors
///
/// When it is not JSON, or does not fit `T`.
pub fn json<T: DeserializeOwned>(response: &Response) -> Result<T, BodyError> {
    read_json(&response.body).map_err(BodyError::json)
}

/// Bytes, as they are.
///
/// # Errors
///
/// None; the signature is that of its sisters.
pub fn bytes(response: &Response) -> Result<Bytes, BodyError> {
    Ok(response.body.clone())
}

/// A body that is read piece by piece.
///
/// # Errors
///
/// When there is none of the kind.
pub fn stream<T: FromResponse>(response: &Response) -> Result<T, BodyError> {
    T::from_response(response)
}

/// No body; one that is there all the same is not looked at.
///
/// # Errors
///
/// None; the signature is that of its sisters.
pub fn empty(_: &Response) -> Result<(), BodyError> {
    Ok(())
}

/// More than a body of one kind: the headers beside it, or which of several it is.
///
/// # Errors
///
/// When a part does not fit.
pub fn envelope<T: FromResponse>(response: &Response) -> Result<T, BodyError> {
    T::from_response(response)
}

/// One of several answers.
///
/// # Errors
///
/// When a part does not fit.
pub fn several<T: FromResponse>(response: &Response) -> Result<T, BodyError> {
    T::from_response(response)
}

/// Made of more than a body.
pub trait FromResponse: Sized {
    /// Reads it.
    ///
    /// # Errors
    ///
    /// When a part does not fit.
    fn from_response(response: &Response) -> Result<Self, BodyError>;
}

/// An enum keeps what is large behind a pointer.
impl<T: FromResponse> FromResponse for Box<T> {
    fn from_response(response: &Response) -> Result<Self, BodyError> {
        T::from_response(response).map(Self::new)
    }
}

/// The failures that the document describes for an operation.
pub trait Failure: Sized {
    /// The failure that `response` is; `None` when the document has none of its status.
    fn from_response(response: &Response) -> Option<Result<Self, BodyError>>;
}

/// The document describes none.
impl Failure for Infallible {
    fn from_response(_: &Response) -> Option<Result<Self, BodyError>> {
        None
    }
}
