//! The model of an API that every output is made from.
//!
//! Plain data, decided once by lowering: no name is made, no reference followed and no
//! default guessed after it. It depends on nothing, holds no pointer back to the document,
//! and none of its methods makes text.
//!
//! Read [`Api`] first, then [`Operation`], then [`TypeDef`].

#![deny(missing_docs)]

mod body;
mod choice;
mod literal;
mod multipart;
mod name;
mod operation;
mod parameter;
mod rule;
mod scalar;
mod security;
mod server;
mod types;

pub use body::{Body, Contents, Form, Media, Payload, Representation};
pub use choice::{EnumValue, IntegerEnum, StringEnum, Union, UnionVariant};
pub use literal::{Example, ExampleTest, Literal};
pub use multipart::{Multipart, Part, PartKind};
pub use name::{Doc, Name};
pub use operation::{Failures, Operation, Response, Service, ServiceKind, StatusPattern, Success};
pub use parameter::{Header, Location, Parameter, Style};
pub use rule::{Rule, RuleSet};
pub use scalar::Scalar;
pub use security::{Alternative, Credential, Requirement, Scheme, SchemeId, SchemeKind, Security};
pub use server::{Server, ServerVariable, UrlPart, VariableEnum};
pub use types::{
    Additional, Element, Field, Presence, Property, Struct, Type, TypeDef, TypeId, TypeKind, Usage,
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
    pub untyped: Vec<Untyped>,
    /// The body that the API answers a refused request with, when the document has one that
    /// can be filled in without asking anybody.
    pub error_body: Option<ErrorBody>,
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
    /// The largest request body that the server reads unless told otherwise, in bytes.
    pub max_body_bytes: u64,
    /// How long the server lets a request wait for its answer, in seconds.
    pub time_limit_seconds: Option<u64>,
    /// Whether the methods of the service traits are given the request too.
    pub request_context: bool,
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

/// A schema that becomes `serde_json::Value`, though it says something of its values.
///
/// ```yaml
/// allOf: [{ oneOf: [{ … }, { … }] }, { anyOf: [{ … }, { … }] }]
/// ```
///
/// becomes a line of `docs/coverage.md`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Untyped {
    /// Where the document has it: its file, unless that is the root, and a JSON pointer.
    pub place: String,
    /// Why it has no type.
    pub reason: String,
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
