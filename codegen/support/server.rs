//! What a service of the API is asked for and answers with, whatever carries it.

mod accept;
pub mod answer;
mod context;
mod handler_error;
mod problem;
mod refusal;
mod reply;

use std::future::Future;

pub use accept::Accept;
pub use context::{Context, PeerAddress, RequestContext, content_type, request_id};
pub use handler_error::{Documented, Failed, HandlerError};
pub use problem::problem;
pub use refusal::{Refusal, Violation};
pub use reply::{Reply, StreamBody};

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

/// The certificate that a connection was opened with: an extension that whoever accepts the
/// connection adds to its requests.
#[derive(Debug, Clone)]
pub struct ClientCertificate(pub Secret);
