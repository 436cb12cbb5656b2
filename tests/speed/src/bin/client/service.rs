//! What is called.

use std::convert::Infallible;
use std::error::Error;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::thread;

use axum::Router;
use axum::body::Body;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::get;
use bytes::Bytes;
use futures_core::Stream;
use http_body_util::BodyExt as _;
use speed::servers;

/// How long the archive is: 1 GB.
pub(super) const LENGTH: usize = 1 << 30;

/// How much of it is made at once.
const PIECE: usize = 64 << 10;

/// Starts it on a thread of its own.
pub(super) fn start() -> Result<SocketAddr, Box<dyn Error>> {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0))?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let archive = Router::new()
        .route("/archive", get(download).put(upload))
        .layer(DefaultBodyLimit::disable());
    let router = servers::by_hand::router().merge(archive);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    thread::spawn(move || {
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener)?;
            axum::serve(listener, router).await
        })
    });
    Ok(address)
}

async fn download() -> impl IntoResponse {
    (
        [(CONTENT_TYPE, "application/octet-stream")],
        Body::from_stream(Zeros::new()),
    )
}

async fn upload(body: Body) -> StatusCode {
    let mut body = body;
    let mut length = 0;
    while let Some(Ok(frame)) = body.frame().await {
        length += frame.data_ref().map_or(0, Bytes::len);
    }
    match length == LENGTH {
        true => StatusCode::NO_CONTENT,
        false => StatusCode::BAD_REQUEST,
    }
}

/// The archive, made one piece after another.
pub(super) struct Zeros {
    left: usize,
    piece: Bytes,
}

impl Zeros {
    pub(super) fn new() -> Self {
        Self {
            left: LENGTH,
            piece: vec![0; PIECE].into(),
        }
    }
}

impl Stream for Zeros {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let length = self.left.min(PIECE);
        self.left -= length;
        Poll::Ready((length > 0).then(|| Ok(self.piece.slice(..length))))
    }
}
