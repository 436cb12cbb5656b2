//! Forms in parts, read as they come.

use std::fmt::Write as _;
use std::sync::Arc;

use http::{Method, StatusCode};
use petstore::support::axum::Request;
use petstore::support::http::Operation;
use petstore::support::server::{Refusal, Reply};
use petstore::support::stream::ByteStream;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::{Nobody, routes};
use crate::harness::{Answer, Server};

const fn operation(id: &'static str, path: &'static str) -> Operation {
    Operation {
        id,
        method: Method::POST,
        path,
        parameters: &[],
        consumes: &["multipart/form-data"],
        produces: &[],
        security: &[],
        success: &[],
        failures: &[],
        error_bodies: &[],
    }
}

static SHOW: Operation = operation("show", "/show");
static NAMES: Operation = operation("names", "/names");
static ECHO: Operation = operation("echo", "/echo");

/// Shows each part.
async fn show(_: Arc<Nobody>, request: Request) -> Result<Reply, Refusal> {
    let mut parts = request.parts()?;
    let mut text = String::new();
    while let Some(part) = parts.next().await? {
        let _ = write!(
            text,
            "[{:?} {:?} {:?} {:?} ",
            part.name(),
            part.file_name(),
            part.content_type(),
            part.headers()
        );
        let _ = write!(text, "{:?}]", part.bytes(100).await?);
    }
    Ok(Reply::text(StatusCode::OK, &text))
}

/// Reads no content.
async fn names(_: Arc<Nobody>, request: Request) -> Result<Reply, Refusal> {
    let mut parts = request.parts()?;
    let mut text = String::new();
    while let Some(part) = parts.next().await? {
        text.push_str(part.name().unwrap_or("-"));
    }
    Ok(Reply::text(StatusCode::OK, &text))
}

/// Answers when the first part has begun to come, with its first piece.
async fn echo(_: Arc<Nobody>, request: Request) -> Result<Reply, Refusal> {
    let mut parts = request.parts()?;
    let mut part = parts.next().await?.ok_or_else(Refusal::not_implemented)?;
    let piece = part.next().await?.unwrap_or_default();
    Ok(Reply::stream(StatusCode::OK, &ByteStream::from(piece)))
}

async fn server() -> Server {
    let routes = routes().max_body_bytes(100_000);
    let routes = routes
        .route(&SHOW, show)
        .route(&NAMES, names)
        .route(&ECHO, echo);
    Server::start(routes.finish()).await
}

const HEAD: &str = "HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\
    Content-Type: multipart/form-data; boundary=b\r\n";

/// Sends `body`, in which `|` is a line break, in chunks of this size.
async fn send(server: &Server, path: &str, body: &str, size: usize) -> Answer {
    let body = body.replace('|', "\r\n");
    let mut request = format!("POST {path} {HEAD}Transfer-Encoding: chunked\r\n\r\n");
    for chunk in body.as_bytes().chunks(size) {
        let chunk = std::str::from_utf8(chunk).unwrap();
        let _ = write!(request, "{:x}\r\n{chunk}\r\n", chunk.len());
    }
    request.push_str("0\r\n\r\n");
    server.send_bytes(request.as_bytes()).await
}

#[tokio::test]
async fn parts_are_found_wherever_they_are_cut() {
    let server = server().await;
    let body = "preamble|--bad|--b \t|Content-Disposition: form-data; name=\"a\"||one|\
        --b|Content-Disposition: form-data; name=f; filename=\"x.txt\"|Content-Type: text/plain|X-A: 1||\
        |--bb|-- b|--|\r\r|--b|||--b|Content-Disposition: form-data; name=e|||--b--|epilogue|--b|";
    let expected = r#"[Some("a") None None [] b"one"]"#.to_owned()
        + r#"[Some("f") Some("x.txt") Some("text/plain") [("X-A", "1")] b"\r\n--bb\r\n-- b\r\n--\r\n\r\r"]"#
        + r#"[None None None [] b""]"#
        + r#"[Some("e") None None [] b""]"#;
    for size in 1..body.len() + 20 {
        let answer = send(&server, "/show", body, size).await;
        assert_eq!(
            (answer.status, answer.body.as_str()),
            (200, &*expected),
            "{size}"
        );
        let answer = send(&server, "/names", body, size).await;
        assert_eq!(answer.body, "af-e", "{size}");
    }
}

#[tokio::test]
async fn a_part_is_there_before_the_next_is_sent() {
    let server = server().await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let part =
        "--b\r\nContent-Disposition: form-data; name=a\r\n\r\nthe first bytes of a large file";
    let head = format!("POST /echo {HEAD}Content-Length: 90000\r\n\r\n{part}");
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    assert!(
        answer.contains("\r\n\r\nthe first bytes of a lar"),
        "{answer}"
    );
}

#[tokio::test]
async fn what_is_no_form_in_parts() {
    let server = server().await;
    let part = "--b|Content-Disposition: form-data; name=a||x|";
    let long = format!("--b|X: {}", "x".repeat(20_000));
    let many = format!("{}--b--", part.repeat(1001));
    for (body, reason) in [
        ("", "its last part is not ended"),
        ("x", "its last part is not ended"),
        ("--bb||x|--bb--", "its last part is not ended"),
        (part, "its last part is not ended"),
        (
            "--b|Content-Disposition: form-data",
            "its last part is not ended",
        ),
        (&long, "the headers of a part do not end"),
        (&many, "it has more than 1000 parts"),
    ] {
        for size in [7, 100_000] {
            let answer = send(&server, "/show", body, size).await;
            assert_eq!(answer.status, 400, "{answer:?}");
            let detail = answer.json()["detail"].to_string();
            assert!(detail.contains(reason), "{detail} does not say {reason}");
        }
    }
    for (content_type, status) in [
        ("multipart/form-data", 400),
        ("multipart/mixed; boundary=b", 415),
        ("text/plain", 415),
    ] {
        let headers = format!("Content-Type: {content_type}");
        let answer = server.send("POST /show", &headers, "--b--").await;
        assert_eq!(answer.status, status, "{content_type}");
    }
    assert_eq!(server.send("POST /show", "", "--b--").await.status, 415);
}

#[tokio::test]
async fn parts_and_the_whole_have_limits() {
    let server = server().await;
    let part = |size: usize| {
        format!(
            "--b|Content-Disposition: form-data; name=a||{}|",
            "x".repeat(size)
        )
    };
    assert_eq!(
        send(&server, "/show", &format!("{}--b--", part(100)), 9)
            .await
            .status,
        200
    );
    let answer = send(&server, "/show", &format!("{}--b--", part(101)), 9).await;
    assert_eq!(answer.status, 413, "{answer:?}");
    assert_eq!(
        answer.json()["detail"],
        "a part of the body is larger than 100 bytes"
    );
    let large = format!("{}--b--", part(99_900));
    assert_eq!(send(&server, "/names", &large, 50_000).await.body, "a");
    let large = format!("{}--b--", part(100_000));
    let answer = send(&server, "/names", &large, 50_000).await;
    assert_eq!(answer.status, 413, "{answer:?}");
    assert_eq!(
        answer.json()["detail"],
        "the body is larger than 100000 bytes"
    );
    let declared = format!("POST /names {HEAD}Content-Length: 100001\r\n\r\n");
    assert_eq!(server.send_bytes(declared.as_bytes()).await.status, 413);
}
