//! Answers that are text.

use serde::de::DeserializeOwned;

use super::json;
use crate::support::client::{BodyError, Response};
use crate::support::http::read_text;

/// Text.
///
/// # Errors
///
/// When it is not UTF-8, or does not fit `T`.
pub fn text<T: DeserializeOwned>(response: &Response) -> Result<T, BodyError> {
    let text = std::str::from_utf8(&response.body);
    let text = text.map_err(|_| BodyError::at("", "it is not UTF-8"))?;
    read_text(text).map_err(|error| BodyError::at("", &error.message))
}

/// JSON, or plain text that says the same.
///
/// # Errors
///
/// When it is neither, or does not fit `T`.
pub fn json_or_text<T: DeserializeOwned>(response: &Response) -> Result<T, BodyError> {
    match response.media_type(&["application/json", "text/plain"])? {
        "text/plain" => text(response),
        _ => json(response),
    }
}
