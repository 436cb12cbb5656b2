//! What a program knows of its API: one row an option.

use super::curl::Curl;
use super::failure::Failure;
use super::object::Field;
use crate::support::client::{Request, Response};
use crate::support::http::{Operation, Scheme};

/// A command-line client.
pub struct Program {
    /// What it is called.
    pub name: &'static str,
    /// The version of its crate.
    pub version: &'static str,
    /// The API that it calls.
    pub about: &'static str,
    /// The variable of the environment that says where the API is.
    pub server_variable: &'static str,
    /// Where the API is unless somebody says otherwise.
    pub base_url: Option<&'static str>,
    /// Where the secrets of the schemes come from.
    pub secrets: &'static [Variable],
    /// Its commands.
    pub groups: &'static [&'static Group],
    /// What prints a stream of events, where an operation answers with one.
    pub events: Option<Print>,
}

/// Prints an answer piece by piece.
pub type Print = for<'a> fn(Response, &'a mut Take<'_>) -> Printing<'a>;

/// Takes a piece of an answer.
pub type Take<'a> = dyn FnMut(&[u8]) -> Result<(), Failure> + 'a;

/// An answer that is being printed.
pub type Printing<'a> = std::pin::Pin<Box<dyn Future<Output = Result<(), Failure>> + 'a>>;

/// A variable of the environment that holds a secret.
pub struct Variable {
    /// What it is called.
    pub name: &'static str,
    /// The scheme that the secret is of.
    pub scheme: &'static Scheme,
    /// What the document says of the scheme.
    pub about: &'static str,
}

/// Commands that belong together.
pub struct Group {
    /// What stands before their names; nothing, where that is empty.
    pub name: &'static str,
    /// What the document says of them.
    pub about: &'static str,
    /// The commands.
    pub commands: &'static [Command],
}

/// The command of an operation.
pub struct Command {
    /// What it is called.
    pub name: &'static str,
    /// The operation.
    pub operation: &'static Operation,
    /// Where the operation is served, if not where the API is.
    pub server: Option<&'static str>,
    /// What the document says of it.
    pub about: &'static str,
    /// Its options, beside those that all have.
    pub arguments: &'static [Argument],
    /// What it sends.
    pub body: Option<Body>,
}

/// An option of a command.
pub struct Argument {
    /// What it is called, without dashes.
    pub name: &'static str,
    /// What it sets.
    pub sets: Target,
    /// What it takes.
    pub kind: Kind,
    /// Whether it has to be given.
    pub is_required: bool,
    /// What is sent without it, as JSON.
    pub default: Option<&'static str>,
    /// What the document says of it.
    pub about: &'static str,
}

/// What an option sets, as the document calls it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A parameter.
    Parameter(&'static str),
    /// A property of the body.
    Property(&'static str),
}

/// What an option takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text of this kind.
    Text(&'static str),
    /// An integer.
    Integer,
    /// A number.
    Number,
    /// `true` or `false`.
    Bool,
    /// One of these texts.
    OneOf(&'static [&'static str]),
    /// One of these numbers.
    OneOfNumbers(&'static [&'static str]),
    /// JSON, or a file with JSON.
    Json,
    /// JSON where it is some, else text.
    Any,
    /// A file.
    File,
    /// Any number of these, each an option of its own.
    Many(&'static Kind),
    /// This, or null.
    OrNull(&'static Kind),
}

/// What a command sends.
pub struct Body {
    /// Whether something has to be sent.
    pub is_required: bool,
    /// What the document says of it.
    pub about: &'static str,
    /// How it may be written; the first is usual.
    pub forms: &'static [BodyForm],
}

/// How a body may be written.
pub enum BodyForm {
    /// As JSON, of these media types.
    Json(&'static [&'static str]),
    /// As it is given, of these media types.
    Raw(&'static [&'static str]),
    /// Field by field, of this media type.
    Fields(&'static str, &'static dyn Fields),
}

impl BodyForm {
    /// The media types.
    pub(super) fn media(&self) -> &[&'static str] {
        match self {
            Self::Json(media) | Self::Raw(media) => media,
            Self::Fields(media, _) => std::slice::from_ref(media),
        }
    }
}

/// Writes the fields of a form.
pub trait Fields: Sync {
    /// The request with these fields in its body.
    ///
    /// # Errors
    ///
    /// When a field cannot be written so.
    fn send(
        &self,
        request: Request,
        media: &'static str,
        fields: Vec<Field>,
    ) -> Result<Request, Failure>;

    /// Adds the options that make `curl` send the same.
    ///
    /// # Errors
    ///
    /// When a field cannot be written so.
    fn show(&self, curl: &mut Curl, fields: Vec<Field>) -> Result<(), Failure>;
}

/// An option that has to be given.
#[must_use]
pub const fn required(
    name: &'static str,
    sets: Target,
    kind: Kind,
    about: &'static str,
) -> Argument {
    Argument {
        name,
        sets,
        kind,
        is_required: true,
        default: None,
        about,
    }
}

/// An option that may be left out.
#[must_use]
pub const fn optional(
    name: &'static str,
    sets: Target,
    kind: Kind,
    about: &'static str,
) -> Argument {
    Argument {
        is_required: false,
        ..required(name, sets, kind, about)
    }
}

/// An option that stands for `default`, which is JSON, where it is left out.
#[must_use]
pub const fn filled(
    name: &'static str,
    sets: Target,
    kind: Kind,
    default: &'static str,
    about: &'static str,
) -> Argument {
    Argument {
        default: Some(default),
        ..optional(name, sets, kind, about)
    }
}
