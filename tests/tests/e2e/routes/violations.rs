//! What a client is told of parameters that do not fit.

use std::sync::Arc;

use http::{Method, StatusCode};
use petstore::support::axum::Request;
use petstore::support::http::{Operation, Parameter};
use petstore::support::server::{Refusal, Reply};

use super::{Nobody, routes};
use crate::harness::Server;

static COUNT: Operation = Operation {
    id: "count",
    method: Method::GET,
    path: "/count",
    parameters: &[Parameter::query("limit"), Parameter::query("page")],
    consumes: &[],
    produces: &[],
    security: &[],
    success: &[],
    failures: &[],
    error_bodies: &[],
};

/// Reads what is required first, whatever the document begins with.
async fn count(_: Arc<Nobody>, mut request: Request) -> Result<Reply, Refusal> {
    let page = request.parameter::<i32>("page");
    let limit: Option<i32> = request.optional("limit");
    request.check_parameters()?;
    let text = format!("{} of {}", page?, limit.unwrap_or(10));
    Ok(Reply::text(StatusCode::OK, &text))
}

#[tokio::test]
async fn they_are_named_in_the_order_of_the_document() {
    let server = Server::start(routes().route(&COUNT, count).finish()).await;
    let get = async |target: &str| server.send(&format!("GET {target}"), "", "").await;
    let answer = get("/count?page=two&limit=many").await;
    assert_eq!(answer.status, 400);
    let errors = answer.json()["errors"].clone();
    let named = [0, 1].map(|it| errors[it]["parameter"].clone());
    assert_eq!(named, ["limit", "page"]);

    assert_eq!(get("/count?page=2&limit=many").await.status, 400);
    let answer = get("/count?page=2").await;
    assert_eq!((answer.status, answer.body.as_str()), (200, "2 of 10"));
}
