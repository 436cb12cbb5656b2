//! What every call of a client shares.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::credentials::{Channel, SecretSource};
use super::observe::Observe;
use super::proof::Credential;
use super::retry::{Allowance, Retries};
use super::target::Base;
use super::transport::Transport;
use super::Request;
use crate::support::http::{Access, Operation, Place, Scheme};

/// What every call of a client shares. Cheap to clone.
#[derive(Clone)]
pub struct Core {
    shared: Arc<Shared>,
}

#[derive(Clone)]
struct Shared {
    transport: Arc<dyn Transport>,
    base_url: String,
    /// The same in parts; `None`, when it is not as it should be.
    base: Option<Base>,
    /// Whether operations with a server of their own are called at `base_url` all the same.
    one_base_url: bool,
    credentials: Vec<Credential>,
    timeout: Duration,
    silence: Duration,
    retries: Retries,
    allowance: Allowance,
    permits: Option<Arc<Semaphore>>,
    max_response_bytes: usize,
    observers: Vec<Arc<dyn Observe>>,
}

/// How long a call may take, from the first byte sent to the last one read, all attempts together.
const TIMEOUT: Duration = Duration::from_secs(60);

/// How long a server may say nothing.
const SILENCE: Duration = Duration::from_secs(60);

/// How much of an answer is read that is not a stream.
const MAX_RESPONSE_BYTES: usize = 64 << 20;

impl Core {
    /// Calls the API at `base_url`.
    #[cfg(feature = "client")]
    #[must_use]
    pub fn new(base_url: &str) -> Self {
        Self::over(base_url, super::http_client::Usual::new())
    }

    /// Calls the API at `base_url`, by way of `transport`.
    pub fn over(base_url: &str, transport: impl Transport) -> Self {
        let base_url = base_url.trim_end_matches('/').to_owned();
        Self {
            shared: Arc::new(Shared {
                transport: Arc::new(transport),
                base: Base::of(&base_url),
                base_url,
                one_base_url: false,
                credentials: Vec::new(),
                timeout: TIMEOUT,
                silence: SILENCE,
                retries: Retries::default(),
                allowance: Allowance::new(),
                permits: None,
                max_response_bytes: MAX_RESPONSE_BYTES,
                observers: Vec::new(),
            }),
        }
    }

    fn with(mut self, change: impl FnOnce(&mut Shared)) -> Self {
        change(Arc::make_mut(&mut self.shared));
        self
    }

    /// Sends requests by way of `transport`.
    #[must_use]
    pub fn with_transport(self, transport: impl Transport) -> Self {
        self.with(|it| it.transport = Arc::new(transport))
    }

    /// Gives up on calls that take longer.
    #[must_use]
    pub fn with_timeout(self, timeout: Duration) -> Self {
        self.with(|it| it.timeout = timeout)
    }

    /// Gives up on servers that say nothing for longer.
    #[must_use]
    pub fn with_read_timeout(self, silence: Duration) -> Self {
        self.with(|it| it.silence = silence)
    }

    /// Sends requests again as `retries` says.
    #[must_use]
    pub fn with_retries(self, retries: Retries) -> Self {
        self.with(|it| it.retries = retries)
    }

    /// Makes no more than `most` calls at once; others wait.
    #[must_use]
    pub fn with_max_concurrency(self, most: usize) -> Self {
        let most = most.clamp(1, Semaphore::MAX_PERMITS);
        self.with(|it| it.permits = Some(Arc::new(Semaphore::new(most))))
    }

    /// Reads no more than this of an answer that is not a stream.
    #[must_use]
    pub fn with_max_response_bytes(self, most: usize) -> Self {
        self.with(|it| it.max_response_bytes = most)
    }

    /// Lets `observer` see every attempt.
    #[must_use]
    pub fn with_observer(self, observer: impl Observe) -> Self {
        self.with(|it| it.observers.push(Arc::new(observer)))
    }

    /// Calls the API at another URL.
    #[must_use]
    pub fn with_base_url(self, base_url: &str) -> Self {
        let base_url = base_url.trim_end_matches('/').to_owned();
        self.with(|it| {
            it.base = Base::of(&base_url);
            it.base_url = base_url;
        })
    }

    /// Calls all operations at the base URL, those with a server of their own too.
    #[must_use]
    pub fn with_one_base_url(self) -> Self {
        self.with(|it| it.one_base_url = true)
    }

    /// Authenticates with `secret` where `scheme` is asked for.
    #[must_use]
    pub fn with_secret(self, scheme: &'static Scheme, secret: SecretSource) -> Self {
        self.with(|it| {
            it.credentials.retain(|it| it.scheme != scheme);
            it.credentials.push(Credential::new(scheme, secret.0));
        })
    }

    /// Begins a request.
    #[must_use]
    pub fn request(&self, operation: &'static Operation) -> Request {
        Request::new(self.clone(), operation)
    }

    pub(super) fn transport(&self) -> &dyn Transport {
        &*self.shared.transport
    }

    pub(super) fn channel(&self) -> Channel {
        Channel::new(Arc::clone(&self.shared.transport), &self.shared.base_url)
    }

    pub(super) fn base_url(&self) -> &str {
        &self.shared.base_url
    }

    pub(super) fn base(&self) -> Option<&Base> {
        self.shared.base.as_ref()
    }

    pub(super) fn has_one_base_url(&self) -> bool {
        self.shared.one_base_url
    }

    pub(super) fn timeout(&self) -> Duration {
        self.shared.timeout
    }

    pub(super) fn silence(&self) -> Duration {
        self.shared.silence
    }

    pub(super) fn retries(&self) -> &Retries {
        &self.shared.retries
    }

    pub(super) fn allowance(&self) -> &Allowance {
        &self.shared.allowance
    }

    pub(super) fn max_response_bytes(&self) -> usize {
        self.shared.max_response_bytes
    }

    pub(super) fn observers(&self) -> &[Arc<dyn Observe>] {
        &self.shared.observers
    }

    /// Waits for a place among the calls that may be made at once.
    pub(super) async fn permit(&self) -> Option<OwnedSemaphorePermit> {
        let permits = Arc::clone(self.shared.permits.as_ref()?);
        permits.acquire_owned().await.ok()
    }

    /// The first alternative of `operation` that the client can satisfy.
    pub(super) fn access(&self, operation: &Operation) -> Option<&'static Access> {
        let mut accesses = operation.security.iter().filter(|it| !it.is_anonymous());
        accesses.find(|access| access.schemes.iter().all(|it| self.holds(it)))
    }

    fn holds(&self, scheme: &Scheme) -> bool {
        // A certificate is part of the connection, which is not ours to look into.
        scheme.place == Place::Certificate || self.credential(scheme).is_some()
    }

    pub(super) fn credential(&self, scheme: &Scheme) -> Option<&Credential> {
        let mut credentials = self.shared.credentials.iter();
        credentials.find(|it| std::ptr::eq(it.scheme, scheme) || it.scheme == scheme)
    }
}

impl fmt::Debug for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let schemes = self.shared.credentials.iter().map(|it| it.scheme.name);
        f.debug_struct("Core")
            .field("base_url", &self.shared.base_url)
            .field("timeout", &self.shared.timeout)
            .field("retries", &self.shared.retries)
            .field("schemes", &schemes.collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}
