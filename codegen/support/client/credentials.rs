//! Secrets that change, and where they come from.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::Instant;

use super::body::{Body, Cause};
use super::transport::{Carried, Transport};
use crate::support::secret::{Basic, Secret};

/// A secret is fetched anew this long before it runs out: it has to last for the way, too.
const MARGIN: Duration = Duration::from_secs(10);

/// Gives a client the secret of a scheme when it is needed, for secrets that change.
///
/// It is asked for the first call, when a secret runs out, and once more when the server answers
/// 401 to the one it gave; calls that wait for it at the same time wait for the same secret.
pub trait Provider: Send + Sync + 'static {
    /// A secret that is good now; `channel` is what the client sends its requests by.
    fn provide(&self, channel: Channel)
    -> impl Future<Output = Result<Provided, Cause>> + Send;
}

/// What a client sends its requests by.
#[derive(Clone)]
pub struct Channel {
    transport: Arc<dyn Transport>,
    base_url: String,
}

impl Channel {
    pub(super) fn new(transport: Arc<dyn Transport>, base_url: &str) -> Self {
        Self {
            transport,
            base_url: base_url.to_owned(),
        }
    }

    /// Where the client finds the API; no slash is at its end.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// Sends `request`, whose URI is absolute, once.
    #[must_use]
    pub fn carry(&self, request: http::Request<Body>) -> Carried {
        self.transport.carry(request)
    }
}

impl fmt::Debug for Channel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Channel").field(&self.base_url).finish()
    }
}

/// A secret from a [`Provider`].
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Provided {
    /// The secret.
    pub secret: Secret,
    /// How long it is good, if that is known.
    pub lifetime: Option<Duration>,
}

impl Provided {
    /// A secret that is good until a server says otherwise.
    pub fn new(secret: impl Into<Secret>) -> Self {
        Self {
            secret: secret.into(),
            lifetime: None,
        }
    }

    /// Says how long it is good.
    #[must_use]
    pub fn with_lifetime(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }
}

impl<F, R> Provider for F
where
    F: Fn() -> R + Send + Sync + 'static,
    R: Future<Output = Result<Provided, Cause>> + Send,
{
    fn provide(&self, _: Channel) -> impl Future<Output = Result<Provided, Cause>> + Send {
        self()
    }
}

/// What a client authenticates with: a secret, or what [`provides`](provided_by) one.
#[derive(Clone)]
pub struct SecretSource(pub(super) Held);

#[derive(Clone)]
pub(super) enum Held {
    /// One secret, always.
    Fixed(Secret),
    /// Whatever is good at the time.
    Provided(Arc<dyn Source>),
}

/// Secrets that `provider` gives, for those that change.
///
/// ```ignore
/// let client = client.with_api_key(provided_by(async || Ok(Provided::new(vault.read().await?))));
/// ```
pub fn provided_by(provider: impl Provider) -> SecretSource {
    SecretSource(Held::Provided(Arc::new(Remembering::new(provider))))
}

impl From<Secret> for SecretSource {
    fn from(secret: Secret) -> Self {
        Self(Held::Fixed(secret))
    }
}

impl From<String> for SecretSource {
    fn from(secret: String) -> Self {
        Secret::from(secret).into()
    }
}

impl From<&str> for SecretSource {
    fn from(secret: &str) -> Self {
        Secret::from(secret).into()
    }
}

impl From<Basic> for SecretSource {
    fn from(basic: Basic) -> Self {
        Secret::from(basic).into()
    }
}

/// A provider, with the secret that it gave last.
struct Remembering<P> {
    provider: P,
    last: Mutex<Option<Remembered>>,
}

struct Remembered {
    secret: Secret,
    until: Option<Instant>,
}

impl<P> Remembering<P> {
    fn new(provider: P) -> Self {
        Self {
            provider,
            last: Mutex::new(None),
        }
    }
}

type Getting<'a> = std::pin::Pin<Box<dyn Future<Output = Result<Secret, Cause>> + Send + 'a>>;

/// Gives secrets, whatever their provider.
pub(super) trait Source: Send + Sync {
    /// A secret that is good, and is not `refused`.
    fn get<'a>(&'a self, channel: Channel, refused: Option<&'a Secret>) -> Getting<'a>;
}

impl<P: Provider> Source for Remembering<P> {
    fn get<'a>(&'a self, channel: Channel, refused: Option<&'a Secret>) -> Getting<'a> {
        Box::pin(async move {
            // Whoever comes while a secret is fetched waits here, and finds it.
            let mut last = self.last.lock().await;
            if let Some(Remembered { secret, until }) = &*last
                && until.is_none_or(|it| Instant::now() < it)
                && refused != Some(secret)
            {
                return Ok(secret.clone());
            }
            *last = None;
            let Provided { secret, lifetime } = self.provider.provide(channel).await?;
            // One that lasts for less than the margin is good for one call.
            let until = lifetime.map(|it| Instant::now() + it.saturating_sub(MARGIN));
            *last = Some(Remembered {
                secret: secret.clone(),
                until,
            });
            Ok(secret)
        })
    }
}

impl fmt::Debug for SecretSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Held::Fixed(_) => "SecretSource(…)",
            Held::Provided(_) => "SecretSource(provided)",
        })
    }
}
