//! Which statuses a response stands for.

use http::StatusCode;

/// Which statuses a response stands for; the more it says, the greater it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StatusPattern {
    /// `default`: those that no other response stands for. A success is not among them: a
    /// document describes its failures there.
    Default,
    /// `4XX`: those with this first digit.
    Range(u16),
    /// `404`: this one.
    Code(u16),
}

impl StatusPattern {
    /// Whether it stands for `status`.
    #[must_use]
    pub fn matches(self, status: StatusCode) -> bool {
        match self {
            Self::Default => !status.is_success(),
            Self::Range(digit) => status.as_u16() / 100 == digit,
            Self::Code(code) => status.as_u16() == code,
        }
    }

    /// The pattern of `patterns` that says most about `status`.
    #[must_use]
    pub fn best(patterns: &[Self], status: StatusCode) -> Option<Self> {
        let mut best = None;
        for pattern in patterns {
            if pattern.matches(status) && best < Some(*pattern) {
                best = Some(*pattern);
            }
        }
        best
    }
}
