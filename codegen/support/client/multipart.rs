//! Forms in parts, as they are sent.

use http::header::CONTENT_TYPE;

use super::{Request, RequestError};
use crate::support::http::media_type;
use crate::support::http::multipart::{Multipart, Writer};

impl Request {
    /// Sends `body` as a form in parts.
    #[must_use]
    pub fn multipart(mut self, body: &impl Multipart) -> Self {
        match Writer::write(body) {
            Ok((boundary, bytes)) => {
                self.set_body(bytes);
                let kind = self.operation.consumes.first().copied();
                let kind = kind.map(media_type).filter(|it| !it.contains('*'));
                let kind = kind.unwrap_or("multipart/form-data");
                self.insert(CONTENT_TYPE, &format!("{kind}; boundary={boundary}"));
            }
            Err(error) => self.fail(RequestError::body(error.to_string())),
        }
        self
    }

    /// Sends `body` as a form in parts, if there is one.
    #[must_use]
    pub fn optional_multipart(self, body: Option<&impl Multipart>) -> Self {
        match body {
            Some(body) => self.multipart(body),
            None => self,
        }
    }
}
