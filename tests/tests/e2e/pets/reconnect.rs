//! Events over one connection after another, and what they end with, against literal bytes.

use std::time::{Duration, Instant};

use petstore::Client;
use petstore::support::client::Retries;
use petstore::support::events::EventStream;
use petstore::support::stream::StreamError;

use super::server;
use crate::harness::{Script, Series, Step};

const GONE: &str = "HTTP/1.1 204 No Content\r\n\r\n";

/// Events up to the end of the connection.
fn events(text: &str) -> &'static str {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
    Box::leak([head, text].concat().into_boxed_str())
}

fn client(server: &Series) -> Client {
    Client::new(&server.url()).with_retries(Retries::none())
}

/// The data of all events, and the error at the end.
async fn all(mut events: EventStream<String>) -> (Vec<String>, Option<StreamError>) {
    let mut data = Vec::new();
    while let Some(event) = events.next().await {
        match event {
            Ok(event) => data.push(event.data),
            Err(error) => {
                assert!(events.next().await.is_none(), "an error is the end");
                return (data, Some(error));
            }
        }
    }
    (data, None)
}

/// The ids that the requests ask to go on after.
fn last_ids(server: &Series) -> Vec<Option<String>> {
    let requests = server.requests();
    let id = |it: &String| {
        let mut lines = it.lines();
        lines.find_map(|it| it.strip_prefix("last-event-id: ").map(str::to_owned))
    };
    requests.iter().map(id).collect()
}

#[tokio::test]
async fn a_lost_connection_goes_on_after_the_last_event() {
    let server = Series::answering(vec![
        // What is not complete does not count.
        events("retry: 150\n\nid: 1\ndata: a\n\ndata: b\n\nid: 9\ndata: cut"),
        // An id without data counts.
        events(": hello\n\nid: \u{e9}2\n\n"),
        events("retry: 50\ndata: c\n\nid\n\n"),
        GONE,
    ])
    .await;
    let start = Instant::now();
    let stream = client(&server).list_events().reconnecting();
    assert_eq!(server.requests().len(), 0, "nobody has asked yet");
    let (data, error) = all(stream).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(data, ["a", "b", "c"]);
    let ids = [None, Some("1".to_owned()), Some("\u{e9}2".to_owned()), None];
    assert_eq!(last_ids(&server), ids);
    let took = start.elapsed();
    assert!(took >= Duration::from_millis(150 + 150 + 50), "{took:?}");
    assert!(took < Duration::from_secs(3), "{took:?}");
}

#[tokio::test]
async fn the_caller_may_say_where_to_go_on() {
    let server = Series::answering(vec![events("retry: 1\nid: 8\ndata: a\n\n"), GONE]).await;
    let call = client(&server).list_events().header("Last-Event-ID", "7");
    assert_eq!(all(call.reconnecting()).await.0, ["a"]);
    let ids = ["7", "8"].map(|it| Some(it.to_owned()));
    assert_eq!(last_ids(&server), ids);
}

#[tokio::test]
async fn a_server_that_comes_back_is_found_again() {
    let cut = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\
        Transfer-Encoding: chunked\r\n\r\n1f\r\nid: 1\nretry: 1\ndata: \"a\"\n\n: abc\r\n";
    let answers = vec![cut, "", "", events("data: b\n\n"), GONE];
    let server = Series::answering(answers).await;
    let (data, error) = all(client(&server).list_events().reconnecting()).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(data, ["\"a\"", "b"]);
    let ids = last_ids(&server);
    assert!(
        ids.len() == 5 && ids.iter().skip(1).all(Option::is_some),
        "{ids:?}"
    );
}

#[tokio::test]
async fn silence_is_a_lost_connection() {
    let open = Script::start(vec![
        Step::Send(events("retry: 1\nid: 1\ndata: a\n\n")),
        Step::Wait(Duration::from_secs(5)),
    ])
    .await;
    let client = Client::new(&open.url()).with_timeout(Duration::from_millis(100));
    let mut stream = client
        .with_retries(Retries::none())
        .list_events()
        .reconnecting();
    assert_eq!(stream.next().await.unwrap().unwrap().data, "a");
    // There is nobody else, and the stream waits for somebody.
    let next = tokio::time::timeout(Duration::from_millis(400), stream.next());
    assert!(next.await.is_err());
}

#[tokio::test]
async fn what_is_no_stream_of_events_is_the_end() {
    for (answer, expected) in [
        ("", "the connection failed"),
        (
            "HTTP/1.1 500 X\r\nContent-Length: 0\r\n\r\n",
            "500 Internal Server Error",
        ),
        (
            "HTTP/1.1 200 X\r\nContent-Type: text/html\r\nContent-Length: 1\r\n\r\n-",
            "does not list its media type `text/html`",
        ),
    ] {
        let server = Series::answering(vec![answer]).await;
        let (data, error) = all(client(&server).list_events().reconnecting()).await;
        assert_eq!(data.len(), 0);
        let text = error.unwrap().to_string();
        assert!(text.contains(expected), "{text}");
        assert_eq!(server.requests().len(), 1, "{expected}");
    }
    // The same later on, but for a server that is gone.
    let down = "HTTP/1.1 503 X\r\nContent-Length: 0\r\n\r\n";
    let server = Series::answering(vec![events("retry: 1\ndata: a\n\n"), down]).await;
    let (data, error) = all(client(&server).list_events().reconnecting()).await;
    assert_eq!(data, ["a"]);
    let text = error.unwrap().to_string();
    assert!(text.contains("503 Service Unavailable"), "{text}");
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_sentinel_is_the_end() {
    let text = "retry: 1\ndata: a\n\ndata: [DONE]\n\ndata: that is all\n\ndata: b\n\n";
    let server = Series::answering(vec![events(text)]).await;
    let (data, error) = all(client(&server).list_tokens().reconnecting()).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(data, ["a", "[DONE]"]);
    assert_eq!(server.requests().len(), 1);
    let stream = client(&server).list_tokens().await.unwrap();
    assert_eq!(all(stream).await.0, ["a", "[DONE]"]);
    // Without one, data is data.
    let stream = client(&server).list_events().await.unwrap();
    assert_eq!(all(stream).await.0.len(), 4);
}

#[tokio::test]
async fn what_is_not_safe_to_send_twice_is_sent_once() {
    let server = Series::answering(vec![events("retry: 1\nid: 1\ndata: a\n\n")]).await;
    let (data, error) = all(client(&server).ask_tokens("x").reconnecting()).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(data, ["a"]);
    assert_eq!(server.requests().len(), 1);

    let server = Series::answering(vec![events("retry: 1\nid: 1\ndata: a\n\n"), GONE]).await;
    let call = client(&server).ask_tokens("x").idempotency_key("1");
    assert_eq!(all(call.reconnecting()).await.0, ["a"]);
    let requests = server.requests();
    assert_eq!(requests.len(), 2);
    assert!(
        requests.iter().all(|it| it.ends_with("\r\n\r\nx")),
        "{requests:#?}"
    );
}

#[tokio::test]
async fn who_drops_events_is_connected_to_no_more() {
    let server = Series::answering(vec![events("retry: 20\ndata: a\n\n")]).await;
    let mut stream = client(&server).list_events().reconnecting();
    stream.next().await.unwrap().unwrap();
    stream.next().await.unwrap().unwrap();
    drop(stream);
    let requests = server.requests().len();
    tokio::time::sleep(Duration::from_millis(150)).await;
    assert_eq!(server.requests().len(), requests);
}

#[tokio::test]
async fn a_server_ends_with_the_sentinel_when_all_went_well() {
    let answer = server().await.send("GET /streams/tokens", "", "").await;
    assert_eq!(answer.headers("content-type"), ["text/event-stream"]);
    assert!(answer.body.contains("data: one\n\n"), "{answer:?}");
    assert!(answer.body.contains("data: that is all\n\n"), "{answer:?}");
}
