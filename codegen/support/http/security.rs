//! Who may call what.

use http::header::{AUTHORIZATION, HeaderName, HeaderValue};

use super::base64;
use crate::support::secret::Secret;

/// A way to authenticate.
#[derive(Debug, PartialEq, Eq)]
pub struct Scheme {
    /// What the document calls it.
    pub name: &'static str,
    /// Where its secret is.
    pub place: Place,
}

/// Where the secret of a scheme is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The value of this header, named in lower case.
    Header(&'static str),
    /// The value of this pair of the query.
    Query(&'static str),
    /// The value of this cookie.
    Cookie(&'static str),
    /// `Authorization: Bearer …` (RFC 6750).
    Bearer,
    /// `Authorization: Basic …` (RFC 7617).
    Basic,
    /// `Authorization`, after the name of this scheme.
    Authorization(&'static str),
    /// The certificate that the connection was opened with.
    Certificate,
}

impl Scheme {
    /// A key in the header `header`, named in lower case.
    #[must_use]
    pub const fn header(name: &'static str, header: &'static str) -> Self {
        let place = Place::Header(header);
        Self { name, place }
    }

    /// A key in the query.
    #[must_use]
    pub const fn query(name: &'static str, key: &'static str) -> Self {
        let place = Place::Query(key);
        Self { name, place }
    }

    /// A key in a cookie.
    #[must_use]
    pub const fn cookie(name: &'static str, cookie: &'static str) -> Self {
        let place = Place::Cookie(cookie);
        Self { name, place }
    }

    /// `Authorization: Bearer …`
    #[must_use]
    pub const fn bearer(name: &'static str) -> Self {
        let place = Place::Bearer;
        Self { name, place }
    }

    /// `Authorization: Basic …`
    #[must_use]
    pub const fn basic(name: &'static str) -> Self {
        let place = Place::Basic;
        Self { name, place }
    }

    /// `Authorization: Digest …` and the like; the secret is the text after the word.
    #[must_use]
    pub const fn authorization(name: &'static str, scheme: &'static str) -> Self {
        let place = Place::Authorization(scheme);
        Self { name, place }
    }

    /// A client certificate.
    #[must_use]
    pub const fn certificate(name: &'static str) -> Self {
        let place = Place::Certificate;
        Self { name, place }
    }

    /// What `WWW-Authenticate` says to somebody who did not use this scheme.
    #[cfg(feature = "server")]
    #[must_use]
    pub fn challenge(&self) -> String {
        match self.place {
            Place::Header(name) => format!("ApiKey in=\"header\", name=\"{name}\""),
            Place::Query(name) => format!("ApiKey in=\"query\", name=\"{name}\""),
            Place::Cookie(name) => format!("ApiKey in=\"cookie\", name=\"{name}\""),
            Place::Bearer => "Bearer".to_owned(),
            Place::Basic => format!("Basic realm=\"{}\", charset=\"UTF-8\"", self.name),
            Place::Authorization(scheme) => scheme.to_owned(),
            Place::Certificate => "Certificate".to_owned(),
        }
    }

    /// The name of the header that carries the secret, when a header does.
    #[must_use]
    pub fn header_name(&self) -> Option<HeaderName> {
        match self.place {
            Place::Header(name) => HeaderName::try_from(name).ok(),
            Place::Bearer | Place::Basic | Place::Authorization(_) => Some(AUTHORIZATION),
            Place::Query(_) | Place::Cookie(_) | Place::Certificate => None,
        }
    }

    /// The header that carries `secret`; `None` when it is carried elsewhere, or cannot be
    /// carried at all.
    #[cfg(feature = "client-core")]
    #[must_use]
    pub fn to_header(&self, secret: &Secret) -> Option<(HeaderName, HeaderValue)> {
        let text = secret.expose();
        let value = match self.place {
            Place::Bearer => format!("Bearer {text}"),
            Place::Basic => format!("Basic {}", base64::encode(text.as_bytes())),
            Place::Authorization(scheme) => format!("{scheme} {text}"),
            _ => text.to_owned(),
        };
        let mut value = HeaderValue::try_from(value).ok()?;
        value.set_sensitive(true);
        Some((self.header_name()?, value))
    }

    /// The secret in `value`, the value of the header that carries it; `None` when it is
    /// malformed, of another scheme, or empty.
    #[cfg(feature = "server")]
    #[must_use]
    pub fn from_header(&self, value: &HeaderValue) -> Option<Secret> {
        let text = std::str::from_utf8(value.as_bytes()).ok()?.trim();
        let text = match self.place {
            Place::Bearer => after_word(text, "Bearer")?.to_owned(),
            Place::Basic => {
                let bytes = base64::decode(after_word(text, "Basic")?)?;
                String::from_utf8(bytes).ok()?
            }
            Place::Authorization(scheme) => after_word(text, scheme)?.to_owned(),
            _ => text.to_owned(),
        };
        (!text.is_empty()).then(|| text.into())
    }
}

/// What follows `word`, whatever its case, and at least one space.
#[cfg(feature = "server")]
fn after_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let (first, rest) = text.split_once(' ')?;
    first.eq_ignore_ascii_case(word).then(|| rest.trim_start())
}

/// Schemes that are enough together.
#[derive(Debug, PartialEq, Eq)]
pub struct Access {
    /// Which variant of the API's `Credential` their secrets become.
    pub credential: usize,
    /// The schemes, all of which are needed.
    pub schemes: &'static [&'static Scheme],
    /// What the caller has to be allowed to do.
    pub scopes: &'static [&'static str],
}

impl Access {
    /// Nothing is needed.
    pub const ANONYMOUS: Self = Self {
        credential: usize::MAX,
        schemes: &[],
        scopes: &[],
    };

    /// Whether nothing is needed.
    #[must_use]
    pub fn is_anonymous(&self) -> bool {
        self.schemes.is_empty()
    }
}
