//! Bodies: what requests and answers hold, in each of the ways in which it may be written.

use super::{Doc, Example, Name, Parameter, RuleSet, Type};

/// What a client sends.
///
/// ```yaml
/// requestBody:
///   required: true
///   content:
///     application/json:
///       schema: { $ref: '#/components/schemas/CreateSessionRequest' }
/// ```
///
/// becomes the argument
///
/// ```text
/// body: &CreateSessionRequest
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Body {
    /// The description.
    pub doc: Doc,
    /// Whether it has to be sent.
    pub required: bool,
    /// What it is.
    pub contents: Contents,
}

/// What a body is, in each of the ways in which it may be written.
///
/// ```yaml
/// content:
///   application/json: { schema: { $ref: '#/components/schemas/Report' } }
///   text/csv: {}
/// ```
///
/// becomes an enum, unless all of them are of one type:
///
/// ```text
/// pub enum CreateReportBody { Json(Report), Csv(String) }
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Contents {
    /// The enum of the representations: `CreateReportBody`. Without one, all of them are the same
    /// value: the first is what is sent, and any of them is read.
    pub choice: Option<Name>,
    /// The preferred one: JSON, if there is any.
    pub first: Representation,
    /// The others, in document order.
    pub others: Vec<Representation>,
}

impl Contents {
    /// Every representation, the preferred one first.
    pub fn all(&self) -> impl Iterator<Item = &Representation> {
        std::iter::once(&self.first).chain(&self.others)
    }

    /// Whether any of them is read and written piece by piece.
    #[must_use]
    pub fn is_streamed(&self) -> bool {
        self.all().any(|it| it.media.is_streamed())
    }

    /// The same, to be changed.
    pub fn all_mut(&mut self) -> impl Iterator<Item = &mut Representation> {
        std::iter::once(&mut self.first).chain(&mut self.others)
    }
}

/// One way in which a body may be written.
///
/// ```yaml
/// text/csv: { schema: { type: string } }
/// ```
///
/// becomes the variant
///
/// ```text
/// /// `text/csv`
/// Csv(String),
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Representation {
    /// The variant that stands for it in an enum: `text/csv` on the wire, `Csv` in Rust.
    pub name: Name,
    /// How it is written.
    pub media: Media,
    /// The media types, as the document spells them. The first is sent, all are read; there is
    /// at least one.
    pub content_types: Vec<String>,
    /// What it is.
    pub ty: Type,
    /// What it has to satisfy beyond its type.
    pub rules: RuleSet,
    /// Values that the document shows.
    pub examples: Vec<Example>,
    /// How its properties are written, when it is a form.
    pub form: Option<Form>,
    /// The data of the event that is sent behind all others, when there is one: `x-sentinel`.
    pub sentinel: Option<String>,
}

impl Representation {
    /// The media type that is sent.
    #[must_use]
    pub fn content_type(&self) -> &str {
        self.content_types.first().map_or("*/*", String::as_str)
    }
}

/// How the properties of a form are written (OpenAPI 3.0, Encoding Object).
///
/// ```yaml
/// content:
///   application/x-www-form-urlencoded:
///     schema: { $ref: '#/components/schemas/Search' }
///     encoding: { tags: { style: pipeDelimited, explode: false } }
/// ```
///
/// becomes
///
/// ```text
/// pub static SEARCH_FORM: Form = Form {
///     parameters: &[Parameter::query("tags").style(Style::PipeDelimited).explode(false)],
///     empty: &[],
/// };
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    /// The static that describes it: `SEARCH_FORM`.
    pub constant: String,
    /// The properties that are laid out otherwise than usual, each as a parameter of a query.
    pub properties: Vec<Parameter>,
}

/// How a body is written.
///
/// ```yaml
/// content: { application/problem+json: { … } }
/// ```
///
/// becomes `Json`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Media {
    /// `application/json`, `+json`.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data` and its sisters, of a struct that says how its parts are written.
    Multipart,
    /// `text/*` and what else is best read as text.
    Text,
    /// Anything else, where it is read whole: the body of a failure.
    Bytes,
    /// Anything else, piece by piece.
    Stream,
    /// `text/event-stream`: the type is that of an event's data, a string when that is not JSON.
    Events,
    /// JSON values, one after the other: the type is that of each.
    JsonLines,
}

impl Media {
    /// Whether a body is read and written piece by piece.
    #[must_use]
    pub fn is_streamed(self) -> bool {
        match self {
            Self::Json | Self::Form | Self::Multipart | Self::Text | Self::Bytes => false,
            Self::Stream | Self::Events | Self::JsonLines => true,
        }
    }
}

/// The content of an answer.
///
/// ```yaml
/// content: { application/json: { schema: { $ref: '#/…/Session' } } }
/// ```
///
/// becomes
///
/// ```text
/// Session
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum Payload {
    /// No content.
    Empty,
    /// A body.
    Body(Box<Contents>),
}

impl Payload {
    /// The body, if there is one.
    #[must_use]
    pub fn contents(&self) -> Option<&Contents> {
        match self {
            Self::Empty => None,
            Self::Body(contents) => Some(contents),
        }
    }

    /// The same, to be changed.
    pub fn contents_mut(&mut self) -> Option<&mut Contents> {
        match self {
            Self::Empty => None,
            Self::Body(contents) => Some(contents),
        }
    }
}
