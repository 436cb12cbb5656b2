//! Requests that ask for too much, or for too long.

use std::sync::Arc;
use std::time::Duration;

use http::{Method, StatusCode};
use petstore::support::axum::Request;
use petstore::support::http::Operation;
use petstore::support::server::{Refusal, Reply};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::{Nobody, echo, operation, routes};
use crate::harness::{Answer, Server};

static ECHO: Operation = operation("echo", Method::POST, "/echo");
static SMALL: Operation = operation("small", Method::POST, "/small");
static SLOW: Operation = operation("slow", Method::POST, "/slow");
static PATIENT: Operation = operation("patient", Method::POST, "/patient");

const TEXT: &str = "Content-Type: text/plain";

async fn slow(_: Arc<Nobody>, _: Request) -> Result<Reply, Refusal> {
    tokio::time::sleep(Duration::from_millis(300)).await;
    Ok(Reply::empty(StatusCode::NO_CONTENT))
}

async fn server() -> Server {
    let routes = routes()
        .route(&ECHO, echo)
        .route(&SMALL, echo)
        .max_body_bytes_of(&SMALL, 3)
        .max_target_bytes(200)
        .max_header_bytes(400);
    Server::start(routes.finish()).await
}

#[track_caller]
fn assert_problem(answer: &Answer, status: u16, detail: &str) {
    assert_eq!(answer.status, status, "{answer:?}");
    assert_eq!(answer.headers("content-type"), ["application/problem+json"]);
    assert_eq!(answer.json()["detail"], detail);
}

#[tokio::test]
async fn bodies_have_a_limit_of_their_operation_or_of_all() {
    let server = server().await;
    let whole = "x".repeat(100);
    assert_eq!(server.send("POST /echo", TEXT, &whole).await.body, whole);
    let answer = server.send("POST /echo", TEXT, &"x".repeat(101)).await;
    assert_problem(&answer, 413, "the body is larger than 100 bytes");
    assert_eq!(server.send("POST /small", TEXT, "abc").await.body, "abc");
    let answer = server.send("POST /small", TEXT, "abcd").await;
    assert_problem(&answer, 413, "the body is larger than 3 bytes");
    // Of a body that does not say how long it is, no more is read.
    let chunked = "POST /small HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: text/plain\r\n\
        Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n2\r\ncd\r\n0\r\n\r\n";
    let answer = server.send_bytes(chunked.as_bytes()).await;
    assert_problem(&answer, 413, "the body is larger than 3 bytes");
}

#[tokio::test]
async fn a_body_that_says_it_is_too_large_is_not_read() {
    let server = server().await;
    // Nothing follows: an answer comes all the same.
    let head = "POST /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: text/plain\r\n\
        Content-Length: 101\r\n\r\n";
    let answer = server.send_bytes(head.as_bytes()).await;
    assert_problem(&answer, 413, "the body is larger than 100 bytes");
}

#[tokio::test]
async fn a_body_is_asked_for_only_when_it_will_be_read() {
    let server = server().await;
    let head = |length: usize| {
        format!(
            "POST /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: text/plain\r\n\
             Expect: 100-continue\r\nContent-Length: {length}\r\n\r\n"
        )
    };
    let answer = server.send_bytes(head(101).as_bytes()).await;
    assert_problem(&answer, 413, "the body is larger than 100 bytes");

    let mut stream = TcpStream::connect(server.address).await.unwrap();
    stream.write_all(head(3).as_bytes()).await.unwrap();
    let mut heard = [0; 25];
    stream.read_exact(&mut heard).await.unwrap();
    assert_eq!(&heard, b"HTTP/1.1 100 Continue\r\n\r\n");
    stream.write_all(b"abc").await.unwrap();
    let mut rest = String::new();
    stream.read_to_string(&mut rest).await.unwrap();
    assert!(rest.starts_with("HTTP/1.1 200 OK\r\n"), "{rest}");
    assert!(rest.ends_with("\r\n\r\nabc"), "{rest}");
}

#[tokio::test]
async fn long_urls_and_headers() {
    let server = server().await;
    let query = "x".repeat(193);
    let answer = server
        .send(&format!("POST /echo?a{query}"), TEXT, "a")
        .await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let answer = server
        .send(&format!("POST /echo?ab{query}"), TEXT, "a")
        .await;
    assert_problem(&answer, 414, "the URL is longer than 200 bytes");
    let answer = server
        .send(
            "POST /echo",
            &format!("{TEXT}\nX-Long: {}", "x".repeat(400)),
            "a",
        )
        .await;
    assert_problem(&answer, 431, "the headers are larger than 400 bytes");
}

#[tokio::test]
async fn more_headers_than_are_read_are_refused_by_what_carries_the_routes() {
    let server = server().await;
    let headers: String = (0..200).map(|it| format!("x-{it}: y\n")).collect();
    let answer = server.send("POST /echo", &headers, "a").await;
    assert_eq!(answer.status, 431, "{answer:?}");
    // The process goes on.
    assert_eq!(server.send("POST /echo", TEXT, "a").await.status, 200);
}

#[tokio::test]
async fn an_answer_that_does_not_begin_in_time() {
    let routes = routes()
        .route(&ECHO, echo)
        .route(&SLOW, slow)
        .route(&PATIENT, slow)
        .time_limit(Duration::from_millis(100))
        .time_limit_of(&PATIENT, Duration::from_secs(60));
    let server = Server::start(routes.finish()).await;
    let answer = server.send("POST /slow", "", "").await;
    assert_problem(&answer, 503, "the answer takes too long");
    assert_eq!(server.send("POST /patient", "", "").await.status, 204);
    assert_eq!(server.send("POST /echo", TEXT, "abc").await.body, "abc");

    // The client stops in the middle of its body.
    let half = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: 6\r\n\r\nabc";
    let answer = server.send_bytes(half.as_bytes()).await;
    assert_problem(&answer, 408, "the body did not come in time");
    assert_eq!(answer.headers("connection"), ["close"]);
}
