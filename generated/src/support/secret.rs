//! Values that must not be seen.

use std::fmt;
use std::hint::black_box;

/// A key, a token or a password.
///
/// It is not printed, and comparing it takes the same time wherever the first difference is.
/// It cannot be formatted either, so that it never lands in a message by accident: whoever
/// needs the text asks for it with [`expose`](Self::expose).
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// The text itself.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        let (left, right) = (self.0.as_bytes(), other.0.as_bytes());
        let mut difference = u8::from(left.len() != right.len());
        for (a, b) in left.iter().zip(right) {
            difference = black_box(difference | (a ^ b));
        }
        difference == 0
    }
}

impl Eq for Secret {}

/// A user name and a password (RFC 7617).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basic {
    /// Who.
    pub username: String,
    /// What only they know.
    pub password: Secret,
}

impl Basic {
    /// Both parts; the user name has no colon.
    pub fn new(username: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self {
            username: username.into(),
            password: password.into(),
        }
    }

    /// The parts of `username:password`.
    #[must_use]
    pub fn from_secret(secret: &Secret) -> Option<Self> {
        let (username, password) = secret.expose().split_once(':')?;
        Some(Self::new(username, password))
    }
}

impl From<Basic> for Secret {
    fn from(basic: Basic) -> Self {
        Self(format!("{}:{}", basic.username, basic.password.expose()))
    }
}
