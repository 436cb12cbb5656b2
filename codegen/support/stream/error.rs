//! Why a stream ends early, or skips an item.

use std::error::Error;
use std::fmt;

use super::Cause;

/// Why a stream ends early, or has no item where there should be one.
#[derive(Debug)]
pub struct StreamError(Kind);

#[derive(Debug)]
enum Kind {
    Broken(Cause),
    #[cfg_attr(
        not(feature = "client-core"),
        allow(dead_code, reason = "a server leaves that to the connection")
    )]
    Late,
    TooLarge(usize),
    Unfit(String),
}

impl StreamError {
    /// It broke off.
    pub fn broken(cause: impl Into<Cause>) -> Self {
        Self(Kind::Broken(cause.into()))
    }

    #[cfg(feature = "client-core")]
    pub(in crate::support) fn late() -> Self {
        Self(Kind::Late)
    }

    #[allow(dead_code, reason = "bytes may be read and sent without a limit")]
    pub(in crate::support) fn too_large(limit: usize) -> Self {
        Self(Kind::TooLarge(limit))
    }

    #[allow(dead_code, reason = "bytes fit as they are")]
    pub(in crate::support) fn unfit(message: impl fmt::Display) -> Self {
        Self(Kind::Unfit(message.to_string()))
    }

    /// Whether nothing came for too long.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self.0, Kind::Late)
    }

    /// Whether there was more than is allowed.
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        matches!(self.0, Kind::TooLarge(_))
    }

    /// Whether an item does not fit the document; the stream goes on after it.
    #[must_use]
    pub fn is_unfit(&self) -> bool {
        matches!(self.0, Kind::Unfit(_))
    }
}

impl fmt::Display for StreamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Broken(cause) => write!(f, "the stream broke off: {cause}"),
            Kind::Late => f.write_str("nothing came in time"),
            Kind::TooLarge(limit) => write!(f, "there are more than {limit} bytes"),
            Kind::Unfit(message) => write!(f, "an item does not fit: {message}"),
        }
    }
}

impl Error for StreamError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.0 {
            Kind::Broken(cause) => Some(&**cause),
            Kind::Late | Kind::TooLarge(_) | Kind::Unfit(_) => None,
        }
    }
}
