//! Bodies that are forms in parts.

mod stream;

pub use stream::{IncomingPart, IncomingParts};

use http::StatusCode;

use super::Body;
use crate::support::http::multipart::{FromMultipart, Part, Parts, parse};
use crate::support::http::Unfit;
use crate::support::server::{Refusal, Violation};

/// The body of a request that is a form in parts.
#[derive(Debug)]
pub struct MultipartBody {
    pub(in crate::support) body: Body,
    parts: Vec<Part>,
}

impl Body {
    /// As a form in parts.
    ///
    /// # Errors
    ///
    /// When it is none.
    pub fn multipart(self) -> Result<MultipartBody, Refusal> {
        if self.is_empty() {
            let parts = Vec::new();
            return Ok(MultipartBody { body: self, parts });
        }
        match parse(self.content_type(), self.as_bytes()) {
            Ok(parts) => Ok(MultipartBody { body: self, parts }),
            Err(reason) => {
                let reason = format!("the body cannot be taken apart: {reason}");
                Err(Refusal::new(StatusCode::BAD_REQUEST, reason))
            }
        }
    }
}

impl MultipartBody {
    /// Reads it.
    ///
    /// # Errors
    ///
    /// When a part does not fit.
    pub fn read<T: FromMultipart>(&mut self) -> Result<T, Refusal> {
        self.body.present()?;
        let mut parts = Parts::new(std::mem::take(&mut self.parts), T::NAMES);
        let read = T::read(&mut parts);
        let unfits = parts.into_unfits();
        if let (Some(value), true) = (read, unfits.is_empty()) {
            return Ok(value);
        }
        let violations = unfits.into_iter().map(|Unfit { pointer, message }| Violation {
            parameter: None,
            pointer,
            message,
        });
        Err(self.body.unfit(violations.collect()))
    }

    /// Reads it, if there is one.
    ///
    /// # Errors
    ///
    /// When there is a body of which a part does not fit.
    pub fn read_optional<T: FromMultipart>(&mut self) -> Result<Option<T>, Refusal> {
        if self.body.is_empty() {
            return Ok(None);
        }
        self.read().map(Some)
    }
}
