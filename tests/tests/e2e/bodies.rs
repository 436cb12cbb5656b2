//! Bodies that are not as the document says are refused in the API's own words.

use std::sync::Arc;

use e2e::sessions::Sessions;
use serde_json::{Value, json};

use crate::harness::{Answer, Server};

const AGENT: &str = "a1b2c3d4-e5f6-7890-abcd-ef1234567890";
const JSON: &str = "Content-Type: application/json";

async fn send(content_type: &str, body: &str) -> Answer {
    let service = Sessions::default().with_api_key("pk_live_1", "org_1");
    let server = Server::start(agntix_api::router::router(Arc::new(service))).await;
    let headers = format!("x-api-key: pk_live_1\n{content_type}");
    server
        .send("POST /v1/chat/chat/sessions", &headers, body)
        .await
}

#[track_caller]
fn assert_error(answer: &Answer, status: u16, code: &str, part: &str) {
    assert_eq!(answer.status, status, "{answer:?}");
    let (found, message) = answer.error();
    assert_eq!(found, code, "{message}");
    assert!(
        message.contains(part),
        "{message:?} does not contain {part:?}"
    );
}

async fn assert_unfit(body: &str, part: &str) {
    assert_error(&send(JSON, body).await, 422, "UNPROCESSABLE_ENTITY", part);
}

#[tokio::test]
async fn missing_fields() {
    assert_unfit("{}", "agentId").await;
    assert_unfit(r#"{"platform": "SDK"}"#, "agentId").await;
    // Required on the wire, whatever its default is good for.
    assert_unfit(&json!({"agentId": AGENT}).to_string(), "platform").await;
}

#[tokio::test]
async fn mistyped_fields() {
    for body in ["[]", "1", "null", "\"text\""] {
        assert_unfit(body, "invalid type").await;
    }
    let with = |key: &str, value: Value| {
        let mut body = json!({"agentId": AGENT, "platform": "SDK"});
        body[key] = value;
        body.to_string()
    };
    for value in [json!(1), json!(null), json!("no-uuid"), json!(["a"])] {
        assert_unfit(&with("agentId", value), "`/agentId`").await;
    }
    for value in [
        json!(1),
        json!(null),
        json!("sdk"),
        json!("SDK "),
        json!("FAX"),
    ] {
        assert_unfit(&with("platform", value), "`/platform`").await;
    }
    for key in ["metadata", "contact"] {
        for value in [json!("text"), json!(1), json!([])] {
            assert_unfit(&with(key, value), &format!("`/{key}`")).await;
        }
    }
}

#[tokio::test]
async fn wrong_enum_values_are_told_the_right_ones() {
    let body = json!({"agentId": AGENT, "platform": "FAX"}).to_string();
    assert_unfit(&body, "WHATSAPP").await;
}

#[tokio::test]
async fn duplicate_fields() {
    let body = format!(r#"{{"agentId": "{AGENT}", "platform": "SDK", "platform": "SDK"}}"#);
    assert_unfit(&body, "duplicate field `platform`").await;
}

#[tokio::test]
async fn unknown_fields_are_ignored() {
    let body = json!({"agentId": AGENT, "platform": "SDK", "later": {"deep": [1, 2]}});
    let answer = send(JSON, &body.to_string()).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    assert!(!answer.body.contains("later"));
}

/// A body whose metadata is `length` characters of compact JSON, made of `letter`.
fn with_metadata(letter: &str, length: usize) -> String {
    let text = letter.repeat(length - r#"{"k":""}"#.len());
    let metadata = json!({"k": text});
    assert_eq!(metadata.to_string().chars().count(), length);
    json!({"agentId": AGENT, "platform": "SDK", "metadata": metadata}).to_string()
}

#[tokio::test]
async fn metadata_has_4096_characters() {
    for letter in ["x", "é", "漢", "🦀"] {
        let answer = send(JSON, &with_metadata(letter, 4096)).await;
        assert_eq!(answer.status, 201, "{letter}");
        assert_unfit(&with_metadata(letter, 4097), "`/metadata`").await;
    }
    // It is the value that counts, not how it was sent.
    let spaces = " ".repeat(5000);
    let body = format!(r#"{{"agentId": "{AGENT}", "platform": "SDK", "metadata": {{{spaces}}}}}"#);
    assert_eq!(send(JSON, &body).await.status, 201);
}

#[tokio::test]
async fn content_types() {
    let body = json!({"agentId": AGENT, "platform": "SDK"}).to_string();
    for good in [
        "application/json",
        "application/json; charset=utf-8",
        "Application/JSON;charset=UTF-8",
        "application/json ; x=y",
    ] {
        let answer = send(&format!("Content-Type: {good}"), &body).await;
        assert_eq!(answer.status, 201, "{good}");
    }
    for bad in [
        "Content-Type: text/plain",
        "Content-Type: application/x-www-form-urlencoded",
        "Content-Type: application/xml",
        "Content-Type: application/jsonp",
        "Content-Type: application/merge-patch+json",
        "Content-Type: json",
        "Content-Type:",
        "",
    ] {
        let answer = send(bad, &body).await;
        let message = "the body has to be application/json";
        assert_error(&answer, 415, "UNSUPPORTED_MEDIA_TYPE", message);
    }
}

#[tokio::test]
async fn broken_json() {
    for body in [
        "{",
        "{\"agentId\"",
        "{'agentId': 1}",
        "not json",
        "{} {}",
        "\u{feff}{}",
        "{\"a\": 01}",
    ] {
        let answer = send(JSON, body).await;
        assert_error(&answer, 400, "BAD_REQUEST", "the body is not JSON");
    }
    let deep = format!(r#"{{"metadata": {}"#, "[".repeat(100_000));
    assert_error(
        &send(JSON, &deep).await,
        400,
        "BAD_REQUEST",
        "the body is not JSON",
    );
    assert_error(
        &send(JSON, "").await,
        400,
        "BAD_REQUEST",
        "the body is missing",
    );
    assert_error(
        &send("", "").await,
        400,
        "BAD_REQUEST",
        "the body is missing",
    );
}

#[tokio::test]
async fn bodies_that_are_not_utf8() {
    let service = Arc::new(Sessions::default().with_api_key("pk_live_1", "org_1"));
    let server = Server::start(agntix_api::router::router(service)).await;
    let head = "POST /v1/chat/chat/sessions HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\
                x-api-key: pk_live_1\r\nContent-Type: application/json\r\nContent-Length: ";
    let body = |text: &str| {
        let bytes = text.bytes().map(|it| if it == b'?' { 0xff } else { it });
        let body: Vec<u8> = bytes.collect();
        [format!("{head}{}\r\n\r\n", body.len()).into_bytes(), body].concat()
    };
    // What the byte is in makes no difference, not even where nobody reads it.
    for (text, line, column) in [
        (r#"{"agentId": "?", "platform": "SDK"}"#, 1, 14),
        ("{\n  \"agentId\": 1,\n  \"unknown\": \"?\"}", 3, 15),
        ("{\"agentId\": \"a\"}\n?", 2, 1),
        (r#"{"?": 1}"#, 1, 3),
    ] {
        let answer = server.send_bytes(&body(text)).await;
        let why = format!("the body is not JSON: it is not UTF-8 at line {line} column {column}");
        assert_error(&answer, 400, "BAD_REQUEST", &why);
    }
}

#[tokio::test]
async fn bodies_in_pieces() {
    let service = Arc::new(Sessions::default().with_api_key("pk_live_1", "org_1"));
    let server = Server::start(agntix_api::router::router(service)).await;
    let body = json!({"agentId": AGENT, "platform": "SDK"}).to_string();
    let mut sent = String::from(
        "POST /v1/chat/chat/sessions HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\
         x-api-key: pk_live_1\r\nContent-Type: application/json\r\n\
         Transfer-Encoding: chunked\r\n\r\n",
    );
    for letter in body.chars() {
        sent.push_str(&format!("1\r\n{letter}\r\n"));
    }
    sent.push_str("0\r\n\r\n");
    let answer = server.send_bytes(sent.as_bytes()).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    assert_eq!(answer.json()["agentId"], AGENT);
}

#[tokio::test]
async fn large_bodies() {
    let limit = agntix_api::router::MAX_BODY_BYTES;
    let body = json!({"agentId": AGENT, "platform": "SDK", "contact": {"k": ""}}).to_string();
    let fits = body.replace(
        "\"k\":\"\"",
        &format!("\"k\":\"{}\"", "x".repeat(limit - body.len())),
    );
    assert_eq!(fits.len(), limit);
    assert_eq!(send(JSON, &fits).await.status, 201);
    let answer = send(JSON, &format!("{fits} ")).await;
    assert_error(&answer, 413, "PAYLOAD_TOO_LARGE", "2097152 bytes");
}

#[tokio::test]
async fn large_bodies_of_unknown_length() {
    let service = Arc::new(Sessions::default().with_api_key("pk_live_1", "org_1"));
    let routes = agntix_api::support::axum::Routes::new(service, 10);
    let server = Server::start(agntix_api::router::chat(routes).finish()).await;
    let head = "POST /v1/chat/chat/sessions HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\
                x-api-key: pk_live_1\r\nContent-Type: application/json\r\n\
                Transfer-Encoding: chunked\r\n\r\n";
    let long = format!("{head}8\r\n{{\"a\": 1}}\r\n8\r\n        \r\n0\r\n\r\n");
    let answer = server.send_bytes(long.as_bytes()).await;
    assert_error(&answer, 413, "PAYLOAD_TOO_LARGE", "10 bytes");
    let short = format!("{head}8\r\n{{\"a\": 1}}\r\n0\r\n\r\n");
    let answer = server.send_bytes(short.as_bytes()).await;
    assert_error(&answer, 422, "UNPROCESSABLE_ENTITY", "agentId");
}

#[tokio::test]
async fn what_is_free_form_is_kept_as_it_is() {
    let contact = json!({"b": [1, 2.5, null], "a": {"é": "🦀", "": 12345678901234567890u64}});
    let body = json!({"agentId": AGENT, "platform": "VOICE", "metadata": contact, "contact": {}});
    let answer = send(JSON, &body.to_string()).await;
    assert_eq!(answer.json().get("metadata"), Some(&contact));
}
