//! Forms in parts, as they are sent.

use http::header::CONTENT_TYPE;

use super::{Request, RequestError};
use crate::support::http::media_type;
use crate::support::http::multipart::{Multipart, Writer};

impl Request {
    /// Sends `body` as a form in parts, of the media type `media`.
    #[must_use]
    pub fn multipart(mut self, media: &'static str, body: &impl Multipart) -> Self {
        match Writer::write(body) {
            Ok((boundary, bytes)) => {
                self.set_body(bytes, media);
                let kind = media_type(media);
                self.insert(CONTENT_TYPE, &format!("{kind}; boundary={boundary}"));
            }
            Err(error) => self.fail(RequestError::body(error.to_string())),
        }
        self
    }

    /// Sends `body` as a form in parts, if there is one.
    #[must_use]
    pub fn optional_multipart(self, media: &'static str, body: Option<&impl Multipart>) -> Self {
        match body {
            Some(body) => self.multipart(media, body),
            None => self,
        }
    }
}
