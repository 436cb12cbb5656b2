//! Events and JSON lines, wherever their bytes are cut.

use std::convert::Infallible;
use std::time::Duration;

use axum::response::Response;
use futures_core::Stream as _;
use http::StatusCode;
use petstore::models::Pet;
use petstore::support::events::{Event, EventStream};
use petstore::support::json_lines::JsonLines;
use petstore::support::server::Reply;
use petstore::support::stream::ByteStream;
use serde_json::{Value, json};

use super::media_service::Listed;

/// `bytes`, in pieces of `size`.
fn pieces(bytes: &'static [u8], size: usize) -> ByteStream {
    let pieces = bytes.chunks(size.max(1)).map(Ok::<_, Infallible>);
    ByteStream::new(Listed(pieces))
}

async fn events(bytes: ByteStream) -> Vec<Event> {
    let mut stream = EventStream::<String>::read(bytes);
    let mut events = Vec::new();
    while let Some(event) = stream.next().await {
        events.push(event.unwrap());
    }
    events
}

async fn data(bytes: &'static [u8]) -> Vec<String> {
    let events = events(pieces(bytes, bytes.len())).await;
    events.into_iter().map(|it| it.data).collect()
}

#[tokio::test]
async fn events_are_found_wherever_they_are_cut() {
    let bytes = "\u{feff}: a comment\n\
        data: one\r\n\r\n\
        event: greeting\rid: 7\rdata:two\rdata\rdata:  thr\u{e9}e\r\r\
        retry: 1500\nunknown: x\ndata: four\n\n\
        data: not complete";
    let expected = [
        Event::new("one".to_owned()),
        Event::new("two\n\n thr\u{e9}e".to_owned())
            .with_event("greeting")
            .with_id("7"),
        // The id of an event is that of all that follow.
        Event::new("four".to_owned())
            .with_id("7")
            .with_retry(Duration::from_millis(1500)),
    ];
    for size in 1..=bytes.len() {
        assert_eq!(
            events(pieces(bytes.as_bytes(), size)).await,
            expected,
            "{size}"
        );
    }
}

#[tokio::test]
async fn lines_end_in_three_ways_and_fields_have_rules() {
    // Without data there is no event, but data may be empty.
    assert_eq!(data(b"event: a\n\nid: 1\n\ndata\n\n").await, [""]);
    assert_eq!(
        data(b"data: a\r\rdata: b\n\ndata: c\r\n\r\n").await,
        ["a", "b", "c"]
    );
    assert_eq!(data(b"data:a\ndata: b\n\n").await, ["a\nb"]);
    // Only one space is taken away, and only the first mark.
    assert_eq!(
        data("\u{feff}data:  a\n\n\u{feff}data: b\n\n".as_bytes()).await,
        [" a"]
    );
    assert_eq!(data(b"data: \xff\n\n").await, ["\u{fffd}"]);
    let bytes = b"id: a\0b\nretry: 1s\ndata: x\n\nid\ndata: y\n\n";
    let events = events(pieces(bytes, 3)).await;
    assert_eq!(
        events,
        [Event::new("x".to_owned()), Event::new("y".to_owned())]
    );
}

#[tokio::test]
async fn data_that_does_not_fit_is_told_and_passed_over() {
    let bytes = b"data: {\"id\":1,\n\
        data: \"name\":\"Rex\"}\n\n\
        data: {\"id\":\"one\"}\n\n\
        data: {\"id\":2,\"name\":\"Fido\"}\n\n\
        data: [DONE]\n\n\
        data: {\"id\":3,\"name\":\"too late\"}\n\n";
    let mut stream = EventStream::<Pet>::read(pieces(bytes, 5));
    assert_eq!(stream.next().await.unwrap().unwrap().data.name, "Rex");
    let error = stream.next().await.unwrap().unwrap_err();
    assert!(error.is_unfit(), "{error}");
    assert!(error.to_string().contains("/id"), "{error}");
    assert_eq!(stream.next().await.unwrap().unwrap().data.name, "Fido");
    assert!(stream.next().await.is_none());
    assert!(stream.next().await.is_none());
    // Of data that is text, nothing ends the stream.
    assert_eq!(data(b"data: [DONE]\n\ndata: a\n\n").await, ["[DONE]", "a"]);
}

#[tokio::test]
async fn an_endless_line_is_given_up() {
    let piece = vec![b'x'; 1024 * 1024];
    let pieces = std::iter::repeat_with(move || Ok::<_, Infallible>(piece.clone()));
    let mut stream = EventStream::<String>::read(ByteStream::new(Listed(pieces)));
    assert!(stream.next().await.unwrap().unwrap_err().is_too_large());
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn json_lines_are_found_wherever_they_are_cut() {
    let lines = b"{\"a\":1}\n\r\n [2]\r\n\"three\"\n{broken\n4";
    let sequence = b"\x1e{\"a\":\n1}\n\x1e [2]\n\x1e\"three\"\n\x1e{broken\n\x1e4\n";
    let expected = [
        Some(json!({"a": 1})),
        Some(json!([2])),
        Some(json!("three")),
        None,
        Some(json!(4)),
    ];
    for bytes in [&lines[..], &sequence[..]] {
        for size in 1..=bytes.len() {
            let mut stream = JsonLines::<Value>::read(pieces(bytes, size));
            for expected in &expected {
                let value = stream.next().await.unwrap();
                assert!(value.as_ref().is_ok() || value.as_ref().is_err_and(|it| it.is_unfit()));
                assert_eq!(value.ok(), *expected, "{size}");
            }
            assert!(stream.next().await.is_none(), "{size}");
        }
    }
}

/// The text of each piece of a body that comes within `time`.
async fn texts(response: Response, time: Duration) -> Vec<String> {
    let mut body = Box::pin(response.into_body().into_data_stream());
    let mut texts = Vec::new();
    let all = async {
        while let Some(piece) =
            std::future::poll_fn(|context| body.as_mut().poll_next(context)).await
        {
            texts.push(String::from_utf8(piece.unwrap().to_vec()).unwrap());
        }
    };
    let _ = tokio::time::timeout(time, all).await;
    texts
}

#[tokio::test]
async fn the_sentinel_is_behind_all_others_or_nowhere() {
    for (events, expected) in [
        (
            vec![Ok("a"), Ok("b")],
            "data: a\n\ndata: b\n\ndata: end\n\n",
        ),
        (vec![], "data: end\n\n"),
        (
            vec![Ok("a"), Err(std::io::Error::other("gone"))],
            "data: a\n\n!",
        ),
    ] {
        let events = events.into_iter().map(|it| it.map(str::to_owned));
        let events = EventStream::<String>::new(Listed(events));
        let reply = Reply::stream(StatusCode::OK, &events).until("end");
        let body = Response::from(reply).into_body().into_data_stream();
        let mut body = Box::pin(body);
        let mut text = String::new();
        while let Some(piece) =
            std::future::poll_fn(|context| body.as_mut().poll_next(context)).await
        {
            match piece {
                Ok(piece) => text.push_str(std::str::from_utf8(&piece).unwrap()),
                Err(_) => text.push('!'),
            }
        }
        assert_eq!(text, expected);
    }
    // What is no stream of events has none.
    let reply = Reply::text(StatusCode::OK, &"x").until("end");
    assert!(reply.stream.is_none() && reply.body == "x");
}

#[tokio::test(start_paused = true)]
async fn a_service_says_how_long_it_may_be_silent() {
    let silence = std::future::pending::<Option<&'static str>>();
    let events = EventStream::<String>::new(Polled(Box::pin(silence)));
    let events = events.with_heartbeat(Duration::from_secs(2));
    let reply = Reply::stream(StatusCode::OK, &events);
    let texts = texts(reply.into(), Duration::from_secs(7)).await;
    assert_eq!(texts, [":\n\n"; 3]);
}

#[tokio::test(start_paused = true)]
async fn a_comment_is_sent_when_there_is_nothing_to_say() {
    let (sender, mut receiver) = tokio::sync::mpsc::unbounded_channel::<&str>();
    let stream = std::future::poll_fn(move |context| receiver.poll_recv(context));
    let events = EventStream::<String>::new(Polled(Box::pin(stream)));
    let reply = Reply::stream(StatusCode::OK, &events);
    assert_eq!(reply.headers["content-type"], "text/event-stream");
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_secs(20)).await;
        sender.send("a\r\nb").unwrap();
        tokio::time::sleep(Duration::from_secs(20)).await;
    });
    let texts = texts(reply.into(), Duration::from_secs(60)).await;
    // After 15 seconds, and 15 seconds after the event.
    assert_eq!(texts, [":\n\n", "data: a\ndata: b\n\n", ":\n\n"]);
}

/// A stream of what a future gives once.
struct Polled<F>(std::pin::Pin<Box<F>>);

impl<F: Future<Output = Option<&'static str>>> futures_core::Stream for Polled<F> {
    type Item = Result<String, Infallible>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        let item = self.0.as_mut().poll(context);
        item.map(|it| it.map(|text| Ok(text.to_owned())))
    }
}
