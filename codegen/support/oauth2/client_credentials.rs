//! Tokens for those who have an account of their own.

use super::endpoint::Endpoint;
use crate::support::client::{Channel, Provided, Provider, SecretSource, provided_by};
use crate::support::secret::Secret;

/// Gets tokens for an account of one's own (RFC 6749, section 4.4).
#[derive(Debug, Clone)]
pub struct ClientCredentials(Endpoint);

impl ClientCredentials {
    /// From the token endpoint at `url`, which may be relative to that of the API.
    pub fn at(url: &str, client_id: &str, client_secret: impl Into<Secret>) -> Self {
        Self(Endpoint::new(url).with_client(client_id, Some(client_secret.into())))
    }

    /// Asks for these scopes, and for no others; without them, a server gives what it is used to.
    #[must_use]
    pub fn with_scopes<S: AsRef<str>>(self, scopes: impl IntoIterator<Item = S>) -> Self {
        Self(self.0.with_scopes(scopes))
    }

    /// Sends a parameter that RFC 6749 does not have, such as `audience`.
    #[must_use]
    pub fn with_parameter(self, name: &str, value: &str) -> Self {
        Self(self.0.with_parameter(name, value))
    }

    /// Sends id and secret in the body, for servers that do not take them in the header
    /// `Authorization`.
    #[must_use]
    pub fn with_secret_in_body(self) -> Self {
        Self(self.0.with_secret_in_body())
    }
}

impl Provider for ClientCredentials {
    async fn provide(
        &self,
        channel: Channel,
    ) -> Result<Provided, Box<dyn std::error::Error + Send + Sync>> {
        let grant = [("grant_type", "client_credentials")];
        Ok(self.0.fetch(&channel, &grant).await?.provided)
    }
}

impl From<ClientCredentials> for SecretSource {
    fn from(it: ClientCredentials) -> Self {
        provided_by(it)
    }
}
