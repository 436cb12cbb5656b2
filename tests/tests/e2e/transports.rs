//! What carries the calls of the client, and who sees them.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use agntix_api::Client;
use agntix_api::mock::{self, Mock};
use agntix_api::support::client::{
    Attempt, Body, Carried, Error, Observe, Outcome, Transport, TransportError, tower,
};
use http::header::HeaderValue;

use crate::harness::Series;
use crate::resilience::{CREATED, DOWN, client, create};

#[tokio::test]
async fn the_router_of_a_server_is_one() {
    let client = Client::over("http://sessions.test", tower(mock::router(Mock::new())));
    let session = create(&client.with_api_key("pk_live_1")).await.unwrap();
    assert_eq!(session.id, "ses_01j3m8xkqp8v2nw4f7g9hk0r");

    let strict = Mock::new().with_secret("pk_live_2");
    let client = Client::over("http://sessions.test", tower(mock::router(strict)));
    let error = create(&client.with_api_key("pk_live_1")).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 401);
}

/// Breaks the first requests, and sends the others on.
struct Broken {
    first: AtomicUsize,
    error: fn() -> TransportError,
    then: Box<dyn Transport>,
}

impl Transport for Broken {
    fn carry(&self, request: http::Request<Body>) -> Carried {
        let left = self.first.load(Ordering::Relaxed);
        if left == 0 {
            return self.then.carry(request);
        }
        self.first.store(left - 1, Ordering::Relaxed);
        Box::pin(std::future::ready(Err((self.error)())))
    }
}

fn broken(error: fn() -> TransportError) -> Client {
    let then = Box::new(tower(mock::router(Mock::new())));
    let first = AtomicUsize::new(1);
    client("http://sessions.test").with_transport(Broken { first, error, then })
}

#[tokio::test]
async fn what_has_not_been_sent_may_be_sent_again() {
    let unsent = || TransportError::new("no route").unsent();
    create(&broken(unsent)).await.unwrap();
    let unclear = || TransportError::new("reset");
    let error = create(&broken(unclear)).await.unwrap_err();
    assert!(matches!(error, Error::Transport { .. }), "{error:?}");
    assert!(error.to_string().ends_with("the connection failed: reset"));
}

#[tokio::test]
async fn calls_go_where_the_caller_says() {
    let (here, there) = (
        Series::answering(vec![CREATED]).await,
        Series::answering(vec![CREATED]).await,
    );
    let client = client(&here.url());
    let call = create(&client).base_url(&format!("{}/v2/", there.url()));
    call.await.unwrap();
    create(&client).await.unwrap();
    assert_eq!((here.requests().len(), there.requests().len()), (1, 1));
    let request = &there.requests()[0];
    assert!(
        request.starts_with("POST /v2/v1/chat/chat/sessions "),
        "{request}"
    );
}

/// Counts the requests that are under way at once.
#[derive(Clone, Default)]
struct Crowd {
    now: Arc<AtomicUsize>,
    most: Arc<AtomicUsize>,
}

impl Transport for Crowd {
    fn carry(&self, request: http::Request<Body>) -> Carried {
        let this = self.clone();
        let then = tower(mock::router(Mock::new())).carry(request);
        Box::pin(async move {
            let now = this.now.fetch_add(1, Ordering::Relaxed) + 1;
            this.most.fetch_max(now, Ordering::Relaxed);
            tokio::time::sleep(Duration::from_millis(10)).await;
            this.now.fetch_sub(1, Ordering::Relaxed);
            then.await
        })
    }
}

#[tokio::test]
async fn no_more_calls_are_made_at_once_than_may_be() {
    for (limit, expected) in [(Some(2), 2), (None, 8)] {
        let crowd = Crowd::default();
        let mut client = client("http://sessions.test").with_transport(crowd.clone());
        if let Some(limit) = limit {
            client = client.with_max_concurrency(limit);
        }
        let calls = (0..8).map(|_| tokio::spawn(create(&client).into_future()));
        for call in calls.collect::<Vec<_>>() {
            call.await.unwrap().unwrap();
        }
        assert_eq!(crowd.most.load(Ordering::Relaxed), expected);
    }
}

/// Notes what it sees, and adds a header.
#[derive(Clone, Default)]
struct Notes(Arc<Mutex<Vec<String>>>);

impl Observe for Notes {
    fn before(&self, attempt: Attempt, request: &mut http::Request<Body>) {
        let number = HeaderValue::from(attempt.number);
        request.headers_mut().insert("x-attempt", number);
        let note = format!("{} {}", attempt.operation.id, attempt.number);
        self.0.lock().unwrap().push(note);
    }

    fn after(&self, attempt: Attempt, outcome: Outcome<'_>) {
        let status = outcome.status.map(|it| it.as_u16());
        let note = format!("{} {}", attempt.number, status.unwrap_or_default());
        self.0.lock().unwrap().push(note);
    }
}

#[tokio::test]
async fn observers_see_every_attempt() {
    let server = Series::answering(vec![DOWN, CREATED]).await;
    let notes = Notes::default();
    let client = client(&server.url()).with_observer(notes.clone());
    create(&client).idempotency_key("key_1").await.unwrap();
    let seen = notes.0.lock().unwrap().clone();
    assert_eq!(
        seen,
        ["createSession 1", "1 503", "createSession 2", "2 201"]
    );
    for (number, request) in server.requests().iter().enumerate() {
        let header = format!("x-attempt: {}", number + 1);
        assert!(request.to_lowercase().contains(&header), "{request}");
    }
}

#[tokio::test]
async fn calls_can_be_waited_for() {
    let server = Series::answering(vec![CREATED]).await;
    let url = server.url();
    // From a thread that may block, and from one that drives other work.
    let waited = tokio::task::spawn_blocking(move || create(&client(&url)).wait());
    assert_eq!(waited.await.unwrap().unwrap().id, "ses_1");
    let client = client("http://sessions.test");
    let client = client.with_transport(tower(mock::router(Mock::new())));
    assert!(create(&client).wait().is_ok());
}
