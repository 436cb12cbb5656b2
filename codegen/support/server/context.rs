//! What there is to know of a request beside what the document says of it.

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;

use http::header::CONTENT_TYPE;
use http::request::Parts;
use http::{Extensions, HeaderMap, Method, Uri};

use crate::support::http::Operation;

/// The longest id of a request that is taken for one.
const MAX_REQUEST_ID: usize = 128;

/// What a request is called: the header `X-Request-Id`, when it is one word that can be shown.
#[must_use]
pub fn request_id(headers: &HeaderMap) -> Option<&str> {
    let text = headers.get("x-request-id")?.to_str().ok()?;
    let is_word = text.bytes().all(|it| it.is_ascii_graphic());
    (is_word && !text.is_empty() && text.len() <= MAX_REQUEST_ID).then_some(text)
}

/// What a request says that its body is: the header `Content-Type`; empty when that is not text.
#[must_use]
pub fn content_type(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(CONTENT_TYPE)?;
    Some(value.to_str().unwrap_or_default())
}

/// Who a connection is with: an extension that whoever accepts the connection adds to its
/// requests. With `axum::serve` and `into_make_service_with_connect_info::<SocketAddr>()`, a layer
/// does:
///
/// ```text
/// router.layer(axum::middleware::map_request(
///     async |ConnectInfo(peer): ConnectInfo<SocketAddr>, mut request: Request| {
///         request.extensions_mut().insert(PeerAddress(peer));
///         request
///     },
/// ))
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PeerAddress(pub SocketAddr);

/// What a credential is judged by, beside itself.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Context<'a> {
    /// What it is to be used for.
    pub operation: &'static Operation,
    /// What its owner has to be allowed to do.
    pub scopes: &'static [&'static str],
    /// The headers of the request.
    pub headers: &'a HeaderMap,
    /// What layers have found out about the request, such as its peer address.
    pub extensions: &'a Extensions,
}

impl<'a> Context<'a> {
    /// The context of a request of `operation`.
    #[must_use]
    pub fn new(
        operation: &'static Operation,
        scopes: &'static [&'static str],
        headers: &'a HeaderMap,
        extensions: &'a Extensions,
    ) -> Self {
        Self {
            operation,
            scopes,
            headers,
            extensions,
        }
    }

    /// What the request is called, as its client says.
    #[must_use]
    pub fn request_id(&self) -> Option<&'a str> {
        request_id(self.headers)
    }

    /// Who the connection is with, when that is known: see [`PeerAddress`].
    #[must_use]
    pub fn peer_address(&self) -> Option<SocketAddr> {
        self.extensions.get::<PeerAddress>().map(|it| it.0)
    }
}

impl fmt::Debug for Context<'_> {
    /// Names only: a value of a header may be a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context")
            .field("operation", &self.operation)
            .field("scopes", &self.scopes)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

/// What a handler may know of its request beside what the document says of it.
///
/// It can be kept: cloning it copies nothing.
#[derive(Clone)]
pub struct RequestContext {
    operation: &'static Operation,
    parts: Arc<Parts>,
}

impl RequestContext {
    /// The context of a request of `operation`.
    #[must_use]
    pub fn new(operation: &'static Operation, parts: Arc<Parts>) -> Self {
        Self { operation, parts }
    }

    /// What is asked for.
    #[must_use]
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// The method: of a request for the head alone, HEAD.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.parts.method
    }

    /// The path and the query, as the router sees them.
    #[must_use]
    pub fn uri(&self) -> &Uri {
        &self.parts.uri
    }

    /// All headers, those that the document does not name among them.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.parts.headers
    }

    /// What layers have found out about the request.
    #[must_use]
    pub fn extensions(&self) -> &Extensions {
        &self.parts.extensions
    }

    /// What the request is called, as its client says.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        request_id(self.headers())
    }

    /// Who the connection is with, when that is known: see [`PeerAddress`].
    #[must_use]
    pub fn peer_address(&self) -> Option<SocketAddr> {
        self.extensions().get::<PeerAddress>().map(|it| it.0)
    }
}

impl fmt::Debug for RequestContext {
    /// Names only: a value of a header or of the query may be a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestContext")
            .field("operation", &self.operation)
            .field("headers", &self.headers().keys().collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}
