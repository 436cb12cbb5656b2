//! What every call of a client shares.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::Request;
use crate::support::http::{Access, Operation, Place, Scheme};
use crate::support::secret::Secret;

/// What every call of a client shares. Cheap to clone.
#[derive(Clone)]
pub struct Core {
    shared: Arc<Shared>,
}

#[derive(Clone)]
struct Shared {
    /// The reason why there is none is told by the first call.
    http: Result<reqwest::Client, Arc<reqwest::Error>>,
    base_url: String,
    /// Whether operations with a server of their own are called at `base_url` all the same.
    one_base_url: bool,
    secrets: Vec<(&'static Scheme, Secret)>,
    timeout: Duration,
}

/// How long opening a connection may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// How long a call may take, from the first byte sent to the last one read.
const TIMEOUT: Duration = Duration::from_secs(60);

const USER_AGENT: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

impl Core {
    /// Calls the API at `base_url`.
    #[must_use]
    pub fn new(base_url: &str) -> Self {
        let http = reqwest::Client::builder()
            .connect_timeout(CONNECT_TIMEOUT)
            .redirect(same_origin())
            .user_agent(USER_AGENT)
            .build();
        Self {
            shared: Arc::new(Shared {
                http: http.map_err(Arc::new),
                base_url: base_url.trim_end_matches('/').to_owned(),
                one_base_url: false,
                secrets: Vec::new(),
                timeout: TIMEOUT,
            }),
        }
    }

    /// Sends requests through `http`.
    #[must_use]
    pub fn with_http(mut self, http: reqwest::Client) -> Self {
        Arc::make_mut(&mut self.shared).http = Ok(http);
        self
    }

    /// Gives up on calls that take longer.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        Arc::make_mut(&mut self.shared).timeout = timeout;
        self
    }

    /// Calls all operations at the base URL, those with a server of their own too.
    #[must_use]
    pub fn with_one_base_url(mut self) -> Self {
        Arc::make_mut(&mut self.shared).one_base_url = true;
        self
    }

    /// Authenticates with `secret` where `scheme` is asked for.
    #[must_use]
    pub fn with_secret(mut self, scheme: &'static Scheme, secret: Secret) -> Self {
        let secrets = &mut Arc::make_mut(&mut self.shared).secrets;
        secrets.retain(|(it, _)| *it != scheme);
        secrets.push((scheme, secret));
        self
    }

    /// Begins a request.
    #[must_use]
    pub fn request(&self, operation: &'static Operation) -> Request {
        Request::new(self.clone(), operation)
    }

    pub(super) fn http(&self) -> Result<&reqwest::Client, Arc<reqwest::Error>> {
        self.shared.http.as_ref().map_err(Arc::clone)
    }

    pub(super) fn base_url(&self) -> &str {
        &self.shared.base_url
    }

    pub(super) fn has_one_base_url(&self) -> bool {
        self.shared.one_base_url
    }

    pub(super) fn timeout(&self) -> Duration {
        self.shared.timeout
    }

    /// The first alternative of `operation` that the client can satisfy.
    pub(super) fn access(&self, operation: &Operation) -> Option<&'static Access> {
        let mut accesses = operation.security.iter().filter(|it| !it.is_anonymous());
        accesses.find(|access| access.schemes.iter().all(|it| self.holds(it)))
    }

    fn holds(&self, scheme: &Scheme) -> bool {
        // A certificate is part of the connection, which is not ours to look into.
        scheme.place == Place::Certificate || self.secret(scheme).is_some()
    }

    pub(super) fn secret(&self, scheme: &Scheme) -> Option<&Secret> {
        let mut secrets = self.shared.secrets.iter();
        secrets
            .find(|(it, _)| *it == scheme)
            .map(|(_, secret)| secret)
    }
}

impl fmt::Debug for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let schemes = self.shared.secrets.iter().map(|(scheme, _)| scheme.name);
        f.debug_struct("Core")
            .field("base_url", &self.shared.base_url)
            .field("timeout", &self.shared.timeout)
            .field("schemes", &schemes.collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

/// Follows redirects within the origin of the request: a credential in a header of its own would
/// be sent along to any other.
fn same_origin() -> reqwest::redirect::Policy {
    const LIMIT: usize = 10;
    reqwest::redirect::Policy::custom(|attempt| {
        let origin = attempt.previous().first().map(reqwest::Url::origin);
        if attempt.previous().len() > LIMIT || origin != Some(attempt.url().origin()) {
            attempt.stop()
        } else {
            attempt.follow()
        }
    })
}
