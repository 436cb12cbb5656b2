//! Servers that speak HTTP in their own way, against literal bytes.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use agntix_api::support::client::{Error, Retries};
use petstore::support::events::Event;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use crate::harness::{Script, Series, Step};
use crate::resilience::{CREATED, client, create};

/// The body of [`CREATED`].
fn session() -> &'static str {
    CREATED.split_once("\r\n\r\n").unwrap().1
}

fn leaked(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}

#[tokio::test]
async fn what_is_beyond_the_length_is_not_read() {
    let more = leaked(format!("{CREATED}HTTP/1.1 500 X\r\n\r\nno session"));
    let server = Series::answering(vec![more]).await;
    let client = client(&server.url());
    for _ in 0..2 {
        let answer = create(&client).send().await.unwrap();
        assert_eq!(answer.body, session());
        assert_eq!(answer.value.id, "ses_1");
    }
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn lengths_that_are_none() {
    for lengths in [
        "Content-Length: 165\r\nContent-Length: 3\r\n",
        "Content-Length: many\r\n",
        "Content-Length: -1\r\n",
        "Content-Length: 99999999999999999999999\r\n",
    ] {
        let head = "HTTP/1.1 201 X\r\nContent-Type: application/json\r\n";
        let text = leaked(format!("{head}{lengths}\r\n{}", session()));
        let server = Series::answering(vec![text]).await;
        let error = create(&client(&server.url())).await.unwrap_err();
        assert!(matches!(error, Error::Transport { .. }), "{error:?}");
        assert_eq!(server.requests().len(), 1);
    }
}

#[tokio::test]
async fn bodies_that_end_with_the_connection() {
    for version in ["HTTP/1.0", "HTTP/1.1"] {
        let head = format!("{version} 201 Created\r\nContent-Type: application/json\r\n");
        let text = leaked(format!("{head}\r\n{}", session()));
        let server = Series::answering(vec![text]).await;
        let session = create(&client(&server.url())).await.unwrap();
        assert_eq!(session.id, "ses_1", "{version}");
    }
}

#[tokio::test]
async fn bodies_in_chunks_of_any_size() {
    for size in [1, 7, 164, 165] {
        let mut text = "HTTP/1.1 201 X\r\nContent-Type: application/json\r\n\
            Transfer-Encoding: chunked\r\n\r\n"
            .to_owned();
        for chunk in session().as_bytes().chunks(size) {
            let chunk = String::from_utf8_lossy(chunk);
            text.push_str(&format!("{:x};note=a\r\n{chunk}\r\n", chunk.len()));
        }
        text.push_str("0\r\nX-Trailer: a\r\n\r\n");
        let server = Series::answering(vec![leaked(text)]).await;
        let session = create(&client(&server.url())).await.unwrap();
        assert_eq!(session.id, "ses_1", "{size}");
    }
}

#[tokio::test]
async fn interim_answers_are_passed_over() {
    let text = leaked(format!(
        "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n{CREATED}"
    ));
    let server = Series::answering(vec![text]).await;
    assert_eq!(create(&client(&server.url())).await.unwrap().id, "ses_1");
}

/// A server that keeps its connections open for as many requests as `each`, and counts them.
async fn keeping(each: usize) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let connections = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&connections);
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            counted.fetch_add(1, Ordering::Relaxed);
            tokio::spawn(async move {
                for _ in 0..each {
                    let mut bytes = Vec::new();
                    // The body is the end of a request: it is the only brace that closes at all.
                    while !bytes.ends_with(b"}") {
                        let byte = stream.read_u8().await.unwrap();
                        bytes.push(byte);
                    }
                    stream.write_all(CREATED.as_bytes()).await.unwrap();
                }
            });
        }
    });
    (url, connections)
}

#[tokio::test]
async fn connections_are_used_again_until_the_server_closes_them() {
    let (url, connections) = keeping(3).await;
    let client = client(&url);
    for _ in 0..3 {
        create(&client).await.unwrap();
    }
    assert_eq!(connections.load(Ordering::Relaxed), 1);
    // The server has hung up without a word.
    tokio::time::sleep(Duration::from_millis(50)).await;
    create(&client).await.unwrap();
    assert_eq!(connections.load(Ordering::Relaxed), 2);
}

#[tokio::test]
async fn a_storm_of_429_is_waited_out_by_few() {
    const BUSY: &str = "HTTP/1.1 429 X\r\nContent-Type: application/json\r\n\
        Retry-After: Wed, 29 Apr 2026 09:00:00 GMT\r\nContent-Length: 39\r\n\r\n\
        {\"error\":{\"code\":\"BUSY\",\"message\":\"-\"}}";
    let server = Series::answering(vec![BUSY]).await;
    let client = client(&server.url()).with_retries(Retries::up_to(10));
    let calls = 100;
    let made = (0..calls).map(|_| {
        let call = create(&client).idempotency_key("key_1");
        tokio::spawn(call.into_future())
    });
    for call in made.collect::<Vec<_>>() {
        let error = call.await.unwrap().unwrap_err();
        assert_eq!(error.status().unwrap(), 429);
        assert_eq!(error.retry_after(), Some(Duration::ZERO));
    }
    let requests = server.requests().len();
    let allowed = calls + calls / 5 + 15;
    assert!((calls + 5..=allowed).contains(&requests), "{requests}");
}

#[tokio::test]
async fn a_server_may_say_when_to_come_back_by_a_date() {
    let text = "HTTP/1.1 503 X\r\nContent-Type: application/json\r\n\
        Retry-After: Wed, 29 Apr 2099 09:00:00 GMT\r\nContent-Length: 39\r\n\r\n\
        {\"error\":{\"code\":\"DOWN\",\"message\":\"-\"}}";
    let server = Series::answering(vec![text]).await;
    let call = create(&client(&server.url())).idempotency_key("key_1");
    let error = call.await.unwrap_err();
    let year = Duration::from_secs(365 * 24 * 60 * 60);
    assert!(error.retry_after().unwrap() > year);
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn redirects_within_an_origin_are_followed() {
    let text = "HTTP/1.1 307 X\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n";
    let server = Series::answering(vec![text, CREATED]).await;
    create(&client(&server.url())).await.unwrap();
    let requests = server.requests();
    assert!(requests[1].starts_with("POST /elsewhere "), "{requests:?}");
    assert!(requests[1].contains("pk_live_1"), "{requests:?}");
}

#[tokio::test]
async fn events_come_byte_by_byte() {
    let text = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n\
        data: {\"id\":1,\r\ndata: \"name\":\"R\u{e9}x\"}\r\n\r\nid: 2\ndata: Ada\n\n";
    let mut steps = Vec::new();
    for (start, letter) in text.char_indices() {
        steps.push(Step::Send(&text[start..start + letter.len_utf8()]));
        steps.push(Step::Wait(Duration::from_millis(1)));
    }
    let server = Script::start(steps).await;
    let client = petstore::Client::new(&server.url());
    let mut events = client.list_events().await.unwrap();
    let mut all = Vec::new();
    while let Some(event) = events.next().await {
        all.push(event.unwrap());
    }
    let expected = [
        Event::new("{\"id\":1,\n\"name\":\"R\u{e9}x\"}".to_owned()),
        Event::new("Ada".to_owned()).with_id("2"),
    ];
    assert_eq!(all, expected);
}

#[tokio::test]
async fn errors_print_no_secret() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let closed = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let cut = Series::answering(vec!["HTTP/1.1 204"]).await;
    let odd = Series::answering(vec!["HTTP/1.1 418 X\r\nContent-Length: 0\r\n\r\n"]).await;
    for url in [closed, cut.url(), odd.url(), "http://".to_owned()] {
        let client = petstore::Client::new(&url)
            .with_token("hunter2")
            .with_session("hunter2");
        let error = client.delete_pet(1).await.unwrap_err();
        let printed = format!("{error} {error:?} {error:#?}");
        assert!(!printed.contains("hunter2"), "{printed}");
    }
    // The secrets were there to be printed.
    assert!(odd.requests()[0].contains("hunter2"));
}
