//! Tokens for those to whom somebody else has given a refresh token.

use std::fmt;
use std::pin::Pin;

use tokio::sync::Mutex;

use super::endpoint::{Endpoint, Token};
use super::error::TokenError;
use crate::support::client::{Channel, Provided, Provider, SecretSource, provided_by};
use crate::support::secret::Secret;

/// Gets tokens with a refresh token (RFC 6749, section 6).
///
/// A server may answer with a new refresh token, after which the old one is good for nothing. The
/// new one is used from then on; whoever wants to have it after a restart has to
/// [store](Self::on_new_refresh_token) it.
pub struct RefreshToken {
    endpoint: Endpoint,
    state: Mutex<State>,
    on_new: Option<Store>,
}

/// Stores a new refresh token.
type Store = Box<dyn Fn(&Secret) + Send + Sync>;

struct State {
    refresh_token: Secret,
    /// A request under way. It outlives the call that began it: a server may have taken the old
    /// refresh token by then, and the new one is in the answer.
    under_way: Option<UnderWay>,
}

type UnderWay = Pin<Box<dyn Future<Output = Result<Token, TokenError>> + Send>>;

impl RefreshToken {
    /// From the token endpoint at `url`, which may be relative to that of the API.
    pub fn at(url: &str, refresh_token: impl Into<Secret>) -> Self {
        Self {
            endpoint: Endpoint::new(url),
            state: Mutex::new(State {
                refresh_token: refresh_token.into(),
                under_way: None,
            }),
            on_new: None,
        }
    }

    /// For the client that the refresh token was given to, if it has a secret.
    #[must_use]
    pub fn with_client(self, client_id: &str, client_secret: impl Into<Secret>) -> Self {
        self.with(|it| it.with_client(client_id, Some(client_secret.into())))
    }

    /// For the client that the refresh token was given to, if it has no secret.
    #[must_use]
    pub fn with_public_client(self, client_id: &str) -> Self {
        self.with(|it| it.with_client(client_id, None))
    }

    /// Asks for these scopes, and for no others; without them, for all that were granted.
    #[must_use]
    pub fn with_scopes<S: AsRef<str>>(self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.with(|it| it.with_scopes(scopes))
    }

    /// Sends a parameter that RFC 6749 does not have, such as `audience`.
    #[must_use]
    pub fn with_parameter(self, name: &str, value: &str) -> Self {
        self.with(|it| it.with_parameter(name, value))
    }

    /// Sends id and secret in the body, for servers that do not take them in the header
    /// `Authorization`.
    #[must_use]
    pub fn with_secret_in_body(self) -> Self {
        self.with(Endpoint::with_secret_in_body)
    }

    /// Hands `store` every new refresh token, before the access token that came with it is used.
    #[must_use]
    pub fn on_new_refresh_token(mut self, store: impl Fn(&Secret) + Send + Sync + 'static) -> Self {
        self.on_new = Some(Box::new(store));
        self
    }

    fn with(mut self, change: impl FnOnce(Endpoint) -> Endpoint) -> Self {
        self.endpoint = change(self.endpoint);
        self
    }
}

impl Provider for RefreshToken {
    async fn provide(
        &self,
        channel: Channel,
    ) -> Result<Provided, Box<dyn std::error::Error + Send + Sync>> {
        let mut state = self.state.lock().await;
        let State {
            refresh_token,
            under_way,
        } = &mut *state;
        let came = under_way
            .get_or_insert_with(|| {
                let (endpoint, token) = (self.endpoint.clone(), refresh_token.clone());
                Box::pin(async move {
                    let grant = [
                        ("grant_type", "refresh_token"),
                        ("refresh_token", token.expose()),
                    ];
                    endpoint.fetch(&channel, &grant).await
                })
            })
            .as_mut()
            .await;
        *under_way = None;
        let Token {
            provided,
            refresh_token: new,
        } = came?;
        if let Some(new) = new.filter(|it| it != refresh_token) {
            if let Some(store) = &self.on_new {
                store(&new);
            }
            *refresh_token = new;
        }
        Ok(provided)
    }
}

impl From<RefreshToken> for SecretSource {
    fn from(it: RefreshToken) -> Self {
        provided_by(it)
    }
}

impl fmt::Debug for RefreshToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RefreshToken")
            .field("endpoint", &self.endpoint)
            .finish_non_exhaustive()
    }
}
