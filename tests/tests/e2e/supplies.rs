//! Where the client has its secrets from, against literal bytes.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use agntix_api::Client;
use agntix_api::support::client::{Error, Provided, SecretSource, provided_by};

use crate::harness::Series;
use crate::resilience::{CREATED, create};

const REFUSED: &str = "HTTP/1.1 401 X\r\nContent-Length: 0\r\n\r\n";

/// Gives `key_1`, `key_2` and so on, each after a while, and counts them.
fn counting(lifetime: Option<Duration>) -> (Arc<AtomicUsize>, SecretSource) {
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    let provider = move || {
        let number = counted.fetch_add(1, Ordering::Relaxed) + 1;
        async move {
            tokio::time::sleep(Duration::from_millis(20)).await;
            let provided = Provided::new(format!("key_{number}"));
            Ok(match lifetime {
                Some(lifetime) => provided.with_lifetime(lifetime),
                None => provided,
            })
        }
    };
    (count, provided_by(provider))
}

fn keys(server: &Series) -> Vec<String> {
    let requests = server.requests();
    let keys = requests.iter().map(|request| {
        let lines = request.lines().map(str::to_lowercase);
        let key = lines.filter_map(|it| it.strip_prefix("x-api-key: ").map(str::to_owned));
        key.collect::<String>()
    });
    keys.collect()
}

#[tokio::test]
async fn a_secret_is_asked_for_once() {
    let server = Series::answering(vec![CREATED]).await;
    let (count, source) = counting(None);
    let client = Client::new(&server.url()).with_api_key(source);
    let calls = (0..10).map(|_| tokio::spawn(create(&client).into_future()));
    for call in calls.collect::<Vec<_>>() {
        call.await.unwrap().unwrap();
    }
    create(&client).await.unwrap();
    assert_eq!(count.load(Ordering::Relaxed), 1);
    assert_eq!(keys(&server), vec!["key_1"; 11]);
}

#[tokio::test]
async fn a_secret_that_is_refused_is_asked_for_again_once() {
    let server = Series::answering(vec![CREATED, REFUSED, CREATED, REFUSED]).await;
    let (count, source) = counting(None);
    let client = Client::new(&server.url()).with_api_key(source);
    create(&client).await.unwrap();
    // The same request, with another key.
    create(&client).await.unwrap();
    assert_eq!(keys(&server), ["key_1", "key_1", "key_2"]);
    let error = create(&client).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 401);
    assert_eq!(keys(&server)[3..], ["key_2", "key_3"]);
    assert_eq!(count.load(Ordering::Relaxed), 3);
}

#[tokio::test]
async fn a_secret_that_runs_out_is_asked_for_again() {
    let server = Series::answering(vec![CREATED]).await;
    // Less than what a request may take: good for one.
    let (count, source) = counting(Some(Duration::from_secs(1)));
    let client = Client::new(&server.url()).with_api_key(source);
    create(&client).await.unwrap();
    create(&client).await.unwrap();
    assert_eq!(count.load(Ordering::Relaxed), 2);
    let (count, source) = counting(Some(Duration::from_secs(3600)));
    let client = client.with_api_key(source);
    create(&client).await.unwrap();
    create(&client).await.unwrap();
    assert_eq!(count.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn a_secret_of_ones_own_is_not_sent_again() {
    let server = Series::answering(vec![REFUSED]).await;
    let client = Client::new(&server.url()).with_api_key("pk_live_1");
    create(&client).await.unwrap_err();
    assert_eq!(keys(&server), ["pk_live_1"]);
}

#[tokio::test]
async fn without_a_secret_nothing_is_sent() {
    let server = Series::answering(vec![CREATED]).await;
    let source = provided_by(async || Err("the vault is sealed".into()));
    let client = Client::new(&server.url()).with_api_key(source);
    let error = create(&client).await.unwrap_err();
    assert!(matches!(error, Error::Provider { .. }), "{error:?}");
    let message = error.to_string();
    assert!(
        message.contains("`apiKey`: the vault is sealed"),
        "{message}"
    );
    assert!(server.requests().is_empty());
}
