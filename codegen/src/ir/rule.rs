//! Constraints: what a value has to satisfy beyond its type.

use super::Literal;

/// The constraints of one value, in the order of the specification.
///
/// ```yaml
/// { type: string, minLength: 1, maxLength: 64 }
/// ```
///
/// becomes
///
/// ```text
/// name "name" { min_length 1, max_length 64 },
/// ```
pub type RuleSet = Vec<Rule>;

/// A constraint (JSON Schema Validation, draft Wright 00, section 5).
///
/// ```yaml
/// maxLength: 64
/// ```
///
/// becomes
///
/// ```text
/// max_length 64
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum Rule {
    /// `minLength`, in Unicode code points.
    MinLength(u64),
    /// `maxLength`, in Unicode code points.
    MaxLength(u64),
    /// `pattern`, translated to the syntax of the crate `regex`.
    Pattern(String),
    /// `format`, where it makes no type.
    Format(Format),
    /// `minimum`.
    Minimum(Literal),
    /// `minimum` with `exclusiveMinimum`.
    ExclusiveMinimum(Literal),
    /// `maximum`.
    Maximum(Literal),
    /// `maximum` with `exclusiveMaximum`.
    ExclusiveMaximum(Literal),
    /// `multipleOf`; exact, also for decimals.
    MultipleOf(Literal),
    /// `enum` over numbers with a fraction, or `const: true`.
    OneOf(Vec<Literal>),
    /// `minItems`.
    MinItems(u64),
    /// `maxItems`.
    MaxItems(u64),
    /// `uniqueItems`.
    UniqueItems,
    /// `minProperties`.
    MinProperties(u64),
    /// `maxProperties`.
    MaxProperties(u64),
    /// `x-max-serialized-length`: Unicode characters of the value's compact JSON text.
    MaxSerializedLength(u64),
}

/// What a text is, where that makes no type of it.
///
/// ```yaml
/// { type: string, format: email }
/// ```
///
/// becomes
///
/// ```text
/// mail "mail" { format "email" },
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// `email`.
    Email,
    /// `hostname`.
    Hostname,
    /// `uri-reference`.
    UriReference,
    /// `time`.
    Time,
    /// `duration`.
    Duration,
    /// `json-pointer`.
    JsonPointer,
}

impl Format {
    /// All of them, by their names in a document.
    pub const ALL: &[(&str, Self)] = &[
        ("email", Self::Email),
        ("hostname", Self::Hostname),
        ("uri-reference", Self::UriReference),
        ("time", Self::Time),
        ("duration", Self::Duration),
        ("json-pointer", Self::JsonPointer),
    ];

    /// The name in a document.
    #[must_use]
    pub fn name(self) -> &'static str {
        let known = Self::ALL.iter().find(|(_, it)| *it == self);
        known.map_or("", |(name, _)| name)
    }
}
