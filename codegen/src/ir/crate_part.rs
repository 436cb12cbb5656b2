//! The parts of the crate that settings choose among.

use std::fmt;

/// A part of the crate that may be left out. Types are there always.
///
/// ```yaml
/// # codegen.toml: [package] parts = ["client"]
/// ```
///
/// becomes
///
/// ```text
/// # Cargo.toml
/// [features]
/// client = ["client-core", "dep:reqwest"]
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CratePart {
    /// What calls the API, and the features that come with that: `blocking`, `oauth2`.
    Client,
    /// What serves the API.
    Server,
    /// What says whether values are what the API asks for beyond their types.
    Validate,
    /// A service that answers with what the document shows.
    Mock,
    /// The command-line client.
    Cli,
    /// The reference pages, and the list of what has types.
    Docs,
}

/// The parts that a crate has.
///
/// ```yaml
/// # codegen.toml: [package] parts = ["client", "docs"]
/// ```
///
/// becomes
///
/// ```text
/// src/client.rs
/// docs/reference.md
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct CrateParts(u8);

impl CratePart {
    /// Every part.
    pub const ALL: [Self; 6] = [
        Self::Client,
        Self::Server,
        Self::Validate,
        Self::Mock,
        Self::Cli,
        Self::Docs,
    ];

    /// The part that it is made of, as its feature brings along that of the other.
    fn needs(self) -> Option<Self> {
        match self {
            Self::Server => Some(Self::Validate),
            Self::Mock => Some(Self::Server),
            Self::Cli => Some(Self::Client),
            Self::Client | Self::Validate | Self::Docs => None,
        }
    }

    fn bit(self) -> u8 {
        1 << self as u8
    }
}

impl CrateParts {
    /// All of them.
    #[must_use]
    pub fn all() -> Self {
        CratePart::ALL.into_iter().collect()
    }

    /// Whether the crate has a part.
    #[must_use]
    pub fn has(self, part: CratePart) -> bool {
        self.0 & part.bit() != 0
    }
}

impl FromIterator<CratePart> for CrateParts {
    /// These parts, and those that they need.
    fn from_iter<I: IntoIterator<Item = CratePart>>(parts: I) -> Self {
        let mut all = Self(0);
        for part in parts {
            let mut next = Some(part);
            while let Some(it) = next {
                all.0 |= it.bit();
                next = it.needs();
            }
        }
        all
    }
}

impl fmt::Debug for CrateParts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = CratePart::ALL.into_iter().filter(|it| self.has(*it));
        if let Some(first) = parts.next() {
            write!(f, "{first:?}")?;
        }
        parts.try_for_each(|it| write!(f, " + {it:?}"))
    }
}

#[cfg(test)]
mod tests {
    use super::{CratePart, CrateParts};

    #[test]
    fn a_part_brings_along_what_it_needs() {
        let parts: CrateParts = [CratePart::Mock].into_iter().collect();
        assert_eq!(format!("{parts:?}"), "Server + Validate + Mock");
        assert!(parts.has(CratePart::Server) && !parts.has(CratePart::Client));
        assert_eq!(format!("{:?}", [].into_iter().collect::<CrateParts>()), "");
        assert!(
            CratePart::ALL
                .into_iter()
                .all(|it| CrateParts::all().has(it))
        );
    }
}
