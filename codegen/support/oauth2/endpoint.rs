//! Where tokens are got.

use std::time::Duration;

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use http::{Method, Request, Uri};
use http_body_util::{BodyExt as _, Limited};
use serde_json::{Map, Value};
use url::Url;
use url::form_urlencoded::{Serializer, byte_serialize};

use super::error::TokenError;
use crate::support::client::{Body, Channel, Provided};
use crate::support::http::Scheme;
use crate::support::secret::{Basic, Secret};

/// How long a token endpoint may take.
const TIMEOUT: Duration = Duration::from_secs(30);

/// How much of an answer is read.
const MAX_BYTES: usize = 1 << 20;

/// How a client proves to a token endpoint who it is (RFC 6749, section 2.3.1).
static CLIENT: Scheme = Scheme::basic("client");

/// A token endpoint, and who asks it for what.
#[derive(Debug, Clone)]
pub(super) struct Endpoint {
    url: String,
    client: Option<(String, Option<Secret>)>,
    scopes: Vec<String>,
    parameters: Vec<(String, String)>,
    secret_in_body: bool,
}

/// What an endpoint answers with.
pub(super) struct Token {
    pub(super) provided: Provided,
    pub(super) refresh_token: Option<Secret>,
}

impl Endpoint {
    pub(super) fn new(url: &str) -> Self {
        Self {
            url: url.to_owned(),
            client: None,
            scopes: Vec::new(),
            parameters: Vec::new(),
            secret_in_body: false,
        }
    }

    pub(super) fn with_client(mut self, id: &str, secret: Option<Secret>) -> Self {
        self.client = Some((id.to_owned(), secret));
        self
    }

    pub(super) fn with_scopes<S: AsRef<str>>(
        mut self,
        scopes: impl IntoIterator<Item = S>,
    ) -> Self {
        self.scopes = scopes.into_iter().map(|it| it.as_ref().to_owned()).collect();
        self
    }

    pub(super) fn with_parameter(mut self, name: &str, value: &str) -> Self {
        self.parameters.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(super) fn with_secret_in_body(mut self) -> Self {
        self.secret_in_body = true;
        self
    }

    /// A token for what `grant` says.
    pub(super) async fn fetch(
        &self,
        channel: &Channel,
        grant: &[(&str, &str)],
    ) -> Result<Token, TokenError> {
        let url = self.url(channel.base_url())?;
        let request = self.request(&url, grant)?;
        let answered = async {
            let failed = |cause| TokenError::unanswered(&url, cause);
            let answer = channel.carry(request).await;
            let (head, body) = answer.map_err(|it| failed(it.into_cause()))?.into_parts();
            let body = Limited::new(body, MAX_BYTES).collect().await.map_err(failed)?;
            let body: Value = serde_json::from_slice(&body.to_bytes()).unwrap_or_default();
            let members = body.as_object().cloned().unwrap_or_default();
            if head.status.is_success() {
                token(&members).map_err(|what| TokenError::unusable(&url, what))
            } else {
                Err(TokenError::refused(&url, head.status, &members))
            }
        };
        let answered = tokio::time::timeout(TIMEOUT, answered).await;
        answered.unwrap_or_else(|_| Err(TokenError::unanswered(&url, "no answer in time".into())))
    }

    fn url(&self, base_url: &str) -> Result<Url, TokenError> {
        let url = match Url::parse(&self.url) {
            // A base URL is a folder, whether it says so or not.
            Err(url::ParseError::RelativeUrlWithoutBase) => {
                Url::parse(&[base_url, "/"].concat()).and_then(|base| base.join(&self.url))
            }
            parsed => parsed,
        };
        url.map_err(|error| TokenError::unsent(&self.url, &error.to_string()))
    }

    fn request(&self, url: &Url, grant: &[(&str, &str)]) -> Result<Request<Body>, TokenError> {
        let unsent = |what: &str| TokenError::unsent(url.path(), what);
        let uri = Uri::try_from(url.as_str()).map_err(|error| unsent(&error.to_string()))?;
        let mut form = Serializer::new(String::new());
        form.extend_pairs(grant);
        if !self.scopes.is_empty() {
            form.append_pair("scope", &self.scopes.join(" "));
        }
        form.extend_pairs(&self.parameters);
        let mut authorization = None;
        match &self.client {
            Some((id, Some(secret))) if !self.secret_in_body => {
                let secret = Basic::new(encoded(id), encoded(secret.expose()));
                authorization = CLIENT.to_header(&secret.into());
            }
            Some((id, secret)) => {
                form.append_pair("client_id", id);
                if let Some(secret) = secret {
                    form.append_pair("client_secret", secret.expose());
                }
            }
            None => {}
        }
        let mut request = Request::new(Body::from(form.finish()));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = uri;
        let headers = request.headers_mut();
        let media = HeaderValue::from_static("application/x-www-form-urlencoded");
        headers.insert(CONTENT_TYPE, media);
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        if let Some((_, value)) = authorization {
            headers.insert(AUTHORIZATION, value);
        }
        Ok(request)
    }
}

/// Id and secret are encoded before they are joined by a colon.
fn encoded(text: &str) -> String {
    byte_serialize(text.as_bytes()).collect()
}

/// Reads a token (RFC 6749, section 5.1).
fn token(answer: &Map<String, Value>) -> Result<Token, &'static str> {
    let text = |name| answer.get(name).and_then(Value::as_str);
    let secret = text("access_token").filter(|it| !it.is_empty());
    let secret = secret.ok_or("there is no `access_token` in its answer")?;
    if text("token_type").is_some_and(|it| !it.eq_ignore_ascii_case("bearer")) {
        return Err("its tokens are of another type than `Bearer`");
    }
    let mut provided = Provided::new(secret);
    let seconds = answer.get("expires_in");
    // Some write it as text.
    if let Some(seconds) = seconds.and_then(|it| it.as_f64().or_else(|| it.as_str()?.parse().ok()))
        && let Ok(lifetime) = Duration::try_from_secs_f64(seconds)
    {
        provided = provided.with_lifetime(lifetime);
    }
    Ok(Token {
        provided,
        refresh_token: text("refresh_token").map(Secret::from),
    })
}
