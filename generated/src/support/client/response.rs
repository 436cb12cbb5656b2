//! What came back.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use super::BodyError;
use crate::support::http::{Parameter, Source, decode};

/// What came back, read to its end.
#[derive(Debug, Clone)]
pub struct Response {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl Response {
    /// Reads a header, laid out as `parameter` says.
    ///
    /// # Errors
    ///
    /// When it is absent or does not fit `T`.
    pub fn header<T: DeserializeOwned>(&self, parameter: &Parameter) -> Result<T, BodyError> {
        let values = self.headers.get_all(parameter.name).iter();
        let values = values.map(|it| String::from_utf8_lossy(it.as_bytes()));
        let text = values.collect::<Vec<_>>().join(", ");
        let present = self.headers.contains_key(parameter.name);
        let source = Source {
            parameter,
            operation: None,
            text: present.then_some(&text),
            pairs: &[],
            lenient: false,
        };
        decode(source).map_err(|error| BodyError::header(parameter.name, &error.to_string()))
    }
}
