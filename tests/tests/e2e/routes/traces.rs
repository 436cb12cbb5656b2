//! What is told of requests, and what is not.

use std::sync::Arc;

use http::{Method, StatusCode};
use petstore::support::axum::Request;
use petstore::support::http::Operation;
use petstore::support::server::{Refusal, Reply};

use super::{Nobody, echo, operation, routes};
use crate::harness::Server;
use crate::told::Told;

static ECHO: Operation = operation("echo", Method::POST, "/echo");
static FAIL: Operation = operation("fail", Method::POST, "/fail/{how}");

async fn fail(_: Arc<Nobody>, request: Request) -> Result<Reply, Refusal> {
    match request.context().uri().path() {
        "/fail/panic" => panic!("the password is hunter2"),
        "/fail/down" => Err(Refusal::unavailable("the database is down")),
        _ => Ok(Reply::empty(StatusCode::NO_CONTENT)),
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
