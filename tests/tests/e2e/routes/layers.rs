//! Layers around one operation, and around all.

use std::sync::Arc;

use axum::middleware::{from_fn, map_response};
use axum::response::{IntoResponse as _, Response};
use http::{HeaderValue, Method, StatusCode};
use petstore::support::axum::Request;
use petstore::support::http::{Operation, Parameter};
use petstore::support::server::{Refusal, Reply};

use super::{Nobody, echo, operation, routes};
use crate::harness::Server;

static ECHO: Operation = operation("echo", Method::POST, "/echo");
static NAMED: Operation = Operation {
    id: "named",
    method: Method::POST,
    path: "/named/{name}",
    parameters: &[Parameter::path("name")],
    consumes: &["text/plain"],
    produces: &[],
    security: &[],
    success: &[],
    failures: &[],
    error_bodies: &[],
};

/// What a layer hands on to the handler.
#[derive(Clone)]
struct Found(&'static str);

async fn named(_: Arc<Nobody>, mut request: Request) -> Result<Reply, Refusal> {
    let name: String = request.parameter("name")?;
    let context = request.context();
    let found = context.extensions().get::<Found>();
    let found = found.map_or("nothing", |it| it.0);
    let text: String = request.receive().await?.text()?;
    Ok(Reply::text(
        StatusCode::OK,
        &format!("{name} {found} {text}"),
    ))
}

fn marked(mut response: Response, text: &'static str) -> Response {
    let value = HeaderValue::from_static(text);
    response.headers_mut().append("x-layer", value);
    response
}

const TEXT: &str = "Content-Type: text/plain";

#[tokio::test]
async fn a_layer_is_around_its_operation_alone() {
    let hand_on = from_fn(
        |mut request: axum::extract::Request, next: axum::middleware::Next| async move {
            let operation = request.extensions().get::<&'static Operation>();
            let id = operation.map_or("unknown", |it| it.id);
            request.extensions_mut().insert(Found(id));
            next.run(request).await
        },
    );
    let routes = routes()
        .route(&ECHO, echo)
        .route(&NAMED, named)
        .layer(&NAMED, hand_on)
        .layer(
            &NAMED,
            map_response(async |it: Response| marked(it, "inner")),
        )
        .layer(
            &NAMED,
            map_response(async |it: Response| marked(it, "outer")),
        );
    let server = Server::start(routes.finish()).await;
    let answer = server.send("POST /named/a%2Fb", TEXT, "text").await;
    assert_eq!(answer.body, "a/b named text", "{answer:?}");
    assert_eq!(answer.headers("x-layer"), ["inner", "outer"]);
    // What is refused passes the layers too.
    let answer = server
        .send("POST /named/a", "Content-Type: text/html", "text")
        .await;
    assert_eq!(answer.status, 415);
    assert_eq!(answer.headers("x-layer"), ["inner", "outer"]);
    let answer = server.send("POST /echo", TEXT, "text").await;
    assert_eq!(answer.body, "text");
    assert!(answer.headers("x-layer").is_empty());
}

#[tokio::test]
async fn a_layer_may_answer_by_itself_or_panic() {
    let closed = from_fn(
        async |_: axum::extract::Request, _: axum::middleware::Next| {
            StatusCode::IM_A_TEAPOT.into_response()
        },
    );
    let broken = from_fn(
        async |request: axum::extract::Request, _: axum::middleware::Next| {
            assert!(request.headers().is_empty(), "never again");
            StatusCode::OK.into_response()
        },
    );
    let routes = routes().route(&ECHO, echo).route(&NAMED, named);
    let routes = routes.layer(&ECHO, closed).layer(&NAMED, broken);
    let server = Server::start(routes.finish()).await;
    assert_eq!(server.send("POST /echo", TEXT, "text").await.status, 418);
    let answer = server.send("POST /named/a", TEXT, "text").await;
    assert_eq!(answer.status, 500);
    assert_eq!(answer.json()["detail"], "the service failed");
}

#[tokio::test]
async fn a_layer_around_all_learns_the_operation_from_the_answer() {
    let tell = map_response(async |mut response: Response| {
        let operation = response.extensions().get::<&'static Operation>();
        let id = operation.map_or("none", |it| it.id);
        let value = HeaderValue::from_static(id);
        response.headers_mut().insert("x-operation", value);
        response
    });
    let server = Server::start(routes().route(&ECHO, echo).finish().layer(tell)).await;
    let answer = server.send("POST /echo", TEXT, "text").await;
    assert_eq!(answer.headers("x-operation"), ["echo"]);
    let answer = server.send("POST /echo", "Content-Type: a/b", "text").await;
    assert_eq!(
        (answer.status, answer.headers("x-operation")),
        (415, vec!["echo"])
    );
    let answer = server.send("POST /nothing", TEXT, "text").await;
    assert_eq!(
        (answer.status, answer.headers("x-operation")),
        (404, vec!["none"])
    );
}
