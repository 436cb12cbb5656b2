//! What the session API does not use, from end to end.

mod answers;
mod bodies;
mod constraints;
mod credentials;
mod drift;
mod events;
mod forms;
mod hooks;
mod media;
mod media_service;
mod mock;
mod pages;
mod pages_service;
mod parameters;
mod reconnect;
mod rules;
mod servers;
mod service;
mod streams;
mod uploads;

use std::sync::Arc;

use petstore::router;
use serde_json::{Value, json};

use self::service::Pets;
use crate::harness::{Answer, Server};

async fn server() -> Server {
    Server::start(router::router(Arc::new(Pets))).await
}

async fn send(line: &str, headers: &str, body: &str) -> Answer {
    server().await.send(line, headers, body).await
}

#[track_caller]
fn assert_problem(answer: &Answer, status: u16) -> Value {
    assert_eq!(answer.status, status, "{answer:?}");
    assert_eq!(answer.headers("content-type"), ["application/problem+json"]);
    let body = answer.json();
    assert_eq!(body.get("status"), Some(&json!(status)));
    assert_eq!(body.get("type"), Some(&json!("about:blank")));
    body
}
