//! What is wrong with a document: where, what was found, and what to write instead.
//!
//! A diagnostic names a [`Place`], not a line: lines are looked up by a [`Report`], once, when there is something to
//! print, so that a good document pays nothing for them.

mod locate;
pub(crate) mod lowering;
mod pieces;
mod place;
pub(crate) mod reading;
mod report;
mod sources;

use indexmap::IndexSet;

pub(crate) use locate::{end_of_content, end_of_string};
pub(crate) use place::push_segment;
pub use place::{Place, Pointer};
pub use report::{Located, Report};
pub use sources::{FileId, Sources, Syntax};

/// How bad a [`Diagnostic`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// There is no crate for this document.
    Error,
    /// There is a crate, and something of the document is not in it, or not as it was written.
    Warning,
}

/// A line and a column, both counted from 1; columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column, in characters, from 1.
    pub column: usize,
}

/// What becomes of a piece that cannot be read, when that is no reason to give up.
const INSTEAD: &str = "what needs it is left out, or is any JSON where a value has to be";

/// One thing that is wrong with a document.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// A short name for this kind of diagnostic, such as `unresolved-reference`.
    pub code: &'static str,
    /// Where it is.
    pub place: Place,
    /// Where it is in a text that could not be read, and so has no places.
    pub position: Option<Position>,
    /// Whether it is about the key of what stands there, such as a name that is not known, and not about the value.
    pub about_key: bool,
    /// Whether it is that a schema has no Rust type, and becomes `serde_json::Value`.
    pub untyped: bool,
    /// Whether it is that a piece of the document, such as an operation or a response, is not in the crate.
    pub left_out: bool,
    /// What was found.
    pub message: Box<str>,
    /// What to write instead.
    pub help: Box<str>,
}

impl Diagnostic {
    /// Something that keeps the document from becoming a crate.
    pub fn error(
        code: &'static str,
        place: &Place,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self::new(Severity::Error, code, place, message.into(), help.into())
    }

    /// Something of the document that is not in the crate, or not as it was written.
    pub fn warning(
        code: &'static str,
        place: &Place,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self::new(Severity::Warning, code, place, message.into(), help.into())
    }

    fn new(
        severity: Severity,
        code: &'static str,
        place: &Place,
        message: String,
        help: String,
    ) -> Self {
        Self {
            severity,
            code,
            place: place.clone(),
            position: None,
            about_key: false,
            untyped: false,
            left_out: false,
            message: shortened(message).into(),
            help: shortened(help).into(),
        }
    }

    /// The same, at a line and column of a text that has no places.
    #[must_use]
    pub fn at(mut self, position: Option<Position>) -> Self {
        self.position = position;
        self
    }

    /// The same, about the key of what stands there.
    #[must_use]
    pub fn about_key(mut self) -> Self {
        self.about_key = true;
        self
    }

    /// The same, about a schema that becomes `serde_json::Value`.
    #[must_use]
    pub fn untyped(mut self) -> Self {
        self.untyped = true;
        self
    }

    /// The same, about a piece of the document that is not in the crate.
    #[must_use]
    pub fn left_out(mut self) -> Self {
        self.left_out = true;
        self
    }

    /// The same, as a warning: for a reader that can go on without the piece.
    #[must_use]
    pub fn as_warning(mut self) -> Self {
        if self.severity == Severity::Error {
            self.severity = Severity::Warning;
            self.left_out = true;
            self.message = format!("{}; {INSTEAD}", self.message).into();
        }
        self
    }
}

/// All that is wrong with a document; each thing once, however often it was met.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    all: IndexSet<Diagnostic>,
}

impl Diagnostics {
    /// Adds one, unless it is known already.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.all.insert(diagnostic);
    }

    /// Whether there is nothing to say.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Whether one of them keeps the document from becoming a crate.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many there are of this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.iter().filter(|it| it.severity == severity).count()
    }

    /// All of them, in the order in which they were found; a [`Report`] has them in the order of the text.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.all.iter()
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: I) {
        self.all.extend(diagnostics);
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self {
            all: IndexSet::from([diagnostic]),
        }
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = indexmap::set::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.all.into_iter()
    }
}

/// A document may hold any number of texts of any length, which would all be kept and shown.
fn shortened(text: String) -> String {
    /// What is kept of the beginning, and as much of the end.
    const KEPT: usize = 300;
    if text.len() <= 4 * KEPT {
        return text;
    }
    let head: String = text.chars().take(KEPT).collect();
    let mut tail: Vec<char> = text.chars().rev().take(KEPT).collect();
    tail.reverse();
    format!("{head} … {}", String::from_iter(tail))
}
