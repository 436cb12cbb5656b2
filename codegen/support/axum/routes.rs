//! Leads requests to what serves them.

use std::pin::Pin;
use std::sync::Arc;

use axum::Router;
use axum::response::Response;
use http::header::{ALLOW, HeaderValue};
use http::request::Parts;
use http::{Method, StatusCode};

use super::Request;
use super::delivery::{Choose, Delivery, chosen, unexpected};
use super::table::{Found, Table};
use crate::support::http::Operation;
use crate::support::server::{Refusal, Refuse, Reply};

/// Serves an operation.
type Handler<S> = Box<dyn Fn(Arc<S>, Request) -> Served + Send + Sync>;

type Served = Pin<Box<dyn Future<Output = Result<Reply, Refusal>> + Send>>;

/// The operations that `service` serves.
#[must_use = "nothing is served before `finish` makes a router of it"]
pub struct Routes<S> {
    service: Arc<S>,
    table: Table<Handler<S>>,
    max_body_bytes: usize,
    choose: Option<Choose>,
}

impl<S: Refuse> Routes<S> {
    /// None yet.
    pub fn new(service: Arc<S>, max_body_bytes: usize) -> Self {
        Self {
            service,
            table: Table::new(),
            max_body_bytes,
            choose: None,
        }
    }

    /// Serves several operations at one path and with one method: `choose` says what a request is
    /// called, which is the path or the id of one of them. Without it, the first serves them all.
    pub fn choose<C>(mut self, choose: C) -> Self
    where
        C: Fn(&Delivery<'_>) -> Option<String> + Send + Sync + 'static,
    {
        self.choose = Some(Box::new(choose));
        self
    }

    /// Reads no more than this of a request's body.
    pub fn max_body_bytes(mut self, max_body_bytes: usize) -> Self {
        self.max_body_bytes = max_body_bytes;
        self
    }

    /// Serves `operation` with `handler`.
    pub fn route<F, R>(self, operation: &'static Operation, handler: F) -> Self
    where
        F: Fn(Arc<S>, Request) -> R + Send + Sync + 'static,
        R: Future<Output = Result<Reply, Refusal>> + Send + 'static,
    {
        self.route_at(operation.path, operation, handler)
    }

    /// Serves `operation` with `handler`, at another path than its own.
    pub fn route_at<F, R>(mut self, path: &str, operation: &'static Operation, handler: F) -> Self
    where
        F: Fn(Arc<S>, Request) -> R + Send + Sync + 'static,
        R: Future<Output = Result<Reply, Refusal>> + Send + 'static,
    {
        let handler: Handler<S> =
            Box::new(move |service, request| Box::pin(handler(service, request)));
        self.table.insert(path, operation, handler);
        self
    }

    /// A router that serves them, and refuses everything else.
    ///
    /// The paths are those of the document, without the path of its server URL: nest the router
    /// where that leads.
    pub fn finish(self) -> Router {
        let routes = Arc::new(self);
        Router::new().fallback(move |request: axum::extract::Request| {
            let routes = Arc::clone(&routes);
            async move { routes.answer(request).await }
        })
    }

    async fn answer(&self, request: axum::extract::Request) -> Response {
        let (parts, body) = request.into_parts();
        let served = match self.table.find(parts.uri.path(), &parts.method) {
            Found::Nothing => Err(nothing_there()),
            Found::Methods(methods) => Err(wrong_method(&parts, &methods)),
            Found::Operations { all, captures } => self.serve(&all, captures, parts, body).await,
        };
        served
            .unwrap_or_else(|refusal| self.refuse(&refusal))
            .into()
    }

    /// Serves a request that found its way to `all`; with a choice among them, the chosen one.
    async fn serve(
        &self,
        all: &[(&'static Operation, &Handler<S>)],
        captures: Vec<(&'static str, String)>,
        parts: Parts,
        mut body: axum::body::Body,
    ) -> Result<Reply, Refusal> {
        let mut found = all.first();
        if let (Some(choose), [_, _, ..]) = (&self.choose, all) {
            let (name, read) = chosen(choose, &parts, body, self.max_body_bytes).await?;
            body = read;
            found = all.iter().find(|(it, _)| it.path == name || it.id == name);
        }
        let Some(&(operation, handler)) = found else {
            return Err(unexpected());
        };
        let request = Request::new(operation, parts, body, captures, self.max_body_bytes);
        let served = match request.is_acceptable() {
            Ok(()) => handler(Arc::clone(&self.service), request).await,
            Err(refusal) => Err(refusal),
        };
        served.map_err(|it| it.with_operation(operation))
    }

    fn refuse(&self, refusal: &Refusal) -> Reply {
        let mut reply = self.service.refuse(refusal);
        for (name, value) in refusal.headers() {
            reply.headers.append(name, value.clone());
        }
        reply
    }
}

fn nothing_there() -> Refusal {
    Refusal::new(StatusCode::NOT_FOUND, "the API has no such path")
}

fn wrong_method(parts: &Parts, methods: &[Method]) -> Refusal {
    let mut names: Vec<&str> = methods.iter().map(Method::as_str).collect();
    if names.contains(&"GET") && !names.contains(&"HEAD") {
        names.push("HEAD");
    }
    let allowed = names.join(", ");
    let reason = format!("the path takes {allowed}, not {}", parts.method);
    let refusal = Refusal::new(StatusCode::METHOD_NOT_ALLOWED, reason);
    match HeaderValue::try_from(allowed) {
        Ok(allowed) => refusal.with_header(ALLOW, allowed),
        Err(_) => refusal,
    }
}

impl From<Reply> for Response {
    fn from(reply: Reply) -> Self {
        let body = match reply.stream {
            Some(stream) => axum::body::Body::new(stream),
            None => reply.body.into(),
        };
        let mut response = Self::new(body);
        *response.status_mut() = reply.status;
        *response.headers_mut() = reply.headers;
        response
    }
}
