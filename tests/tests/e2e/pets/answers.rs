//! Several successes, headers, ranges of failures.

use http::StatusCode;
use petstore::Client;
use petstore::answers::GetPetResponse;
use petstore::errors::{CreatePetConflict, CreatePetError, GetPetError};
use petstore::models::NewPet;
use petstore::parameters::ListPetsOptions;
use petstore::support::client::Error;
use serde_json::json;

use super::{assert_problem, send, server};
use crate::harness::Script;

#[tokio::test]
async fn failures_of_ranges_and_single_statuses() {
    let answer = send("GET /pets?limit=422", "", "").await;
    assert_eq!((answer.status, answer.body.as_str()), (422, "\"no\""));
    let answer = send("GET /pets?limit=503", "", "").await;
    assert_eq!((answer.status, answer.body.as_str()), (503, ""));
    assert!(answer.headers("content-type").is_empty());
}

#[tokio::test]
async fn headers_of_answers() {
    let answer = send("GET /pets?tags=a&tags=b", "", "").await;
    assert_eq!(answer.headers("x-total-count"), ["41"]);
    assert_eq!(answer.headers("x-sources"), ["a,b"]);
    assert!(
        send("GET /pets", "", "")
            .await
            .headers("x-sources")
            .is_empty()
    );

    let missing = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]";
    let script = Script::answering(missing).await;
    let options = ListPetsOptions::default();
    let error = Client::new(&script.url())
        .list_pets(&options)
        .await
        .unwrap_err();
    assert!(
        error.to_string().contains("x-total-count: it is missing"),
        "{error}"
    );
}

#[tokio::test]
async fn several_successes_and_failures() {
    let server = server().await;
    let client = Client::new(&server.url());
    assert_eq!(
        client.get_pet(204).await.unwrap(),
        GetPetResponse::NoContent
    );
    let failure = async |id| match client.get_pet(id).await {
        Err(Error::Failure { failure, .. }) => failure,
        other => panic!("{other:?}"),
    };
    assert_eq!(
        failure(404).await,
        GetPetError::NotFound("no such pet".to_owned())
    );
    assert_eq!(failure(404).await.to_string(), "404 Not Found: no such pet");
    assert_eq!(failure(410).await, GetPetError::Gone);
    assert_eq!(failure(410).await.to_string(), "410 Gone");
    let teapot = GetPetError::Other(StatusCode::IM_A_TEAPOT, "hot".to_owned());
    assert_eq!(failure(418).await, teapot);

    let client = client.with_oauth("good");
    let error = client
        .create_pet(&NewPet::new("taken".to_owned()))
        .await
        .unwrap_err();
    let conflict = CreatePetError::Conflict(CreatePetConflict {
        retry_after: Some(7),
    });
    assert_eq!(error.failure(), Some(&conflict));
    let error = client
        .create_pet(&NewPet::new("teapot".to_owned()))
        .await
        .unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::IM_A_TEAPOT));
    let content_type = error.headers().unwrap().get("content-type").unwrap();
    assert_eq!(content_type, "application/problem+json");
}

#[tokio::test]
async fn operations_without_documented_failures() {
    let answer = send("DELETE /pets/2?token=good", "", "").await;
    let problem = assert_problem(&answer, 404);
    assert_eq!(problem.get("detail"), Some(&json!("no such pet")));
    let server = server().await;
    let error = Client::new(&server.url())
        .with_token("good")
        .delete_pet(2)
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Unexpected { .. }), "{error:?}");
    assert!(error.to_string().contains("no such pet"), "{error}");
}

#[tokio::test]
async fn get_answers_head_and_methods_are_named() {
    let answer = send("HEAD /pets/1", "", "").await;
    assert_eq!((answer.status, answer.body.as_str()), (200, ""));
    let answer = send("PUT /pets/1", "", "").await;
    assert_problem(&answer, 405);
    assert_eq!(
        answer.headers("allow"),
        ["GET, PATCH, DELETE, HEAD, OPTIONS"]
    );
}

#[tokio::test]
async fn what_the_document_does_not_describe_is_sent_on_purpose() {
    let server = server().await;
    // Any handler may refuse as the router does.
    let answer = server.send("GET /pets/503", "", "").await;
    let problem = assert_problem(&answer, 503);
    assert_eq!(problem["detail"], "the database is down");
    // And answer with something else altogether.
    let answer = server.send("GET /pets/299", "", "").await;
    assert_eq!((answer.status, answer.body.as_str()), (202, "come again"));
    assert_eq!(answer.headers("content-type"), ["text/x-hint"]);
    let answer = server.send("DELETE /pets/501?token=good", "", "").await;
    assert_problem(&answer, 501);
}
