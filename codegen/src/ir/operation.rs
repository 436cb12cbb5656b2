//! Operations: what `paths` becomes.

use super::{Body, Doc, Header, Media, Name, Pagination, Parameter, Payload, Requirement};

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
    /// The largest body that the server reads of it, in bytes, where that is not what it reads of
    /// all others: `x-max-body-bytes`.
    pub max_body_bytes: Option<u64>,
    /// How its answers go on, when it answers page by page: `x-pagination`.
    pub pagination: Option<Box<Pagination>>,
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

impl Operation {
    /// Every answer, successes first.
    pub fn responses(&self) -> impl Iterator<Item = &Response> {
        let successes = self.success.responses().iter();
        successes.chain(&self.failures.responses)
    }
}

impl Success {
    /// The answers.
    #[must_use]
    pub fn responses(&self) -> &[Response] {
        match self {
            Self::One(response) => std::slice::from_ref(&**response),
            Self::Several { name: _, responses } => responses,
        }
    }

    /// The same, to be changed.
    pub fn responses_mut(&mut self) -> &mut [Response] {
        match self {
            Self::One(response) => std::slice::from_mut(&mut **response),
            Self::Several { name: _, responses } => responses,
        }
    }

    /// Whether the service has to choose among the bodies that it may answer with, or among the
    /// media types of one, and so has to know what the client accepts.
    #[must_use]
    pub fn is_by_choice(&self) -> bool {
        let responses = self.responses().iter();
        let mut contents = responses.filter_map(|it| it.payload.contents());
        contents.any(|it| {
            let is_of_several_types =
                it.first.media == Media::Stream && it.first.content_types.len() > 1;
            it.choice.is_some() || is_of_several_types
        })
    }
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
