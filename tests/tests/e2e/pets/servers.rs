//! Where the client calls: the base URL, a server of the document, a server of one operation.

use petstore::Client;
use petstore::servers::{Region, Server};
use petstore::support::client::Error;

use crate::harness::Script;

const NOTHING: &str = "HTTP/1.1 204 No Content\r\n\r\n";

#[test]
fn servers_have_urls() {
    assert_eq!(Client::BASE_URL, "https://pets.example.com");
    assert_eq!(Server::PetsExampleCom.url(), Client::BASE_URL);
    let server = Server::elsewhere();
    assert_eq!(server.url(), "https://eu.pets.example.com/live");
    let server = Server::Elsewhere {
        region: Region::Us,
        stage: "{test}".to_owned(),
    };
    assert_eq!(server.url(), "https://us.pets.example.com/{test}");
}

#[tokio::test]
async fn a_server_of_an_operation_is_relative_to_the_base_url() {
    for base in ["", "/v1", "/v1/deep/"] {
        let script = Script::answering(NOTHING).await;
        let client = Client::new(&[&script.url(), base].concat());
        client.forget_status().await.unwrap();
        let request = script.request().await;
        assert!(
            request.starts_with("DELETE /old/status HTTP/1.1\r\n"),
            "{request}"
        );
    }
}

#[tokio::test]
async fn a_server_of_an_operation_is_called_instead_of_the_base_url() {
    let script = Script::answering(NOTHING).await;
    let client = Client::new(&script.url());
    let called = client.get_status().await;
    assert!(matches!(called, Err(Error::Transport { .. })), "{called:?}");
    assert!(!script.was_called());
}

#[tokio::test]
async fn a_client_may_keep_to_one_base_url() {
    let script = Script::answering(NOTHING).await;
    let base = [&script.url(), "/v1"].concat();
    let client = Client::new(&base).with_one_base_url();
    client.get_status().await.unwrap();
    let request = script.request().await;
    assert!(
        request.starts_with("GET /v1/status HTTP/1.1\r\n"),
        "{request}"
    );
}
