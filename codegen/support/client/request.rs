//! What is sent.

use std::fmt::{self, Write as _};
use std::time::Duration;

use bytes::Bytes;
use http::header::{
    ACCEPT, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, InvalidHeaderValue,
};
use serde::Serialize;
use serde_json::Value;

use super::call::{Call, Decode};
use super::fault::Fault;
use super::body::Body;
use super::movement::Movement;
use super::{Core, Failure, RequestError, Retries};
use crate::support::http::{Location, Operation, encode, encode_path, is_range, joined, write_text};

/// A request of an operation, on its way to be sent.
///
/// What is wrong with it is remembered and told when it is sent, so that building one never
/// fails.
pub struct Request {
    pub(super) core: Core,
    pub(super) operation: &'static Operation,
    /// Where it goes, if not to the path of its operation.
    pub(super) target: Option<String>,
    /// Where its operation is served, if not where the API is.
    pub(super) server: Option<&'static str>,
    pub(super) path: Vec<(&'static str, String)>,
    pub(super) query: Vec<(&'static str, String)>,
    pub(super) headers: HeaderMap,
    pub(super) cookies: Vec<String>,
    pub(super) body: Option<Body>,
    pub(super) timeout: Option<Duration>,
    pub(super) retries: Option<Retries>,
    /// When it has moved last, of what may take longer than the time-out.
    pub(in crate::support) movement: Option<Movement>,
    /// The media types of successes whose bodies are left for the caller to read.
    pub(in crate::support) streamed: &'static [&'static str],
    /// What the events of an answer end with.
    pub(in crate::support) sentinel: Option<&'static str>,
    pub(super) error: Option<RequestError>,
}

impl Request {
    pub(super) fn new(core: Core, operation: &'static Operation) -> Self {
        let mut request = Self {
            core,
            operation,
            target: None,
            server: None,
            path: Vec::new(),
            query: Vec::new(),
            headers: HeaderMap::new(),
            cookies: Vec::new(),
            body: None,
            timeout: None,
            retries: None,
            movement: None,
            streamed: &[],
            sentinel: None,
            error: None,
        };
        match operation.produces {
            [] => {}
            [one] => request.insert_static(ACCEPT, one),
            several => request.insert(ACCEPT, &joined(several, ", ")),
        }
        request
    }

    /// Adds the parameter that the operation calls `name`; nothing, when `value` is `None`.
    #[must_use]
    pub fn parameter(mut self, name: &'static str, value: &(impl Serialize + ?Sized)) -> Self {
        match serde_json::to_value(value) {
            Ok(value) => self.add(name, &value),
            Err(error) => self.fail(RequestError::parameter(name, error.to_string())),
        }
        self
    }

    /// Sends it to `url`, the whole of it.
    #[must_use]
    pub fn at(mut self, url: &str) -> Self {
        self.target = Some(url.to_owned());
        self
    }

    /// Sends it to `url` instead of the base URL, which `url` may be relative to, unless the client
    /// has been told to keep to the one.
    #[must_use]
    pub fn server(mut self, url: &'static str) -> Self {
        self.server = Some(url);
        self
    }

    /// Sends `body` as JSON.
    #[must_use]
    pub fn json(mut self, body: &(impl Serialize + ?Sized)) -> Self {
        match serde_json::to_vec(body) {
            Ok(body) => self.set_body(body, "application/json"),
            Err(error) => self.fail(RequestError::body(error.to_string())),
        }
        self
    }

    /// Sends `body` as JSON, if there is one.
    #[must_use]
    pub fn optional_json(self, body: Option<&(impl Serialize + ?Sized)>) -> Self {
        match body {
            Some(body) => self.json(body),
            None => self,
        }
    }

    /// Sends `body` as text.
    #[must_use]
    pub fn text(mut self, body: &(impl Serialize + ?Sized)) -> Self {
        match serde_json::to_value(body) {
            Ok(body) => self.set_body(write_text(body), "text/plain; charset=utf-8"),
            Err(error) => self.fail(RequestError::body(error.to_string())),
        }
        self
    }

    /// Sends `body` as text, if there is one.
    #[must_use]
    pub fn optional_text(self, body: Option<&(impl Serialize + ?Sized)>) -> Self {
        match body {
            Some(body) => self.text(body),
            None => self,
        }
    }

    /// Sends `body` as it is.
    #[must_use]
    pub fn bytes(mut self, body: impl Into<Bytes>) -> Self {
        self.set_body(body.into(), "application/octet-stream");
        self
    }

    /// Sends `body` as it is, if there is one.
    #[must_use]
    pub fn optional_bytes(self, body: Option<impl Into<Bytes>>) -> Self {
        match body {
            Some(body) => self.bytes(body),
            None => self,
        }
    }

    /// Of another media type than the first that the operation takes.
    #[must_use]
    pub fn with_media(mut self, media: &'static str) -> Self {
        self.insert_static(CONTENT_TYPE, media);
        self
    }

    /// The call that sends this, and reads a success with `decode`.
    pub fn call<T, E: Failure>(self, decode: Decode<T>) -> Call<T, E> {
        Call::new(self, decode)
    }

    /// Adds a header of the caller's own.
    pub(super) fn set_header(&mut self, name: &str, value: &str) {
        match HeaderName::try_from(name) {
            Ok(name) => self.insert(name, value),
            Err(error) => self.fail(RequestError::header(name, error.to_string())),
        }
    }

    pub(super) fn add(&mut self, name: &'static str, value: &Value) {
        let Some(parameter) = self.operation.parameter(name) else {
            return self.fail(RequestError::parameter(
                name,
                "the operation has none of this name",
            ));
        };
        let Some(text) = encode(parameter, value) else {
            return;
        };
        match parameter.location {
            Location::Path => self.path.push((name, text)),
            Location::Query => self.query.push((name, text)),
            Location::Cookie => self.cookies.push(text),
            Location::Header => match HeaderName::try_from(name) {
                Ok(name) => self.insert(name, &text),
                Err(error) => self.fail(RequestError::header(name, error.to_string())),
            },
        }
    }

    pub(in crate::support) fn set_body(
        &mut self,
        body: impl Into<Body>,
        usual: &'static str,
    ) {
        let content_type = self.operation.consumes.first().copied();
        // A range of media types says nothing about the one at hand; the caller may know more.
        let content_type = content_type.filter(|it| !is_range(it));
        self.insert_static(CONTENT_TYPE, content_type.unwrap_or(usual));
        self.body = Some(body.into());
    }

    pub(in crate::support) fn insert(&mut self, name: HeaderName, value: &str) {
        self.insert_value(name, HeaderValue::from_bytes(value.as_bytes()));
    }

    /// The same, without a copy of `value`.
    fn insert_static(&mut self, name: HeaderName, value: &'static str) {
        let value = Bytes::from_static(value.as_bytes());
        self.insert_value(name, HeaderValue::from_maybe_shared(value));
    }

    fn insert_value(&mut self, name: HeaderName, value: Result<HeaderValue, InvalidHeaderValue>) {
        match value {
            Ok(value) => {
                self.headers.insert(name, value);
            }
            Err(error) => self.fail(RequestError::header(name.as_str(), error.to_string())),
        }
    }

    /// The first error is the one that is told.
    pub(super) fn fail(&mut self, error: RequestError) {
        self.error.get_or_insert(error);
    }

    /// The path with its parameters filled in.
    pub(super) fn filled_path(&self) -> Result<String, Fault> {
        let mut path = String::new();
        for segment in self.operation.path.split('/').skip(1) {
            let filled = self.fill(segment)?;
            // A server would take these for another resource.
            if matches!(filled.as_str(), "." | "..") && segment != filled {
                let message = format!("a segment of the path cannot be `{filled}`");
                return Err(Fault::Request(RequestError::path(message)));
            }
            let _ = write!(path, "/{filled}");
        }
        Ok(path)
    }

    /// A segment of the path template with its parameters filled in.
    fn fill(&self, segment: &str) -> Result<String, Fault> {
        let mut filled = String::new();
        let mut rest = segment;
        while let Some((before, name, after)) = placeholder(rest) {
            let value = self.path.iter().find(|(it, _)| *it == name);
            let value = value.map(|(_, text)| text).filter(|it| !it.is_empty());
            let Some(value) = value else {
                let message = "it is part of the path and cannot be empty";
                return Err(Fault::Request(RequestError::parameter(name, message)));
            };
            filled.push_str(&encode_path(before));
            filled.push_str(value);
            rest = after;
        }
        filled.push_str(&encode_path(rest));
        Ok(filled)
    }
}

/// What is before, in and after the first pair of braces.
fn placeholder(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}

impl fmt::Debug for Request {
    /// Names of headers only: a value may be a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("operation", &self.operation.id)
            .field("core", &self.core)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}
