//! Reads JSON, and says where it stops fitting.

use std::fmt;

use serde::de::{DeserializeOwned, DeserializeSeed, IgnoredAny};
use serde_path_to_error::{Deserializer, Path, Segment, Track};

use crate::support::whole::{Whole, from_str, message_of};

/// Why a text is not the JSON that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JsonError {
    /// It is not JSON.
    Broken(String),
    /// It is JSON, but not of the type.
    Unfit {
        /// Where, as a JSON pointer (RFC 6901); empty for the whole.
        pointer: String,
        /// Why.
        message: String,
    },
}

/// Reads `text` as JSON.
///
/// # Errors
///
/// When it is not JSON, or does not fit `T`.
pub fn read_json<T: DeserializeOwned>(text: &[u8]) -> Result<T, JsonError> {
    let broken = |error: serde_json::Error| JsonError::Broken(error.to_string());
    let text = as_text(text)?;
    let error = match from_str(text) {
        Ok(value) => return Ok(value),
        Err(error) => error,
    };
    if !error.is_data() {
        return Err(broken(error));
    }
    // What stopped fitting early may turn out not to be JSON either.
    serde_json::from_str::<IgnoredAny>(text).map_err(broken)?;
    // Keeping track of where one is takes time, so it is done only when there is a need to know.
    let mut json = serde_json::Deserializer::from_str(text);
    let mut track = Track::new();
    let located = Whole::<T>::default().deserialize(Deserializer::new(&mut json, &mut track));
    Err(match located {
        Ok(_) => JsonError::unfit(String::new(), &error),
        Err(error) => JsonError::unfit(pointer(&track.path()), &error),
    })
}

/// The text that JSON is: looked at once, where a reader of bytes would look at each string by itself.
fn as_text(json: &[u8]) -> Result<&str, JsonError> {
    std::str::from_utf8(json).map_err(|error| {
        let (before, _) = json.split_at(error.valid_up_to());
        let (mut line, mut column) = (1, 1);
        for byte in before {
            match byte {
                b'\n' => (line, column) = (line + 1, 1),
                _ => column += 1,
            }
        }
        JsonError::Broken(format!("it is not UTF-8 at line {line} column {column}"))
    })
}

impl JsonError {
    fn unfit(pointer: String, error: &serde_json::Error) -> Self {
        let message = message_of(error);
        Self::Unfit { pointer, message }
    }
}

/// `path` as a JSON pointer.
fn pointer(path: &Path) -> String {
    let mut pointer = String::new();
    for segment in path.iter() {
        let key = match segment {
            Segment::Seq { index } => index.to_string(),
            Segment::Map { key } => key.replace('~', "~0").replace('/', "~1"),
            // A variant is not a place in the text.
            Segment::Enum { .. } => continue,
            Segment::Unknown => "?".to_owned(),
        };
        pointer.push('/');
        pointer.push_str(&key);
    }
    pointer
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Broken(message) => write!(f, "it is not JSON: {message}"),
            Self::Unfit { pointer, message } if pointer.is_empty() => f.write_str(message),
            Self::Unfit { pointer, message } => write!(f, "{pointer}: {message}"),
        }
    }
}

impl std::error::Error for JsonError {}
