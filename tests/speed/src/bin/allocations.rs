//! Counts what each server of the session API allocates for a request, all that carries it included.

use std::alloc::System;
use std::error::Error;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::thread;

use speed::report::Row;
use speed::{samples, servers};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// How many requests are counted.
const REQUESTS: u32 = 5_000;

fn main() -> Result<(), Box<dyn Error>> {
    let ours = per_request("ours")?;
    let by_hand = per_request("by-hand")?;
    let rows = [
        ("allocations", ours.0, by_hand.0),
        ("bytes allocated", ours.1, by_hand.1),
    ];
    for (unit, ours, baseline) in rows {
        Row {
            what: "session endpoint, per request",
            unit,
            ours,
            baseline,
        }
        .print()?;
    }
    Ok(())
}

/// How often, and how many bytes.
fn per_request(name: &'static str) -> Result<(f64, f64), Box<dyn Error>> {
    let request = request()?;
    let mut stream = TcpStream::connect(serve(name)?)?;
    let mut answer = vec![0; 64 * 1024];
    stream.write_all(&request)?;
    let length = stream.read(&mut answer)?;
    let answer = answer.get_mut(..length).unwrap_or_default();
    if !answer.starts_with(b"HTTP/1.1 201 ") {
        return Err(format!("{name} answers {}", String::from_utf8_lossy(answer)).into());
    }
    for _ in 0..200 {
        exchange(&mut stream, &request, answer)?;
    }
    let region = Region::new(ALLOCATOR);
    for _ in 0..REQUESTS {
        exchange(&mut stream, &request, answer)?;
    }
    let change = region.change();
    let each = |count: usize| u32::try_from(count).map(|it| f64::from(it) / f64::from(REQUESTS));
    Ok((
        each(change.allocations + change.reallocations)?,
        each(change.bytes_allocated)?,
    ))
}

/// Sends a request and reads the answer, which is as long as the last. Allocates nothing.
fn exchange(
    stream: &mut TcpStream,
    request: &[u8],
    answer: &mut [u8],
) -> Result<(), Box<dyn Error>> {
    stream.write_all(request)?;
    stream.read_exact(answer)?;
    Ok(())
}

fn request() -> Result<Vec<u8>, Box<dyn Error>> {
    let body = serde_json::to_vec(&samples::session_request())?;
    let head = format!(
        "POST {} HTTP/1.1\r\nhost: localhost\r\nx-api-key: {}\r\ncontent-type: application/json\r\n\
         accept: application/json\r\ncontent-length: {}\r\n\r\n",
        servers::PATH,
        servers::API_KEY,
        body.len()
    );
    Ok([head.into_bytes(), body].concat())
}

/// Starts the server on a thread of its own.
fn serve(name: &'static str) -> Result<SocketAddr, Box<dyn Error>> {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0))?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let router = servers::named(name).ok_or("no such server")?;
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
