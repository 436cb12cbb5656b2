//! Who may call what.

use super::{Doc, Name};

/// The schemes of the document and the combinations of them that its operations accept.
///
/// ```yaml
/// security: [{ apiKey: [] }, { clerkJwt: [] }]
/// ```
///
/// becomes
///
/// ```text
/// pub enum Credential { ApiKey(Secret), ClerkJwt(Secret) }
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Security {
    /// The schemes, in document order; a [`SchemeId`] is an index into this list.
    pub schemes: Vec<Scheme>,
    /// Every combination that some operation accepts, in order of first use; an
    /// [`Alternative`] names one by its index.
    pub credentials: Vec<Credential>,
}

/// A scheme: an index into [`Security::schemes`].
///
/// ```yaml
/// security: [{ apiKey: [] }]
/// ```
///
/// becomes
///
/// ```text
/// Credential::ApiKey
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SchemeId(pub usize);

/// A way to authenticate.
///
/// ```yaml
/// securitySchemes:
///   apiKey: { type: apiKey, in: header, name: x-api-key }
/// ```
///
/// becomes
///
/// ```text
/// pub fn with_api_key(self, key: impl Into<Secret>) -> Self
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scheme {
    /// `apiKey` on the wire, `api_key` in Rust.
    pub name: Name,
    /// The variant that stands for it: `ApiKey`.
    pub variant: String,
    /// The static that describes it: `API_KEY`; no operation's is called the same.
    pub constant: String,
    /// The description.
    pub doc: Doc,
    /// Where the secret is.
    pub kind: SchemeKind,
    /// Where clients get their tokens by themselves.
    pub tokens: Tokens,
}

/// Where clients get their tokens by themselves (OpenAPI 3.0, OAuth Flows Object).
///
/// ```yaml
/// { type: oauth2, flows: { clientCredentials: { tokenUrl: /token, scopes: {} } } }
/// ```
///
/// becomes
///
/// ```text
/// pub fn petstore_auth_client_credentials(…) -> ClientCredentials
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tokens {
    /// For those who have an account of their own (RFC 6749, section 4.4).
    pub client_credentials: Option<TokenEndpoint>,
    /// For those to whom somebody else has given a refresh token (RFC 6749, section 6).
    pub refresh: Option<TokenEndpoint>,
}

/// Where tokens are got.
///
/// ```yaml
/// tokenUrl: https://example.com/token
/// scopes: { read:pets: See pets. }
/// ```
///
/// becomes
///
/// ```text
/// ClientCredentials::at("https://example.com/token", …)
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenEndpoint {
    /// The URL, which may be relative to that of the API.
    pub url: String,
    /// What may be asked for, each with what it allows.
    pub scopes: Vec<(String, Doc)>,
}

/// Where the secret of a scheme is (OpenAPI 3.0, Security Scheme Object).
///
/// ```yaml
/// { type: http, scheme: bearer, bearerFormat: JWT }
/// ```
///
/// becomes
///
/// ```text
/// Authorization: Bearer …
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemeKind {
    /// The value of a header, named in lower case.
    ApiKeyHeader(String),
    /// The value of a pair of the query string.
    ApiKeyQuery(String),
    /// The value of a cookie.
    ApiKeyCookie(String),
    /// `Authorization: Bearer …` (RFC 6750): `http` with `bearer`, `oauth2`, `openIdConnect`.
    Bearer {
        /// `bearerFormat`.
        format: Option<String>,
    },
    /// `Authorization: Basic …` (RFC 7617).
    Basic,
    /// `Authorization` with another scheme, such as `Digest`, named as the document spells it.
    Other(String),
    /// A client certificate: seen by the connection, not by the request.
    MutualTls,
}

/// A combination of schemes that is enough together.
///
/// ```yaml
/// security: [{ appId: [], appKey: [] }]
/// ```
///
/// becomes
///
/// ```text
/// Credential::AppIdAndAppKey { app_id: Secret, app_key: Secret }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credential {
    /// The variant.
    pub variant: String,
    /// The schemes, all of which are needed, in the order of the document.
    pub schemes: Vec<SchemeId>,
}

/// What an operation asks for.
///
/// ```yaml
/// security: []
/// ```
///
/// becomes a method without `principal`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Requirement {
    /// Open to everybody: `security: []`, or none at all.
    Public,
    /// Any one of the alternatives.
    Required(Vec<Alternative>),
    /// Any one of the alternatives, or none (`{}` among them): `Option<Principal>`.
    Optional(Vec<Alternative>),
}

/// One alternative of a requirement.
///
/// ```yaml
/// - petstoreAuth: [read:pets]
/// ```
///
/// becomes
///
/// ```text
/// Access { schemes: &[&PETSTORE_AUTH], scopes: &["read:pets"] }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Alternative {
    /// The combination: an index into [`Security::credentials`].
    pub credential: usize,
    /// The scopes of all its schemes, in document order.
    pub scopes: Vec<String>,
}
