//! Security schemes.

use indexmap::IndexMap;
use openapiv3::{
    APIKeyLocation, AuthorizationCodeOAuth2Flow, ClientCredentialsOAuth2Flow, ImplicitOAuth2Flow,
    OAuth2Flows, PasswordOAuth2Flow,
};
use serde_json::{Map, Value};

use super::members::At;
use super::operation::keep;
use super::{Spec, private};
use crate::diagnostic::{Diagnostic, Place, reading};

/// A way to authenticate.
#[derive(Clone, Debug, PartialEq)]
#[allow(
    clippy::large_enum_variant,
    reason = "a document has a handful of them, and a box would be in the way of every match"
)]
pub enum SecurityScheme {
    /// One that OpenAPI 3.0 has.
    Declared(openapiv3::SecurityScheme),
    /// The client shows a certificate (`mutualTLS`).
    MutualTls {
        /// What the document says about it.
        description: Option<String>,
        /// The extensions.
        extensions: IndexMap<String, Value>,
    },
}

const KNOWN: &[&str] = &[
    "type",
    "description",
    "name",
    "in",
    "scheme",
    "bearerFormat",
    "flows",
    "openIdConnectUrl",
    "deprecated",
];
const FLOWS: &[&str] = &[
    "implicit",
    "password",
    "clientCredentials",
    "authorizationCode",
];
const FLOW: &[&str] = &["authorizationUrl", "tokenUrl", "refreshUrl", "scopes"];

#[derive(Default)]
struct Draft {
    kind: Option<String>,
    description: Option<String>,
    name: Option<String>,
    location: Option<String>,
    scheme: Option<String>,
    bearer_format: Option<String>,
    flows: Option<OAuth2Flows>,
    open_id_connect_url: Option<String>,
    extensions: IndexMap<String, Value>,
}

#[derive(Default)]
struct Flow {
    authorization_url: Option<String>,
    token_url: Option<String>,
    refresh_url: Option<String>,
    scopes: IndexMap<String, String>,
    extensions: IndexMap<String, Value>,
}

impl Spec {
    /// The security scheme at a place.
    ///
    /// # Errors
    ///
    /// When it lacks what it cannot do without, is of a kind that OpenAPI does not have, or when there is none.
    pub fn security_scheme(&self, place: &Place) -> Result<SecurityScheme, Diagnostic> {
        let (place, members) = self.object(place, "a security scheme")?;
        let at = At::new(self, &place, "a security scheme");
        let mut draft = Draft::read(at, members);
        let incomplete = |key| reading::incomplete(&place, at.holder, key);
        let kind = draft.kind.take().ok_or_else(|| incomplete("type"))?;
        let description = draft.description;
        let extensions = draft.extensions;
        let declared = match kind.to_ascii_lowercase().as_str() {
            "apikey" => openapiv3::SecurityScheme::APIKey {
                location: location(at, draft.location.as_deref())?,
                name: draft.name.ok_or_else(|| incomplete("name"))?,
                description,
                extensions,
            },
            "http" => openapiv3::SecurityScheme::HTTP {
                scheme: draft.scheme.ok_or_else(|| incomplete("scheme"))?,
                bearer_format: draft.bearer_format,
                description,
                extensions,
            },
            // The spelling of Swagger 2.
            "basic" => {
                at.loose(
                    "type",
                    &Value::String(kind),
                    "`type: http` with `scheme: basic`",
                );
                openapiv3::SecurityScheme::HTTP {
                    scheme: "basic".to_owned(),
                    bearer_format: None,
                    description,
                    extensions,
                }
            }
            "oauth2" => openapiv3::SecurityScheme::OAuth2 {
                flows: draft.flows.ok_or_else(|| incomplete("flows"))?,
                description,
                extensions,
            },
            "openidconnect" => openapiv3::SecurityScheme::OpenIDConnect {
                open_id_connect_url: draft
                    .open_id_connect_url
                    .ok_or_else(|| incomplete("openIdConnectUrl"))?,
                description,
                extensions,
            },
            "mutualtls" => {
                return Ok(SecurityScheme::MutualTls {
                    description,
                    extensions,
                });
            }
            _ => return Err(reading::unknown_security(&place.child("type"), &kind)),
        };
        Ok(SecurityScheme::Declared(declared))
    }
}

impl Draft {
    fn read(at: At<'_>, members: &Map<String, Value>) -> Self {
        let mut it = Self::default();
        for (key, value) in members {
            match key.as_str() {
                "type" => it.kind = at.string(key, value),
                "description" => it.description = at.string(key, value),
                "name" => it.name = at.string(key, value),
                "in" => it.location = at.string(key, value),
                "scheme" => it.scheme = at.string(key, value),
                "bearerFormat" => it.bearer_format = at.string(key, value),
                "flows" => it.flows = flows(at, key, value),
                "openIdConnectUrl" => it.open_id_connect_url = at.string(key, value),
                "oauth2MetadataUrl" | "deprecated" | "$ref" => {}
                _ => it.extensions.extend(at.rest(key, value, KNOWN)),
            }
        }
        it
    }
}

fn location(at: At<'_>, text: Option<&str>) -> Result<APIKeyLocation, Diagnostic> {
    let Some(text) = text else {
        return Err(reading::incomplete(at.place, at.holder, "in"));
    };
    match text.to_ascii_lowercase().as_str() {
        "query" => Ok(APIKeyLocation::Query),
        "header" => Ok(APIKeyLocation::Header),
        "cookie" => Ok(APIKeyLocation::Cookie),
        _ => Err(reading::unknown_location(&at.place.child("in"), text)),
    }
}

fn flows(at: At<'_>, key: &str, value: &Value) -> Option<OAuth2Flows> {
    let (place, members) = at.object(key, value)?;
    let at = At::new(at.spec, &place, "the flows of OAuth 2");
    let mut flows = OAuth2Flows::default();
    for (key, value) in members {
        match key.as_str() {
            "implicit" => flows.implicit = Flow::read(at, key, value).map(Flow::implicit),
            "password" => flows.password = Flow::read(at, key, value).map(Flow::password),
            "clientCredentials" => {
                flows.client_credentials = Flow::read(at, key, value).map(Flow::client_credentials);
            }
            "authorizationCode" => {
                flows.authorization_code = Flow::read(at, key, value).map(Flow::authorization_code);
            }
            "deviceAuthorization" => {
                keep(&mut flows.extensions, private::DEVICE_AUTHORIZATION, value);
            }
            _ => flows.extensions.extend(at.rest(key, value, FLOWS)),
        }
    }
    Some(flows)
}

impl Flow {
    fn read(at: At<'_>, key: &str, value: &Value) -> Option<Self> {
        let (place, members) = at.object(key, value)?;
        let at = At::new(at.spec, &place, "a flow of OAuth 2");
        let mut it = Self::default();
        for (key, value) in members {
            match key.as_str() {
                "authorizationUrl" => it.authorization_url = at.string(key, value),
                "tokenUrl" => it.token_url = at.string(key, value),
                "refreshUrl" => it.refresh_url = at.string(key, value),
                "scopes" => it.scopes = scopes(at, key, value),
                _ => it.extensions.extend(at.rest(key, value, FLOW)),
            }
        }
        let needs = match key {
            "implicit" => &["authorizationUrl"][..],
            "authorizationCode" => &["authorizationUrl", "tokenUrl"],
            _ => &["tokenUrl"],
        };
        for &key in needs.iter().filter(|&&it| !members.contains_key(it)) {
            at.missing(key, "it is taken to be empty");
        }
        Some(it)
    }

    fn implicit(self) -> ImplicitOAuth2Flow {
        ImplicitOAuth2Flow {
            authorization_url: self.authorization_url.unwrap_or_default(),
            refresh_url: self.refresh_url,
            scopes: self.scopes,
            extensions: self.extensions,
        }
    }

    fn password(self) -> PasswordOAuth2Flow {
        PasswordOAuth2Flow {
            token_url: self.token_url.unwrap_or_default(),
            refresh_url: self.refresh_url,
            scopes: self.scopes,
            extensions: self.extensions,
        }
    }

    fn client_credentials(self) -> ClientCredentialsOAuth2Flow {
        ClientCredentialsOAuth2Flow {
            token_url: self.token_url.unwrap_or_default(),
            refresh_url: self.refresh_url,
            scopes: self.scopes,
            extensions: self.extensions,
        }
    }

    fn authorization_code(self) -> AuthorizationCodeOAuth2Flow {
        AuthorizationCodeOAuth2Flow {
            authorization_url: self.authorization_url.unwrap_or_default(),
            token_url: self.token_url.unwrap_or_default(),
            refresh_url: self.refresh_url,
            scopes: self.scopes,
            extensions: self.extensions,
        }
    }
}

/// Scopes with what they allow; a list has only their names.
fn scopes(at: At<'_>, key: &str, value: &Value) -> IndexMap<String, String> {
    if let Value::Array(values) = value {
        if !values.is_empty() {
            at.loose(key, value, "an object with the scopes as names");
        }
        let names = values.iter().filter_map(Value::as_str);
        return names.map(|it| (it.to_owned(), String::new())).collect();
    }
    let Some((place, members)) = at.object(key, value) else {
        return IndexMap::new();
    };
    let at = At::new(at.spec, &place, "scopes");
    members
        .iter()
        .map(|(key, value)| (key.clone(), at.string(key, value).unwrap_or_default()))
        .collect()
}
