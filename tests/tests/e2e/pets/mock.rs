//! A service that answers with what the document shows.

use std::sync::Arc;

use petstore::mock::{self, Mock};
use petstore::{receiver, router};

use crate::harness::{Answer, Server};

async fn send(line: &str, headers: &str) -> Answer {
    let server = Server::start(mock::router(Mock::new())).await;
    server.send(line, headers, "").await
}

#[tokio::test]
async fn the_first_success_is_answered_with_its_headers() {
    let answer = send("GET /pets", "").await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(answer.headers("content-type"), ["application/json"]);
    assert_eq!(answer.headers("x-total-count"), ["1"]);
    assert_eq!(answer.body, r#"[{"id":1,"name":"string"}]"#);
    assert!(answer.headers("preference-applied").is_empty());
}

#[tokio::test]
async fn a_client_may_prefer_another_status() {
    let answer = send("GET /pets/1", "Prefer: respond-async, code=404").await;
    assert_eq!((answer.status, answer.body.as_str()), (404, "string"));
    assert_eq!(answer.headers("preference-applied"), ["code=404"]);
    // One that `default` stands for.
    let answer = send("GET /pets/1", "Prefer: code=418").await;
    assert_eq!((answer.status, answer.body.as_str()), (418, "string"));
    // One of a range.
    let answer = send("GET /pets", "Prefer: code=503").await;
    assert_eq!((answer.status, answer.body.as_str()), (503, ""));
    // One that the document does not describe is no reason to say no.
    let answer = send("GET /pets", "Prefer: code=404").await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert!(answer.headers("preference-applied").is_empty());
}

#[tokio::test]
async fn a_client_may_prefer_an_example_by_its_name() {
    let server = Server::start(agntix_api::mock::router(agntix_api::mock::Mock::new())).await;
    let send = async |headers: &str| {
        let headers = format!("X-API-Key: any\nContent-Type: application/json\n{headers}");
        let body = r#"{"agentId":"a1b2c3d4-e5f6-7890-abcd-ef1234567890","platform":"SDK"}"#;
        let line = "POST /v1/chat/chat/sessions";
        server.send(line, &headers, body).await
    };
    let answer = send("").await;
    assert_eq!(answer.status, 201, "{answer:?}");
    assert!(answer.json().get("orgId").is_none(), "{answer:?}");
    let answer = send("Prefer: example=organizationSession").await;
    assert_eq!(answer.status, 201, "{answer:?}");
    assert!(answer.json().get("orgId").is_some(), "{answer:?}");
    let applied = answer.headers("preference-applied");
    assert_eq!(applied, ["example=\"organizationSession\""]);
    // Requests are judged as by any server.
    let answer = server.send("POST /v1/chat/chat/sessions", "", "").await;
    assert_eq!(answer.status, 401, "{answer:?}");
}

#[tokio::test]
async fn what_the_client_accepts_is_answered() {
    let server = Server::start(mock::router(Mock::new())).await;
    let headers = "Content-Type: application/json\nAccept: text/event-stream";
    let line = "POST /streams/chat";
    let answer = server.send(line, headers, r#"{"name":"Tom"}"#).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(answer.headers("content-type"), ["text/event-stream"]);
    let event = "data: {\"id\":1,\"name\":\"string\"}\n\n";
    assert!(answer.body.contains(event), "{answer:?}");
}

#[tokio::test]
async fn streams_are_answered_with_one_entry() {
    let answer = send("GET /streams/lines", "").await;
    assert_eq!(answer.headers("content-type"), ["application/json-seq"]);
    assert!(answer.body.contains("\u{1e}1\n"), "{answer:?}");
}

#[tokio::test]
async fn only_the_secret_that_is_accepted_opens_the_mock() {
    let mock = Mock::new().with_secret("open:sesame");
    let server = Server::start(mock::router(mock)).await;
    let line = "POST /pets";
    let send = async |headers: &str| {
        let headers = format!("Content-Type: application/json\n{headers}");
        server
            .send(line, &headers, r#"{"name":"Tom"}"#)
            .await
            .status
    };
    assert_eq!(
        send("X-App-Id: open:sesame\nX-App-Key: open:sesame").await,
        201
    );
    assert_eq!(send("X-App-Id: open:sesame\nX-App-Key: closed").await, 401);
    assert_eq!(send("").await, 401);
}

#[tokio::test]
async fn a_mock_is_a_service_like_any_other() {
    // Without the layer that carries what clients prefer.
    let server = Server::start(router::router(Arc::new(Mock::new()))).await;
    let answer = server.send("GET /pets/1", "Prefer: code=404", "").await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let routes = receiver::routes(Arc::new(Mock::new())).ping("/hook");
    let server = Server::start(routes.router()).await;
    let answer = server.send("GET /hook", "", "").await;
    assert_eq!((answer.status, answer.body.as_str()), (200, "string"));
}
