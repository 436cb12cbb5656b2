//! What requests prove their sender with.

use crate::support::secret::{Basic, Secret};
use crate::support::server::FromSecrets;

/// What a request proves its sender with.
#[derive(Debug, Clone)]
pub enum Credential {
    /// `x-app-id: …`, `x-app-key: …`
    AppIdAndAppKey {
        /// `x-app-id: …`
        app_id: Secret,
        /// `x-app-key: …`
        app_key: Secret,
    },
    /// `Authorization: Basic …`
    Login(Basic),
    /// `Authorization: Bearer …`
    Oauth(Secret),
    /// `?token=…`
    Token(Secret),
    /// `Cookie: session=…`
    Session(Secret),
}

impl FromSecrets for Credential {
    fn from_secrets(credential: usize, mut secrets: impl Iterator<Item = Secret>) -> Option<Self> {
        Some(match credential {
            0 => Self::AppIdAndAppKey {
                app_id: secrets.next()?,
                app_key: secrets.next()?,
            },
            1 => Self::Login(Basic::from_secret(&secrets.next()?)?),
            2 => Self::Oauth(secrets.next()?),
            3 => Self::Token(secrets.next()?),
            4 => Self::Session(secrets.next()?),
            _ => return None,
        })
    }
}
