//! Why there is no token.

use std::error::Error;
use std::fmt;

use http::StatusCode;
use serde_json::{Map, Value};
use url::Url;

/// The longest text of a server that is told.
const LONGEST: usize = 200;

/// Why there is no token.
#[derive(Debug)]
pub struct TokenError {
    /// The endpoint, without what may be a secret.
    endpoint: String,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    /// The request cannot be written down.
    Unsent(String),
    /// No answer came.
    Unanswered(Box<dyn Error + Send + Sync>),
    /// The endpoint said no (RFC 6749, section 5.2).
    Refused {
        status: StatusCode,
        code: Option<String>,
        description: Option<String>,
    },
    /// The endpoint said yes, but not what the token is.
    Unusable(&'static str),
}

impl TokenError {
    pub(super) fn unsent(endpoint: &str, what: &str) -> Self {
        Self {
            endpoint: endpoint.to_owned(),
            kind: Kind::Unsent(what.to_owned()),
        }
    }

    pub(super) fn unanswered(url: &Url, cause: Box<dyn Error + Send + Sync>) -> Self {
        Self::of(url, Kind::Unanswered(cause))
    }

    pub(super) fn refused(url: &Url, status: StatusCode, answer: &Map<String, Value>) -> Self {
        let text = |name| {
            let text = answer.get(name)?.as_str()?;
            Some(text.chars().take(LONGEST).collect())
        };
        Self::of(
            url,
            Kind::Refused {
                status,
                code: text("error"),
                description: text("error_description"),
            },
        )
    }

    pub(super) fn unusable(url: &Url, what: &'static str) -> Self {
        Self::of(url, Kind::Unusable(what))
    }

    fn of(url: &Url, kind: Kind) -> Self {
        Self {
            endpoint: [&url.origin().ascii_serialization(), url.path()].concat(),
            kind,
        }
    }

    /// What the endpoint calls the error: `invalid_grant` when a refresh token is good no longer,
    /// for example.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        match &self.kind {
            Kind::Refused { code, .. } => code.as_deref(),
            Kind::Unsent(_) | Kind::Unanswered(_) | Kind::Unusable(_) => None,
        }
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no token from {}: ", self.endpoint)?;
        match &self.kind {
            Kind::Unsent(what) => f.write_str(what),
            Kind::Unanswered(cause) => write!(f, "{cause}"),
            Kind::Refused {
                status,
                code,
                description,
            } => {
                write!(f, "{status}")?;
                for it in [code, description].into_iter().flatten() {
                    write!(f, ": {}", it.escape_debug())?;
                }
                Ok(())
            }
            Kind::Unusable(what) => f.write_str(what),
        }
    }
}

impl Error for TokenError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.kind {
            Kind::Unanswered(cause) => cause.source(),
            Kind::Unsent(_) | Kind::Refused { .. } | Kind::Unusable(_) => None,
        }
    }
}
