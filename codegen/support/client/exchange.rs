//! Sends a request and reads what comes back. Nothing here depends on the operation's types.

use std::pin::Pin;

use http::header::{CONTENT_TYPE, COOKIE, HeaderMap, HeaderValue, SET_COOKIE};
use http::StatusCode;

use super::fault::Fault;
use super::{Request, RequestError, Response, Unread};
use crate::support::http::{Parameter, Place, best_media_type, encode, is_json};

/// A request under way.
pub(super) type Exchange = Pin<Box<dyn Future<Output = Result<Response, Fault>> + Send>>;

/// Sends `request` and reads what comes back to its end.
pub(super) fn exchange(mut request: Request) -> Exchange {
    Box::pin(async move {
        let patience = request.timeout.unwrap_or_else(|| request.core.timeout());
        let prepared = prepare(&mut request)?;
        let transfer = request.transfer.take();
        let sent = match &transfer {
            Some(transfer) => transfer.open(prepared, patience).await?,
            None => {
                let sent = prepared.timeout(patience).send().await;
                sent.map_err(Fault::transport)?
            }
        };
        let (status, mut headers) = (sent.status(), sent.headers().clone());
        for (name, value) in &mut headers {
            value.set_sensitive(name == SET_COOKIE);
        }
        if is_streamed(&request, status, &headers) {
            return Ok(Response::unread(status, headers, Unread::new(sent, patience)));
        }
        let body = match &transfer {
            Some(transfer) => transfer.read(sent, patience).await?,
            None => sent.bytes().await.map_err(Fault::transport)?,
        };
        Ok(Response::new(status, headers, body))
    })
}

/// Whether the body is left for the caller to read.
fn is_streamed(request: &Request, status: StatusCode, headers: &HeaderMap) -> bool {
    let (operation, streamed) = (request.operation, request.streamed);
    if streamed.is_empty() || !operation.succeeds_with(status) {
        return false;
    }
    let content_type = headers.get(CONTENT_TYPE).and_then(|it| it.to_str().ok());
    let content_type = content_type.unwrap_or_default();
    match best_media_type(operation.produces, content_type) {
        Some(listed) => streamed.contains(&listed),
        None => streamed.contains(&"*/*") && !is_json(content_type),
    }
}

fn prepare(request: &mut Request) -> Result<reqwest::RequestBuilder, Fault> {
    if let Some(error) = request.error.take() {
        return Err(Fault::Request(error));
    }
    authenticate(request)?;
    if !request.cookies.is_empty() {
        let mut value = HeaderValue::try_from(request.cookies.join("; "))
            .map_err(|error| Fault::Request(RequestError::header("cookie", error.to_string())))?;
        value.set_sensitive(true);
        request.headers.insert(COOKIE, value);
    }
    let url = url(request)?;
    let http = request.core.http().map_err(Fault::Setup)?;
    let builder = http.request(request.operation.method.clone(), url);
    let builder = builder.headers(std::mem::take(&mut request.headers));
    Ok(match request.body.take() {
        Some(body) => builder.body(body),
        None => builder,
    })
}

/// Adds the secrets of the first alternative that the client can satisfy.
fn authenticate(request: &mut Request) -> Result<(), Fault> {
    let operation = request.operation;
    let Some(access) = request.core.access(operation) else {
        return if operation.is_open() {
            Ok(())
        } else {
            Err(Fault::Credential)
        };
    };
    for scheme in access.schemes {
        let Some(secret) = request.core.secret(scheme).cloned() else {
            continue;
        };
        match scheme.place {
            Place::Query(name) => {
                let parameter = Parameter::query(name);
                request
                    .query
                    .extend(encode(&parameter, &secret.expose().into()));
            }
            Place::Cookie(name) => {
                let parameter = Parameter::cookie(name);
                request
                    .cookies
                    .extend(encode(&parameter, &secret.expose().into()));
            }
            Place::Certificate => {}
            Place::Header(_) | Place::Bearer | Place::Basic | Place::Authorization(_) => {
                let Some((name, value)) = scheme.to_header(&secret) else {
                    return Err(Fault::Request(RequestError::secret(scheme.name)));
                };
                request.headers.insert(name, value);
            }
        }
    }
    Ok(())
}

fn url(request: &Request) -> Result<reqwest::Url, Fault> {
    match &request.target {
        Some(target) => target_url(request, target),
        None => url_of_path(request),
    }
}

/// The URL that the caller gave, and what the operation adds to its query.
fn target_url(request: &Request, target: &str) -> Result<reqwest::Url, Fault> {
    let mut url = parse(target, RequestError::url)?;
    url.set_fragment(None);
    if !request.query.is_empty() {
        let before = url.query().filter(|it| !it.is_empty());
        let pairs = before.into_iter().chain(request.query.iter().map(String::as_str));
        let query: Vec<&str> = pairs.collect();
        url.set_query(Some(&query.join("&")));
    }
    Ok(url)
}

fn parse(text: &str, invalid: fn(&str) -> RequestError) -> Result<reqwest::Url, Fault> {
    let url = reqwest::Url::parse(text);
    let url = url.map_err(|error| Fault::Request(invalid(&error.to_string())))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(Fault::Request(invalid("it is neither http nor https")));
    }
    Ok(url)
}

/// Where the API is served, or the operation, when that is elsewhere.
fn base_url(request: &Request) -> Result<reqwest::Url, Fault> {
    let core = &request.core;
    let own = request.server.filter(|_| !core.has_one_base_url());
    match own {
        Some(server) if server.contains("://") => parse(server, RequestError::url),
        Some(server) => {
            let base = parse(core.base_url(), RequestError::base_url)?;
            let joined = base.join(server);
            joined.map_err(|error| Fault::Request(RequestError::url(&error.to_string())))
        }
        None => parse(core.base_url(), RequestError::base_url),
    }
}

fn url_of_path(request: &Request) -> Result<reqwest::Url, Fault> {
    let invalid = |message: &str| Fault::Request(RequestError::base_url(message));
    let base = base_url(request)?;
    if base.query().is_some() || base.fragment().is_some() {
        return Err(invalid("it has more than a path"));
    }
    let base = base.as_str().trim_end_matches('/');
    let mut text = format!("{base}{}", request.filled_path()?);
    if !request.query.is_empty() {
        text.push('?');
        text.push_str(&request.query.join("&"));
    }
    reqwest::Url::parse(&text).map_err(|error| invalid(&error.to_string()))
}
