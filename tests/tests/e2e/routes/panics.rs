//! What panics is answered like any other failure, and nothing else is hurt.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::Router;
use futures_core::Stream;
use http::{Method, StatusCode};
use petstore::support::axum::{Request, Routes};
use petstore::support::http::Operation;
use petstore::support::server::{Refusal, Refuse, Reply, problem};
use petstore::support::stream::ByteStream;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::{Nobody, echo, operation, routes};
use crate::harness::Server;

static ECHO: Operation = operation("echo", Method::POST, "/echo");
static PANIC: Operation = operation("panic", Method::POST, "/panic");
static STREAM: Operation = operation("stream", Method::GET, "/stream");

async fn panics(_: Arc<Nobody>, request: Request) -> Result<Reply, Refusal> {
    let text: String = request.receive().await?.text()?;
    panic!("the password of the database is {text}");
}

/// A piece, a pause in which it is sent, and then a panic.
struct Broken(u8);

impl Stream for Broken {
    type Item = Result<&'static str, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0 += 1;
        match self.0 {
            1 => Poll::Ready(Some(Ok("half of it"))),
            2 => {
                context.waker().wake_by_ref();
                Poll::Pending
            }
            _ => panic!("the other half is gone"),
        }
    }
}

fn router() -> Router {
    let stream = async |_, _| {
        let stream = ByteStream::new(Broken(0));
        Ok(Reply::stream(StatusCode::OK, &stream))
    };
    let routes = routes().route(&ECHO, echo).route(&PANIC, panics);
    routes.route(&STREAM, stream).finish()
}

const TEXT: &str = "Content-Type: text/plain";

#[tokio::test]
async fn a_panic_is_an_answer_without_its_text() {
    let server = Server::start(router()).await;
    let answer = server.send("POST /panic", TEXT, "hunter2").await;
    assert_eq!(answer.status, 500, "{answer:?}");
    assert_eq!(answer.headers("content-type"), ["application/problem+json"]);
    assert_eq!(answer.json()["detail"], "the service failed");
    assert!(!answer.body.contains("hunter2") && !answer.body.contains("password"));
    assert_eq!(server.send("POST /echo", TEXT, "a").await.body, "a");
}

#[tokio::test]
async fn a_panic_leaves_the_connection_open() {
    let server = Server::start(router()).await;
    let request = |path: &str, close: &str| {
        format!(
            "POST {path} HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n{close}Content-Length: 1\r\n\r\nx"
        )
    };
    let both = request("/panic", "") + &request("/echo", "Connection: close\r\n");
    let answer = server.send_bytes(both.as_bytes()).await;
    let text = format!("{answer:?}");
    assert_eq!(answer.status, 500);
    assert!(text.contains("HTTP/1.1 200 OK"), "{text}");
}

#[tokio::test]
async fn a_stream_that_panics_is_broken_off() {
    let server = Server::start(router()).await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let head = "GET /stream HTTP/1.1\r\nHost: a\r\n\r\n";
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut heard = Vec::new();
    let _ = stream.read_to_end(&mut heard).await;
    let heard = String::from_utf8_lossy(&heard);
    assert!(heard.starts_with("HTTP/1.1 200 OK\r\n"), "{heard}");
    assert!(heard.contains("half of it"), "{heard}");
    // There is no last chunk: the client knows that something is missing.
    assert!(!heard.contains("\r\n0\r\n"), "{heard}");
    assert!(!heard.contains("gone"), "{heard}");
    assert_eq!(server.send("POST /echo", TEXT, "a").await.body, "a");
}

/// A service that cannot even refuse.
struct Helpless;

impl Refuse for Helpless {
    fn refuse(&self, refusal: &Refusal) -> Reply {
        assert!(refusal.status() != StatusCode::NOT_FOUND, "no words for it");
        problem(refusal)
    }
}

#[tokio::test]
async fn a_refusal_that_panics_is_a_problem() {
    let server = Server::start(Routes::new(Arc::new(Helpless), 0).finish()).await;
    let answer = server.send("GET /", "", "").await;
    assert_eq!(answer.status, 500, "{answer:?}");
    assert_eq!(answer.json()["detail"], "the service failed");
}
