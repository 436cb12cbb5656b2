//! Names and prose, decided once.

/// What something is called in the document and in Rust.
///
/// ```yaml
/// properties:
///   agentId: { type: string }
/// ```
///
/// becomes `Name { wire: "agentId", rust: "agent_id" }`, and so
///
/// ```text
/// pub agent_id: String,
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name {
    /// As the document spells it.
    pub wire: String,
    /// A valid, unambiguous Rust identifier in the case of its kind; raw (`r#type`) where it
    /// is a keyword.
    pub rust: String,
}

/// Prose of the document, in Markdown.
///
/// ```yaml
/// summary: Creates a session.
/// description: The session starts in the state `OPEN`.
/// ```
///
/// becomes
///
/// ```text
/// /// Creates a session.
/// ///
/// /// The session starts in the state `OPEN`.
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Doc {
    /// The first line: `summary`, `title`, or the first sentence of the description. Empty when
    /// the document has none.
    pub summary: String,
    /// The rest, as the document words it.
    pub body: String,
}
