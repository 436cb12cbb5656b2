//! What is told of calls, and what is not.

use std::time::Duration;

use petstore::Client;
use petstore::models::NewPet;
use petstore::support::client::Retries;

use crate::harness::Series;
use crate::told::Told;

const DOWN: &str = "HTTP/1.1 503 X\r\nContent-Length: 7\r\n\r\nhunter2";
const GONE: &str = "HTTP/1.1 404 X\r\nContent-Length: 0\r\n\r\n";
const DELETED: &str = "HTTP/1.1 204 X\r\nX-Hint: hunter2\r\n\r\n";

fn client(url: &str) -> Client {
    let quickly = Retries::default().with_first_wait(Duration::from_millis(1));
    Client::new(url)
        .with_token("hunter2")
        .with_session("hunter2")
        .with_retries(quickly)
}

#[tokio::test]
async fn a_call_is_a_span_around_its_attempts() {
    let (told, _guard) = Told::listen();
    let server = Series::answering(vec![DOWN, DELETED]).await;
    let call = client(&server.url()).delete_pet(4711);
    call.header("x-extra", "hunter2").await.unwrap();
    assert!(server.requests()[0].contains("hunter2"));
    let spans = told.spans();
    let [first, second, call] = spans.as_slice() else {
        panic!("{spans:?}");
    };
    let url = server.url();
    let port = url.rsplit(':').next().unwrap();
    for span in &spans {
        span.assert(&[
            ("otel.kind", "client"),
            ("openapi.operation.id", "deletePet"),
            ("http.request.method", "DELETE"),
            ("url.template", "/pets/{petId}"),
            ("server.address", "127.0.0.1"),
            ("server.port", port),
        ]);
    }
    call.assert(&[
        ("span", "http.client.call"),
        ("otel.name", "deletePet"),
        ("http.response.status_code", "204"),
    ]);
    assert!(!call.0.contains_key("error.type"), "{call:?}");
    first.assert(&[
        ("span", "http.client.request"),
        ("otel.name", "DELETE /pets/{petId}"),
        ("http.response.status_code", "503"),
        ("error.type", "503"),
        ("otel.status_code", "ERROR"),
    ]);
    assert!(!first.0.contains_key("http.request.resend_count"));
    second.assert(&[
        ("http.request.resend_count", "1"),
        ("http.response.status_code", "204"),
    ]);
    let told = format!("{spans:?} {:?}", told.events());
    assert!(!told.contains("hunter2"), "{told}");
    assert!(!told.contains("4711"), "{told}");
}

#[tokio::test]
async fn a_call_that_fails_says_how() {
    let (told, _guard) = Told::listen();
    let server = Series::answering(vec![GONE, ""]).await;
    let client = client(&server.url()).with_retries(Retries::none());
    client.delete_pet(1).await.unwrap_err();
    for span in told.spans() {
        span.assert(&[("error.type", "404"), ("http.response.status_code", "404")]);
    }
    client.delete_pet(1).await.unwrap_err();
    for span in told.spans() {
        span.assert(&[("error.type", "transport"), ("otel.status_code", "ERROR")]);
        assert!(!span.0.contains_key("http.response.status_code"));
    }
    // Nothing is sent: there is no attempt.
    let client = Client::new("https://pets.example.com/v1");
    let pet = NewPet::new("Rex".to_owned());
    client.create_pet(&pet).await.unwrap_err();
    told.span().assert(&[
        ("span", "http.client.call"),
        ("error.type", "credential"),
        ("server.address", "pets.example.com"),
        ("server.port", "443"),
    ]);
}
