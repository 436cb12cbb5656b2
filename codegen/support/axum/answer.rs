//! The way of a request through the routes.

use std::convert::Infallible;
use std::future::ready;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::response::Response;
use axum::routing::{MethodRouter, any};
use http::header::{ALLOW, HeaderValue};
use http::request::Parts;
use http::{Method, StatusCode};
use tower_service::Service;

use super::Request;
use super::delivery::{chosen, unexpected};
use super::guard::{Guarded, catch, caught};
use super::limits::{Waiting, within};
use super::routes::{Handler, Routes};
use super::table::{Captures, Found, Leaf, Operations};
use crate::support::http::{Operation, joined};
use crate::support::server::{Refusal, Refuse, Reply, problem, request_id};

/// The answer to a request, once it is there.
pub(super) type Answer = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

/// Where requests come in.
pub(super) struct Entrance<S>(pub(super) Arc<Routes<S>>);

impl<S> Clone for Entrance<S> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<S: Refuse> Service<axum::extract::Request> for Entrance<S> {
    type Response = Response;
    type Error = Infallible;
    type Future = Answer;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: axum::extract::Request) -> Answer {
        let (parts, body) = request.into_parts();
        #[cfg(feature = "tracing")]
        {
            use tracing::Instrument as _;

            let span = super::trace::request(&parts);
            let answer = span.in_scope(|| self.0.answer(parts, body));
            Box::pin(async move {
                let response = answer.instrument(span.clone()).await?;
                super::trace::answered(&span, response.status());
                Ok(response)
            })
        }
        #[cfg(not(feature = "tracing"))]
        self.0.answer(parts, body)
    }
}

impl<S: Refuse> Routes<S> {
    /// The answer to any request. Its extensions name the operation, when there is one, for the
    /// layers around the router: `&'static Operation`.
    ///
    /// Whatever can be done at once is done before there is a future, which keeps little then.
    fn answer(self: &Arc<Self>, parts: Parts, body: axum::body::Body) -> Answer {
        let refusal = match self.find(&parts) {
            Ok(Found::Operations(found)) => return self.lead(found, parts, body),
            Ok(Found::Methods(methods)) if parts.method == Method::OPTIONS => {
                return Box::pin(ready(Ok(options(&methods))));
            }
            Ok(Found::Methods(methods)) => wrong_method(&parts, &methods),
            Ok(Found::Nothing) => nothing_there(),
            Err(refusal) => refusal,
        };
        Box::pin(ready(Ok(self.refuse(refusal, id_of(&parts)))))
    }

    fn find(&self, parts: &Parts) -> Result<Found<'_, Handler<S>>, Refusal> {
        self.limits.check(parts)?;
        Ok(self.table.find(parts.uri.path(), &parts.method))
    }

    /// Leads a request to its operation: with a choice among several, to the chosen one.
    fn lead(
        self: &Arc<Self>,
        found: Operations<'_, Handler<S>>,
        parts: Parts,
        body: axum::body::Body,
    ) -> Answer {
        let matched = |leaf: &Leaf<Handler<S>>, captures| Matched {
            routes: Arc::clone(self),
            operation: leaf.operation,
            handler: Arc::clone(&leaf.handler),
            captures,
        };
        if self.choose.is_none() || found.all().nth(1).is_none() {
            return matched(found.first, found.captures).enter(parts, body);
        }
        let all = found.all().map(|it| matched(it, found.captures.clone()));
        let (routes, all) = (Arc::clone(self), all.collect());
        Box::pin(async move {
            let id = id_of(&parts);
            match routes.pick(all, &parts, body).await {
                Ok((matched, body)) => matched.enter(parts, body).await,
                Err(refusal) => Ok(routes.refuse(refusal, id)),
            }
        })
    }

    /// The one of `all` that a request is for.
    async fn pick(
        &self,
        all: Vec<Matched<S>>,
        parts: &Parts,
        mut body: axum::body::Body,
    ) -> Result<(Matched<S>, axum::body::Body), Refusal> {
        let choose = self.choose.as_ref().ok_or_else(unexpected)?;
        let waiting = Waiting::within(self.limits.time);
        let read = chosen(choose, parts, waiting.watch(body), self.limits.max_body_bytes);
        let name;
        (name, body) = within(self.limits.time, &waiting, caught(read)).await???;
        let is_named = |it: &Matched<S>| it.operation.path == name || it.operation.id == name;
        let found = all.into_iter().find(is_named).ok_or_else(unexpected)?;
        Ok((found, body))
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

/// The operation that a request is for, and what serves it.
struct Matched<S> {
    routes: Arc<Routes<S>>,
    operation: &'static Operation,
    handler: Handler<S>,
    captures: Captures,
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

impl<S: Refuse> Matched<S> {
    /// Serves a request, through the layers of its operation if it has any.
    fn enter(self, parts: Parts, body: axum::body::Body) -> Answer {
        #[cfg(feature = "tracing")]
        super::trace::operation(self.operation);
        match self.routes.layers_of(self.operation) {
            None => self.respond(parts, body),
            Some(layers) => Box::pin(self.through(layers, parts, body)),
        }
    }

    async fn through(
        self,
        mut layers: MethodRouter,
        mut parts: Parts,
        body: axum::body::Body,
    ) -> Result<Response, Infallible> {
        let (routes, operation) = (Arc::clone(&self.routes), self.operation);
        let id = id_of(&parts);
        parts.extensions.insert(operation);
        parts.extensions.insert(self);
        let request = axum::extract::Request::from_parts(parts, body);
        match caught(async { layers.call(request).await }).await {
            Ok(served) => served,
            Err(panicked) => {
                let refusal = Refusal::from(panicked).with_operation(operation);
                Ok(routes.refuse(refusal, id))
            }
        }
    }

    /// Serves a request, whatever happens.
    fn respond(self, parts: Parts, mut body: axum::body::Body) -> Answer {
        let Self {
            routes,
            operation,
            handler,
            captures,
        } = self;
        let limits = routes.limits_of(operation);
        let waiting = Waiting::within(limits.time);
        if limits.time.is_some() {
            body = waiting.watch(body);
        }
        let parts = Arc::new(parts);
        let request = Arc::clone(&parts);
        let request = Request::new(operation, request, body, captures, limits.max_body_bytes);
        let service = Arc::clone(&routes.service);
        let served = request.is_acceptable().and_then(|()| {
            let served = catch(|| handler(service, request));
            served.map_err(Refusal::from)
        });
        Box::pin(async move {
            let served = match served {
                Ok(served) => within(limits.time, &waiting, caught(served)).await,
                Err(refusal) => Err(refusal),
            };
            let mut response = match served.and_then(|it| it?) {
                Ok(reply) => reply.into(),
                Err(refusal) => routes.refuse(refusal.with_operation(operation), id_of(&parts)),
            };
            response.extensions_mut().insert(operation);
            Ok(response)
        })
    }
}

/// What is inside the layers of an operation.
pub(super) fn layered<S: Refuse>() -> MethodRouter {
    any(async |request: axum::extract::Request| {
        let (mut parts, body) = request.into_parts();
        match parts.extensions.remove::<Matched<S>>() {
            Some(matched) => matched.respond(parts, body).await,
            // A layer has put another request in its place.
            None => Ok(problem(&Refusal::internal("the request got lost")).into()),
        }
    })
}

/// What a request is called, for a refusal to say.
fn id_of(parts: &Parts) -> Option<String> {
    request_id(&parts.headers).map(str::to_owned)
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
    let reason = format!("the path takes {}, not {}", joined(&names(methods), ", "), parts.method);
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
    let value = HeaderValue::try_from(joined(&names, ", "));
    value.ok().map(|value| (ALLOW, value))
}

/// The methods of a path by name, HEAD among them where there is GET.
fn names(methods: &[Method]) -> Vec<&str> {
    let mut names = Vec::with_capacity(methods.len() + 1);
    for method in methods {
        names.push(method.as_str());
    }
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
