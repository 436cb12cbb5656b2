//! Reading headers of responses.

use serde::de::DeserializeOwned;

use super::{BodyError, Response};
use crate::support::http::{Parameter, Source, decode, joined};

impl Response {
    /// Reads a header, laid out as `parameter` says.
    ///
    /// # Errors
    ///
    /// When it is absent or does not fit `T`.
    pub fn header<T: DeserializeOwned>(&self, parameter: &Parameter) -> Result<T, BodyError> {
        let values = self.headers.get_all(parameter.name).iter();
        let values = values.map(|it| String::from_utf8_lossy(it.as_bytes()));
        let text = joined(&values.collect::<Vec<_>>(), ", ");
        let present = self.headers.contains_key(parameter.name);
        let source = Source {
            parameter,
            operation: None,
            text: present.then_some(&text),
            pairs: &[],
            lenient: false,
        };
        decode(source).map_err(|error| BodyError::at(parameter.name, &error.to_string()))
    }
}
