//! Connections: slow ones, those with too much to say, several requests at once, HTTP/2.

use std::time::{Duration, Instant};

use axum::body::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http2;
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::time::{sleep, timeout};

use crate::BODY;
use crate::answer::Answer;
use crate::database::{Folder, session_ids};
use crate::process::{Service, create_key, request};

/// How long a head may take, and a little more.
const LIMIT: Duration = Duration::from_secs(12);

/// Sends `bytes` one at a time until the service closes, and gives what came back and when.
async fn drip(service: &Service, bytes: &[u8], pause: Duration) -> (Vec<u8>, Duration) {
    let (mut read, mut write) = service.connect().await.into_split();
    let start = Instant::now();
    let bytes = bytes.to_vec();
    let writer = tokio::spawn(async move {
        for byte in bytes {
            if write.write_all(&[byte]).await.is_err() {
                break;
            }
            sleep(pause).await;
        }
        // Open until the other side is heard.
        write
    });
    let mut all = Vec::new();
    let closed = timeout(Duration::from_secs(60), read.read_to_end(&mut all)).await;
    assert!(closed.is_ok(), "still open after a minute");
    writer.abort();
    (all, start.elapsed())
}

#[tokio::test]
async fn a_client_that_takes_too_long_for_a_head_is_left() {
    let folder = Folder::scratch();
    let service = Service::start(&folder.sqlite());
    let pause = Duration::from_millis(500);
    let endless = format!("GET /healthz HTTP/1.1\r\nX: {}", "x".repeat(200));
    let (nothing, half, line, version, preface) = tokio::join!(
        drip(&service, b"", pause),
        drip(&service, endless.as_bytes(), pause),
        drip(
            &service,
            b"GET / HTTP/1.1\r\nHost: test\r\n",
            Duration::ZERO
        ),
        // As long as it could be HTTP/2, no version of HTTP has begun.
        drip(&service, b"PRI * HTTP/2.0", pause),
        drip(
            &service,
            b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            Duration::ZERO
        ),
    );
    for (name, (_, time)) in [
        ("nothing", nothing),
        ("half a head", half),
        ("a head without an end", line),
        ("half a preface", version),
        ("a preface", preface),
    ] {
        assert!(
            time > Duration::from_secs(9) && time < LIMIT,
            "{name}: {time:?}"
        );
    }
    // The service is there for others.
    assert_eq!(service.create("", BODY).await.status, 401);
}

#[tokio::test]
async fn a_slow_client_is_served_that_is_fast_enough() {
    let folder = Folder::scratch();
    let key = create_key(&folder.sqlite(), "org_1");
    let service = Service::start(&folder.sqlite());
    let text = request(&format!("x-api-key: {key}\nConnection: close"), BODY);
    let (bytes, _) = drip(&service, text.as_bytes(), Duration::from_millis(10)).await;
    assert_eq!(Answer::all(&bytes)[0].status, 201);
}

#[tokio::test]
async fn heads_that_are_too_long_are_refused() {
    let folder = Folder::scratch();
    let service = Service::start(&folder.sqlite());
    let get = |path: &str, headers: &str| {
        format!("GET {path} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n{headers}\r\n")
    };
    let path = "/v1/chat/chat/sessions";
    let fits = get(path, &format!("X: {}\r\n", "x".repeat(16_000)));
    service.send(fits.as_bytes()).await[0].refused(405);
    for size in [17_000, 40_000] {
        let one = get(path, &format!("X: {}\r\n", "x".repeat(size)));
        service.send(one.as_bytes()).await[0].refused(431);
        let many: String = (0..200)
            .map(|it| format!("X-{it}: {}\r\n", "x".repeat(size / 200)))
            .collect();
        service.send(get(path, &many).as_bytes()).await[0].refused(431);
        let path = get(&format!("/{}", "x".repeat(size)), "");
        service.send(path.as_bytes()).await[0].refused(414);
    }
    // What is not even read is refused by the connection itself.
    let huge = get("/healthz", &format!("X: {}\r\n", "x".repeat(1_000_000)));
    assert_eq!(service.send(huge.as_bytes()).await[0].status, 431);
    let count = get("/healthz", &"X: x\r\n".repeat(1000));
    assert_eq!(service.send(count.as_bytes()).await[0].status, 431);
}

#[tokio::test]
async fn requests_that_come_at_once_are_answered_in_order() {
    let folder = Folder::scratch();
    let key = create_key(&folder.sqlite(), "org_1");
    let service = Service::start(&folder.sqlite());
    let mut text = String::new();
    for number in 0..50 {
        let key = if number % 3 == 0 { "pk_live_0" } else { &*key };
        let headers = format!("x-api-key: {key}\nX-Request-Id: r{number}");
        text.push_str(&request(&headers, BODY));
    }
    text.push_str("GET /healthz HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
    let answers = service.send(text.as_bytes()).await;
    assert_eq!(answers.len(), 51);
    for (number, answer) in answers[..50].iter().enumerate() {
        let expected = if number % 3 == 0 { 401 } else { 201 };
        assert_eq!(answer.status, expected);
        assert_eq!(answer.header("x-request-id"), Some(&*format!("r{number}")));
    }
    assert_eq!(session_ids(&folder.sqlite()).await.len(), 33);
}

#[tokio::test]
async fn what_is_not_http_does_no_harm() {
    let folder = Folder::scratch();
    let service = Service::start(&folder.sqlite());
    for bytes in [
        &b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"[..],
        b"GET\r\n\r\n",
        b"POST /v1/chat/chat/sessions HTTP/1.1\r\nHost: test\r\nContent-Length: x\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n12",
        b"GET / HTTP/9.9\r\n\r\n",
        b"\0\0\0\0\r\n\r\n",
    ] {
        let answers = service.send(bytes).await;
        assert!(answers.iter().all(|it| it.status >= 400), "{answers:?}");
    }
    assert_eq!(service.create("", BODY).await.status, 401);
}

#[tokio::test]
async fn http_2_carries_many_requests_at_once() {
    let folder = Folder::scratch();
    let key = create_key(&folder.sqlite(), "org_1");
    let service = Service::start(&folder.sqlite());
    let stream = TokioIo::new(service.connect().await);
    let (mut sender, connection) = http2::handshake(TokioExecutor::new(), stream)
        .await
        .unwrap();
    tokio::spawn(connection);
    let post = |key: &str| {
        axum::http::Request::post("http://test/v1/chat/chat/sessions")
            .header("content-type", "application/json")
            .header("x-api-key", key)
            .body(Full::new(Bytes::from_static(BODY.as_bytes())))
            .unwrap()
    };
    let answers: Vec<_> = (0..100).map(|_| sender.send_request(post(&key))).collect();
    for answer in answers {
        let answer = answer.await.unwrap();
        assert_eq!(answer.status(), 201);
        assert_eq!(answer.version(), axum::http::Version::HTTP_2);
    }
    assert_eq!(session_ids(&folder.sqlite()).await.len(), 100);

    let refused = sender
        .send_request(post(&"x".repeat(20_000)))
        .await
        .unwrap();
    assert_eq!(refused.status(), 431);
    let body = refused.into_body().collect().await.unwrap().to_bytes();
    assert!(body.starts_with(br#"{"error":{"code":"#), "{body:?}");
}
