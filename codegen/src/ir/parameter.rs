//! Parameters of operations and headers of responses.

use super::{Doc, Example, Literal, Name, RuleSet, Type};

/// A parameter of an operation.
///
/// ```yaml
/// - { name: limit, in: query, schema: { type: integer, format: int32, maximum: 100 } }
/// ```
///
/// becomes a field of `ListPetsOptions` when it is optional, an argument when it is required:
///
/// ```text
/// pub limit: Option<i32>,
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// `limit`.
    pub name: Name,
    /// The description.
    pub doc: Doc,
    /// Where it is sent.
    pub location: Location,
    /// How its parts are laid out.
    pub style: Style,
    /// Whether arrays and objects are spread over several pairs.
    pub explode: bool,
    /// Whether reserved characters stay as they are (RFC 3986, section 2.2).
    pub allow_reserved: bool,
    /// Whether an empty text means that it is absent (`allowEmptyValue`), and not a value that does
    /// not fit.
    pub allow_empty: bool,
    /// Whether it has to be sent.
    pub required: bool,
    /// What the value is.
    pub ty: Type,
    /// What its absence means.
    pub default: Option<Literal>,
    /// What the value has to satisfy beyond its type.
    pub rules: RuleSet,
    /// Whether the document advises against it.
    pub deprecated: bool,
    /// The value that the document shows.
    pub example: Option<Example>,
}

/// Where a parameter is sent (OpenAPI 3.0, Parameter Object, `in`).
///
/// ```yaml
/// in: query
/// ```
///
/// becomes
///
/// ```text
/// .query("limit", …)
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Location {
    /// A part of the path.
    Path,
    /// A pair of the query string.
    Query,
    /// A header field.
    Header,
    /// A pair of the header field `Cookie`.
    Cookie,
}

/// How a parameter's parts are laid out (OpenAPI 3.0, Style Values).
///
/// ```yaml
/// style: pipeDelimited
/// ```
///
/// becomes
///
/// ```text
/// Style::PipeDelimited
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Style {
    /// `3,4,5` in paths and headers.
    Simple,
    /// `.3.4.5` in paths.
    Label,
    /// `;id=3,4,5` in paths.
    Matrix,
    /// `id=3,4,5` in queries and cookies.
    Form,
    /// `id=3%204%205` in queries.
    SpaceDelimited,
    /// `id=3%7C4%7C5` in queries.
    PipeDelimited,
    /// `id[role]=admin` in queries.
    DeepObject,
    /// The JSON text of the value: a parameter with `content`.
    Json,
}

/// A header of a response.
///
/// ```yaml
/// headers:
///   Retry-After: { schema: { type: integer }, description: Seconds to wait. }
/// ```
///
/// becomes a field beside the body:
///
/// ```text
/// /// Seconds to wait.
/// pub retry_after: Option<i64>,
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Header {
    /// `Retry-After` on the wire, in lower case; `retry_after` in Rust.
    pub name: Name,
    /// The description.
    pub doc: Doc,
    /// Whether the server always sends it.
    pub required: bool,
    /// What the value is.
    pub ty: Type,
    /// Whether arrays and objects are spread over several pairs.
    pub explode: bool,
}
