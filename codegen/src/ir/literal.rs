//! Values that a document spells out.

use super::{Name, Type, TypeId};

/// A value that fits a type, as Rust spells it.
///
/// ```yaml
/// platform: { $ref: '#/components/schemas/Platform', default: SDK }
/// ```
///
/// becomes
///
/// ```text
/// platform: Platform::Sdk,
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    /// `true`.
    Bool(bool),
    /// `10`; wide enough for every 64-bit integer, signed or not.
    Integer(i128),
    /// `0.5`.
    Number(f64),
    /// `"en".to_owned()`.
    String(String),
    /// `Platform::Sdk`.
    Variant {
        /// The enum.
        ty: TypeId,
        /// The variant.
        variant: Name,
    },
    /// `vec!["en".to_owned()]`.
    Array(Vec<Literal>),
    /// An empty map.
    EmptyMap,
}

/// A value that the document shows.
///
/// ```yaml
/// examples:
///   webChat:
///     summary: A session opened from a web page.
///     value: { agentId: a1b2c3d4-e5f6-7890-abcd-ef1234567890, platform: WEB }
/// ```
///
/// becomes a sample in the reference pages.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// The key under `examples`; empty for a lone `example`.
    pub name: String,
    /// What it shows.
    pub summary: String,
    /// The value, as compact JSON text.
    pub json: String,
}

/// An example that its type has to read and to write again.
///
/// ```yaml
/// Level: { type: integer, example: 2 }
/// ```
///
/// becomes a line of the list that the test of the crate reads:
///
/// ```text
/// = i64
/// ["#/components/schemas/Level/example",2]
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct ExampleTest {
    /// Where the document has it: its file, unless that is the root, and a JSON pointer.
    pub place: String,
    /// What it is read as.
    pub ty: Type,
    /// The value, as compact JSON text.
    pub json: String,
    /// What is left of it, where the document allows properties that it does not list, and the type
    /// does not keep them.
    pub kept: Option<String>,
}
