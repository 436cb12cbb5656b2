//! What a service of the API is asked for and answers with, whatever carries it.

mod accept;
mod problem;
mod refusal;
mod reply;

use std::fmt;
use std::future::Future;

use http::{Extensions, HeaderMap};

pub use accept::Accept;
pub use problem::problem;
pub use refusal::{Refusal, Violation};
pub use reply::{Reply, StreamBody};

use crate::support::http::Operation;
use crate::support::secret::Secret;

/// Says why a request is not served.
pub trait Refuse: Send + Sync + 'static {
    /// The answer to a request that is not served.
    fn refuse(&self, refusal: &Refusal) -> Reply;
}

/// Knows who may come in.
pub trait Authenticate: Refuse {
    /// What a request proves its sender with.
    type Credential: FromSecrets + Send;

    /// Who was let in.
    type Principal: Send;

    /// Finds out who `credential` belongs to.
    fn authenticate(
        &self,
        credential: Self::Credential,
        context: &Context<'_>,
    ) -> impl Future<Output = Result<Self::Principal, Refusal>> + Send;
}

/// Made of the secrets of one alternative.
pub trait FromSecrets: Sized {
    /// The variant that the document counts as `credential`, made of its secrets in document
    /// order; `None` when they cannot be its secrets.
    fn from_secrets(credential: usize, secrets: impl Iterator<Item = Secret>) -> Option<Self>;
}

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

/// The certificate that a connection was opened with: an extension that whoever accepts the
/// connection adds to its requests.
#[derive(Debug, Clone)]
pub struct ClientCertificate(pub Secret);
