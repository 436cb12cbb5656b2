//! Requests that are spelled in ways that no client of good will would: they mean one thing, or
//! they are refused.

use std::sync::Arc;

use http::{Method, StatusCode};
use petstore::support::axum::Request;
use petstore::support::http::{Operation, Parameter};
use petstore::support::server::{Refusal, Reply};
use serde_json::Value;

use super::{Nobody, routes};
use crate::harness::{Answer, Server};

const fn operation(
    id: &'static str,
    path: &'static str,
    parameters: &'static [Parameter],
) -> Operation {
    Operation {
        id,
        method: Method::POST,
        path,
        parameters,
        consumes: &["application/json"],
        produces: &[],
        security: &[],
        success: &[],
        failures: &[],
        error_bodies: &[],
    }
}

static ONE: Operation = operation(
    "one",
    "/one/{name}",
    &[
        Parameter::path("name"),
        Parameter::query("q"),
        Parameter::query("n"),
        Parameter::header("x-h"),
        Parameter::cookie("c"),
    ],
);
static TWO: Operation = operation(
    "two",
    "/two/{a}.{b}",
    &[Parameter::path("a"), Parameter::path("b")],
);
static BODY: Operation = operation("body", "/body", &[]);

async fn one(_: Arc<Nobody>, mut request: Request) -> Result<Reply, Refusal> {
    let name = request.parameter::<String>("name");
    let q = request.parameter::<Option<String>>("q");
    let n = request.parameter::<Option<i64>>("n");
    let h = request.parameter::<Option<String>>("x-h");
    let c = request.parameter::<Option<String>>("c");
    request.check_parameters()?;
    let text = format!("{:?} {:?} {:?} {:?} {:?}", name?, q?, n?, h?, c?);
    Ok(Reply::text(StatusCode::OK, &text))
}

async fn two(_: Arc<Nobody>, mut request: Request) -> Result<Reply, Refusal> {
    let (a, b) = (
        request.parameter::<String>("a"),
        request.parameter::<String>("b"),
    );
    request.check_parameters()?;
    Ok(Reply::text(StatusCode::OK, &format!("{:?} {:?}", a?, b?)))
}

async fn body(_: Arc<Nobody>, request: Request) -> Result<Reply, Refusal> {
    let value: Value = request.receive().await?.json()?;
    Ok(Reply::json(StatusCode::OK, &value))
}

async fn server() -> Server {
    let routes = routes().max_body_bytes(1 << 20);
    let routes = routes.route(&ONE, one).route(&TWO, two).route(&BODY, body);
    Server::start(routes.finish()).await
}

/// Sends bytes that no text may be.
async fn send(server: &Server, line: &[u8], headers: &[u8], body: &[u8]) -> Answer {
    let length = format!("Content-Length: {}\r\n", body.len());
    let parts = [
        line,
        b" HTTP/1.1\r\nHost: a\r\nConnection: close\r\n",
        headers,
        length.as_bytes(),
        b"\r\n",
        body,
    ];
    server.send_bytes(&parts.concat()).await
}

#[tokio::test]
async fn segments_of_the_path_are_what_is_between_slashes() {
    let server = server().await;
    for (path, name) in [
        // An escape is no separator, whatever it stands for.
        ("/one/a%2Fb", "a/b"),
        ("/one/%2e%2e", ".."),
        // Nothing is made of dots: those who want to, do it before.
        ("/one/..", ".."),
        ("/one/.", "."),
        ("/one/%252F", "%2F"),
        ("/one/%00", "\0"),
        ("/one/a;b=c", "a;b=c"),
        ("/one/a+b", "a+b"),
        ("/one/%E4%BD%A0", "你"),
    ] {
        let answer = server.send(&format!("POST {path}"), "", "").await;
        assert_eq!(answer.status, 200, "{path}: {answer:?}");
        assert!(
            answer.body.starts_with(&format!("{name:?} None")),
            "{path}: {answer:?}"
        );
    }
    for path in [
        "/one",
        "/one/",
        "/one//",
        "//one/a",
        "/one/a/",
        "/one/a/..",
        "/./one/a",
        "/one//a",
        "/two/..",
        "/two/.",
        "/two/a",
        "/two/.a",
        "/two/a.",
    ] {
        let answer = server.send(&format!("POST {path}"), "", "").await;
        assert_eq!(answer.status, 404, "{path}: {answer:?}");
    }
    for (path, expected) in [
        ("/two/a.b", r#""a" "b""#),
        ("/two/a.b.c", r#""a" "b.c""#),
        ("/two/a%2Eb.c", r#""a.b" "c""#),
        ("/two/...", r#""." ".""#),
    ] {
        let answer = server.send(&format!("POST {path}"), "", "").await;
        assert_eq!(
            (answer.status, answer.body.as_str()),
            (200, expected),
            "{path}"
        );
    }
}

#[tokio::test]
async fn what_is_wrongly_encoded_is_refused() {
    let server = server().await;
    for (line, headers, parameter) in [
        (&b"POST /one/%FF"[..], &b""[..], "name"),
        (b"POST /one/%", b"", "name"),
        (b"POST /one/%2", b"", "name"),
        (b"POST /one/%zz", b"", "name"),
        (b"POST /one/a?q=%FF", b"", "q"),
        (b"POST /one/a?q=100%", b"", "q"),
        (b"POST /one/a?q=%C0%AF", b"", "q"),
        (b"POST /one/a?q=%ED%A0%80", b"", "q"),
        (b"POST /one/a", b"X-H: \xff\r\n", "x-h"),
    ] {
        let answer = send(&server, line, headers, b"").await;
        assert_eq!(answer.status, 400, "{answer:?}");
        let problem = answer.json();
        assert_eq!(problem["errors"][0]["parameter"], parameter, "{answer:?}");
        let detail = "it is not UTF-8, or wrongly percent-encoded";
        assert_eq!(problem["errors"][0]["detail"], detail);
    }
    // In a cookie, a percent sign may be one.
    let answer = server.send("POST /one/a", "Cookie: c=100%", "").await;
    assert!(answer.body.ends_with(r#"Some("100%")"#), "{answer:?}");
}

#[tokio::test]
async fn the_query() {
    let server = server().await;
    for (query, expected) in [
        ("", "None None"),
        // What the document does not name is nobody's business.
        ("x=1&y&=&&z=%FF", "None None"),
        ("q=", r#"Some("") None"#),
        ("q", r#"Some("") None"#),
        ("q=a+b%2Bc", r#"Some("a b+c") None"#),
        ("q=a%00b", r#"Some("a\0b") None"#),
        ("q=a=b?c/d", r#"Some("a=b?c/d") None"#),
        ("%71=a", r#"Some("a") None"#),
        ("Q=a", "None None"),
        ("n=-7", "None Some(-7)"),
    ] {
        let answer = server.send(&format!("POST /one/a?{query}"), "", "").await;
        assert_eq!(answer.status, 200, "{query}: {answer:?}");
        let expected = format!(r#""a" {expected} None None"#);
        assert_eq!(answer.body, expected, "{query}");
    }
    for query in [
        "q=a&q=b",
        "q=a&q=a",
        "n=",
        "n=1&n=1",
        "n=+1",
        "n=1.0",
        "n=0x1",
        "n=9223372036854775808",
        "n=%201",
        "n=%D9%A1",
    ] {
        let answer = server.send(&format!("POST /one/a?{query}"), "", "").await;
        assert_eq!(answer.status, 400, "{query}: {answer:?}");
    }
}

#[tokio::test]
async fn json_has_one_meaning_or_none() {
    let server = server().await;
    let json = b"Content-Type: application/json\r\n";
    let deep = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    for good in [
        r#"{"a":1}"#,
        " \t\r\n1 ",
        r#""\ud83d\ude00""#,
        r#""\u0000""#,
        "1e300",
        &deep(100),
    ] {
        let answer = send(&server, b"POST /body", json, good.as_bytes()).await;
        assert_eq!(answer.status, 200, "{good}: {answer:?}");
    }
    let too_deep = deep(200);
    for bad in [
        &b"{} {}"[..],
        b"{},",
        b"\xef\xbb\xbf{}",
        b"\xff\xfe{\0}\0",
        b"{\"a\":1,}",
        b"[1,]",
        b"{a:1}",
        b"'a'",
        b"// a\n1",
        b"NaN",
        b"Infinity",
        b"01",
        b"+1",
        b".5",
        b"1.",
        b"1e999",
        b"\"\\ud800\"",
        b"\"\\udc00\\ud800\"",
        b"\"\\x41\"",
        b"\"a\nb\"",
        b"\"\0\"",
        b"\"\xff\"",
        b"\"\xed\xa0\x80\"",
        b"tru",
        b"\"a",
        b"{\"a\"",
        b" ",
        too_deep.as_bytes(),
    ] {
        let answer = send(&server, b"POST /body", json, bad).await;
        let shown = String::from_utf8_lossy(bad);
        assert_eq!(answer.status, 400, "{shown}: {answer:?}");
        let detail = answer.json()["detail"].as_str().unwrap().to_owned();
        assert!(
            detail.starts_with("the body is not JSON: "),
            "{shown}: {detail}"
        );
    }
}

#[tokio::test]
async fn requests_that_are_no_http() {
    let server = server().await;
    for bytes in [
        &b"POST /body HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"[..],
        b"POST /body HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        b"POST /body HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
        b"POST /body HTTP/1.1\r\nHost: a\r\nBad Header: x\r\n\r\n",
        b"POST /body HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n",
        b"P\xffST /body HTTP/1.1\r\nHost: a\r\n\r\n",
        b"POST /bo dy HTTP/1.1\r\nHost: a\r\n\r\n",
    ] {
        let answer = server.send_bytes(bytes).await;
        assert_eq!(answer.status, 400, "{answer:?}");
    }
    assert_eq!(server.send("POST /one/a", "", "").await.status, 200);
}
