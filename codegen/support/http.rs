//! What client and server have to agree on: operations, their parameters, and who may call them.

mod base64;
mod decode;
mod encode;
mod form;
mod joined;
mod json;
mod layout;
mod media;
pub mod multipart;
mod node;
mod parameter;
mod percent;
mod security;
mod status;

use std::fmt;

use http::{Method, StatusCode};

pub use decode::decode;
pub use encode::{encode, write_text};
pub use form::Form;
#[cfg(feature = "server")]
pub use form::MAX_FORM_PAIRS;
pub use joined::joined;
pub use json::{JsonError, read_json};
pub use layout::{Source, cookie_pairs, query_pairs};
pub use media::{best_media_type, is_json, is_range, media_type, same_media_type};
pub use node::{Unfit, read_text};
pub use parameter::{Location, Parameter, Spread, Style};
pub use percent::encode_path;
pub use security::{Access, Place, Scheme};
pub use status::StatusPattern;

/// An operation of the API, as its document describes it.
#[derive(PartialEq, Eq)]
pub struct Operation {
    /// `operationId`.
    pub id: &'static str,
    /// The method.
    pub method: Method,
    /// The path template: `/pets/{petId}`.
    pub path: &'static str,
    /// Its parameters: those of the path first.
    pub parameters: &'static [Parameter],
    /// The media types of its body; empty when it takes none.
    pub consumes: &'static [&'static str],
    /// The media types of all its answers; empty when none has a body.
    pub produces: &'static [&'static str],
    /// Who may call it: whoever satisfies one of these. Everybody, when it is empty.
    pub security: &'static [Access],
    /// The statuses that it answers with when all goes well.
    pub success: &'static [StatusPattern],
    /// The statuses that it answers with otherwise.
    pub failures: &'static [StatusPattern],
    /// Which of the API's error bodies each of them has, by its place among those; `None` where
    /// that is another body.
    pub error_bodies: &'static [Option<usize>],
}

impl Operation {
    /// The parameter called `name`.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&'static Parameter> {
        self.parameters.iter().find(|it| it.name == name)
    }

    /// Whether `status` says that all went well.
    #[must_use]
    pub fn succeeds_with(&self, status: StatusCode) -> bool {
        // Nothing says more than the status itself.
        if self.success.contains(&StatusPattern::Code(status.as_u16())) {
            return true;
        }
        let success = StatusPattern::best(self.success, status);
        success.is_some() && success >= StatusPattern::best(self.failures, status)
    }

    /// Whether the document lists `status` by name among the failures.
    #[must_use]
    pub fn fails_with(&self, status: StatusCode) -> bool {
        self.failures
            .contains(&StatusPattern::Code(status.as_u16()))
    }

    /// Which of the API's error bodies a failure of `status` has: the usual one, where the document
    /// does not list it; `None` where it has another body.
    #[must_use]
    pub fn error_body(&self, status: StatusCode) -> Option<usize> {
        let Some(best) = StatusPattern::best(self.failures, status) else {
            return Some(0);
        };
        let place = self.failures.iter().position(|it| *it == best)?;
        self.error_bodies.get(place).copied().flatten()
    }

    /// Whether it may be called without a credential.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.security.is_empty() || self.security.iter().any(Access::is_anonymous)
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

impl fmt::Debug for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({self})", self.id)
    }
}
