//! Streams over real connections, which are slow, cut off, or left by the other side.

use std::convert::Infallible;
use std::io;
use std::sync::atomic::Ordering;
use std::time::Duration;

use petstore::Client;
use petstore::bodies::ChatOkBody;
use petstore::models::NewPet;
use petstore::support::client::Error;
use petstore::support::events::Event;
use petstore::support::json_lines::JsonLines;
use petstore::support::stream::ByteStream;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::sleep;

use super::media_service::{ASKED_FOR, DROPPED, Listed};
use super::{assert_problem, server};
use crate::harness::{Script, Step};

const EVENTS: &str =
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
const BYTES: &str = "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

/// `text` as a chunk.
fn chunk(text: &str) -> Step {
    Step::Send(format!("{:x}\r\n{text}\r\n", text.len()).leak())
}

fn wait(milliseconds: u64) -> Step {
    Step::Wait(Duration::from_millis(milliseconds))
}

#[tokio::test]
async fn events_come_one_by_one() {
    let script = Script::start(vec![
        Step::Send(EVENTS),
        chunk(": hello\n\nda"),
        wait(50),
        chunk("ta: {\"id\":1,\"name\":\"Rex\"}\r"),
        chunk("\n\r\nevent: pet\n"),
        chunk("data: {\"id\":2,\"name\":\"Fido\"}\n\n"),
        wait(2000),
    ])
    .await;
    let client = Client::new(&script.url()).with_timeout(Duration::from_millis(600));
    let ChatOkBody::EventStream(mut events) = client.chat().await.unwrap() else {
        panic!("no events");
    };
    let event = events.next().await.unwrap().unwrap();
    assert_eq!((event.event, event.data.name.as_str()), (None, "Rex"));
    let event = events.next().await.unwrap().unwrap();
    assert_eq!(
        (event.event.as_deref(), event.data.name.as_str()),
        (Some("pet"), "Fido")
    );
    assert!(events.next().await.unwrap().unwrap_err().is_timeout());
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn one_of_several_answers_is_a_stream() {
    let server = server().await;
    let client = Client::new(&server.url());
    let call = client.chat();
    assert!(matches!(call.await.unwrap(), ChatOkBody::Json(pet) if pet.id == 1));
    let call = client.chat().header("Accept", "text/event-stream");
    let ChatOkBody::EventStream(mut events) = call.await.unwrap() else {
        panic!("no events");
    };
    let mut ids = Vec::new();
    while let Some(event) = events.next().await {
        let Event {
            id,
            event,
            data,
            retry,
        } = event.unwrap();
        assert_eq!(data.name, "Rex\nand more");
        ids.push((data.id, event, id, retry.map(|it| it.as_millis())));
    }
    let (bc, seven) = (Some("bc".to_owned()), Some("7".to_owned()));
    assert_eq!(
        ids,
        [
            (1, None, None, None),
            (2, bc, seven.clone(), None),
            (3, None, seven, Some(1500))
        ]
    );

    let answer = server
        .send("POST /streams/chat", "Accept: text/event-stream", "")
        .await;
    assert_eq!(answer.headers("content-type"), ["text/event-stream"]);
    let second = "event: bc\nid: 7\ndata: {\"id\":2,\"name\":\"Rex\\nand more\"}\n\n";
    assert!(answer.body.contains(second), "{answer:?}");
}

#[tokio::test]
async fn what_moves_is_not_given_up() {
    let mut steps = vec![Step::Send(BYTES)];
    for _ in 0..5 {
        steps.extend([wait(150), chunk("x")]);
    }
    steps.push(Step::Send("0\r\n\r\n"));
    let script = Script::start(steps).await;
    let client = Client::new(&script.url()).with_timeout(Duration::from_millis(500));
    let stream = client.echo_bytes("").await.unwrap();
    assert_eq!(stream.bytes().await.unwrap(), "xxxxx");

    let server = server().await;
    let client = Client::new(&server.url()).with_timeout(Duration::from_millis(500));
    let (mut writer, reader) = tokio::io::duplex(16);
    tokio::spawn(async move {
        for _ in 0..5 {
            sleep(Duration::from_millis(150)).await;
            writer.write_all(b"x").await.unwrap();
        }
    });
    let call = client.put_photo(1, "png", ByteStream::from_reader(reader));
    let photo = call.header("Content-Type", "image/png").await.unwrap();
    assert_eq!(photo.bytes().await.unwrap(), "1 png xxxxx");
}

#[tokio::test]
async fn what_does_not_move_is_given_up() {
    let script = Script::start(vec![wait(2000)]).await;
    let client = Client::new(&script.url()).with_timeout(Duration::from_millis(100));
    let error = client.echo_bytes("x").await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");

    let script = Script::start(vec![Step::Send(BYTES), chunk("x"), wait(2000)]).await;
    let client = Client::new(&script.url()).with_timeout(Duration::from_millis(200));
    let mut stream = client.echo_bytes("x").await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap(), "x");
    assert!(stream.next().await.unwrap().unwrap_err().is_timeout());

    // A body that is read whole does not wait for longer either.
    let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n";
    let script = Script::start(vec![Step::Send(head), wait(2000)]).await;
    let client = Client::new(&script.url()).with_timeout(Duration::from_millis(100));
    assert!(client.chat().await.unwrap_err().is_timeout());
}

#[tokio::test]
async fn what_is_cut_off_is_an_error() {
    let script = Script::start(vec![Step::Send(BYTES), chunk("abc")]).await;
    let mut stream = Client::new(&script.url()).echo_bytes("").await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap(), "abc");
    let error = stream.next().await.unwrap().unwrap_err();
    assert!(!error.is_timeout() && !error.is_unfit(), "{error}");
    assert!(stream.next().await.is_none());

    let short = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\nabc";
    let script = Script::answering(short).await;
    let stream = Client::new(&script.url()).echo_bytes("").await.unwrap();
    assert_eq!(stream.length(), Some(9));
    assert!(stream.bytes().await.is_err());
}

#[tokio::test]
async fn failures_are_read_whole() {
    let script = Script::answering(
        "HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\nnone",
    )
    .await;
    let error = Client::new(&script.url()).chat().await.unwrap_err();
    assert_eq!(error.to_string(), "POST /streams/chat: 404 Not Found: none");
    let script = Script::answering("HTTP/1.1 500 Oh\r\nContent-Length: 4\r\n\r\nbody").await;
    let error = Client::new(&script.url()).echo_bytes("").await.unwrap_err();
    assert_eq!(error.response().unwrap().body, "body");
}

#[tokio::test]
async fn an_upload_that_fails_is_an_error_of_the_call() {
    let server = server().await;
    let broken = [Ok("a"), Err(io::Error::other("the disk is gone"))];
    let stream = ByteStream::new(Listed(broken.into_iter()));
    let call = Client::new(&server.url()).put_photo(1, "png", stream);
    let error = call.header("Content-Type", "image/png").await.unwrap_err();
    assert!(matches!(error, Error::Transport { .. }), "{error:?}");
    assert!(error.to_string().contains("the disk is gone"), "{error}");
}

#[tokio::test]
async fn lengths_are_told_when_they_are_known() {
    for (stream, header) in [
        (ByteStream::from("abc"), "content-length: 3\r\n"),
        (
            ByteStream::from_reader(&b"abc"[..]).with_length(3),
            "content-length: 3\r\n",
        ),
        (
            ByteStream::from_reader(&b"abc"[..]),
            "transfer-encoding: chunked\r\n",
        ),
    ] {
        let script = Script::answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").await;
        Client::new(&script.url()).echo_bytes(stream).await.unwrap();
        let request = script.request().await;
        assert!(request.contains(header), "{request}");
        assert!(
            request.contains("content-type: application/octet-stream\r\n"),
            "{request}"
        );
    }
}

#[tokio::test]
async fn a_service_streams_in_and_out() {
    let server = server().await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let head = "POST /streams/bytes HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut heard = String::new();
    for text in ["one", "two"] {
        stream
            .write_all(format!("3\r\n{text}\r\n").as_bytes())
            .await
            .unwrap();
        // What is sent comes back before the next is.
        while !heard.contains(text) {
            let mut bytes = [0; 1024];
            let length = stream.read(&mut bytes).await.unwrap();
            assert!(length > 0, "{heard}");
            heard.push_str(&String::from_utf8_lossy(&bytes[..length]));
        }
    }
    assert!(heard.starts_with("HTTP/1.1 200 OK\r\n"), "{heard}");
    assert!(
        heard.contains("content-type: application/octet-stream\r\n"),
        "{heard}"
    );
}

#[tokio::test]
async fn a_stream_ends_at_the_limit() {
    let server = server().await;
    let client = Client::new(&server.url());
    let large = vec![0_u8; 3 * 1024 * 1024];
    for stream in [
        ByteStream::from(large.clone()),
        ByteStream::new(Listed(
            large
                .chunks(64 * 1024)
                .map(<[u8]>::to_vec)
                .map(Ok::<_, Infallible>)
                .collect::<Vec<_>>()
                .into_iter(),
        )),
    ] {
        let call = client
            .put_photo(1, "png", stream)
            .header("Content-Type", "image/png");
        match call.await.unwrap_err() {
            Error::Unexpected { response, .. } => assert_eq!(response.status, 413),
            // The server need not listen to the rest.
            Error::Transport { .. } => {}
            other => panic!("{other:?}"),
        }
    }
    let line = "PUT /pets/1/photo.png HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: image/png\r\n";
    let declared = format!("{line}Content-Length: 3000000\r\n\r\n");
    assert_problem(&server.send_bytes(declared.as_bytes()).await, 413);
    let chunk = format!("100000\r\n{}\r\n", "x".repeat(0x10_0000));
    let sent = format!("{line}Transfer-Encoding: chunked\r\n\r\n{chunk}{chunk}1\r\nx\r\n0\r\n\r\n");
    assert_problem(&server.send_bytes(sent.as_bytes()).await, 413);
}

#[tokio::test]
async fn a_client_that_leaves_stops_the_service() {
    let server = server().await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let head = "GET /streams/events HTTP/1.1\r\nHost: a\r\n\r\n";
    stream.write_all(head.as_bytes()).await.unwrap();
    // As long as nobody reads, nothing more is asked for than fits on the way.
    let mut asked_for = usize::MAX;
    for _ in 0..100 {
        sleep(Duration::from_millis(50)).await;
        let now = ASKED_FOR.load(Ordering::SeqCst);
        if now == asked_for {
            break;
        }
        asked_for = now;
    }
    assert!(asked_for > 0);
    assert_eq!(ASKED_FOR.load(Ordering::SeqCst), asked_for);
    assert!(!DROPPED.load(Ordering::SeqCst));
    drop(stream);
    for _ in 0..100 {
        if DROPPED.load(Ordering::SeqCst) {
            return;
        }
        sleep(Duration::from_millis(50)).await;
    }
    panic!("the stream goes on");
}

#[tokio::test]
async fn lines_go_both_ways() {
    let server = server().await;
    let client = Client::new(&server.url());
    let pets = vec![
        NewPet::new("Rex".to_owned()),
        NewPet::new("Fido".to_owned()),
    ];
    let mut lines = client.add_pets(JsonLines::from(pets)).await.unwrap();
    assert_eq!(lines.next().await.unwrap().unwrap().name, "Rex");
    assert_eq!(lines.next().await.unwrap().unwrap().id, 1);
    assert!(lines.next().await.is_none());

    let jsonl = "Content-Type: application/jsonl";
    let answer = server
        .send(
            "POST /streams/lines",
            jsonl,
            "{\"name\":\"a\"}\n\n{\"name\":\"b\"}",
        )
        .await;
    assert_eq!(answer.headers("content-type"), ["application/x-ndjson"]);
    assert!(
        answer.body.contains("{\"id\":0,\"name\":\"a\"}\n"),
        "{answer:?}"
    );
    assert!(
        answer.body.contains("{\"id\":1,\"name\":\"b\"}\n"),
        "{answer:?}"
    );
    let unfit = server
        .send("POST /streams/lines", jsonl, "{\"name\":1}\n")
        .await;
    let detail = assert_problem(&unfit, 400)["detail"].to_string();
    assert!(detail.contains("/name"), "{detail}");

    let mut numbers = client.list_numbers().await.unwrap();
    assert_eq!(numbers.next().await.unwrap().unwrap(), 1);
    assert_eq!(numbers.next().await.unwrap().unwrap(), 20);
    assert!(numbers.next().await.is_none());
    let answer = server.send("GET /streams/lines", "", "").await;
    assert_eq!(answer.headers("content-type"), ["application/json-seq"]);
    assert!(answer.body.contains("\u{1e}20\n"), "{answer:?}");
}

#[tokio::test]
async fn bytes_say_what_they_are() {
    let server = server().await;
    let client = Client::new(&server.url());
    // Without a word, they are the first that is listed.
    let image = client.echo_image("x").await.unwrap();
    assert_eq!(image.media_type(), Some("image/png"));
    assert_eq!(image.bytes().await.unwrap(), "image/png as image/png");
    let gif = ByteStream::from("x").with_media_type("image/gif");
    let call = client.echo_image(gif).header("Accept", "image/gif");
    let image = call.await.unwrap();
    assert_eq!(image.media_type(), Some("image/gif"));
    assert_eq!(image.bytes().await.unwrap(), "image/gif as image/gif");
    let wrong = ByteStream::from("x").with_media_type("image/\n");
    let error = client.echo_image(wrong).await.unwrap_err();
    assert!(matches!(error, Error::Request { .. }), "{error:?}");
}
