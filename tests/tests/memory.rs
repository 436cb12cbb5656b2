//! However long a body is, it takes little memory. A process of its own, for nothing else to take
//! any.

#![cfg(target_os = "linux")]
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed, in its helpers too"
)]

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use petstore::Client;
use petstore::models::{AddRecordForm, Owner};
use petstore::support::file::File;
use petstore::support::stream::ByteStream;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// How long the bodies are.
const LENGTH: usize = 256 << 20;

/// How much more memory may be in use while one is on its way.
const ALLOWED: usize = 48 << 20;

const PIECE: usize = 64 << 10;

/// The memory that this process has, in bytes.
fn resident() -> usize {
    let text = std::fs::read_to_string("/proc/self/statm").unwrap();
    let pages: usize = text.split(' ').nth(1).unwrap().parse().unwrap();
    pages * 4096
}

/// So many bytes, made one piece after another.
struct Zeros {
    left: usize,
    most: usize,
}

impl Stream for Zeros {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let memory = resident();
        assert!(
            memory < self.most,
            "{memory} bytes with {} to go",
            self.left
        );
        let piece = self.left.min(PIECE);
        self.left -= piece;
        Poll::Ready((piece > 0).then(|| Ok(vec![0; piece].into())))
    }
}

fn zeros() -> ByteStream {
    let most = resident() + ALLOWED;
    let stream = ByteStream::new(Zeros { left: LENGTH, most });
    stream.with_length(LENGTH as u64)
}

/// Reads a request to its end and answers; tells how long its body is.
async fn read_all(mut stream: TcpStream) -> usize {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.unwrap());
    }
    let head = String::from_utf8(head).unwrap().to_lowercase();
    let length = head.split("content-length: ").nth(1).expect("a length");
    let length = length.split("\r\n").next().unwrap().parse().unwrap();
    let mut piece = vec![0; PIECE];
    let mut left: usize = length;
    while left > 0 {
        let count = stream.read(&mut piece).await.unwrap();
        assert!(count > 0, "{left} bytes are missing");
        left -= count;
    }
    let answer = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok";
    stream.write_all(answer.as_bytes()).await.unwrap();
    length
}

async fn listener() -> (TcpListener, Client) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    (listener, Client::new(&url))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn long_bodies_take_little_memory() {
    let (server, client) = listener().await;
    let reading = tokio::spawn(async move { read_all(server.accept().await.unwrap().0).await });
    client.set_bytes(Some(zeros())).await.unwrap();
    assert_eq!(reading.await.unwrap(), LENGTH);

    let (server, client) = listener().await;
    let reading = tokio::spawn(async move { read_all(server.accept().await.unwrap().0).await });
    let form = AddRecordForm::new("t", File::streamed(zeros()), Owner::new("Ann"), vec![]);
    client.add_record(1, &form).await.unwrap();
    assert!(reading.await.unwrap() > LENGTH);

    let (server, client) = listener().await;
    tokio::spawn(async move {
        let (mut stream, _) = server.accept().await.unwrap();
        let mut request = [0; 4096];
        assert!(stream.read(&mut request).await.unwrap() > 0);
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: {LENGTH}\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        let piece = vec![0; PIECE];
        for _ in 0..LENGTH / PIECE {
            stream.write_all(&piece).await.unwrap();
        }
    });
    let most = resident() + ALLOWED;
    let mut stream = client.echo_bytes("x").await.unwrap();
    let mut read = 0;
    while let Some(piece) = stream.next().await {
        read += piece.unwrap().len();
        let memory = resident();
        assert!(memory < most, "{memory} bytes after {read}");
    }
    assert_eq!(read, LENGTH);
}
