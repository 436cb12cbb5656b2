//! The way of a request through the routes.

use std::sync::Arc;

use axum::response::Response;
use axum::routing::{MethodRouter, any};
use http::header::{ALLOW, HeaderValue};
use http::request::Parts;
use http::{Method, StatusCode};
use tower_service::Service as _;

use super::Request;
use super::delivery::{chosen, unexpected};
use super::guard::{Guarded, catch, caught};
use super::limits::{Waiting, within};
use super::routes::{Handler, Routes};
use super::table::Found;
use crate::support::http::Operation;
use crate::support::server::{Refusal, Refuse, Reply, problem, request_id};

/// A request that is on its way through the layers of its operation.
struct Matched<S> {
    routes: Arc<Routes<S>>,
    operation: &'static Operation,
    handler: Handler<S>,
    captures: Vec<(&'static str, String)>,
}

impl<S> Clone for Matched<S> {
    fn clone(&self) -> Self {
        Self {
            routes: Arc::clone(&self.routes),
            operation: self.operation,
            handler: Arc::clone(&self.handler),
            captures: self.captures.clone(),
        }
    }
}

/// What is inside the layers of an operation.
pub(super) fn layered<S: Refuse>() -> MethodRouter {
    any(async |request: axum::extract::Request| {
        let (mut parts, body) = request.into_parts();
        match parts.extensions.remove::<Matched<S>>() {
            Some(matched) => {
                let routes = Arc::clone(&matched.routes);
                routes.respond(matched, parts, body).await
            }
            // A layer has put another request in its place.
            None => Response::from(problem(&Refusal::internal("the request got lost"))),
        }
    })
}

impl<S: Refuse> Routes<S> {
    /// The answer to any request. Its extensions name the operation, when there is one, for the
    /// layers around the router: `&'static Operation`.
    pub(super) async fn answer(self: Arc<Self>, request: axum::extract::Request) -> Response {
        let (parts, body) = request.into_parts();
        #[cfg(feature = "tracing")]
        {
            use tracing::Instrument as _;

            let span = super::trace::request(&parts);
            let response = self.answer_parts(parts, body).instrument(span.clone()).await;
            super::trace::answered(&span, response.status());
            response
        }
        #[cfg(not(feature = "tracing"))]
        self.answer_parts(parts, body).await
    }

    async fn answer_parts(self: Arc<Self>, parts: Parts, body: axum::body::Body) -> Response {
        let id = request_id(&parts.headers).map(str::to_owned);
        match Arc::clone(&self).lead(parts, body).await {
            Ok(response) => response,
            Err(refusal) => self.refuse(refusal, id),
        }
    }

    /// Leads a request to its operation.
    async fn lead(
        self: Arc<Self>,
        parts: Parts,
        body: axum::body::Body,
    ) -> Result<Response, Refusal> {
        self.limits.check(&parts)?;
        match self.table.find(parts.uri.path(), &parts.method) {
            Found::Nothing => Err(nothing_there()),
            Found::Methods(methods) if parts.method == Method::OPTIONS => Ok(options(&methods)),
            Found::Methods(methods) => Err(wrong_method(&parts, &methods)),
            Found::Operations { all, captures } => {
                let (operation, handler, body) = self.pick(&all, &parts, body).await?;
                #[cfg(feature = "tracing")]
                super::trace::operation(operation);
                let matched = Matched {
                    routes: Arc::clone(&self),
                    operation,
                    handler: Arc::clone(handler),
                    captures,
                };
                Ok(match self.layers_of(operation) {
                    None => self.respond(matched, parts, body).await,
                    Some(layers) => through(layers, matched, parts, body).await?,
                })
            }
        }
    }

    /// The one of `all` that a request is for: with a choice among them, the chosen one.
    async fn pick<'h>(
        &self,
        all: &[(&'static Operation, &'h Handler<S>)],
        parts: &Parts,
        mut body: axum::body::Body,
    ) -> Result<(&'static Operation, &'h Handler<S>, axum::body::Body), Refusal> {
        let mut found = all.first();
        if let (Some(choose), [_, _, ..]) = (&self.choose, all) {
            let waiting = Waiting::within(self.limits.time);
            let read = chosen(choose, parts, waiting.watch(body), self.limits.max_body_bytes);
            let name;
            (name, body) = within(self.limits.time, &waiting, caught(read)).await???;
            found = all.iter().find(|(it, _)| it.path == name || it.id == name);
        }
        let &(operation, handler) = found.ok_or_else(unexpected)?;
        Ok((operation, handler, body))
    }

    /// Serves a request, whatever happens.
    async fn respond(
        &self,
        matched: Matched<S>,
        parts: Parts,
        body: axum::body::Body,
    ) -> Response {
        let operation = matched.operation;
        let id = request_id(&parts.headers).map(str::to_owned);
        let mut response = match self.serve(matched, parts, body).await {
            Ok(reply) => reply.into(),
            Err(refusal) => self.refuse(refusal.with_operation(operation), id),
        };
        response.extensions_mut().insert(operation);
        response
    }

    async fn serve(
        &self,
        matched: Matched<S>,
        parts: Parts,
        mut body: axum::body::Body,
    ) -> Result<Reply, Refusal> {
        let Matched {
            routes: _,
            operation,
            handler,
            captures,
        } = matched;
        let limits = self.limits_of(operation);
        let waiting = Waiting::within(limits.time);
        if limits.time.is_some() {
            body = waiting.watch(body);
        }
        let request = Request::new(operation, parts, body, captures, limits.max_body_bytes);
        request.is_acceptable()?;
        let service = Arc::clone(&self.service);
        let served = caught(async { handler(service, request).await });
        within(limits.time, &waiting, served).await??
    }

    /// The API's own answer to a request that is not served.
    fn refuse(&self, refusal: Refusal, id: Option<String>) -> Response {
        if let Some(reply) = refusal.take_reply() {
            return reply.into();
        }
        #[cfg(feature = "tracing")]
        super::trace::refused(&refusal);
        let refusal = refusal.with_request_id(id);
        let reply = catch(|| self.service.refuse(&refusal));
        let mut reply = reply.unwrap_or_else(|panicked| problem(&panicked.into()));
        for (name, value) in refusal.headers() {
            reply.headers.append(name, value.clone());
        }
        reply.into()
    }
}

/// Serves a request through the layers of its operation.
async fn through<S: Refuse>(
    mut layers: MethodRouter,
    matched: Matched<S>,
    mut parts: Parts,
    body: axum::body::Body,
) -> Result<Response, Refusal> {
    let operation = matched.operation;
    parts.extensions.insert(operation);
    parts.extensions.insert(matched);
    let request = axum::extract::Request::from_parts(parts, body);
    let served = caught(async { layers.call(request).await }).await;
    let served = served.map_err(|it| Refusal::from(it).with_operation(operation))?;
    Ok(served.unwrap_or_else(|never| match never {}))
}

fn nothing_there() -> Refusal {
    Refusal::new(StatusCode::NOT_FOUND, "the API has no such path")
}

/// The answer to OPTIONS where the document has no such operation.
fn options(methods: &[Method]) -> Response {
    let mut reply = Reply::empty(StatusCode::NO_CONTENT);
    reply.headers.extend(allow(methods));
    reply.into()
}

fn wrong_method(parts: &Parts, methods: &[Method]) -> Refusal {
    let reason = format!("the path takes {}, not {}", names(methods).join(", "), parts.method);
    let refusal = Refusal::new(StatusCode::METHOD_NOT_ALLOWED, reason);
    match allow(methods) {
        Some((name, value)) => refusal.with_header(name, value),
        None => refusal,
    }
}

/// The header that lists what a path takes.
fn allow(methods: &[Method]) -> Option<(http::HeaderName, HeaderValue)> {
    let mut names = names(methods);
    names.push("OPTIONS");
    let value = HeaderValue::try_from(names.join(", "));
    value.ok().map(|value| (ALLOW, value))
}

/// The methods of a path by name, HEAD among them where there is GET.
fn names(methods: &[Method]) -> Vec<&str> {
    let mut names: Vec<&str> = methods.iter().map(Method::as_str).collect();
    if names.contains(&"GET") && !names.contains(&"HEAD") {
        names.push("HEAD");
    }
    names
}

impl From<Reply> for Response {
    fn from(reply: Reply) -> Self {
        let body = match reply.stream {
            Some(stream) => axum::body::Body::new(Guarded(stream)),
            None => reply.body.into(),
        };
        let mut response = Self::new(body);
        *response.status_mut() = reply.status;
        *response.headers_mut() = reply.headers;
        response
    }
}
