//! Leads requests to what serves them.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::response::IntoResponse;
use axum::routing::{MethodRouter, Route};
use tower_layer::Layer;
use tower_service::Service;

use super::Request;
use super::answer::{Entrance, layered};
use super::delivery::{Choose, Delivery};
use super::limits::Limits;
use super::table::Table;
use crate::support::http::Operation;
use crate::support::server::{Refusal, Refuse, Reply};

/// Serves an operation.
pub(super) type Handler<S> = Arc<dyn Fn(Arc<S>, Request) -> Served + Send + Sync>;

pub(super) type Served = Pin<Box<dyn Future<Output = Result<Reply, Refusal>> + Send>>;

/// The operations that `service` serves.
#[must_use = "nothing is served before `finish` makes a router of it"]
pub struct Routes<S> {
    pub(super) service: Arc<S>,
    pub(super) table: Table<Handler<S>>,
    pub(super) limits: Limits,
    pub(super) choose: Option<Choose>,
    /// What is said of single operations.
    special: Vec<Special>,
}

/// What is said of a single operation.
struct Special {
    operation: &'static Operation,
    max_body_bytes: Option<usize>,
    time: Option<Duration>,
    /// What leads to it through its layers, when it has any.
    route: Option<MethodRouter>,
}

impl<S: Refuse> Routes<S> {
    /// None yet.
    pub fn new(service: Arc<S>, max_body_bytes: usize) -> Self {
        Self {
            service,
            table: Table::new(),
            limits: Limits::new(max_body_bytes),
            choose: None,
            special: Vec::new(),
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

    /// Reads no more than this of a request's body; a longer one is answered 413.
    pub fn max_body_bytes(mut self, max_body_bytes: usize) -> Self {
        self.limits.max_body_bytes = max_body_bytes;
        self
    }

    /// Reads no more than this of the bodies that `operation` takes, whatever others do.
    pub fn max_body_bytes_of(self, operation: &'static Operation, limit: usize) -> Self {
        self.specially(operation, |it| it.max_body_bytes = Some(limit))
    }

    /// Refuses requests with a longer path and query with 414. 32 KiB, unless it is said.
    pub fn max_target_bytes(mut self, max_target_bytes: usize) -> Self {
        self.limits.max_target_bytes = max_target_bytes;
        self
    }

    /// Refuses requests with more headers than this with 431: the bytes of all names and values.
    /// 64 KiB, unless it is said. What carries the router may refuse less by itself.
    pub fn max_header_bytes(mut self, max_header_bytes: usize) -> Self {
        self.limits.max_header_bytes = max_header_bytes;
        self
    }

    /// Gives up on requests whose answer has not begun after this time: with 408 when it is the
    /// client that does not send its body, else with 503. No limit, unless it is said.
    pub fn time_limit(mut self, time: Duration) -> Self {
        self.limits.time = Some(time);
        self
    }

    /// The same for requests of `operation`, whatever holds for others.
    pub fn time_limit_of(self, operation: &'static Operation, time: Duration) -> Self {
        self.specially(operation, |it| it.time = Some(time))
    }

    /// Puts `layer` around `operation`, and outside of the layers that it has already. A layer
    /// around all of them is one of the [`Router`] that [`finish`](Self::finish) makes.
    pub fn layer<L>(self, operation: &'static Operation, layer: L) -> Self
    where
        L: Layer<Route> + Clone + Send + Sync + 'static,
        L::Service: Service<axum::extract::Request> + Clone + Send + Sync + 'static,
        <L::Service as Service<axum::extract::Request>>::Response: IntoResponse + 'static,
        <L::Service as Service<axum::extract::Request>>::Error: Into<Infallible> + 'static,
        <L::Service as Service<axum::extract::Request>>::Future: Send + 'static,
    {
        self.specially(operation, |it| {
            let route = it.route.take().unwrap_or_else(layered::<S>);
            it.route = Some(route.layer(layer));
        })
    }

    /// Serves `operation` with `handler`. Of several handlers, the first serves it.
    pub fn route<F, R>(self, operation: &'static Operation, handler: F) -> Self
    where
        F: Fn(Arc<S>, Request) -> R + Send + Sync + 'static,
        R: Future<Output = Result<Reply, Refusal>> + Send + 'static,
    {
        self.route_at(operation.path, operation, handler)
    }

    /// The same where there are many: to hand the routes on each time costs the compiler more than the rest.
    pub fn add<F, R>(&mut self, operation: &'static Operation, handler: F)
    where
        F: Fn(Arc<S>, Request) -> R + Send + Sync + 'static,
        R: Future<Output = Result<Reply, Refusal>> + Send + 'static,
    {
        self.add_at(operation.path, operation, handler);
    }

    /// Serves `operation` with `handler`, at another path than its own.
    pub fn add_at<F, R>(&mut self, path: &str, operation: &'static Operation, handler: F)
    where
        F: Fn(Arc<S>, Request) -> R + Send + Sync + 'static,
        R: Future<Output = Result<Reply, Refusal>> + Send + 'static,
    {
        let handler: Handler<S> =
            Arc::new(move |service, request| Box::pin(handler(service, request)));
        self.table.insert(path, operation, handler);
    }

    /// Serves `operation` with `handler`, at another path than its own.
    pub fn route_at<F, R>(mut self, path: &str, operation: &'static Operation, handler: F) -> Self
    where
        F: Fn(Arc<S>, Request) -> R + Send + Sync + 'static,
        R: Future<Output = Result<Reply, Refusal>> + Send + 'static,
    {
        self.add_at(path, operation, handler);
        self
    }

    /// A router that serves them, and refuses everything else.
    ///
    /// The paths are those of the document, without the path of its server URL: nest the router
    /// where that leads.
    pub fn finish(self) -> Router {
        Router::new().fallback_service(Entrance(Arc::new(self)))
    }

    fn specially(
        mut self,
        operation: &'static Operation,
        change: impl FnOnce(&mut Special),
    ) -> Self {
        let known = self.special.iter().position(|it| it.is_of(operation));
        let mut special = match known {
            Some(index) => self.special.swap_remove(index),
            None => Special::new(operation),
        };
        change(&mut special);
        self.special.push(special);
        self
    }

    /// The limits of `operation`.
    pub(super) fn limits_of(&self, operation: &'static Operation) -> Limits {
        let special = self.special.iter().find(|it| it.is_of(operation));
        Limits {
            max_body_bytes: special
                .and_then(|it| it.max_body_bytes)
                .unwrap_or(self.limits.max_body_bytes),
            time: special.and_then(|it| it.time).or(self.limits.time),
            ..self.limits
        }
    }

    /// What leads to `operation` through its layers, when it has any.
    pub(super) fn layers_of(&self, operation: &'static Operation) -> Option<MethodRouter> {
        let special = self.special.iter().find(|it| it.is_of(operation));
        special?.route.clone()
    }
}

impl Special {
    fn new(operation: &'static Operation) -> Self {
        Self {
            operation,
            max_body_bytes: None,
            time: None,
            route: None,
        }
    }

    fn is_of(&self, operation: &'static Operation) -> bool {
        std::ptr::eq(self.operation, operation)
    }
}
