//! A client that goes away stops the work.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use http::{Method, StatusCode};
use petstore::support::axum::Request;
use petstore::support::http::Operation;
use petstore::support::server::{Refusal, Reply};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use tokio::time::sleep;

use super::{Nobody, operation, routes};
use crate::harness::Server;

static WAIT: Operation = operation("wait", Method::POST, "/wait");
static READ: Operation = operation("read", Method::POST, "/read");

/// How many requests are being worked on.
static AT_WORK: AtomicUsize = AtomicUsize::new(0);

/// Counts for as long as it is there.
struct Work;

impl Work {
    fn begin() -> Self {
        AT_WORK.fetch_add(1, Ordering::SeqCst);
        Self
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        AT_WORK.fetch_sub(1, Ordering::SeqCst);
    }
}

async fn wait(_: Arc<Nobody>, _: Request) -> Result<Reply, Refusal> {
    let _work = Work::begin();
    sleep(Duration::from_secs(3600)).await;
    Ok(Reply::empty(StatusCode::NO_CONTENT))
}

async fn read(_: Arc<Nobody>, request: Request) -> Result<Reply, Refusal> {
    let _work = Work::begin();
    request.receive().await?;
    Ok(Reply::empty(StatusCode::NO_CONTENT))
}

async fn assert_at_work(count: usize) {
    for _ in 0..200 {
        if AT_WORK.load(Ordering::SeqCst) == count {
            return;
        }
        sleep(Duration::from_millis(20)).await;
    }
    panic!(
        "{} are at work, not {count}",
        AT_WORK.load(Ordering::SeqCst)
    );
}

#[tokio::test]
async fn a_client_that_goes_away_stops_the_work() {
    let routes = routes().route(&WAIT, wait).route(&READ, read);
    let server = Server::start(routes.finish()).await;
    for request in [
        "POST /wait HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST /read HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\nhalf",
    ] {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        assert_at_work(1).await;
        drop(stream);
        assert_at_work(0).await;
    }
}
