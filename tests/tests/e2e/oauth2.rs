//! Tokens that the client gets by itself, against literal bytes.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use petstore::Client;
use petstore::models::NewPet;
use petstore::oauth2;
use petstore::support::client::{Body, Carried, Error, Transport, TransportError};
use petstore::support::oauth2::{ClientCredentials, RefreshToken, TokenError};
use petstore::support::secret::Secret;

use crate::harness::{Script, Series, Step};

/// An answer to a request for a token.
fn token(body: &str) -> &'static str {
    answer("200 OK", body)
}

fn answer(status: &str, body: &str) -> &'static str {
    let length = body.len();
    let text = format!(
        "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
    );
    Box::leak(text.into_boxed_str())
}

const CREATED: &str = "HTTP/1.1 201 X\r\nContent-Type: application/json\r\nLocation: /pets/1\r\n\
    Content-Length: 21\r\n\r\n{\"id\":1,\"name\":\"Rex\"}";

const REFUSED: &str = "HTTP/1.1 401 X\r\nContent-Length: 0\r\n\r\n";

async fn create(client: &Client) -> Result<(), String> {
    let pet = NewPet::new("Rex".to_owned());
    match client.create_pet(&pet).await {
        Ok(_) => Ok(()),
        Err(error) => {
            let texts = format!("{error} {error:?} {client:?}");
            assert!(!texts.contains("hunter2"), "{texts}");
            Err(error.to_string())
        }
    }
}

/// First line, `Authorization` and body of each request.
fn seen(server: &Series) -> Vec<(String, String, String)> {
    let requests = server.requests();
    let parts = requests.iter().map(|request| {
        let (head, body) = request.split_once("\r\n\r\n").unwrap();
        let fields = head.lines().filter_map(|it| it.split_once(": "));
        let mut values = fields.filter(|(name, _)| name.eq_ignore_ascii_case("authorization"));
        let authorization = values.next().map(|(_, value)| value.to_owned());
        (
            head.lines().next().unwrap().to_owned(),
            authorization.unwrap_or_default(),
            body.to_owned(),
        )
    });
    parts.collect()
}

#[tokio::test]
async fn a_client_has_tokens_of_its_own() {
    let server = Series::answering(vec![
        token(r#"{"access_token":"t1","token_type":"bearer","expires_in":3600}"#),
        CREATED,
        CREATED,
        REFUSED,
        token(r#"{"access_token":"t2","expires_in":"3600"}"#),
        CREATED,
    ])
    .await;
    let source = ClientCredentials::at("token", "my:app", "hunter2/ü")
        .with_scopes(["write:pets", "read:pets"])
        .with_parameter("audience", "pets");
    let client = Client::new(&server.url()).with_oauth(source);
    for _ in 0..3 {
        create(&client).await.unwrap();
    }
    let seen = seen(&server);
    let (line, authorization, form) = &seen[0];
    assert_eq!(line, "POST /token HTTP/1.1");
    // `my%3Aapp:hunter2%2F%C3%BC`
    assert_eq!(authorization, "Basic bXklM0FhcHA6aHVudGVyMiUyRiVDMyVCQw==");
    assert_eq!(
        form,
        "grant_type=client_credentials&scope=write%3Apets+read%3Apets&audience=pets"
    );
    let proofs = seen
        .iter()
        .map(|(line, proof, _)| (line.as_str(), proof.as_str()));
    let proofs: Vec<_> = proofs.skip(1).filter(|it| it.0.contains("/pets")).collect();
    let line = "POST /pets HTTP/1.1";
    assert_eq!(
        proofs,
        [
            (line, "Bearer t1"),
            (line, "Bearer t1"),
            (line, "Bearer t1"),
            (line, "Bearer t2"),
        ]
    );
    assert_eq!(server.requests().len(), 6);
}

#[tokio::test]
async fn many_calls_fetch_one_token() {
    let server = Series::answering(vec![token(r#"{"access_token":"t1"}"#), CREATED]).await;
    let source = ClientCredentials::at("/token", "app", "hunter2").with_secret_in_body();
    let client = Client::new(&format!("{}/v1", server.url())).with_oauth(source);
    let calls = (0..5).map(|_| {
        let client = client.clone();
        tokio::spawn(async move { create(&client).await })
    });
    for call in calls.collect::<Vec<_>>() {
        call.await.unwrap().unwrap();
    }
    let seen = seen(&server);
    assert_eq!(seen.len(), 6);
    assert_eq!(
        seen[0],
        (
            // Relative to the host, not to the path.
            "POST /token HTTP/1.1".to_owned(),
            String::new(),
            "grant_type=client_credentials&client_id=app&client_secret=hunter2".to_owned()
        )
    );
}

#[tokio::test]
async fn refresh_tokens_are_replaced() {
    let server = Series::answering(vec![
        token(r#"{"access_token":"t1","refresh_token":"r2","expires_in":1}"#),
        CREATED,
        token(r#"{"access_token":"t2","refresh_token":"r2"}"#),
        CREATED,
    ])
    .await;
    let stored = Arc::new(Mutex::new(Vec::new()));
    let store = Arc::clone(&stored);
    // The path is that of the document.
    let source = oauth2::oauth_refresh_token("r1")
        .with_public_client("app")
        .on_new_refresh_token(move |it: &Secret| {
            store.lock().unwrap().push(it.expose().to_owned());
        });
    let client = Client::new(&server.url()).with_oauth(source);
    create(&client).await.unwrap();
    create(&client).await.unwrap();
    let seen = seen(&server);
    let form = |token| format!("grant_type=refresh_token&refresh_token={token}&client_id=app");
    assert_eq!(seen[0].0, "POST /login/token HTTP/1.1");
    assert_eq!((&seen[0].2, &seen[1].1), (&form("r1"), &"Bearer t1".into()));
    assert_eq!((&seen[2].2, &seen[3].1), (&form("r2"), &"Bearer t2".into()));
    // Only what is new is stored.
    assert_eq!(*stored.lock().unwrap(), ["r2"]);
}

#[tokio::test]
async fn a_refresh_token_survives_a_call_that_is_given_up() {
    let late = token(r#"{"access_token":"t1","refresh_token":"r2"}"#);
    // It answers once.
    let tokens = Script::start(vec![
        Step::Wait(Duration::from_millis(100)),
        Step::Send(late),
    ]);
    let tokens = tokens.await;
    let server = Series::answering(vec![CREATED]).await;
    let source = RefreshToken::at(&format!("{}/token", tokens.url()), "r1");
    let client = Client::new(&server.url()).with_oauth(source);
    let pet = NewPet::new("Rex".to_owned());
    let call = client.create_pet(&pet).timeout(Duration::from_millis(20));
    assert!(call.await.unwrap_err().is_timeout());
    create(&client).await.unwrap();
    assert_eq!(seen(&server)[0].1, "Bearer t1");
}

#[tokio::test]
async fn endpoints_that_give_no_token() {
    for (answer, expected) in [
        (
            answer(
                "400 Bad Request",
                r#"{"error":"invalid_client","error_description":"No\nsuch app."}"#,
            ),
            "400 Bad Request: invalid_client: No\\nsuch app.",
        ),
        (answer("503 X", "<html>hunter2"), "503 Service Unavailable"),
        (
            token(r#"{"token":"hunter2"}"#),
            "there is no `access_token` in its answer",
        ),
        (
            token(r#"{"access_token":"hunter2","token_type":"DPoP"}"#),
            "its tokens are of another type than `Bearer`",
        ),
        (token("hunter2"), "there is no `access_token` in its answer"),
    ] {
        let server = Series::answering(vec![answer]).await;
        let url = format!("{}/token?tenant=hunter2", server.url());
        let source = ClientCredentials::at(&url, "app", "hunter2");
        let client = Client::new(&server.url()).with_oauth(source);
        let message = create(&client).await.unwrap_err();
        let prefix = "POST /pets: there is no credential for `oauth`: no token from";
        let expected = format!("{prefix} {}/token: {expected}", server.url());
        assert_eq!(message, expected);
        assert_eq!(server.requests().len(), 1);
    }
    let source = ClientCredentials::at("http://", "app", "hunter2");
    let client = Client::new("https://pets.example.com").with_oauth(source);
    let message = create(&client).await.unwrap_err();
    assert!(message.contains("no token from http://: "), "{message}");
}

#[tokio::test]
async fn redirects_take_no_secret_to_another_origin() {
    let other = Series::answering(vec![token(r#"{"access_token":"t1"}"#)]).await;
    let text = format!(
        "HTTP/1.1 307 X\r\nLocation: {}/token\r\nContent-Length: 0\r\n\r\n",
        other.url()
    );
    let server = Series::answering(vec![Box::leak(text.into_boxed_str())]).await;
    let source = ClientCredentials::at("/token", "app", "hunter2").with_secret_in_body();
    let client = Client::new(&server.url()).with_oauth(source);
    let message = create(&client).await.unwrap_err();
    assert!(message.ends_with("307 Temporary Redirect"), "{message}");
    assert!(other.requests().is_empty());
}

#[tokio::test]
async fn what_the_endpoint_said_can_be_asked_for() {
    let server = Series::answering(vec![answer("400 X", r#"{"error":"invalid_grant"}"#)]).await;
    let client = Client::new(&server.url()).with_oauth(oauth2::oauth_refresh_token("r1"));
    let pet = NewPet::new("Rex".to_owned());
    let error = client.create_pet(&pet).await.unwrap_err();
    let Error::Provider { source, .. } = error else {
        panic!("{error:?}");
    };
    let error = source.downcast_ref::<TokenError>().unwrap();
    assert_eq!(error.code(), Some("invalid_grant"));
}

/// Keeps where requests go, and answers none.
#[derive(Clone, Default)]
struct Addresses(Arc<Mutex<Vec<String>>>);

impl Transport for Addresses {
    fn carry(&self, request: http::Request<Body>) -> Carried {
        self.0.lock().unwrap().push(request.uri().to_string());
        Box::pin(std::future::ready(Err(TransportError::new("nobody"))))
    }
}

#[tokio::test]
async fn the_document_says_where_tokens_are() {
    let addresses = Addresses::default();
    let client = Client::over("https://eu.example.com/v1", addresses.clone());
    let of_client = oauth2::oauth_client_credentials("app", "hunter2");
    create(&client.clone().with_oauth(of_client))
        .await
        .unwrap_err();
    let of_user = oauth2::oauth_refresh_token("hunter2");
    create(&client.with_oauth(of_user)).await.unwrap_err();
    assert_eq!(
        *addresses.0.lock().unwrap(),
        [
            "https://pets.example.com/token",
            "https://eu.example.com/login/token"
        ]
    );
}
