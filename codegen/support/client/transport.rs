//! What carries requests to a server, and answers back.

use std::error::Error;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use tower_service::Service;

use super::body::{Body, Cause};

/// A request under way, until the head of its answer is there.
pub type Carried = Pin<Box<dyn Future<Output = Result<http::Response<Body>, TransportError>> + Send>>;

/// Carries requests to a server, and answers back.
///
/// An HTTP client is one, and so is every service of tower that takes requests of this kind: a
/// connector of your own, a proxy, a recorder, or the router of a server in the same process.
pub trait Transport: Send + Sync + 'static {
    /// Sends `request`, whose URI is absolute. Statuses are not looked at.
    fn carry(&self, request: http::Request<Body>) -> Carried;
}

/// Why no answer came.
#[derive(Debug)]
pub struct TransportError {
    cause: Cause,
    is_timeout: bool,
    is_unsent: bool,
}

impl TransportError {
    /// For `cause`, at some point on the way.
    pub fn new(cause: impl Into<Cause>) -> Self {
        Self {
            cause: cause.into(),
            is_timeout: false,
            is_unsent: false,
        }
    }

    /// It took too long.
    #[must_use]
    pub fn late(mut self) -> Self {
        self.is_timeout = true;
        self
    }

    /// Nothing has reached the server, so that it is safe to send the request again.
    #[must_use]
    pub fn unsent(mut self) -> Self {
        self.is_unsent = true;
        self
    }

    /// Whether it took too long.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.is_timeout
    }

    /// Whether nothing has reached the server.
    #[must_use]
    pub fn is_unsent(&self) -> bool {
        self.is_unsent
    }

    /// What happened.
    #[must_use]
    pub fn into_cause(self) -> Cause {
        self.cause
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.cause.fmt(f)
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.cause.source()
    }
}

/// Carries requests through `service`, a service of tower.
pub fn tower<S, B>(service: S) -> impl Transport
where
    S: Service<http::Request<Body>, Response = http::Response<B>> + Clone + Send + 'static,
    S::Future: Send,
    S::Error: Into<Cause>,
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<Cause>,
{
    Tower(Mutex::new(service))
}

struct Tower<S>(Mutex<S>);

impl<S, B> Transport for Tower<S>
where
    S: Service<http::Request<Body>, Response = http::Response<B>> + Clone + Send + 'static,
    S::Future: Send,
    S::Error: Into<Cause>,
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<Cause>,
{
    fn carry(&self, request: http::Request<Body>) -> Carried {
        let mut service = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Box::pin(async move {
            let ready = poll_fn(|context| service.poll_ready(context)).await;
            ready.map_err(|error| TransportError::new(error).unsent())?;
            let answer = service.call(request).await.map_err(TransportError::new)?;
            Ok(answer.map(Body::new))
        })
    }
}
