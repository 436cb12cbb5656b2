//! Connections, HTTP/1.1 and HTTP/2, until the process is told to stop.

use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::time::sleep;
use tower::ServiceExt as _;
use tracing::{error, info, warn};

/// How long a client may take to send the head of a request, and to think of the next one.
const HEAD_TIME: Duration = Duration::from_secs(10);

/// How long requests may take to finish once the process has been told to stop.
const GRACE: Duration = Duration::from_secs(30);

/// What is read of a head: more than is served, so that it is refused in the API's own way.
const HEAD_BYTES: u32 = 64 * 1024;
const MAX_HEADERS: usize = 256;

/// Serves connections until SIGTERM or SIGINT, and finishes what has begun.
pub(crate) async fn serve(listener: TcpListener, router: Router) -> std::io::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut http = Builder::new(TokioExecutor::new());
    let mut http1 = http.http1();
    http1.timer(TokioTimer::new());
    http1.header_read_timeout(HEAD_TIME);
    http1.max_buf_size(HEAD_BYTES as usize);
    http1.max_headers(MAX_HEADERS);
    let mut http2 = http.http2();
    http2.timer(TokioTimer::new());
    // Finds out about clients that are gone without a word.
    http2.keep_alive_interval(HEAD_TIME);
    http2.max_header_list_size(HEAD_BYTES);
    let open = GracefulShutdown::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = terminate.recv() => break,
            _ = interrupt.recv() => break,
        };
        let Ok((stream, _)) = accepted.inspect_err(|error| error!(%error, "cannot accept")) else {
            // Out of descriptors, perhaps; connections that end give some back.
            sleep(Duration::from_millis(100)).await;
            continue;
        };
        // An answer is one write: nothing is gained by waiting for more.
        let _ = stream.set_nodelay(true);
        let has_asked = Arc::new(AtomicBool::new(false));
        let asks = Arc::clone(&has_asked);
        let router = router.clone();
        let service = router.map_request(move |request: Request<Incoming>| {
            asks.store(true, Ordering::Relaxed);
            request.map(Body::new)
        });
        let service = TowerToHyperService::new(service);
        let connection = http.serve_connection(TokioIo::new(stream), service);
        let connection = open.watch(connection.into_owned());
        tokio::spawn(async move {
            // Until its version of HTTP is known, nothing else limits a client that is slow.
            let silence = async {
                sleep(HEAD_TIME).await;
                if has_asked.load(Ordering::Relaxed) {
                    pending().await
                }
            };
            tokio::select! {
                biased; // What has arrived counts, though it is late: the machine may be slow.
                // It failed because of the client, whom nobody can tell.
                _ = connection => {}
                () = silence => {}
            }
        });
    }
    drop(listener);
    info!("stopping");
    tokio::select! {
        () = open.shutdown() => info!("stopped"),
        () = sleep(GRACE) => warn!("stopped, and some requests have not finished"),
    }
    Ok(())
}
