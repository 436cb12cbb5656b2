//! Several services on one database.

use std::sync::Arc;

use crate::BODY;
use crate::database::{Folder, session_ids};
use crate::postgres::Postgres;
use crate::process::{Service, create_key};

#[tokio::test]
async fn they_share_a_postgresql() {
    let Some(postgres) = Postgres::start().await else {
        return;
    };
    share(&postgres.url, 2).await;
}

#[tokio::test]
async fn they_share_an_sqlite() {
    let folder = Folder::scratch();
    share(&folder.sqlite(), 2).await;
}

/// Starts several at once on an empty database, and uses them all with one key.
async fn share(url: &str, count: usize) {
    let starts: Vec<_> = (0..count)
        .map(|_| {
            let url = url.to_owned();
            std::thread::spawn(move || Service::start(&url))
        })
        .collect();
    let services = starts.into_iter().map(|it| Arc::new(it.join().unwrap()));
    let services: Vec<Arc<Service>> = services.collect();
    let key = format!("x-api-key: {}", create_key(url, "org_1"));
    let mut tasks = Vec::new();
    for number in 0..200 {
        let service = Arc::clone(&services[number % count]);
        let key = key.clone();
        tasks.push(tokio::spawn(async move {
            let answer = service.create(&key, BODY).await;
            assert_eq!(answer.status, 201, "{answer:?}");
            answer.text("/id")
        }));
    }
    let found = session_ids(url).await.len();
    let mut ids = std::collections::HashSet::new();
    for task in tasks {
        ids.insert(task.await.unwrap());
    }
    assert!(found <= 200 && ids.len() == 200);
    assert_eq!(session_ids(url).await, ids);
}
