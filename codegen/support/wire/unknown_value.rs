//! The error of the closed enums.

use std::error::Error;
use std::fmt;

/// A value that is none of those that an enum allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownValue {
    /// What it is the value of.
    what: &'static str,
    found: String,
    allowed: &'static [&'static str],
}

impl UnknownValue {
    pub(super) fn new(
        what: &'static str,
        found: &impl ToString,
        allowed: &'static [&'static str],
    ) -> Self {
        Self {
            what,
            found: found.to_string(),
            allowed,
        }
    }

    /// The values that are allowed, as they are on the wire.
    #[must_use]
    pub const fn allowed(&self) -> &'static [&'static str] {
        self.allowed
    }
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown {} `{}`, expected ", self.what, self.found)?;
        for (index, value) in self.allowed.iter().enumerate() {
            let before = match index {
                0 if self.allowed.len() > 1 => "one of ",
                0 => "",
                _ => ", ",
            };
            write!(f, "{before}`{value}`")?;
        }
        Ok(())
    }
}

impl Error for UnknownValue {}
