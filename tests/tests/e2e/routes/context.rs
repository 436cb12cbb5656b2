//! What a handler may know of its request beside what the document says of it.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::middleware::map_request;
use e2e::sessions::Sessions;
use http::{Method, StatusCode};
use petstore::support::axum::Request;
use petstore::support::http::Operation;
use petstore::support::server::{PeerAddress, Refusal, Reply};

use super::{Nobody, operation, routes};
use crate::harness::Server;

static SHOW: Operation = operation("show", Method::GET, "/show");

async fn show(_: Arc<Nobody>, request: Request) -> Result<Reply, Refusal> {
    let context = request.context();
    // It may outlive its request.
    let kept = tokio::spawn(async move {
        let header = context
            .headers()
            .get("x-other")
            .map(|it| it.to_str().unwrap().to_owned());
        format!(
            "{} {} {} {:?} {:?} {:?} {context:?}",
            context.operation().id,
            context.method(),
            context.uri(),
            header,
            context.request_id(),
            context.peer_address(),
        )
    });
    let text = kept.await.map_err(|_| Refusal::internal("it is gone"))?;
    Ok(Reply::text(StatusCode::OK, &text))
}

#[tokio::test]
async fn handlers_see_the_request() {
    let known = map_request(async |mut request: axum::extract::Request| {
        let peer: SocketAddr = "192.0.2.7:99".parse().unwrap();
        request.extensions_mut().insert(PeerAddress(peer));
        request
    });
    let server = Server::start(routes().route(&SHOW, show).finish().layer(known)).await;
    let answer = server
        .send("GET /show?a=b", "X-Other: secret\nX-Request-Id: r-1", "")
        .await;
    let expected = "show GET /show?a=b Some(\"secret\") Some(\"r-1\") Some(192.0.2.7:99) ";
    assert!(answer.body.starts_with(expected), "{answer:?}");
    // The value of a header is not printed.
    assert!(answer.body.contains("\"x-other\""), "{answer:?}");
    assert_eq!(answer.body.matches("secret").count(), 1, "{answer:?}");
}

#[tokio::test]
async fn a_request_id_is_one_word() {
    let server = Server::start(routes().route(&SHOW, show).finish()).await;
    let long = "x".repeat(129);
    for bad in ["a b", "", "caf\u{e9}", &long] {
        let answer = server
            .send("GET /show", &format!("X-Request-Id: {bad}"), "")
            .await;
        assert!(
            answer.body.starts_with("show GET /show None None None"),
            "{answer:?}"
        );
    }
}

#[tokio::test]
async fn refusals_name_the_request_where_the_document_has_a_place_for_it() {
    let service = Arc::new(Sessions::default());
    let server = Server::start(agntix_api::router::router(service)).await;
    for line in [
        "POST /v1/chat/chat/sessions",
        "POST /nothing",
        "GET /v1/chat/chat/sessions",
    ] {
        let answer = server.send(line, "X-Request-Id: req_7", "{}").await;
        assert_eq!(answer.json()["error"]["requestId"], "req_7", "{answer:?}");
        let answer = server.send(line, "", "{}").await;
        assert_eq!(answer.json()["error"].get("requestId"), None, "{answer:?}");
    }
}
