//! Carries requests with reqwest.

use std::sync::Arc;
use std::time::Duration;

use http::header::{HeaderMap, HeaderValue, USER_AGENT};

use super::body::Body;
use super::transport::{Carried, Transport, TransportError};

/// How long opening a connection may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

const NAME: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

/// What carries requests unless the caller has something better.
pub(super) struct Usual {
    /// The reason why there is none is told by each call.
    http: Result<reqwest::Client, Arc<reqwest::Error>>,
}

impl Usual {
    pub(super) fn new() -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(USER_AGENT, HeaderValue::from_static(NAME));
        let redirects = same_origin();
        // `user_agent` is generic, and would compile all that drops a builder.
        let builder = reqwest::Client::builder()
            .default_headers(headers)
            .connect_timeout(CONNECT_TIMEOUT)
            .redirect(redirects);
        Self {
            http: builder.build().map_err(Arc::new),
        }
    }
}

impl Transport for Usual {
    fn carry(&self, request: http::Request<Body>) -> Carried {
        match &self.http {
            Ok(http) => http.carry(request),
            Err(error) => {
                let error = TransportError::new(Arc::clone(error)).unsent();
                Box::pin(std::future::ready(Err(error)))
            }
        }
    }
}

impl Transport for reqwest::Client {
    fn carry(&self, request: http::Request<Body>) -> Carried {
        let request = request.map(|body| match body.into_whole() {
            Ok(bytes) => reqwest::Body::from(bytes),
            Err(pieces) => reqwest::Body::wrap(pieces),
        });
        // What is boxed is what reqwest makes of the request, which is smaller.
        let sending = written(request).map(|it| self.execute(it));
        Box::pin(async move {
            let answer = sending.map_err(error)?.await.map_err(error)?;
            let answer = http::Response::<reqwest::Body>::from(answer);
            Ok(answer.map(Body::received))
        })
    }
}

/// The request as reqwest has it. It would put the URL together bit by bit.
fn written(request: http::Request<reqwest::Body>) -> Result<reqwest::Request, reqwest::Error> {
    let uri = request.uri();
    let path = uri.path_and_query().map_or("/", |it| it.as_str());
    let authority = uri.authority().map_or("", |it| it.as_str());
    let scheme = uri.scheme_str().unwrap_or_default();
    let text = format!("{scheme}://{authority}{path}");
    let Ok(url) = reqwest::Url::parse(&text) else {
        // It says why.
        return reqwest::Request::try_from(request);
    };
    let (parts, body) = request.into_parts();
    let mut written = reqwest::Request::new(parts.method, url);
    *written.headers_mut() = parts.headers;
    *written.version_mut() = parts.version;
    *written.body_mut() = Some(body);
    Ok(written)
}

/// The URL is left out: its query may hold a secret.
fn error(error: reqwest::Error) -> TransportError {
    let (is_timeout, is_unsent) = (error.is_timeout(), error.is_connect());
    let mut carried = TransportError::new(error.without_url());
    if is_timeout {
        carried = carried.late();
    }
    if is_unsent {
        carried = carried.unsent();
    }
    carried
}

/// Follows redirects within the origin of the request: a credential in a header of its own would
/// be sent along to any other.
fn same_origin() -> reqwest::redirect::Policy {
    const LIMIT: usize = 10;
    reqwest::redirect::Policy::custom(|attempt| {
        let origin = attempt.previous().first().map(reqwest::Url::origin);
        if attempt.previous().len() > LIMIT || origin != Some(attempt.url().origin()) {
            attempt.stop()
        } else {
            attempt.follow()
        }
    })
}
