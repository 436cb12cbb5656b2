//! The keys that tokens are signed with.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use agntix_api::support::server::Refusal;
use jsonwebtoken::DecodingKey;
use jsonwebtoken::jwk::{Jwk, JwkSet};
use reqwest::Client;
use tokio::sync::{Mutex, RwLock};

/// How long keys are used before we look again, which is when one that was withdrawn is no longer
/// taken.
const MAX_AGE: Duration = Duration::from_secs(3600);

/// The least time between two looks, or tokens with invented keys would make us hammer the source.
const PAUSE: Duration = Duration::from_secs(10);

/// How long an answer may take.
const TIMEOUT: Duration = Duration::from_secs(5);

/// By `kid`, and since when they are known.
type Keys = (Option<Instant>, HashMap<String, DecodingKey>);

/// The keys that tokens are signed with.
pub(crate) struct Jwks {
    /// A URL or a file.
    source: String,
    client: Client,
    keys: RwLock<Keys>,
    /// The last look, and whether it succeeded; locked while there is one.
    last: Mutex<Option<(Instant, bool)>>,
}

impl Jwks {
    pub(crate) fn new(source: String) -> reqwest::Result<Self> {
        let client = Client::builder().timeout(TIMEOUT).build()?;
        let (keys, last) = (RwLock::default(), Mutex::default());
        Ok(Self {
            source,
            client,
            keys,
            last,
        })
    }

    /// The key called `id`. One that is not known makes us look again: it may be new.
    pub(crate) async fn find(&self, id: &str) -> Result<DecodingKey, Refusal> {
        if let Some(key) = self.known(id, MAX_AGE).await {
            return Ok(key);
        }
        let mut last = self.last.lock().await;
        let may_look = last.is_none_or(|(time, _)| time.elapsed() >= PAUSE);
        // Whoever held the lock before may have found it.
        if may_look && self.known(id, MAX_AGE).await.is_none() {
            let (now, found) = (Instant::now(), self.look().await);
            *last = Some((now, found.is_ok()));
            match found {
                Ok(found) => *self.keys.write().await = (Some(now), found),
                Err(error) => tracing::error!(%error, "the keys of tokens cannot be read"),
            }
        }
        // Old keys are better than none while the source does not answer.
        let key = self.known(id, Duration::MAX).await;
        key.ok_or_else(|| match *last {
            Some((_, true)) => Refusal::unauthorized("the key of the token is not known"),
            _ => Refusal::unavailable("tokens cannot be verified at present"),
        })
    }

    async fn known(&self, id: &str, max_age: Duration) -> Option<DecodingKey> {
        let (since, keys) = &*self.keys.read().await;
        let is_fresh = since.is_some_and(|it| it.elapsed() < max_age);
        keys.get(id).filter(|_| is_fresh).cloned()
    }

    async fn look(&self) -> anyhow::Result<HashMap<String, DecodingKey>> {
        let json = if self.source.starts_with("http") {
            let answer = self.client.get(&self.source).send().await?;
            answer.error_for_status()?.bytes().await?.to_vec()
        } else {
            tokio::fs::read(&self.source).await?
        };
        let set: JwkSet = serde_json::from_slice(&json)?;
        // What cannot be read is of another kind than ours, as is what has no name.
        let named = |it: Jwk| Some((it.common.key_id.clone()?, DecodingKey::from_jwk(&it).ok()?));
        Ok(set.keys.into_iter().filter_map(named).collect())
    }
}
