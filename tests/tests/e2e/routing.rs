//! Requests find their operation, or are told why not.

use std::sync::Arc;

use axum::Router;
use e2e::sessions::Sessions;

use crate::harness::Server;

fn router() -> Router {
    let service = Sessions::default().with_api_key("pk_live_1", "org_1");
    agntix_api::router::router(Arc::new(service))
}

const BODY: &str = r#"{"agentId": "a1b2c3d4-e5f6-7890-abcd-ef1234567890", "platform": "WEB"}"#;
const HEADERS: &str = "x-api-key: pk_live_1\nContent-Type: application/json";

#[tokio::test]
async fn unknown_paths() {
    let server = Server::start(router()).await;
    for path in [
        "/",
        "/v1",
        "/v1/chat/sessions",
        "/v1/chat/chat/sessions/",
        "/v1/chat/chat/sessions/1",
        "//v1/chat/chat/sessions",
        "/v1/chat/chat%2Fsessions",
        "/V1/chat/chat/sessions",
    ] {
        let answer = server.send(&format!("POST {path}"), HEADERS, BODY).await;
        assert_eq!(answer.status, 404, "{path}");
        let expected = (
            "NOT_FOUND".to_owned(),
            "the API has no such path".to_owned(),
        );
        assert_eq!(answer.error(), expected);
    }
}

#[tokio::test]
async fn equivalent_spellings_of_the_path() {
    let server = Server::start(router()).await;
    for path in ["/v1/chat/chat/sessions?", "/v1/ch%61t/chat/sessions?a=b"] {
        let answer = server.send(&format!("POST {path}"), HEADERS, BODY).await;
        assert_eq!(answer.status, 201, "{path}");
    }
}

#[tokio::test]
async fn wrong_methods() {
    let server = Server::start(router()).await;
    for method in ["GET", "PUT", "PATCH", "DELETE", "TRACE", "BREW", "post"] {
        let line = format!("{method} /v1/chat/chat/sessions");
        let answer = server.send(&line, HEADERS, "").await;
        assert_eq!(answer.status, 405, "{method}");
        assert_eq!(answer.headers("allow"), ["POST, OPTIONS"]);
        let message = format!("the path takes POST, not {method}");
        assert_eq!(answer.error(), ("METHOD_NOT_ALLOWED".to_owned(), message));
    }
    let answer = server
        .send("HEAD /v1/chat/chat/sessions", HEADERS, "")
        .await;
    assert_eq!((answer.status, answer.body.as_str()), (405, ""));
}

#[tokio::test]
async fn options_are_told_to_everybody() {
    let server = Server::start(router()).await;
    let answer = server.send("OPTIONS /v1/chat/chat/sessions", "", "").await;
    assert_eq!((answer.status, answer.body.as_str()), (204, ""));
    assert_eq!(answer.headers("allow"), ["POST, OPTIONS"]);
    let answer = server.send("OPTIONS /v1/chat/nothing", "", "").await;
    assert_eq!(answer.error().0, "NOT_FOUND");
}

#[tokio::test]
async fn answers_that_the_client_does_not_accept() {
    let server = Server::start(router()).await;
    let line = "POST /v1/chat/chat/sessions";
    for good in [
        "*/*",
        "application/json",
        "application/*;q=0.1",
        "text/html, APPLICATION/JSON;q=0.5",
        "text/html\nAccept: */*",
    ] {
        let answer = server
            .send(line, &format!("{HEADERS}\nAccept: {good}"), BODY)
            .await;
        assert_eq!(answer.status, 201, "{good}");
    }
    for bad in [
        "text/html",
        "application/json;q=0",
        "text/*, image/png;q=1.0",
    ] {
        let answer = server
            .send(line, &format!("{HEADERS}\nAccept: {bad}"), BODY)
            .await;
        assert_eq!(answer.status, 406, "{bad}");
        assert_eq!(answer.error().0, "NOT_ACCEPTABLE");
    }
}

#[tokio::test]
async fn the_router_can_be_nested_and_merged() {
    let app = Router::new()
        .route("/health", axum::routing::get(|| async { "well" }))
        .nest("/api", router());
    let server = Server::start(app).await;
    let answer = server
        .send("POST /api/v1/chat/chat/sessions", HEADERS, BODY)
        .await;
    assert_eq!(answer.status, 201, "{answer:?}");
    let answer = server
        .send("GET /api/v1/chat/chat/sessions", HEADERS, "")
        .await;
    assert_eq!(answer.error().0, "METHOD_NOT_ALLOWED");
    let answer = server.send("GET /api/nothing", HEADERS, "").await;
    assert_eq!(answer.error().0, "NOT_FOUND");
    assert_eq!(server.send("GET /health", "", "").await.body, "well");

    let app = router().route("/health", axum::routing::get(|| async { "well" }));
    let server = Server::start(app).await;
    assert_eq!(server.send("GET /health", "", "").await.body, "well");
    let answer = server
        .send("POST /v1/chat/chat/sessions", HEADERS, BODY)
        .await;
    assert_eq!(answer.status, 201, "{answer:?}");
}

#[tokio::test]
async fn one_connection_serves_many_requests() {
    let server = Server::start(router()).await;
    let length = BODY.len();
    let request = format!(
        "POST /v1/chat/chat/sessions HTTP/1.1\r\nHost: test\r\nx-api-key: pk_live_1\r\n\
         Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{BODY}"
    );
    let last = "GET / HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n";
    let answer = server
        .send_bytes(format!("{request}{request}{last}").as_bytes())
        .await;
    let text = format!("{answer:?}");
    assert_eq!(text.matches("201 Created").count(), 2, "{text}");
    assert_eq!(text.matches("404 Not Found").count(), 1, "{text}");
}
