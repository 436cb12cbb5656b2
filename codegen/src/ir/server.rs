//! Servers: where an API is to be found.

use super::{Doc, Name};

/// A place where the API is served.
///
/// ```yaml
/// servers:
///   - url: https://{region}.agntix.ai
///     description: Production.
///     variables: { region: { enum: [eu, us], default: eu } }
/// ```
///
/// becomes
///
/// ```text
/// pub const BASE_URL: &str = "https://eu.agntix.ai";
/// ```
///
/// and, where there is a choice, a variant of
///
/// ```text
/// pub enum Server {
///     /// Production.
///     Production { region: Region },
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Server {
    /// The variant: its description or what its URL says, on the wire; `Production` in Rust.
    pub name: Name,
    /// The function that gives the variant with the defaults of its variables: `production`.
    pub constructor: String,
    /// The URL, with the default of every variable filled in, without a trailing slash. A variable
    /// without a default stays as the document spells it.
    pub url: String,
    /// The parts of the URL, without a trailing slash.
    pub parts: Vec<UrlPart>,
    /// What it is for.
    pub doc: Doc,
    /// The variables of its URL, in order.
    pub variables: Vec<ServerVariable>,
}

impl Server {
    /// Whether something is missing that makes a URL of it, the host as a rule.
    #[must_use]
    pub fn is_relative(&self) -> bool {
        !self.url.contains("://")
    }

    /// Whether only the path is told.
    #[must_use]
    pub fn is_path(&self) -> bool {
        self.url.is_empty() || self.url.starts_with('/')
    }

    /// Whether every variable has a default.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.variables.iter().all(|it| it.default.is_some())
    }
}

/// A part of a URL.
///
/// ```yaml
/// url: https://{region}.agntix.ai
/// ```
///
/// becomes
///
/// ```text
/// ["https://", region.as_str(), ".agntix.ai"]
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UrlPart {
    /// Text, as it is.
    Text(String),
    /// The value of a variable, by its place among those of the server.
    Variable(usize),
}

/// Something to choose about a server.
///
/// ```yaml
/// region: { enum: [eu, us], default: eu, description: Where the data is. }
/// ```
///
/// becomes
///
/// ```text
/// /// Where the data is.
/// region: Region,
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerVariable {
    /// `region`, on the wire and in Rust.
    pub name: Name,
    /// The description.
    pub doc: Doc,
    /// What it is unless somebody chooses otherwise; only a variable that the document does not
    /// describe has none.
    pub default: Option<String>,
    /// The values that it may have; any text, when there are none.
    pub values: Option<VariableEnum>,
}

/// The values of a variable. Variables that are called the same and have the same values share it.
///
/// ```yaml
/// enum: [eu, us]
/// ```
///
/// becomes
///
/// ```text
/// pub enum Region { Eu, Us }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VariableEnum {
    /// The enum: `Region`.
    pub name: Name,
    /// Its variants, in document order.
    pub values: Vec<Name>,
    /// Which of them is the default.
    pub default: usize,
}
