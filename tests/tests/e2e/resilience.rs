//! What the client does when things go wrong for a while, against literal bytes.

use std::time::{Duration, Instant};

use agntix_api::Client;
use agntix_api::errors::CreateSessionError;
use agntix_api::models::{CreateSessionRequest, Session};
use agntix_api::support::client::{Call, Error, Retries};
use uuid::Uuid;

use crate::harness::{Script, Series, Step};

pub(crate) const CREATED: &str = "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\n\
    Content-Length: 165\r\n\r\n\
    {\"id\":\"ses_1\",\"agentId\":\"a1b2c3d4-e5f6-7890-abcd-ef1234567890\",\"platform\":\"SDK\",\
    \"state\":\"OPEN\",\"createdAt\":\"2026-04-29T09:00:00Z\",\"updatedAt\":\"2026-04-29T09:00:00Z\"}";
pub(crate) const DOWN: &str = "HTTP/1.1 503 X\r\nContent-Type: application/json\r\n\
    X-Request-Id: req_7\r\nContent-Length: 39\r\n\r\n\
    {\"error\":{\"code\":\"DOWN\",\"message\":\"-\"}}";
const BUSY: &str = "HTTP/1.1 429 X\r\nContent-Type: application/json\r\nRetry-After: 1\r\n\
    Content-Length: 39\r\n\r\n{\"error\":{\"code\":\"BUSY\",\"message\":\"-\"}}";
const BUSY_UNTIL: &str = "HTTP/1.1 429 X\r\nContent-Type: application/json\r\n\
    Retry-After: Wed, 29 Apr 2026 09:00:00 GMT\r\nContent-Length: 39\r\n\r\n\
    {\"error\":{\"code\":\"BUSY\",\"message\":\"-\"}}";
const BUSY_ALL_DAY: &str = "HTTP/1.1 429 X\r\nContent-Type: application/json\r\n\
    Retry-After: 3600\r\nContent-Length: 39\r\n\r\n\
    {\"error\":{\"code\":\"BUSY\",\"message\":\"-\"}}";
/// An answer that breaks off.
const CUT: &str =
    "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 165\r\n\r\n{";

pub(crate) fn client(url: &str) -> Client {
    let quickly = Retries::default().with_first_wait(Duration::from_millis(5));
    Client::new(url)
        .with_api_key("pk_live_1")
        .with_retries(quickly)
}

pub(crate) fn create(client: &Client) -> Call<Session, CreateSessionError> {
    let agent = Uuid::parse_str("a1b2c3d4-e5f6-7890-abcd-ef1234567890").unwrap();
    client.create_session(&CreateSessionRequest::new(agent))
}

#[tokio::test]
async fn what_is_safe_to_send_again_is_sent_again() {
    for trouble in [
        vec![DOWN, CREATED],
        vec![DOWN, DOWN, CREATED],
        vec![CUT, CREATED],
        vec!["", CREATED],
        vec!["HTTP/1.1 408 X\r\nContent-Length: 0\r\n\r\n", CREATED],
        vec!["HTTP/1.1 502 X\r\nContent-Length: 0\r\n\r\n", CREATED],
        vec!["HTTP/1.1 504 X\r\nContent-Length: 0\r\n\r\n", CREATED],
        vec![BUSY_UNTIL, CREATED],
    ] {
        let server = Series::answering(trouble.clone()).await;
        let call = create(&client(&server.url())).idempotency_key("key_1");
        assert_eq!(call.await.unwrap().id, "ses_1", "{trouble:?}");
        let requests = server.requests();
        assert_eq!(requests.len(), trouble.len());
        let first = &requests[0];
        assert!(first.to_lowercase().contains("idempotency-key: key_1"));
        assert!(requests.iter().all(|it| it == first), "{requests:#?}");
    }
}

#[tokio::test]
async fn what_is_not_safe_is_sent_once() {
    for trouble in [DOWN, CUT, ""] {
        let server = Series::answering(vec![trouble, CREATED]).await;
        create(&client(&server.url())).await.unwrap_err();
        assert_eq!(server.requests().len(), 1, "{trouble}");
    }
}

#[tokio::test]
async fn what_will_not_pass_is_sent_once() {
    for status in ["400 X", "401 X", "404 X", "500 X", "501 X"] {
        let text = format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n");
        let server = Series::answering(vec![Box::leak(text.into_boxed_str()), CREATED]).await;
        let call = create(&client(&server.url())).idempotency_key("key_1");
        let error = call.await.unwrap_err();
        assert!(!error.is_retryable(), "{error}");
        assert_eq!(server.requests().len(), 1, "{status}");
    }
}

#[tokio::test]
async fn the_last_answer_is_what_the_caller_sees() {
    let server = Series::answering(vec![DOWN]).await;
    let call = create(&client(&server.url())).idempotency_key("key_1");
    let error = call.await.unwrap_err();
    assert_eq!(error.status().unwrap(), 503);
    assert_eq!(error.request_id(), Some("req_7"));
    assert!(error.is_retryable());
    assert_eq!(error.retry_after(), None);
    assert!(matches!(error, Error::Failure { .. }), "{error:?}");
    // Once, and two times again.
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn retries_are_up_to_the_caller() {
    let server = Series::answering(vec![DOWN]).await;
    let client = client(&server.url()).with_retries(Retries::none());
    let call = create(&client).idempotency_key("key_1");
    call.await.unwrap_err();
    assert_eq!(server.requests().len(), 1);
    let often = Retries::up_to(4).with_first_wait(Duration::from_millis(1));
    let call = create(&client).idempotency_key("key_1").retries(often);
    call.await.unwrap_err();
    assert_eq!(server.requests().len(), 1 + 5);
}

#[tokio::test]
async fn a_server_says_when_to_come_back() {
    let server = Series::answering(vec![BUSY, CREATED]).await;
    let start = Instant::now();
    let call = create(&client(&server.url())).idempotency_key("key_1");
    call.await.unwrap();
    assert!(start.elapsed() >= Duration::from_secs(1));

    // Nobody waits for an hour, but everybody is told.
    let server = Series::answering(vec![BUSY_ALL_DAY, CREATED]).await;
    let call = create(&client(&server.url())).idempotency_key("key_1");
    let error = call.await.unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3600)));
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_server_in_trouble_is_left_alone() {
    let server = Series::answering(vec![DOWN]).await;
    let often = Retries::up_to(5).with_first_wait(Duration::from_millis(1));
    let client = client(&server.url()).with_retries(often);
    let calls = 60;
    for _ in 0..calls {
        create(&client).idempotency_key("key_1").await.unwrap_err();
    }
    let requests = server.requests().len();
    // A fifth of them again, and one a second for the ten seconds that count.
    let allowed = calls + calls / 5 + 15;
    assert!((calls + 5..=allowed).contains(&requests), "{requests}");
}

#[tokio::test]
async fn the_time_for_a_call_is_for_all_its_attempts() {
    let server = Series::answering(vec![BUSY]).await;
    let client = client(&server.url()).with_timeout(Duration::from_millis(100));
    let start = Instant::now();
    let call = create(&client).idempotency_key("key_1");
    assert!(call.await.unwrap_err().is_timeout());
    assert!(start.elapsed() < Duration::from_secs(1));
}

#[tokio::test]
async fn servers_that_say_nothing_are_given_up() {
    let head = "HTTP/1.1 201 Created\r\nContent-Length: 300\r\n\r\n";
    for steps in [
        vec![Step::Wait(Duration::from_secs(20))],
        vec![Step::Send(head), Step::Wait(Duration::from_secs(20))],
    ] {
        let server = Script::start(steps).await;
        let client = client(&server.url()).with_read_timeout(Duration::from_millis(50));
        let error = create(&client).await.unwrap_err();
        assert!(error.is_timeout(), "{error:?}");
        assert!(error.is_retryable());
    }
}

#[tokio::test]
async fn answers_that_are_too_large_are_not_read() {
    let server = Series::answering(vec![CREATED]).await;
    let client = client(&server.url());
    create(&client.clone().with_max_response_bytes(165))
        .await
        .unwrap();
    let error = create(&client.with_max_response_bytes(164)).await;
    let error = error.unwrap_err();
    assert!(matches!(error, Error::TooLarge { .. }), "{error:?}");
    assert!(error.to_string().contains("164 bytes"), "{error}");
}
