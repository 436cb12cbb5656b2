//! What the templates are given: plain data, every decision taken.
//!
//! A `String` is text that the template escapes; a [`Markup`] is not escaped again.

use serde::Serialize;

use super::format::Markup;

/// A page, but for its operations and types: many, and long, so they are made one at a time.
#[derive(Debug, Serialize)]
pub(super) struct Page {
    pub(super) title: String,
    pub(super) version: String,
    pub(super) description: Markup,
    pub(super) servers: Vec<Server>,
    pub(super) services: Vec<Service>,
    pub(super) schemes: Vec<Scheme>,
    pub(super) types: Vec<TypeLink>,
    /// Whether there is anything that a table of contents could list.
    pub(super) contents: bool,
    /// Whether a browser should lay out only the part that is looked at.
    pub(super) large: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct Server {
    pub(super) url: String,
    pub(super) description: Markup,
}

/// The operations of a tag.
#[derive(Debug, Serialize)]
pub(super) struct Service {
    pub(super) anchor: String,
    pub(super) name: String,
    /// Who calls them, when it is not the client.
    pub(super) intro: &'static str,
    pub(super) description: Markup,
    pub(super) operations: Vec<OperationLink>,
}

/// An operation in the table of contents; each part is as in [`Operation`].
#[derive(Debug, Serialize)]
pub(super) struct OperationLink {
    pub(super) anchor: String,
    pub(super) title: Markup,
    pub(super) method: String,
    pub(super) tint: &'static str,
    pub(super) path: Markup,
    pub(super) deprecated: bool,
}

/// A type in the table of contents.
#[derive(Debug, Serialize)]
pub(super) struct TypeLink {
    pub(super) anchor: String,
    pub(super) name: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Operation {
    pub(super) anchor: String,
    /// `createSession`.
    pub(super) id: String,
    /// The summary, or else the id.
    pub(super) title: Markup,
    pub(super) method: String,
    /// `post`, for the colour of the badge; `other` for a method without one.
    pub(super) tint: &'static str,
    pub(super) path: Markup,
    /// Where it is served, when that is elsewhere than the API.
    pub(super) server: Option<String>,
    /// How its pages follow each other: words, each with the code behind them.
    pub(super) pages: Vec<(&'static str, String)>,
    pub(super) description: Markup,
    pub(super) deprecated: bool,
    pub(super) access: Access,
    /// Path, query, header and cookie parameters, those that there are.
    pub(super) parameters: Vec<Parameters>,
    pub(super) body: Option<Body>,
    pub(super) curl: Markup,
    /// The bodies that the document shows beyond the one in the command.
    pub(super) requests: Vec<Sample>,
    pub(super) answers: Vec<Answer>,
    pub(super) failures: Vec<Answer>,
}

/// Who may call an operation.
#[derive(Debug, Serialize)]
pub(super) struct Access {
    /// `Any one of these:`.
    pub(super) intro: &'static str,
    pub(super) alternatives: Vec<Alternative>,
}

/// Schemes that are needed together.
#[derive(Debug, Serialize)]
pub(super) struct Alternative {
    pub(super) schemes: Vec<Scheme>,
    pub(super) scopes: Vec<String>,
}

/// A way to authenticate.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Scheme {
    pub(super) anchor: String,
    /// `apiKey`.
    pub(super) name: String,
    /// `API key in the header`.
    pub(super) words: &'static str,
    /// `x-api-key: <api-key>`.
    pub(super) code: String,
    pub(super) description: Markup,
}

/// The parameters of one location.
#[derive(Debug, Serialize)]
pub(super) struct Parameters {
    /// `Query parameters`.
    pub(super) title: &'static str,
    pub(super) rows: Markup,
}

/// What a client sends.
#[derive(Debug, Serialize)]
pub(super) struct Body {
    pub(super) content_type: String,
    pub(super) required: bool,
    pub(super) description: Markup,
    pub(super) shape: Shape,
    /// What it may be instead.
    pub(super) others: Vec<Other>,
}

/// What a body may be instead, of another media type.
#[derive(Debug, Serialize)]
pub(super) struct Other {
    pub(super) content_type: String,
    pub(super) shape: Shape,
}

/// What a server answers.
#[derive(Debug, Serialize)]
pub(super) struct Answer {
    /// `201`, `4XX`, `default`.
    pub(super) status: String,
    /// `Created`.
    pub(super) phrase: &'static str,
    pub(super) description: Markup,
    pub(super) headers: Markup,
    /// Absent when there is no content.
    pub(super) content_type: Option<String>,
    pub(super) shape: Option<Shape>,
    /// What the content may be instead.
    pub(super) others: Vec<Other>,
    pub(super) samples: Vec<Sample>,
}

/// What a value is: its type, and the fields when it is an object.
#[derive(Debug, Default, Serialize)]
pub(super) struct Shape {
    pub(super) ty: Vec<Span>,
    pub(super) facts: Vec<Fact>,
    pub(super) rows: Markup,
    /// The type whose fields are too many to be repeated here.
    pub(super) elsewhere: Option<Span>,
}

/// A field, a parameter or a header; templates are given lists of them as markup.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) name: String,
    /// Whether the name is a description of names, not a name.
    pub(super) any: bool,
    pub(super) ty: Vec<Span>,
    pub(super) required: bool,
    pub(super) deprecated: bool,
    /// `nullable`, `read-only`, `write-only`.
    pub(super) flags: Vec<&'static str>,
    pub(super) description: Markup,
    pub(super) facts: Vec<Fact>,
    pub(super) nested: Option<Nested>,
}

/// The fields of a field.
#[derive(Debug)]
pub(super) struct Nested {
    /// The type that they belong to.
    pub(super) name: String,
    pub(super) rows: Vec<Row>,
}

/// A part of a type's spelling.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Span {
    pub(super) text: String,
    /// The entry of the type that the part names.
    pub(super) anchor: Option<String>,
}

/// Something to know about a value.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Fact {
    /// `Default`.
    pub(super) label: &'static str,
    pub(super) words: Vec<String>,
    /// Values, shown as code.
    pub(super) codes: Vec<String>,
}

/// A value that is shown.
#[derive(Debug, Serialize)]
pub(super) struct Sample {
    /// `A session without an organization.`
    pub(super) title: Markup,
    pub(super) code: Markup,
    /// `json`, or empty.
    pub(super) language: &'static str,
}

/// A type in the list of all types.
#[derive(Debug, Serialize)]
pub(super) struct TypeEntry {
    pub(super) anchor: String,
    pub(super) name: String,
    /// `object`, `enum<string>`.
    pub(super) ty: Vec<Span>,
    pub(super) deprecated: bool,
    pub(super) description: Markup,
    pub(super) facts: Vec<Fact>,
    pub(super) rows: Markup,
    pub(super) values: Vec<EnumValue>,
    pub(super) samples: Vec<Sample>,
}

/// A value of an enum.
#[derive(Debug, Serialize)]
pub(super) struct EnumValue {
    pub(super) value: String,
    pub(super) description: Markup,
}
