//! Parts of pages, by JSON pointer (RFC 6901); the rest is not looked at.

use std::collections::HashMap;

use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::support::client::{BodyError, Response};
use crate::support::http::{JsonError, read_json};

/// The list at `pointer`; an empty one when there is none.
pub(super) fn list<T: DeserializeOwned>(
    response: &Response,
    pointer: &str,
) -> Result<Vec<T>, BodyError> {
    match text(response, pointer)? {
        None => Ok(Vec::new()),
        Some(text) => read_json(text).map_err(|it| misfit(pointer, it)),
    }
}

/// How many items the list at `pointer` has.
pub(super) fn count(response: &Response, pointer: &str) -> Result<usize, BodyError> {
    Ok(list::<IgnoredAny>(response, pointer)?.len())
}

/// The value at `pointer`; `None`, when it says nothing.
pub(super) fn value(response: &Response, pointer: &str) -> Result<Option<Value>, BodyError> {
    let Some(text) = text(response, pointer)? else {
        return Ok(None);
    };
    let value: Value = read_json(text).map_err(|it| misfit(pointer, it))?;
    Ok(Some(value).filter(|it| it != ""))
}

/// The text of the value at `pointer`; `None`, when there is none, or null.
fn text<'a>(response: &'a Response, pointer: &str) -> Result<Option<&'a [u8]>, BodyError> {
    let mut text = &*response.body;
    for key in pointer.split('/').skip(1) {
        // What cannot be read so has no such part; that it is JSON is seen when it is read.
        let members = serde_json::from_slice::<HashMap<String, &RawValue>>(text);
        let members = members.unwrap_or_default();
        let key = key.replace("~1", "/").replace("~0", "~");
        let Some(value) = members.get(&key) else {
            return Ok(None);
        };
        text = value.get().as_bytes();
    }
    Ok(Some(text).filter(|it| !it.is_empty() && *it != b"null"))
}

/// Why what stands at `pointer` does not fit.
fn misfit(pointer: &str, error: JsonError) -> BodyError {
    match error {
        JsonError::Broken(_) => BodyError::at(pointer, &error.to_string()),
        JsonError::Unfit {
            pointer: within,
            message,
        } => BodyError::at(&format!("{pointer}{within}"), &message),
    }
}
