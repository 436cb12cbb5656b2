//! What is told of requests, and what is not.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex, Once};

use http::{Method, StatusCode};
use petstore::support::axum::Request;
use petstore::support::http::Operation;
use petstore::support::server::{Refusal, Reply};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
use tracing_subscriber::registry::LookupSpan;

use super::{Nobody, echo, operation, routes};
use crate::harness::Server;

static ECHO: Operation = operation("echo", Method::POST, "/echo");
static FAIL: Operation = operation("fail", Method::POST, "/fail/{how}");

async fn fail(_: Arc<Nobody>, request: Request) -> Result<Reply, Refusal> {
    match request.context().uri().path() {
        "/fail/panic" => panic!("the password is hunter2"),
        "/fail/down" => Err(Refusal::unavailable("the database is down")),
        _ => Ok(Reply::empty(StatusCode::NO_CONTENT)),
    }
}

/// Fields by name.
#[derive(Debug, Default, Clone)]
struct Fields(BTreeMap<&'static str, String>);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }
}

impl Fields {
    #[track_caller]
    fn assert(&self, expected: &[(&str, &str)]) {
        for (name, value) in expected {
            assert_eq!(
                self.0.get(name).map(String::as_str),
                Some(*value),
                "{name} of {self:?}"
            );
        }
    }
}

/// Keeps what is told: spans when they end, and events.
#[derive(Clone, Default)]
struct Told {
    spans: Arc<Mutex<Vec<Fields>>>,
    events: Arc<Mutex<Vec<Fields>>>,
}

thread_local! {
    /// Who listens on this thread.
    static LISTENING: RefCell<Option<Told>> = const { RefCell::new(None) };
}

/// Stops listening.
struct Guard;

impl Drop for Guard {
    fn drop(&mut self) {
        LISTENING.set(None);
    }
}

/// Tells whoever listens on the thread. There is one for all tests, from before the first to after
/// the last: a place that has once found nobody interested may not ask again.
struct ByThread;

impl ByThread {
    fn tell(tell: impl FnOnce(&Told)) {
        LISTENING.with_borrow(|it| it.as_ref().map(tell));
    }
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for ByThread {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        fields
            .0
            .insert("span", attributes.metadata().name().to_owned());
        context.span(id).unwrap().extensions_mut().insert(fields);
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, context: Context<'_, S>) {
        let span = context.span(id).unwrap();
        values.record(span.extensions_mut().get_mut::<Fields>().unwrap());
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        // Others tell of their work too.
        if !event.metadata().target().starts_with("petstore") {
            return;
        }
        let mut fields = Fields::default();
        event.record(&mut fields);
        fields
            .0
            .insert("level", event.metadata().level().to_string());
        let has_span = context.event_span(event).is_some();
        Self::tell(|told| {
            assert!(has_span, "{fields:?}");
            told.events.lock().unwrap().push(fields);
        });
    }

    fn on_close(&self, id: Id, context: Context<'_, S>) {
        let span = context.span(&id).unwrap();
        if let Some(fields) = span.extensions().get::<Fields>()
            && span.metadata().target().starts_with("petstore")
        {
            Self::tell(|told| told.spans.lock().unwrap().push(fields.clone()));
        };
    }
}

impl Told {
    /// Listens on this thread, which is that of the server too.
    fn listen() -> (Self, Guard) {
        static GLOBAL: Once = Once::new();
        GLOBAL.call_once(|| {
            let subscriber = tracing_subscriber::registry().with(ByThread);
            tracing::subscriber::set_global_default(subscriber).unwrap();
        });
        let told = Self::default();
        LISTENING.set(Some(told.clone()));
        (told, Guard)
    }

    #[track_caller]
    fn span(&self) -> Fields {
        let spans = std::mem::take(&mut *self.spans.lock().unwrap());
        let [span] = spans.as_slice() else {
            panic!("one span: {spans:?}");
        };
        span.clone()
    }

    fn events(&self) -> Vec<Fields> {
        std::mem::take(&mut *self.events.lock().unwrap())
    }
}

async fn server() -> Server {
    let template = routes()
        .route(&ECHO, echo)
        .route_at("/fail/{how}", &FAIL, fail);
    Server::start(template.finish()).await
}

#[tokio::test]
async fn a_request_is_a_span_named_by_its_operation() {
    let (told, _guard) = Told::listen();
    let server = server().await;
    let headers = "Content-Type: text/plain\nX-Request-Id: r-1\nAuthorization: Bearer hunter2";
    let answer = server
        .send("POST /echo?token=hunter2", headers, "hunter2")
        .await;
    assert_eq!(answer.status, 200);
    let span = told.span();
    span.assert(&[
        ("span", "http.server.request"),
        ("otel.name", "echo"),
        ("otel.kind", "server"),
        ("openapi.operation.id", "echo"),
        ("http.request.method", "POST"),
        ("http.request.id", "r-1"),
        ("http.response.status_code", "200"),
        ("http.route", "/echo"),
        ("network.protocol.version", "1.1"),
        ("url.path", "/echo"),
    ]);
    assert!(!span.0.contains_key("error.type"), "{span:?}");
    assert!(!format!("{span:?} {:?}", told.events()).contains("hunter2"));
}

#[tokio::test]
async fn refusals_are_events() {
    let (told, _guard) = Told::listen();
    let server = server().await;
    server
        .send("POST /echo", "Content-Type: application/hunter2", "a")
        .await;
    told.span()
        .assert(&[("otel.name", "echo"), ("http.response.status_code", "415")]);
    let [event] = told.events().try_into().unwrap();
    event.assert(&[
        ("level", "DEBUG"),
        ("message", "refused"),
        ("code", "UNSUPPORTED_MEDIA_TYPE"),
        ("http.response.status_code", "415"),
    ]);
    assert!(!format!("{event:?}").contains("hunter2"));

    server.send("BREW /nothing", "", "").await;
    let span = told.span();
    span.assert(&[
        ("otel.name", "_OTHER"),
        ("http.response.status_code", "404"),
    ]);
    assert!(!span.0.contains_key("http.route"), "{span:?}");
    assert_eq!(told.events().len(), 1);

    server.send("POST /fail/down", "", "").await;
    told.span().assert(&[
        ("http.route", "/fail/{how}"),
        ("url.path", "/fail/down"),
        ("http.response.status_code", "503"),
        ("error.type", "503"),
        ("otel.status_code", "ERROR"),
    ]);
    let [event] = told.events().try_into().unwrap();
    event.assert(&[("level", "ERROR"), ("message", "the database is down")]);
}

#[tokio::test]
async fn panics_are_events_without_their_text() {
    let (told, _guard) = Told::listen();
    let server = server().await;
    server.send("POST /fail/panic", "", "").await;
    told.span().assert(&[("error.type", "500")]);
    let events = told.events();
    let [panic, refused] = events.as_slice() else {
        panic!("two events: {events:?}");
    };
    panic.assert(&[("level", "ERROR"), ("error.type", "panic")]);
    refused.assert(&[("http.response.status_code", "500")]);
    assert!(!format!("{events:?}").contains("hunter2"));
}
