//! What was acknowledged is there after the process was killed.
//!
//! `KILLS` says how often it is killed on each database, for longer runs.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::BODY;
use crate::answer::Answer;
use crate::database::{Folder, session_ids};
use crate::postgres::Postgres;
use crate::process::{Service, create_key, request};

/// How many clients create sessions at once.
const CLIENTS: usize = 16;

fn kills() -> u64 {
    std::env::var("KILLS").map_or(5, |it| it.parse().expect("KILLS is a number"))
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_on_sqlite() {
    let folder = Folder::scratch();
    let acknowledged = Arc::default();
    for round in 0..kills() {
        kill_under_load(&folder.sqlite(), round, &acknowledged).await;
    }
    compare("SQLite", &folder.sqlite(), &acknowledged).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_on_postgresql() {
    let Some(mut postgres) = Postgres::start().await else {
        return;
    };
    let acknowledged = Arc::default();
    for round in 0..kills() {
        kill_under_load(&postgres.url, round, &acknowledged).await;
        // Now and then the database goes down with it.
        if round % 5 == 4 {
            postgres.stop();
            postgres.restart().await;
        }
    }
    compare("PostgreSQL", &postgres.url, &acknowledged).await;
}

/// Kills a service while clients create sessions, at another moment in each round.
async fn kill_under_load(url: &str, round: u64, acknowledged: &Arc<Mutex<HashSet<String>>>) {
    let key = create_key(url, "org_1");
    let mut service = Service::start(url);
    let request = request(&format!("x-api-key: {key}"), BODY);
    let before = acknowledged.lock().unwrap().len();
    let clients: Vec<_> = (0..CLIENTS)
        .map(|_| {
            let (request, acknowledged) = (request.clone(), Arc::clone(acknowledged));
            let address = service.address;
            tokio::spawn(async move {
                let stream = TcpStream::connect(address).await.unwrap();
                create(stream, &request, &acknowledged).await;
            })
        })
        .collect();
    // The service has served something at least, and is at work.
    let start = Instant::now();
    while acknowledged.lock().unwrap().len() == before {
        assert!(
            start.elapsed() < Duration::from_secs(30),
            "{}",
            service.log()
        );
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    tokio::time::sleep(Duration::from_millis(50 + round * 37 % 250)).await;
    service.kill();
    for client in clients {
        client.await.unwrap();
    }
}

/// Creates sessions until the service is gone, and notes those that it was told of.
async fn create(mut stream: TcpStream, request: &str, acknowledged: &Mutex<HashSet<String>>) {
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    while stream.write_all(request.as_bytes()).await.is_ok() {
        bytes.clear();
        let answer = loop {
            if let Some((answer, _)) = Answer::first(&bytes) {
                break answer;
            }
            match stream.read(&mut chunk).await {
                Ok(0) | Err(_) => return,
                Ok(read) => bytes.extend_from_slice(&chunk[..read]),
            }
        };
        assert_eq!(answer.status, 201, "{answer:?}");
        acknowledged.lock().unwrap().insert(answer.text("/id"));
    }
}

/// Checks that all that was acknowledged is there.
async fn compare(database: &str, url: &str, acknowledged: &Mutex<HashSet<String>>) {
    let stored = session_ids(url).await;
    let acknowledged = acknowledged.lock().unwrap();
    let lost: Vec<&String> = acknowledged.difference(&stored).collect();
    eprintln!(
        "{database}: {} kills, {} sessions acknowledged, {} stored, {} lost",
        kills(),
        acknowledged.len(),
        stored.len(),
        lost.len()
    );
    assert!(lost.is_empty(), "{lost:?}");
    // What was under way when the service was killed may be there, and nothing else.
    let unanswered = stored.len() - acknowledged.len();
    assert!(
        unanswered as u64 <= kills() * CLIENTS as u64,
        "{unanswered}"
    );
}
