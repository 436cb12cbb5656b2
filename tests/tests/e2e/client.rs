//! The client, against literal bytes.

use std::time::{Duration, Instant};

use agntix_api::Client;
use agntix_api::errors::CreateSessionError;
use agntix_api::models::{CreateSessionRequest, Platform, Session, SessionState};
use agntix_api::support::client::Error;
use serde_json::json;
use tokio::net::TcpListener;
use uuid::Uuid;

use crate::harness::{Script, Step};

const SESSION: &str = r#"{"id": "ses_1", "agentId": "a1b2c3d4-e5f6-7890-abcd-ef1234567890",
    "platform": "FAX", "state": "OPEN", "createdAt": "2026-04-29T09:00:00Z",
    "updatedAt": "2026-04-29T11:00:00+02:00"}"#;

fn agent() -> Uuid {
    Uuid::parse_str("a1b2c3d4-e5f6-7890-abcd-ef1234567890").unwrap()
}

fn client(server: &Script) -> Client {
    Client::new(&server.url()).with_api_key("pk_live_1")
}

/// An answer with `status` and `body`, of the media type JSON.
fn answer(status: &str, body: &str) -> &'static str {
    let length = body.len();
    let text = format!(
        "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nX-Request-Id: req_1\r\n\
         Content-Length: {length}\r\n\r\n{body}"
    );
    Box::leak(text.into_boxed_str())
}

type Outcome = Result<Session, Error<CreateSessionError>>;

/// The outcome of a call that `text` answers.
async fn outcome(text: &'static str) -> Outcome {
    let server = Script::answering(text).await;
    client(&server)
        .create_session(&CreateSessionRequest::new(agent()))
        .await
}

#[tokio::test]
async fn a_request_is_what_the_document_says() {
    let server = Script::answering(answer("201 Created", SESSION)).await;
    let metadata = json!({"userId": "usr_123", "é": "🦀"})
        .as_object()
        .unwrap()
        .clone();
    let body = CreateSessionRequest::new(agent())
        .with_platform(Platform::Whatsapp)
        .with_metadata(metadata);
    client(&server).create_session(&body).await.unwrap();

    let request = server.request().await;
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    let mut lines: Vec<_> = head.lines().map(str::to_lowercase).collect();
    assert_eq!(lines.remove(0), "post /v1/chat/chat/sessions http/1.1");
    lines.retain(|it| !it.starts_with("host: "));
    lines.sort();
    let length = format!("content-length: {}", body.len());
    assert_eq!(
        lines,
        [
            "accept: application/json",
            &length,
            "content-type: application/json",
            "user-agent: agntix-api/0.1.0",
            "x-api-key: pk_live_1"
        ]
    );
    assert_eq!(
        body,
        r#"{"agentId":"a1b2c3d4-e5f6-7890-abcd-ef1234567890","platform":"WHATSAPP","metadata":{"userId":"usr_123","é":"🦀"}}"#
    );
}

#[tokio::test]
async fn the_base_url_may_have_a_path() {
    let server = Script::answering(answer("201 Created", SESSION)).await;
    let client = Client::new(&format!("{}/proxy/", server.url())).with_clerk_jwt("e30.e30.c2ln");
    client
        .create_session(&CreateSessionRequest::new(agent()))
        .await
        .unwrap();
    let request = server.request().await;
    assert!(
        request.starts_with("POST /proxy/v1/chat/chat/sessions "),
        "{request}"
    );
    assert!(
        request
            .to_lowercase()
            .contains("authorization: bearer e30.e30.c2ln"),
        "{request}"
    );
}

#[tokio::test]
async fn the_first_credential_that_is_held_is_sent_and_no_other() {
    let server = Script::answering(answer("201 Created", SESSION)).await;
    let client = client(&server).with_clerk_jwt("e30.e30.c2ln");
    client
        .create_session(&CreateSessionRequest::new(agent()))
        .await
        .unwrap();
    let request = server.request().await.to_lowercase();
    assert!(request.contains("x-api-key: pk_live_1"), "{request}");
    assert!(!request.contains("authorization"), "{request}");
}

#[tokio::test]
async fn an_answer_is_read() {
    let session = outcome(answer("201 Created", SESSION)).await.unwrap();
    assert_eq!(session.id, "ses_1");
    assert_eq!(session.agent_id, agent());
    assert_eq!(session.platform, "FAX");
    assert_eq!(session.state, SessionState::Open);
    assert_eq!((session.metadata, session.org_id), (None, None));
    assert_eq!(session.created_at, session.updated_at);
}

#[tokio::test]
async fn a_state_that_is_new_is_kept() {
    let body = SESSION.replace("OPEN", "PAUSED");
    let session = outcome(answer("201 Created", &body)).await.unwrap();
    assert_eq!(session.state, SessionState::Unknown("PAUSED".to_owned()));
}

#[tokio::test]
async fn an_answer_carries_status_and_headers() {
    let server = Script::answering(answer("201 Created", SESSION)).await;
    let call = client(&server).create_session(&CreateSessionRequest::new(agent()));
    let answer = call
        .header("Idempotency-Key", "key_1")
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status, 201);
    assert_eq!(answer.headers.get("x-request-id").unwrap(), "req_1");
    assert_eq!(answer.value.id, "ses_1");
    assert_eq!(answer.body, SESSION);
    let request = server.request().await.to_lowercase();
    assert!(request.contains("idempotency-key: key_1"), "{request}");
}

#[tokio::test]
async fn documented_failures() {
    let body =
        r#"{"error": {"code": "SESSION_CREATION_ERROR", "message": "no", "requestId": "req_1"}}"#;
    for status in [400, 401, 403, 422, 429, 404, 500, 503] {
        let error = outcome(answer(&format!("{status} X"), body))
            .await
            .unwrap_err();
        assert_eq!(error.status().unwrap(), status);
        assert_eq!(
            error.headers().unwrap().get("x-request-id").unwrap(),
            "req_1"
        );
        let message = error.to_string();
        assert!(
            message.starts_with("POST /v1/chat/chat/sessions: "),
            "{message}"
        );
        assert!(message.contains(&status.to_string()), "{message}");
        assert!(message.contains("SESSION_CREATION_ERROR"), "{message}");
        let Error::Failure { failure, .. } = error else {
            panic!("{status}: {error:?}");
        };
        assert_eq!(failure.status(), status);
        let body = match (status, failure) {
            (400, CreateSessionError::BadRequest(body))
            | (401, CreateSessionError::Unauthorized(body))
            | (403, CreateSessionError::Forbidden(body))
            | (422, CreateSessionError::UnprocessableEntity(body))
            | (429, CreateSessionError::TooManyRequests(body)) => body,
            (404 | 500 | 503, CreateSessionError::Other(other, body)) => {
                assert_eq!(other, status);
                body
            }
            (_, failure) => panic!("{status}: {failure:?}"),
        };
        assert_eq!(body.error.code, "SESSION_CREATION_ERROR");
        assert_eq!(body.error.request_id.as_deref(), Some("req_1"));
    }
}

#[tokio::test]
async fn undocumented_statuses() {
    for status in ["200 OK", "204 No Content", "202 Accepted"] {
        let text = format!("HTTP/1.1 {status}\r\nConnection: close\r\n\r\n");
        let error = outcome(Box::leak(text.into_boxed_str())).await.unwrap_err();
        assert!(matches!(error, Error::Unexpected { .. }), "{error:?}");
        assert_eq!(error.status().unwrap().to_string(), status);
        assert!(error.to_string().contains(status), "{error}");
    }
    let error = outcome(answer("200 OK", &"long ".repeat(100)))
        .await
        .unwrap_err();
    assert!(error.to_string().contains("long long"), "{error}");
    assert!(error.to_string().len() < 500, "{error}");
    assert_eq!(error.response().unwrap().body.len(), 500);
}

#[tokio::test]
async fn bodies_that_do_not_fit() {
    let path = async |status, body: &str| {
        let error = outcome(answer(status, body)).await.unwrap_err();
        let message = error.to_string();
        let Error::Body {
            error, response, ..
        } = error
        else {
            panic!("{error:?}");
        };
        assert_eq!(response.status.as_str(), &status[..3]);
        assert!(message.contains(error.path()), "{message}");
        (error.path().to_owned(), message)
    };
    let with = |from: &str, to: &str| SESSION.replace(from, to);
    let created = "201 Created";
    assert_eq!(path(created, &with("\"OPEN\"", "1")).await.0, "/state");
    assert_eq!(
        path(created, &with("2026-04-29T09:00:00Z", "today"))
            .await
            .0,
        "/createdAt"
    );
    assert_eq!(path(created, &with("\"FAX\"", "null")).await.0, "/platform");
    let (_, message) = path(created, &with("\"id\"", "\"other\"")).await;
    assert!(message.contains("missing field `id`"), "{message}");
    let (_, message) = path(created, "<html>").await;
    assert!(
        message.contains("not JSON") && message.contains("<html>"),
        "{message}"
    );
    assert!(path(created, "").await.1.contains("no body"));
    assert_eq!(
        path("400 X", r#"{"error": {"code": "A", "message": 1}}"#)
            .await
            .0,
        "/error/message"
    );
    assert_eq!(path("502 X", "<html>").await.0, "");
}

#[tokio::test]
async fn without_a_credential_nothing_is_sent() {
    let server = Script::answering(answer("201 Created", SESSION)).await;
    let client = Client::new(&server.url());
    let error = client
        .create_session(&CreateSessionRequest::new(agent()))
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Credential { .. }), "{error:?}");
    let message = "POST /v1/chat/chat/sessions: the client holds no credential for it; \
                   it accepts apiKey or clerkJwt";
    assert_eq!(error.to_string(), message);
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(!server.was_called());
}

#[tokio::test]
async fn requests_that_cannot_be_sent() {
    let request = CreateSessionRequest::new(agent());
    let call = async |client: Client| {
        let error = client.create_session(&request).await.unwrap_err();
        assert!(matches!(error, Error::Request { .. }), "{error:?}");
        error.to_string()
    };
    for url in [
        "",
        "not a url",
        "/relative",
        "ftp://127.0.0.1",
        "http://",
        "data:text/plain,x",
        "http://127.0.0.1/?a=b",
    ] {
        let message = call(Client::new(url).with_api_key("pk_live_1")).await;
        assert!(message.contains("the base URL"), "{url}: {message}");
    }
    let message = call(Client::new("http://127.0.0.1:1").with_api_key("pk_live\nx: y")).await;
    assert!(message.contains("the secret of `apiKey`"), "{message}");
    assert!(!message.contains("pk_live"), "{message}");
}

#[tokio::test]
async fn connection_refused() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = Client::new(&url).with_api_key("pk_live_1");
    let error = client
        .create_session(&CreateSessionRequest::new(agent()))
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Transport { .. }), "{error:?}");
    assert!(!error.is_timeout());
    assert!(
        error.to_string().to_lowercase().contains("refused"),
        "{error}"
    );
}

#[tokio::test]
async fn slow_answers() {
    let wait = || Step::Wait(Duration::from_secs(20));
    let head =
        "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 300\r\n\r\n";
    let start = Instant::now();
    for steps in [
        vec![wait()],
        vec![Step::Send("HTTP/1.1 201 Cr"), wait()],
        vec![Step::Send(head), wait()],
        vec![Step::Send(head), Step::Send("{\"id\": "), wait()],
    ] {
        let server = Script::start(steps).await;
        let call = client(&server).create_session(&CreateSessionRequest::new(agent()));
        let error = call.timeout(Duration::from_millis(100)).await.unwrap_err();
        assert!(error.is_timeout(), "{error:?}");
        assert!(error.to_string().contains("in time"), "{error}");
    }
    let server = Script::start(vec![wait()]).await;
    let client = client(&server).with_timeout(Duration::from_millis(100));
    let error = client
        .create_session(&CreateSessionRequest::new(agent()))
        .await
        .unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert!(start.elapsed() < Duration::from_secs(10));
}

#[tokio::test]
async fn answers_that_trickle() {
    let whole = answer("201 Created", SESSION);
    let mut steps = Vec::new();
    for start in (0..whole.len()).step_by(40) {
        steps.push(Step::Send(&whole[start..whole.len().min(start + 40)]));
        steps.push(Step::Wait(Duration::from_millis(2)));
    }
    let server = Script::start(steps).await;
    let call = client(&server).create_session(&CreateSessionRequest::new(agent()));
    assert_eq!(call.await.unwrap().id, "ses_1");
}

#[tokio::test]
async fn answers_that_break_off() {
    let head = "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\n";
    for text in [
        String::new(),
        "HTTP/1.1 201".to_owned(),
        head.to_owned(),
        format!("{head}Content-Length: 300\r\n\r\n{{\"id\": "),
        format!("{head}Transfer-Encoding: chunked\r\n\r\n5\r\n{{\"id\"\r\n"),
        "not HTTP at all\r\n\r\n".to_owned(),
    ] {
        let error = outcome(Box::leak(text.into_boxed_str())).await.unwrap_err();
        assert!(matches!(error, Error::Transport { .. }), "{error:?}");
        assert!(
            error.to_string().contains("the connection failed: "),
            "{error}"
        );
    }
}

#[tokio::test]
async fn redirects_take_no_secret_to_another_origin() {
    let other = Script::answering(answer("201 Created", SESSION)).await;
    let text = format!(
        "HTTP/1.1 307 X\r\nLocation: {}\r\nContent-Length: 0\r\n\r\n",
        other.url()
    );
    let error = outcome(Box::leak(text.into_boxed_str())).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 307);
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(!other.was_called());
}

#[tokio::test]
async fn a_call_outlives_what_it_was_made_of() {
    let server = Script::answering(answer("201 Created", SESSION)).await;
    let call = {
        let client = client(&server);
        client.create_session(&CreateSessionRequest::new(agent()))
    };
    let task = tokio::spawn(call.into_future());
    assert_eq!(task.await.unwrap().unwrap().id, "ses_1");
}
