//! Nothing prints a secret.

use std::sync::Arc;

use agntix_api::Client;
use agntix_api::auth::Credential;
use agntix_api::models::CreateSessionRequest;
use agntix_api::support::secret::{Basic, Secret};
use http::{Extensions, HeaderMap, HeaderValue, StatusCode};
use petstore::operations::DELETE_PET;
use petstore::support::axum::{Request, Routes};
use petstore::support::server::{Context, Refusal, Refuse, Reply, problem};
use uuid::Uuid;

use crate::harness::Server;

#[test]
fn debug_prints_no_secret() {
    let secret = Secret::from("hunter2");
    let client = Client::new("https://api.agntix.ai")
        .with_api_key("hunter2")
        .with_clerk_jwt("hunter2");
    let call = client.create_session(&CreateSessionRequest::new(Uuid::nil()));
    let login = Basic::new("ada", "hunter2");
    for text in [
        format!("{secret:?} {secret:#?}"),
        format!("{:?}", Credential::ApiKey(secret.clone())),
        format!("{:?}", Credential::ClerkJwt(secret.clone())),
        format!("{login:?} {:?}", Secret::from(login.clone())),
        format!("{client:?} {client:#?}"),
        format!("{call:?}"),
        format!("{:?}", call.header("x-extra", "hunter2").send()),
    ] {
        assert!(!text.contains("hunter2"), "{text}");
    }
    assert_eq!(secret.expose(), "hunter2");
}

#[tokio::test]
async fn what_a_server_sees_prints_no_secret_either() {
    let mut routes = Routes::new(Arc::new(Nobody), 100);
    routes = routes.route(&DELETE_PET, |_, request: Request| async move {
        Ok(Reply::text(StatusCode::OK, &format!("{request:?}")))
    });
    let server = Server::start(routes.finish()).await;
    let headers = "x-app-key: hunter2\nAuthorization: Bearer hunter2\nCookie: session=hunter2";
    let line = "DELETE /pets/1?token=hunter2";
    let printed = server.send(line, headers, "hunter2").await.body;
    assert!(printed.contains("deletePet"), "{printed}");
    assert!(printed.contains("x-app-key"), "{printed}");
    assert!(!printed.contains("hunter2"), "{printed}");

    let mut headers = HeaderMap::new();
    headers.insert("x-app-key", HeaderValue::from_static("hunter2"));
    let extensions = Extensions::new();
    let printed = format!(
        "{:?}",
        Context::new(&DELETE_PET, &[], &headers, &extensions)
    );
    assert!(!printed.contains("hunter2"), "{printed}");
}

struct Nobody;

impl Refuse for Nobody {
    fn refuse(&self, refusal: &Refusal) -> Reply {
        problem(refusal)
    }
}

#[test]
fn secrets_are_equal_when_their_texts_are() {
    let secret = Secret::from("hunter2");
    assert_eq!(secret, Secret::from("hunter2".to_owned()));
    for other in ["", "hunter", "hunter22", "Hunter2", "hunter3"] {
        assert_ne!(secret, Secret::from(other));
    }
}

#[test]
fn the_parts_of_a_login() {
    let login = Basic::new("ada", "a:b:ü");
    let joined = Secret::from(login.clone());
    assert_eq!(joined.expose(), "ada:a:b:ü");
    assert_eq!(Basic::from_secret(&joined), Some(login));
    assert_eq!(Basic::from_secret(&"ada".into()), None);
}
