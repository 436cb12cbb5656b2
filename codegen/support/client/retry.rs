//! When to send a request again, and after how long.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use http::header::{HeaderMap, RETRY_AFTER};
use http::{HeaderName, Method, StatusCode};
use tower::retry::backoff::{Backoff, ExponentialBackoff, ExponentialBackoffMaker, MakeBackoff};
use tower::retry::budget::{Budget, TpsBudget};
use tower::util::rng::HasherRng;

use super::fault::Fault;
use super::{Request, Response};

/// The header that makes a request safe to send again, whatever its method.
pub(super) const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// The longest wait that a server can ask for with `Retry-After`; a call that would have to wait
/// longer fails at once, and its error says for how long.
const LONGEST_ASKED: Duration = Duration::from_secs(60);

/// When a request is sent again: if no answer came, or one of the statuses 408, 429, 502, 503 and
/// 504, and if that can do no harm: its method is idempotent (RFC 9110, section 9.2.2), it has an
/// `Idempotency-Key`, or it never reached the server.
///
/// The waits between grow from the first to the longest, each with up to half of it again at
/// random; `Retry-After` says it better, in seconds or as a date. A client sends again
/// no more than a fifth of its requests, and one a second: a server in trouble is left alone.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Retries {
    /// How often a request is sent again at most. Default: twice.
    pub most: u32,
    /// The wait before it is sent again first. Default: half a second.
    pub first_wait: Duration,
    /// The longest wait. Default: 8 seconds.
    pub longest_wait: Duration,
}

impl Retries {
    /// A request is sent once.
    #[must_use]
    pub fn none() -> Self {
        Self::up_to(0)
    }

    /// A request is sent again `most` times.
    #[must_use]
    pub fn up_to(most: u32) -> Self {
        Self {
            most,
            ..Self::default()
        }
    }

    /// Waits for this long before a request is sent again first.
    #[must_use]
    pub fn with_first_wait(mut self, first_wait: Duration) -> Self {
        self.first_wait = first_wait;
        self
    }

    /// Waits no longer than this.
    #[must_use]
    pub fn with_longest_wait(mut self, longest_wait: Duration) -> Self {
        self.longest_wait = longest_wait;
        self
    }

    fn backoff(&self) -> Option<ExponentialBackoff> {
        let longest = self.longest_wait.max(Duration::from_millis(1));
        let first = self.first_wait.min(longest);
        let maker = ExponentialBackoffMaker::new(first, longest, 0.5, HasherRng::default());
        Some(maker.ok()?.make_backoff())
    }
}

impl Default for Retries {
    fn default() -> Self {
        Self {
            most: 2,
            first_wait: Duration::from_millis(500),
            longest_wait: Duration::from_secs(8),
        }
    }
}

/// What the calls of a client may send again, all together.
#[derive(Clone)]
pub(super) struct Allowance(Arc<TpsBudget>);

impl Allowance {
    pub(super) fn new() -> Self {
        Self(Arc::new(TpsBudget::new(Duration::from_secs(10), 1, 0.2)))
    }
}

impl fmt::Debug for Allowance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Allowance")
    }
}

/// The attempts of one call.
pub(super) struct Attempts<'a> {
    request: &'a Request,
    retries: &'a Retries,
    left: u32,
    /// Not made before it is needed, which is seldom.
    backoff: Option<ExponentialBackoff>,
}

impl<'a> Attempts<'a> {
    pub(super) fn new(request: &'a Request) -> Self {
        let core = &request.core;
        core.allowance().0.deposit();
        let retries = request.retries.as_ref().unwrap_or(core.retries());
        Self {
            request,
            retries,
            left: retries.most,
            backoff: None,
        }
    }

    /// Waits until the request may be sent again after what `came`; `false`, when it may not.
    pub(super) async fn again(&mut self, came: &Result<Response, Fault>) -> bool {
        let (may_help, asked) = match came {
            Ok(answer) if is_passing(answer.status) => (
                self.is_safe(),
                retry_after(&answer.headers, SystemTime::now()),
            ),
            Err(Fault::Transport(error)) => (error.is_unsent() || self.is_safe(), None),
            Ok(_) | Err(_) => (false, None),
        };
        let is_too_long = asked.is_some_and(|it| it > LONGEST_ASKED);
        if !may_help || is_too_long || self.left == 0 || !self.request.core.allowance().0.withdraw() {
            return false;
        }
        self.left -= 1;
        if let Some(wait) = asked {
            tokio::time::sleep(wait).await;
            return true;
        }
        self.backoff = self.backoff.take().or_else(|| self.retries.backoff());
        if let Some(backoff) = &mut self.backoff {
            backoff.next_backoff().await;
        }
        true
    }

    fn is_safe(&self) -> bool {
        is_repeatable(&self.request.operation.method, &self.request.headers)
    }
}

/// Whether it does no harm to send a request twice.
pub(super) fn is_repeatable(method: &Method, headers: &HeaderMap) -> bool {
    // `QUERY` is safe, and too new for the crate to know.
    method.is_idempotent()
        || method.as_str() == "QUERY"
        || headers.contains_key(IDEMPOTENCY_KEY)
}

/// Whether the same request may be answered otherwise after a while.
pub(super) fn is_passing(status: StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 429 | 502 | 503 | 504)
}

/// How long to wait, as the server says (RFC 9110, section 10.2.3).
pub(super) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = httpdate::parse_http_date(text).ok()?;
    // A date that is past asks for no wait.
    Some(until.duration_since(now).unwrap_or_default())
}
