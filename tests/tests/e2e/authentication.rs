//! Nobody reaches an operation without what its security asks for.

use std::sync::Arc;

use e2e::sessions::Sessions;

use crate::harness::{Answer, Server};

const BODY: &str = r#"{"agentId": "a1b2c3d4-e5f6-7890-abcd-ef1234567890", "platform": "WEB"}"#;

async fn server() -> Server {
    let service = Sessions::default()
        .with_api_key("pk_live_1", "org_key")
        .with_token("e30.e30.c2ln", "org_token");
    Server::start(agntix_api::router::router(Arc::new(service))).await
}

async fn call(headers: &str) -> Answer {
    let headers = format!("Content-Type: application/json\n{headers}");
    let line = "POST /v1/chat/chat/sessions";
    server().await.send(line, &headers, BODY).await
}

async fn assert_let_in(headers: &str, organization: &str) {
    let answer = call(headers).await;
    assert_eq!(answer.status, 201, "{headers}: {answer:?}");
    let body = answer.json();
    assert_eq!(body.get("orgId").unwrap(), organization, "{headers}");
}

async fn assert_refused(headers: &str, message: &str) {
    let answer = call(headers).await;
    assert_eq!(answer.status, 401, "{headers}: {answer:?}");
    let expected = ("UNAUTHORIZED".to_owned(), message.to_owned());
    assert_eq!(answer.error(), expected, "{headers}");
    let challenges = answer.headers("www-authenticate");
    assert_eq!(
        challenges,
        [r#"ApiKey in="header", name="x-api-key""#, "Bearer"]
    );
}

#[tokio::test]
async fn either_credential_is_enough() {
    assert_let_in("x-api-key: pk_live_1", "org_key").await;
    assert_let_in("X-API-KEY: pk_live_1", "org_key").await;
    assert_let_in("Authorization: Bearer e30.e30.c2ln", "org_token").await;
    assert_let_in("authorization: bEARER   e30.e30.c2ln", "org_token").await;
}

#[tokio::test]
async fn the_first_good_one_of_several_is_used() {
    let both = "x-api-key: pk_live_1\nAuthorization: Bearer e30.e30.c2ln";
    assert_let_in(both, "org_key").await;
    let bad_key = "x-api-key: stolen\nAuthorization: Bearer e30.e30.c2ln";
    assert_let_in(bad_key, "org_token").await;
    let bad_token = "x-api-key: pk_live_1\nAuthorization: Bearer stolen";
    assert_let_in(bad_token, "org_key").await;
    let neither = "x-api-key: stolen\nAuthorization: Bearer stolen";
    assert_refused(neither, "the API key is not known").await;
}

#[tokio::test]
async fn none_is_not() {
    let none = "the request has no credential";
    assert_refused("", none).await;
    assert_refused("x-api-key:", none).await;
    assert_refused("x-api-key:   ", none).await;
    assert_refused("x-api-key: pk_live_1\nx-api-key: pk_live_1", none).await;
    assert_refused("Cookie: x-api-key=pk_live_1", none).await;
}

#[tokio::test]
async fn nor_is_one_that_is_malformed() {
    let none = "the request has no credential";
    for value in [
        "e30.e30.c2ln",
        "Bearer",
        "Bearer ",
        "Bearer:e30.e30.c2ln",
        "Basic e30.e30.c2ln",
        "Bearere30.e30.c2ln",
        "Digest username=\"Bearer e30.e30.c2ln\"",
    ] {
        assert_refused(&format!("Authorization: {value}"), none).await;
    }
    assert_refused("x-api-key: pk_live_2", "the API key is not known").await;
    assert_refused("x-api-key: e30.e30.c2ln", "the API key is not known").await;
    assert_refused("Authorization: Bearer pk_live_1", "the token is not valid").await;
}

/// A stranger learns nothing about what a body should look like.
#[tokio::test]
async fn credentials_come_before_the_body() {
    let server = server().await;
    let line = "POST /v1/chat/chat/sessions";
    for (headers, body) in [
        ("Content-Type: application/json", "{"),
        ("Content-Type: application/json", r#"{"agentId": 1}"#),
        ("Content-Type: text/plain", "hello"),
        ("", ""),
    ] {
        assert_eq!(server.send(line, headers, body).await.status, 401);
    }
}
