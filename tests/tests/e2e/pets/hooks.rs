//! Requests that the API makes: webhooks and callbacks.

use std::sync::Arc;

use petstore::auth::Credential;
use petstore::errors::WatchOnEventError;
use petstore::models::{Event, EventKind, Pet, Wish, WishKind};
use petstore::receiver::{self, Receiver, WatchCallbacks, WatchingWebhooks, Webhooks};
use petstore::server::WatchingApi;
use petstore::support::client::Error;
use petstore::support::secret::Basic;
use petstore::support::server::{Context, HandlerError, Refusal, Reply};
use petstore::{Client, Sender};

use super::service::Pets;
use super::{assert_problem, server};
use crate::harness::{Script, Server};

impl WatchingApi for Pets {
    async fn watch(&self, url: String) -> Result<(), Refusal> {
        let told = Sender::new().watch_on_event(&url, 1, &event()).await;
        match told {
            Ok(_) => Ok(()),
            Err(error) => Err(Refusal::internal(error.to_string())),
        }
    }

    async fn get_status(&self) -> Result<(), Refusal> {
        Ok(())
    }

    async fn forget_status(&self) -> Result<(), Refusal> {
        Ok(())
    }
}

fn event() -> Event {
    Event {
        pet: Pet {
            id: 7,
            name: "Rex".to_owned(),
        },
        kind: EventKind::Born,
    }
}

const EVENT: &str = r#"{"pet":{"id":7,"name":"Rex"},"kind":"born"}"#;
const JSON: &str = "Content-Type: application/json";

/// Receives, and serves nothing.
struct Watcher;

impl Receiver for Watcher {
    type Principal = String;

    async fn authenticate(
        &self,
        credential: Credential,
        context: &Context<'_>,
    ) -> Result<String, Refusal> {
        assert_eq!(context.operation.id, "petSold");
        match credential {
            Credential::Login(Basic { username, password }) if password.expose() == "secret" => {
                Ok(username)
            }
            _ => Err(Refusal::unauthorized("who is that?")),
        }
    }

    fn refuse(&self, refusal: &Refusal) -> Reply {
        Reply::text(refusal.status(), &refusal.message())
    }
}

impl WatchingWebhooks for Watcher {
    async fn pet_sold(&self, principal: String, body: Event) -> Result<(), Refusal> {
        assert_eq!(principal, "shop");
        assert_eq!(body.pet.name, "Rex");
        Ok(())
    }
}

impl Webhooks for Watcher {
    async fn ping(&self) -> Result<String, Refusal> {
        Ok("here".to_owned())
    }
}

impl WatchCallbacks for Watcher {
    async fn watch_on_event(
        &self,
        attempt: i32,
        body: Event,
    ) -> Result<Wish, HandlerError<WatchOnEventError>> {
        match (attempt, body.kind) {
            (1, EventKind::Born) => Ok(Wish {
                kind: WishKind::All,
            }),
            // What is not in the document yet is told all the same.
            (2, EventKind::Unknown(kind)) if kind == "eaten" => Ok(Wish {
                kind: WishKind::None,
            }),
            _ => Err(WatchOnEventError::Gone.into()),
        }
    }
}

async fn watcher() -> Server {
    let routes = receiver::routes(Arc::new(Watcher))
        .pet_sold("/hooks/pet-sold")
        .ping("/hooks/pet-sold")
        .watch_on_event("/hooks/{of}/event");
    Server::start(routes.router()).await
}

#[tokio::test]
async fn a_webhook_is_received_where_the_receiver_says() {
    let watcher = watcher().await;
    let headers = format!("{JSON}\nAuthorization: Basic c2hvcDpzZWNyZXQ=");
    let answer = watcher.send("POST /hooks/pet-sold", &headers, EVENT).await;
    assert_eq!((answer.status, answer.body.as_str()), (204, ""));
    let answer = watcher.send("GET /hooks/pet-sold", "", "").await;
    assert_eq!((answer.status, answer.body.as_str()), (200, "here"));
    let answer = watcher.send("POST /petSold", &headers, EVENT).await;
    assert_eq!(answer.status, 404);
}

#[tokio::test]
async fn a_webhook_is_refused_in_the_words_of_the_receiver() {
    let watcher = watcher().await;
    let answer = watcher.send("POST /hooks/pet-sold", JSON, EVENT).await;
    assert_eq!(answer.status, 401);
    assert_eq!(
        answer.headers("content-type"),
        ["text/plain; charset=utf-8"]
    );
    let callback = "POST /hooks/rex/event?attempt=x";
    let answer = watcher.send(callback, JSON, EVENT).await;
    assert_eq!(answer.status, 400);
    assert!(
        answer.body.contains("query parameter `attempt`"),
        "{answer:?}"
    );
    let answer = watcher.send("PUT /hooks/pet-sold", JSON, EVENT).await;
    assert_eq!(answer.status, 405);
    assert_eq!(answer.headers("allow"), ["POST, GET, HEAD, OPTIONS"]);
}

#[tokio::test]
async fn a_callback_is_received_and_answered() {
    let watcher = watcher().await;
    let answer = watcher
        .send("POST /hooks/rex/event?attempt=1", JSON, EVENT)
        .await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.body, r#"{"kind":"all"}"#);
    let eaten = EVENT.replace("born", "eaten");
    let answer = watcher
        .send("POST /hooks/rex/event?attempt=2", JSON, &eaten)
        .await;
    assert_eq!(answer.body, r#"{"kind":"none"}"#);
    let answer = watcher
        .send("POST /hooks/rex/event?attempt=3", JSON, &eaten)
        .await;
    assert_eq!((answer.status, answer.body.as_str()), (410, ""));
}

#[tokio::test]
async fn a_webhook_is_sent_to_the_url_that_was_given() {
    let script = Script::answering("HTTP/1.1 204 No Content\r\n\r\n").await;
    let sender = Sender::new().with_login(Basic::new("shop", "secret"));
    let url = format!("{}/a%20path?token=1#part", script.url());
    sender.pet_sold(&url, &event()).await.unwrap();
    let request = script.request().await;
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    assert!(
        head.starts_with("POST /a%20path?token=1 HTTP/1.1\r\n"),
        "{head}"
    );
    assert!(
        head.contains("authorization: Basic c2hvcDpzZWNyZXQ="),
        "{head}"
    );
    assert_eq!(body, EVENT);
}

#[tokio::test]
async fn parameters_of_a_callback_join_the_query_of_its_url() {
    let answer = "HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n{\"kind\":\"later\"}";
    for (end, line) in [
        ("/?a=b&c", "POST /?a=b&c&attempt=2 HTTP/1.1\r\n"),
        ("", "POST /?attempt=2 HTTP/1.1\r\n"),
        ("/x?", "POST /x?attempt=2 HTTP/1.1\r\n"),
    ] {
        let script = Script::answering(answer).await;
        let url = [&script.url(), end].concat();
        let told = Sender::new().watch_on_event(&url, 2, &event()).await;
        // A receiver that wishes for what the document does not list is not understood.
        assert!(matches!(told, Err(Error::Body { .. })), "{told:?}");
        let request = script.request().await;
        assert!(request.starts_with(line), "{request}");
    }
}

#[tokio::test]
async fn nothing_is_sent_to_what_is_no_url() {
    for url in ["", "/hooks", "ftp://example.com", "hooks.example.com"] {
        let told = Sender::new().watch_on_event(url, 1, &event()).await;
        let error = told.unwrap_err();
        assert!(matches!(error, Error::Request { .. }), "{error}");
        assert!(error.to_string().contains("the URL: "), "{error}");
    }
    let told = Sender::new().pet_sold("http://127.0.0.1:1", &event()).await;
    assert!(matches!(told, Err(Error::Credential { .. })), "{told:?}");
}

#[tokio::test]
async fn both_sides_agree() {
    let watcher = watcher().await;
    let url = format!("{}/hooks/rex/event", watcher.url());
    let told = Sender::new().watch_on_event(&url, 1, &event()).await;
    assert_eq!(told.unwrap().kind, WishKind::All);
    let told = Sender::new().watch_on_event(&url, 3, &event()).await;
    let error = told.unwrap_err();
    assert_eq!(error.failure(), Some(&WatchOnEventError::Gone));
    let sender = Sender::new().with_login(Basic::new("shop", "secret"));
    let url = format!("{}/hooks/pet-sold", watcher.url());
    sender.pet_sold(&url, &event()).await.unwrap();
    assert_eq!(sender.ping(&url).await.unwrap(), "here");
}

#[tokio::test]
async fn a_server_calls_back() {
    let (server, watcher) = (server().await, watcher().await);
    let client = Client::new(&server.url());
    let url = format!("{}/hooks/rex/event", watcher.url());
    client.watch(&url).await.unwrap();
    let answer = server.send("POST /watches?url=nowhere", "", "").await;
    assert_problem(&answer, 500);
}

#[tokio::test]
async fn several_may_be_received_at_one_path() {
    let routes = receiver::routes(Arc::new(Watcher))
        .watch_on_event("/hooks")
        .pet_sold("/hooks")
        .ping("/hooks")
        .choose(|delivery| {
            let kind = delivery.header("x-kind")?;
            let pet = delivery.json("/pet/name")?;
            Some(if pet == "Rex" { kind.to_owned() } else { pet })
        });
    let watcher = Server::start(routes.router()).await;
    let basic = "Authorization: Basic c2hvcDpzZWNyZXQ=";
    let send = async |kind: &str, body: &str| {
        let headers = format!("{JSON}\n{basic}\n{kind}");
        watcher.send("POST /hooks?attempt=1", &headers, body).await
    };
    assert_eq!(send("X-Kind: petSold", EVENT).await.status, 204);
    let answer = send("X-Kind: {$request.query.url}", EVENT).await;
    assert_eq!(answer.body, r#"{"kind":"all"}"#);
    // One that is alone with its method needs no name.
    let answer = watcher.send("GET /hooks", "", "").await;
    assert_eq!(answer.body, "here");
    for (kind, body, why) in [
        ("X-Kind: else", EVENT, "no request that is called so"),
        ("X-Kind: petSold", "{}", "does not say what it is"),
        ("X-Other: petSold", EVENT, "does not say what it is"),
    ] {
        let answer = send(kind, body).await;
        assert_eq!(answer.status, 400, "{answer:?}");
        assert!(answer.body.contains(why), "{answer:?}");
    }
}
