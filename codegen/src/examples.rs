//! Examples are tests: whether what a document shows is what its types read and write.
//!
//! The question is put to the model, before there is a crate, and answered as the decoders of the
//! support code would. An example that contradicts its own schema is a
//! warning with a place; the others are what the tests of the emitted crate run on.

mod check;
mod number;
mod pattern;
mod rule;
mod scalar;
mod wording;

use crate::diagnostic::Place;
use crate::ir::Type;

pub(crate) use check::{check, without};
pub(crate) use number::integer;
pub(crate) use pattern::is_found;

/// What becomes of a value when a type reads it and writes it again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The same JSON, numbers and times compared by value.
    Same,
    /// All but the properties that the document does not list: the ways to them.
    Loses(Vec<Vec<String>>),
    /// The type, or a rule, refuses it.
    Refused(Misfit),
    /// Nothing is said: a property is missing that only one side sends, or the value nests deeper
    /// than is looked at.
    Open,
}

/// Why a value does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit {
    /// The way to the part that does not fit, from the top of the example: keys and indexes.
    pub path: Vec<String>,
    /// What is wrong with it, for people.
    pub reason: String,
}

/// What becomes of a value that an enum or a union does not list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unlisted {
    /// It is read where there is room for it: readers keep what they do not know.
    Kept,
    /// It is refused: nobody sends what nobody lists.
    Refused,
}

/// Why a document shows a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `example`, `examples`.
    Example,
    /// `default`.
    Default,
    /// The whole list under `enum`.
    Listed,
}

/// A value that a document shows, and what its type makes of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// Why it is shown.
    pub kind: Kind,
    /// Where it stands.
    pub place: Place,
    /// Where its schema stands.
    pub schema: Place,
    /// What it is read as.
    pub ty: Type,
    /// The value.
    pub value: serde_json::Value,
    /// What becomes of it.
    pub verdict: Verdict,
}

#[cfg(test)]
mod tests;
