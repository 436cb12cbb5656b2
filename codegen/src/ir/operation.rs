//! Operations: what `paths` becomes.

use super::{Doc, Example, Header, Name, Parameter, Requirement, RuleSet, Type};

/// The operations that share their first tag.
///
/// ```yaml
/// tags: [{ name: Chat, description: Talking with agents. }]
/// ```
///
/// becomes
///
/// ```text
/// /// Talking with agents.
/// pub trait ChatApi: Api { … }
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Service {
    /// Who calls its operations.
    pub kind: ServiceKind,
    /// The tag; `ChatApi`, the trait, in Rust.
    pub name: Name,
    /// The function that routes it: `chat`. What receives has no such function.
    pub module: String,
    /// The tag's description.
    pub doc: Doc,
    /// Its operations, in document order.
    pub operations: Vec<Operation>,
}

/// Who calls the operations of a service.
///
/// ```yaml
/// paths: { /pets: { post: { callbacks: { onSold: { … } } } } }
/// webhooks: { newPet: { … } }
/// ```
///
/// becomes
///
/// ```text
/// pub trait PetsApi: Api { … }
/// pub trait AddPetCallbacks: Receiver { … }
/// pub trait Webhooks: Receiver { … }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ServiceKind {
    /// Clients of the API call them, at its paths.
    Paths,
    /// The API calls them, wherever somebody has asked it to by other means.
    Webhooks,
    /// The API calls them, at a URL that an earlier request has told it.
    Callbacks,
}

impl ServiceKind {
    /// Whether it is the API that calls: what is a request to others comes from the server then.
    #[must_use]
    pub fn is_received(self) -> bool {
        match self {
            Self::Paths => false,
            Self::Webhooks | Self::Callbacks => true,
        }
    }
}

/// A method on a path.
///
/// ```yaml
/// /v1/chat/chat/sessions:
///   post:
///     operationId: createSession
///     summary: Creates a session.
/// ```
///
/// becomes a method of the client and one of the server trait:
///
/// ```text
/// /// Creates a session.
/// ///
/// /// `POST /v1/chat/chat/sessions`
/// pub fn create_session(&self, body: &CreateSessionRequest) -> Call<Session, CreateSessionError>
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    /// `createSession` on the wire, `create_session` in Rust.
    pub name: Name,
    /// The static that describes it: `CREATE_SESSION`.
    pub constant: String,
    /// The stem of the types made for it: `CreateSession`.
    pub stem: String,
    /// Summary and description.
    pub doc: Doc,
    /// Whether the document advises against it.
    pub deprecated: bool,
    /// The method, in upper case.
    pub method: String,
    /// The path template, as the document spells it: `/pets/{petId}`. Of a webhook its name, of a
    /// callback the expression for its URL: who receives them chooses a path.
    pub path: String,
    /// Where it is served, when that is elsewhere than the API: a URL, or one relative to the
    /// API's.
    pub server: Option<String>,
    /// Path parameters first and in the order of the template, then the others as written.
    pub parameters: Vec<Parameter>,
    /// The struct that gathers the optional parameters, when there are any: `ListPetsOptions`.
    pub options: Option<Name>,
    /// What the client sends.
    pub body: Option<Body>,
    /// What the server answers when all goes well.
    pub success: Success,
    /// What the server answers otherwise.
    pub failures: Failures,
    /// Who may call it.
    pub security: Requirement,
}

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

/// What a server answers when all goes well.
///
/// ```yaml
/// responses:
///   '200': { content: { application/json: { schema: { $ref: '#/…/Session' } } } }
///   '204': { description: Nothing new. }
/// ```
///
/// becomes the type itself when there is one answer, an enum when there are several:
///
/// ```text
/// pub enum GetSessionResponse { Ok(Session), NoContent }
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum Success {
    /// One answer: its payload is the method's result. Boxed, since it is by far the larger.
    One(Box<Response>),
    /// Several answers: an enum of them.
    Several {
        /// The enum: `GetSessionResponse`.
        name: Name,
        /// Its variants, in document order.
        responses: Vec<Response>,
    },
}

/// What a server answers otherwise.
///
/// ```yaml
/// responses:
///   '400': { $ref: '#/components/responses/Failure' }
///   default: { $ref: '#/components/responses/Failure' }
/// ```
///
/// becomes
///
/// ```text
/// pub enum CreateSessionError { BadRequest(ErrorBody), Other(StatusCode, ErrorBody) }
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Failures {
    /// The enum: `CreateSessionError`; `None` when the document lists no failure.
    pub name: Option<Name>,
    /// Its variants, in document order.
    pub responses: Vec<Response>,
}

/// One answer of a server.
///
/// ```yaml
/// '429':
///   description: Too many requests.
///   headers: { Retry-After: { schema: { type: integer } } }
///   content: { application/json: { schema: { $ref: '#/…/Error' } } }
/// ```
///
/// becomes the variant
///
/// ```text
/// /// Too many requests.
/// TooManyRequests(CreateSessionTooManyRequests),
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Response {
    /// The variant: `429` on the wire, `TooManyRequests` in Rust.
    pub name: Name,
    /// Which statuses it answers with.
    pub status: StatusPattern,
    /// The description.
    pub doc: Doc,
    /// What is in it.
    pub payload: Payload,
    /// The headers beside the body.
    pub headers: Vec<Header>,
    /// The struct that holds body and headers, when there are headers:
    /// `CreateSessionTooManyRequests`.
    pub envelope: Option<Name>,
}

/// Which statuses a response stands for (OpenAPI 3.0, Responses Object).
///
/// ```yaml
/// '5XX': { description: The server failed. }
/// ```
///
/// becomes a variant that carries the status:
///
/// ```text
/// ServerError(StatusCode, Problem),
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StatusPattern {
    /// `'404'`.
    Code(u16),
    /// `'4XX'`: the first digit.
    Range(u8),
    /// `default`.
    Default,
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
}
