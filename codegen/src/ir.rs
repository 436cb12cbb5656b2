//! The model of an API that every output is made from.
//!
//! Plain data, decided once by lowering: no name is made, no reference followed and no
//! default guessed after it. It depends on nothing, holds no pointer back to the document,
//! and none of its methods makes text.
//!
//! Read [`Api`] first, then [`Operation`], then [`TypeDef`].

#![deny(missing_docs)]

use std::fmt;

mod body;
mod choice;
mod command;
mod crate_part;
mod feature;
mod literal;
mod multipart;
mod name;
mod operation;
mod pagination;
mod parameter;
mod rule;
mod scalar;
mod security;
mod server;
mod types;

pub use body::{Body, Contents, Form, Media, Payload, Representation};
pub use choice::{EnumValue, IntegerEnum, StringEnum, Union, UnionVariant};
pub use command::{Command, CommandGroup, CommandLine, PropertyOption};
pub use crate_part::{CratePart, CrateParts};
pub use feature::{Feature, SharedTypes};
pub use literal::{Example, ExampleTest, Literal};
pub use multipart::{Multipart, Part, PartKind};
pub use name::{Doc, Name};
pub use operation::{Failures, Operation, Response, Service, ServiceKind, StatusPattern, Success};
pub use pagination::{NextPlace, PageStyle, Pagination};
pub use parameter::{Header, Location, Parameter, Style};
pub use rule::{Format, Rule, RuleSet};
pub use scalar::Scalar;
pub use security::{
    Alternative, Credential, Requirement, Scheme, SchemeId, SchemeKind, Security, TokenEndpoint,
    Tokens,
};
pub use server::{Server, ServerVariable, UrlPart, VariableEnum};
pub use types::{
    Additional, Element, Field, Presence, Property, Struct, Type, TypeDef, TypeId, TypeKind, Usage,
    behind,
};

/// A whole API.
///
/// ```yaml
/// openapi: 3.0.3
/// info: { title: Sessions, version: 1.0.0 }
/// servers: [{ url: https://api.example.com }]
/// tags: [{ name: Chat }]
/// paths: { … }
/// ```
///
/// becomes the crate: one [`TypeDef`] a type in `models.rs`, one [`Service`] a trait in
/// `server.rs`, one [`Operation`] a method on both sides.
#[derive(Debug, Clone, PartialEq)]
pub struct Api {
    /// The crate that is emitted.
    pub package: Package,
    /// `info.title`.
    pub title: String,
    /// `info.version`.
    pub version: String,
    /// `info.description`.
    pub doc: Doc,
    /// Where the API is served, in document order.
    pub servers: Vec<Server>,
    /// Every type, in the order in which the document first reaches it; a [`TypeId`] is an
    /// index into this list.
    pub types: Vec<TypeDef>,
    /// The schemes that clients authenticate with, and the combinations that are accepted.
    pub security: Security,
    /// The operations, grouped by their first tag; then those that the API itself calls.
    pub services: Vec<Service>,
    /// The examples that are tests of the crate, in document order; none when no tests are asked for.
    pub examples: Vec<ExampleTest>,
    /// The schemas that have no Rust type, though they say something.
    pub untyped: Vec<Shortfall>,
    /// What of the document is not in the crate.
    pub left_out: Vec<Shortfall>,
    /// The bodies that the API answers refused requests with, of those that can be filled in without
    /// asking anybody: the one that most failures have first.
    pub error_answers: Vec<ErrorAnswer>,
    /// The command-line client, when there is an operation to call.
    pub command_line: Option<CommandLine>,
    /// The document itself, when the crate is to serve it.
    pub document: Option<Document>,
    /// What is compiled on demand; empty when all of the crate always is.
    pub features: Vec<Feature>,
    /// The types that several of these reach.
    pub shared: Vec<SharedTypes>,
}

/// The document, for the crate to serve.
///
/// ```yaml
/// openapi: 3.0.3
/// ```
///
/// becomes
///
/// ```text
/// pub static OPENAPI_YAML: Page = Page::new("application/yaml", include_str!("../docs/openapi.yaml"));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Document {
    /// As JSON, in one line.
    pub json: String,
    /// As YAML: as it was written, where it was.
    pub yaml: String,
}

impl fmt::Debug for Document {
    /// It is there to be read already.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Document")
    }
}

/// What the emitted crate is called and depends on; from the settings, not the document.
///
/// ```yaml
/// # spec/codegen.toml
/// # [package]
/// # name = "agntix-api"
/// ```
///
/// becomes
///
/// ```text
/// [package]
/// name = "agntix-api"
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// The crate's name.
    pub name: String,
    /// The crate's version.
    pub version: String,
    /// An SPDX expression.
    pub license: Option<String>,
    /// Where the source is kept.
    pub repository: Option<String>,
    /// One line for the registry.
    pub description: String,
    /// The document, as the header of every emitted file names it: `spec/openapi.yaml`.
    pub source: String,
    /// The crate that date-times are read into.
    pub date_time: DateTimeCrate,
    /// The crates that the types of users come from: the name, and what stands behind it in a
    /// manifest.
    pub dependencies: Vec<(String, String)>,
    /// What of the crate there is besides types.
    pub parts: CrateParts,
    /// The largest request body that the server reads unless told otherwise, in bytes.
    pub max_body_bytes: u64,
    /// How long the server lets a request wait for its answer, in seconds.
    pub time_limit_seconds: Option<u64>,
    /// Whether the methods of the service traits are given the request too.
    pub request_context: bool,
    /// Whether the methods of the service traits answer 501 unless they are written.
    pub unimplemented: bool,
}

/// The crate that dates and times are read into.
///
/// ```yaml
/// # spec/codegen.toml
/// # [types]
/// # date-time = "chrono"
/// ```
///
/// becomes
///
/// ```text
/// pub created_at: DateTime<Utc>,
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateTimeCrate {
    /// `chrono::DateTime<Utc>`.
    Chrono,
    /// `jiff::Timestamp`.
    Jiff,
    /// `time::OffsetDateTime`.
    Time,
    /// Not read at all: `String`.
    Text,
}

/// Something that the document says and the crate does not: a schema that becomes
/// `serde_json::Value`, or a piece that is left out.
///
/// ```yaml
/// allOf: [{ oneOf: [{ … }, { … }] }, { anyOf: [{ … }, { … }] }]
/// ```
///
/// becomes a line of `docs/coverage.md`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortfall {
    /// Where the document has it: its file, unless that is the root, and a JSON pointer.
    pub place: String,
    /// Why.
    pub reason: String,
}

/// A body that refused requests are answered with.
///
/// ```yaml
/// content:
///   application/problem+json: { schema: { $ref: '#/components/schemas/Problem' } }
/// ```
///
/// becomes
///
/// ```text
/// Some(0) => Reply::json(refusal.status(), &Problem::from(refusal))
///     .with_media("application/problem+json"),
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct ErrorAnswer {
    /// Its media type.
    pub media: String,
    /// What it is, and how it is filled in.
    pub body: ErrorBody,
}

impl Api {
    /// What `id` stands for when it is another name of a type: that type.
    #[must_use]
    pub fn definition(&self, id: TypeId) -> Option<&TypeDef> {
        self.types.get(behind(&self.types, id).0)
    }

    /// Which of the API's error bodies a failure has, by its place among them; the usual one, where
    /// the document says nothing of its body. `None` where it says something else.
    #[must_use]
    pub fn error_answer(&self, failure: &Response) -> Option<usize> {
        let Some(contents) = failure.payload.contents() else {
            return (!self.error_answers.is_empty()).then_some(0);
        };
        let mut answers = self.error_answers.iter();
        answers.position(|answer| {
            let mut all = contents.all();
            all.any(|it| {
                let Type::Named(id) = it.ty else { return false };
                behind(&self.types, id) == answer.body.ty
                    && it.content_types.contains(&answer.media)
            })
        })
    }
}

/// How the API's own error body says that a request was refused.
///
/// ```yaml
/// Error:
///   required: [error]
///   properties:
///     error:
///       required: [code, message]
///       properties:
///         code: { type: string }
///         message: { type: string }
///         requestId: { type: string }
/// ```
///
/// becomes
///
/// ```text
/// impl From<&Refusal> for Error {
///     fn from(refusal: &Refusal) -> Self {
///         Self {
///             error: ErrorDetail {
///                 code: refusal.code().to_owned(),
///                 message: refusal.message(),
///                 request_id: refusal.request_id().map(str::to_owned),
///             },
///         }
///     }
/// }
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct ErrorBody {
    /// The struct that is filled in.
    pub ty: TypeId,
    /// What each of its fields is filled with, in the struct's order.
    pub fields: Vec<(Name, ErrorPart)>,
}

/// What a field of the error body is filled with.
///
/// ```yaml
/// message: { type: string }
/// ```
///
/// becomes
///
/// ```text
/// message: refusal.message(),
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum ErrorPart {
    /// A machine-readable word such as `UNPROCESSABLE_ENTITY`.
    Code {
        /// Whether the value is wrapped in `Some`.
        optional: bool,
    },
    /// A sentence for people.
    Message {
        /// Whether the value is wrapped in `Some`.
        optional: bool,
    },
    /// The status as a number.
    Status {
        /// Whether the value is wrapped in `Some`.
        optional: bool,
        /// The integer type of the field.
        scalar: Scalar,
    },
    /// What the request is called, when its client says.
    RequestId {
        /// Whether the value is left out otherwise, instead of empty.
        optional: bool,
    },
    /// A list with one entry for each thing that is wrong.
    Each {
        /// Whether the list is wrapped in `Some`.
        optional: bool,
        /// What an entry is; its message is about the one thing.
        item: Box<ErrorPart>,
    },
    /// Left out: `None`.
    Absent,
    /// A list or a map with nothing in it.
    Empty,
    /// Another struct, filled in the same way.
    Nested {
        /// Whether the value is wrapped in `Some`.
        optional: bool,
        /// The struct and its parts.
        body: ErrorBody,
    },
}
