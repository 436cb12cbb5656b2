//! A request that has found its operation.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use http::StatusCode;
use http::header::{ACCEPT, AUTHORIZATION, COOKIE, GetAll, HeaderValue, WWW_AUTHENTICATE};
use http::request::Parts;
use serde::de::DeserializeOwned;

use super::Body;
use super::table::Captures;
use crate::support::http::{
    Access, Location, Operation, Parameter, Place, Scheme, Source, Unfit, best_media_type,
    cookie_pairs, decode, joined, query_pairs,
};
use crate::support::secret::Secret;
use crate::support::server::{
    Accept, Authenticate, ClientCertificate, Context, FromSecrets, Refusal,
    RequestContext, Violation, content_type,
};
use crate::support::strict::strictly;

/// A request that has found its operation.
pub struct Request {
    pub(in crate::support) operation: &'static Operation,
    pub(in crate::support) parts: Arc<Parts>,
    pub(in crate::support) body: axum::body::Body,
    captures: Captures,
    pub(in crate::support) max_body_bytes: usize,
    violations: Vec<Violation>,
}

/// A parameter could not be read; why is in the refusal that
/// [`check_parameters`](Request::check_parameters) gives.
#[derive(Debug, Clone, Copy)]
pub struct Unread;

impl From<Unread> for Refusal {
    fn from(_: Unread) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "a parameter does not fit")
    }
}

impl Request {
    pub(super) fn new(
        operation: &'static Operation,
        parts: Arc<Parts>,
        body: axum::body::Body,
        captures: Captures,
        max_body_bytes: usize,
    ) -> Self {
        Self {
            operation,
            parts,
            body,
            captures,
            max_body_bytes,
            violations: Vec::new(),
        }
    }

    /// Whether the client accepts anything of what the operation answers with.
    pub(super) fn is_acceptable(&self) -> Result<(), Refusal> {
        let produces = self.operation.produces;
        if produces.is_empty() || self.names_one(produces) || self.accept().best(produces).is_some() {
            return Ok(());
        }
        let reason = format!("the operation answers with {}", joined(produces, ", "));
        Err(Refusal::new(StatusCode::NOT_ACCEPTABLE, reason))
    }

    /// Whether the client accepts one of `produces` and says no more than that, or accepts everything.
    fn names_one(&self, produces: &[&str]) -> bool {
        let mut ranges = self.parts.headers.get_all(ACCEPT).iter();
        match (ranges.next(), ranges.next()) {
            (None, _) => true,
            (Some(range), None) => range == "*/*" || produces.iter().any(|it| range == *it),
            _ => false,
        }
    }

    /// What a handler may know of it beside what the document says of it.
    #[must_use]
    pub fn context(&self) -> RequestContext {
        RequestContext::new(self.operation, Arc::clone(&self.parts))
    }

    /// What the client would like to be answered with.
    #[must_use]
    pub fn accept(&self) -> Accept {
        Accept::of(&self.parts.headers)
    }

    /// Who sends the request: the first alternative that it satisfies.
    ///
    /// # Errors
    ///
    /// When it satisfies none.
    pub async fn authenticate<A: Authenticate>(
        &mut self,
        authority: &A,
    ) -> Result<A::Principal, Refusal> {
        match self.authenticate_if_asked(authority).await? {
            Some(principal) => Ok(principal),
            None => Err(self.challenge(Refusal::unauthorized("the request has no credential"))),
        }
    }

    /// Who sends the request, or nobody when it does not say.
    ///
    /// # Errors
    ///
    /// When it says so, and is not believed.
    pub async fn authenticate_if_asked<A: Authenticate>(
        &mut self,
        authority: &A,
    ) -> Result<Option<A::Principal>, Refusal> {
        let mut refused = None;
        for access in self.operation.security {
            let Some(credential) = self.credential::<A::Credential>(access) else {
                continue;
            };
            let context = Context::new(
                self.operation,
                access.scopes,
                &self.parts.headers,
                &self.parts.extensions,
            );
            match authority.authenticate(credential, &context).await {
                Ok(principal) => return Ok(Some(principal)),
                // Another alternative may still be good enough.
                Err(refusal) if matches!(refusal.status().as_u16(), 401 | 403) => {
                    refused.get_or_insert(refusal);
                }
                Err(refusal) => return Err(refusal),
            }
        }
        match refused {
            Some(refusal) => Err(self.challenge(refusal)),
            None => Ok(None),
        }
    }

    /// The credential of `access`, when the request has all of it.
    fn credential<C: FromSecrets>(&self, access: &Access) -> Option<C> {
        if access.is_anonymous() {
            return None;
        }
        // One as a rule, and then there is nothing to gather.
        let mut one = None;
        let mut more = Vec::new();
        for scheme in access.schemes {
            let secret = self.secret(scheme)?;
            match one {
                None => one = Some(secret),
                Some(_) => more.push(secret),
            }
        }
        C::from_secrets(access.credential, one.into_iter().chain(more))
    }

    /// The secret of `scheme`; one that is malformed, empty or given twice counts as none.
    fn secret(&self, scheme: &Scheme) -> Option<Secret> {
        let parameter = match scheme.place {
            Place::Query(name) => Parameter::query(name),
            Place::Cookie(name) => Parameter::cookie(name),
            Place::Certificate => {
                let certificate = self.parts.extensions.get::<ClientCertificate>()?;
                return Some(certificate.0.clone());
            }
            Place::Header(name) => return only(self.parts.headers.get_all(name), scheme),
            Place::Bearer | Place::Basic | Place::Authorization(_) => {
                return only(self.parts.headers.get_all(AUTHORIZATION), scheme);
            }
        };
        let text: String = self.decode(&parameter).ok()?;
        (!text.is_empty()).then(|| text.into())
    }

    /// `refusal`, with what the client might have used, when it is for want of a credential.
    fn challenge(&self, mut refusal: Refusal) -> Refusal {
        let known = refusal.headers().contains_key(WWW_AUTHENTICATE);
        if known || refusal.status() != StatusCode::UNAUTHORIZED {
            return refusal;
        }
        let mut challenges: Vec<String> = Vec::new();
        for access in self.operation.security {
            for scheme in access.schemes {
                let challenge = scheme.challenge();
                if !challenges.contains(&challenge) {
                    challenges.push(challenge);
                }
            }
        }
        for challenge in challenges {
            if let Ok(value) = HeaderValue::try_from(challenge) {
                refusal = refusal.with_header(WWW_AUTHENTICATE, value);
            }
        }
        refusal
    }

    /// Reads the parameter that the operation calls `name`; `Option` is for those that may be
    /// absent.
    ///
    /// # Errors
    ///
    /// When it does not fit. Read them all, then ask
    /// [`check_parameters`](Self::check_parameters): the client is told everything at once.
    pub fn parameter<T: DeserializeOwned>(&mut self, name: &str) -> Result<T, Unread> {
        let parameter = self.operation.parameter(name).ok_or(Unread)?;
        self.decode(parameter).map_err(|unfit: Unfit| {
            self.unfit(name, unfit.pointer, unfit.message);
            Unread
        })
    }

    /// Reads the parameter that the operation calls `name`, if there is any. One that does not fit
    /// counts as none until [`check_parameters`](Self::check_parameters) refuses the request.
    pub fn optional<T: DeserializeOwned>(&mut self, name: &str) -> Option<T> {
        self.parameter(name).unwrap_or_default()
    }

    /// Notes what is wrong with the parameter that the operation calls `name`.
    pub(in crate::support) fn unfit(&mut self, name: &str, pointer: String, message: String) {
        self.violations.push(Violation {
            parameter: self.operation.parameter(name),
            pointer,
            message,
        });
    }

    /// Reads the parameter that the operation calls `name`; it is `default` where it is absent.
    pub fn optional_or<T: DeserializeOwned>(&mut self, name: &str, default: T) -> Option<T> {
        self.optional(name).or(Some(default))
    }

    /// Refuses the request when a parameter did not fit.
    ///
    /// # Errors
    ///
    /// When a parameter did not fit.
    pub fn check_parameters(&mut self) -> Result<(), Refusal> {
        if self.violations.is_empty() {
            return Ok(());
        }
        let mut violations = std::mem::take(&mut self.violations);
        // In the order of the document, in whichever they were read.
        let mut sorted = Vec::with_capacity(violations.len());
        for known in self.operation.parameters {
            sorted.extend(violations.extract_if(.., |it| it.parameter == Some(known)));
        }
        let refusal = Refusal::new(unfit_status(self.operation), "a parameter does not fit");
        Err(refusal.with_violations(sorted))
    }

    fn decode<T: DeserializeOwned>(&self, parameter: &Parameter) -> Result<T, Unfit> {
        let sent = self.sent(parameter)?;
        let source = Source {
            parameter,
            operation: Some(self.operation),
            text: sent.text.as_deref(),
            pairs: &sent.pairs,
            lenient: false,
        };
        strictly(|| decode(source))
    }

    /// What the client sent where `parameter` is looked for.
    fn sent(&self, parameter: &Parameter) -> Result<Sent<'_>, Unfit> {
        let mut sent = Sent::default();
        let headers = &self.parts.headers;
        match parameter.location {
            Location::Path => {
                let capture = self.captures.iter().find(|(it, _)| *it == parameter.name);
                sent.text = capture.map(|(_, text)| text.as_str().into());
            }
            Location::Query => sent.pairs = query_pairs(self.parts.uri.query().unwrap_or_default()),
            Location::Header => {
                for value in headers.get_all(parameter.name) {
                    let value = std::str::from_utf8(value.as_bytes());
                    let value = value.map_err(|_| Unfit::encoding())?;
                    sent.text = Some(match sent.text {
                        None => value.into(),
                        Some(before) => format!("{before}, {value}").into(),
                    });
                }
            }
            Location::Cookie => {
                for value in headers.get_all(COOKIE) {
                    sent.pairs.append(&mut cookie_pairs(value.to_str().unwrap_or_default()));
                }
            }
        }
        Ok(sent)
    }

    /// Reads the body to its end.
    ///
    /// # Errors
    ///
    /// When a parameter did not fit, or the body is of another media type than the operation takes,
    /// too large, or broken off.
    pub async fn receive(mut self) -> Result<Body, Refusal> {
        self.check_parameters()?;
        let media_type = self.media_type()?;
        let limit = self.max_body_bytes;
        Body::collect(self.operation, self.parts, media_type, self.body, limit).await
    }

    /// The media type of the body, as the client says it.
    pub(in crate::support) fn content_type(&self) -> Option<&str> {
        content_type(&self.parts.headers)
    }

    /// The media type of the body, as the operation lists it.
    pub(in crate::support) fn media_type(&self) -> Result<Option<&'static str>, Refusal> {
        let Some(content_type) = self.content_type() else {
            return Ok(None);
        };
        match best_media_type(self.operation.consumes, content_type) {
            Some(media_type) => Ok(Some(media_type)),
            None => Err(self.unsupported()),
        }
    }

    /// Refuses a body of another media type.
    pub(in crate::support) fn unsupported(&self) -> Refusal {
        unsupported(self.operation)
    }
}

/// The text of a parameter, and the pairs among which it may be.
#[derive(Default)]
struct Sent<'a> {
    text: Option<Cow<'a, str>>,
    pairs: Vec<(Cow<'a, str>, &'a str)>,
}

/// The secret of `scheme` in the one of `values` that there is.
fn only(values: GetAll<'_, HeaderValue>, scheme: &Scheme) -> Option<Secret> {
    let mut values = values.iter();
    let value = values.next()?;
    values.next().is_none().then(|| scheme.from_header(value))?
}

pub(super) fn unsupported(operation: &Operation) -> Refusal {
    let reason = format!("the body has to be {}", joined(operation.consumes, " or "));
    Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, reason)
}

impl fmt::Debug for Request {
    /// Names only: a value of a header or of the query may be a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("operation", &self.operation)
            .field("headers", &self.parts.headers.keys().collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

/// What a request is refused with that can be read, but is not as the document says: 422 or 400,
/// whichever it lists, and rather the one whose body can say what is wrong.
pub(super) fn unfit_status(operation: &Operation) -> StatusCode {
    let mut listed = None;
    for status in [StatusCode::UNPROCESSABLE_ENTITY, StatusCode::BAD_REQUEST] {
        if operation.fails_with(status) {
            if operation.error_body(status).is_some() {
                return status;
            }
            listed.get_or_insert(status);
        }
    }
    listed.unwrap_or(StatusCode::BAD_REQUEST)
}
