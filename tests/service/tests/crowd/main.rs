//! Ten thousand connections at once, in a program of its own: tests that share one run beside each
//! other, and those of `e2e` keep the disk busy.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    dead_code,
    reason = "a test that cannot go on has failed, in its helpers too, of which this needs a few"
)]

#[path = "../e2e/answer.rs"]
mod answer;
#[path = "../e2e/database.rs"]
mod database;
#[path = "../e2e/process.rs"]
mod process;

use std::collections::HashSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::{Barrier, Semaphore};
use tokio::time::timeout;

use crate::answer::Answer;
use crate::database::{Folder, session_ids};
use crate::process::{BODY, Service, create_key, request};

const CROWD: usize = 10_000;

/// One in so many creates a session, for which SQLite waits for the disk; what the others send does
/// not fit.
const CREATES: usize = 50;

/// How many connect at the same moment: the kernel keeps no more waiting.
const AT_THE_DOOR: usize = 500;

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_are_served_at_once() {
    let limit = rlimit::increase_nofile_limit(u64::MAX).unwrap();
    if limit < CROWD as u64 + 500 {
        eprintln!(
            "SKIPPED: a process may have {limit} files open, too few for {CROWD} connections"
        );
        return;
    }
    let folder = Folder::scratch();
    let key = create_key(&folder.sqlite(), "org_1");
    let service = Service::start(&folder.sqlite());
    let text = request(&format!("x-api-key: {key}"), BODY);
    let (head, good) = text.split_at(text.len() - BODY.len());
    let bad = good.replace("SDK", "FAX");
    let start = Instant::now();
    let door = Arc::new(Semaphore::new(AT_THE_DOOR));
    let inside = Arc::new(Barrier::new(CROWD));
    let mut tasks = Vec::new();
    for number in 0..CROWD {
        let head = head.to_owned();
        let body = if number % CREATES == 0 { good } else { &bad }.to_owned();
        let (door, inside, address) = (Arc::clone(&door), Arc::clone(&inside), service.address);
        tasks.push(tokio::spawn(async move {
            let permit = door.acquire().await.unwrap();
            let mut stream = TcpStream::connect(address).await.unwrap();
            stream.write_all(head.as_bytes()).await.unwrap();
            drop(permit);
            // Every one is in the middle of a request now, and its key is looked up.
            inside.wait().await;
            stream.write_all(body.as_bytes()).await.unwrap();
            read(&mut stream).await
        }));
    }
    let mut ids = HashSet::new();
    for (number, task) in tasks.into_iter().enumerate() {
        let answer = task.await.unwrap();
        if number % CREATES == 0 {
            assert_eq!(answer.status, 201, "{answer:?}");
            ids.insert(answer.text("/id"));
        } else {
            answer.refused(422);
        }
    }
    eprintln!("{CROWD} at once were served in {:?}", start.elapsed());
    assert_eq!(session_ids(&folder.sqlite()).await, ids);
}

async fn read(stream: &mut TcpStream) -> Answer {
    let (mut bytes, mut chunk) = (Vec::new(), [0; 1024]);
    loop {
        if let Some((answer, _)) = Answer::first(&bytes) {
            return answer;
        }
        let read = timeout(Duration::from_secs(60), stream.read(&mut chunk)).await;
        let read = read.expect("an answer within a minute").unwrap();
        assert!(read > 0, "the connection is closed");
        bytes.extend_from_slice(&chunk[..read]);
    }
}
