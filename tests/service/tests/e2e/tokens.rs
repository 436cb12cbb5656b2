//! Clerk's tokens.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use axum::Router;
use axum::routing::get;
use serde_json::{Value, json};

use crate::BODY;
use crate::answer::Answer;
use crate::database::Folder;
use crate::process::Service;
use crate::signer::{ISSUER, Signer, jwks, unsigned};

/// Seconds since 1970.
fn now() -> i64 {
    chrono::Utc::now().timestamp()
}

/// The claims of a good token, with `change` in place of those of the same name.
fn claims(change: &Value) -> Value {
    let mut claims = json!({
        "sub": "user_1",
        "iss": ISSUER,
        "iat": now() - 10,
        "nbf": now() - 10,
        "exp": now() + 60,
        "org_id": "org_7",
    });
    for (name, value) in change.as_object().unwrap() {
        claims[name] = value.clone();
    }
    claims
}

/// A service that trusts the keys in a file.
struct Desk {
    folder: Folder,
    service: Service,
}

impl Desk {
    fn open(keys: &[&Signer]) -> Self {
        let folder = Folder::scratch();
        std::fs::write(folder.0.join("jwks.json"), jwks(keys)).unwrap();
        let file = folder.0.join("jwks.json");
        let variables = [
            ("CLERK_ISSUER", ISSUER),
            ("CLERK_JWKS", file.to_str().unwrap()),
        ];
        let service = Service::start_with(&folder.sqlite(), &variables);
        Self { folder, service }
    }

    fn file(&self) -> PathBuf {
        self.folder.0.join("jwks.json")
    }

    async fn show(&self, token: &str) -> Answer {
        let header = format!("Authorization: Bearer {token}");
        self.service.create(&header, BODY).await
    }
}

#[tokio::test]
async fn a_good_token_opens_a_session_of_its_organization() {
    let signer = Signer::new("ins_1");
    let desk = Desk::open(&[&signer]);
    for (change, organization) in [
        (json!({}), Some("org_7")),
        (
            json!({ "org_id": null, "o": { "id": "org_8", "rol": "admin" }, "v": 2 }),
            Some("org_8"),
        ),
        (json!({ "org_id": null }), None),
        // Clocks may differ a little.
        (json!({ "exp": now() - 2 }), Some("org_7")),
        (json!({ "nbf": now() + 2 }), Some("org_7")),
        (
            json!({ "aud": "somebody", "azp": "https://example.com" }),
            Some("org_7"),
        ),
    ] {
        let answer = desk.show(&signer.sign(&claims(&change))).await;
        assert_eq!(answer.status, 201, "{change}: {answer:?}");
        let found = answer.json();
        let found = found.get("orgId").and_then(Value::as_str);
        assert_eq!(found, organization, "{change}");
    }
    // The name of the scheme is not case-sensitive.
    let header = format!("authorization: bearer {}", signer.sign(&claims(&json!({}))));
    let answer = desk.service.create(&header, BODY).await;
    assert_eq!(answer.status, 201, "{answer:?}");
}

#[tokio::test]
async fn any_other_token_is_refused() {
    let (signer, thief) = (Signer::new("ins_1"), Signer::new("ins_1"));
    let mut desk = Desk::open(&[&signer]);
    let good = claims(&json!({}));
    for (change, message) in [
        (json!({ "exp": now() - 60 }), "the token has expired"),
        (json!({ "exp": null }), "the token is not valid"),
        (json!({ "exp": "tomorrow" }), "the token is not valid"),
        (json!({ "nbf": now() + 60 }), "the token is not valid yet"),
        (
            json!({ "iss": "https://clerk.example.org" }),
            "the token is not valid",
        ),
        (json!({ "iss": null }), "the token is not valid"),
        (json!({ "sub": null }), "the token is not valid"),
    ] {
        let answer = desk.show(&signer.sign(&claims(&change))).await;
        assert_eq!(answer.refused(401).1, message, "{change}");
    }

    let sign = |header: Value| signer.sign_with(&header, &good);
    let header = |alg: &str| json!({ "alg": alg, "kid": "ins_1" });
    let token = signer.sign(&good);
    let (start, signature) = token.rsplit_once('.').unwrap();
    let other = claims(&json!({ "org_id": "org_of_somebody_else" }));
    let forged = unsigned(&header("RS256"), &other);
    for (what, token) in [
        ("of another key", thief.sign(&good)),
        (
            "without a name for its key",
            sign(json!({ "alg": "RS256" })),
        ),
        (
            "of a key that is not known",
            sign(json!({ "alg": "RS256", "kid": "ins_2" })),
        ),
        (
            "without a signature",
            format!("{}.", unsigned(&header("none"), &good)),
        ),
        (
            "without a signature",
            format!("{}.", unsigned(&header("RS256"), &good)),
        ),
        ("with a header that says none", sign(header("none"))),
        ("with the public key as secret", signer.confuse(&good)),
        ("of another algorithm", sign(header("RS512"))),
        ("of another algorithm", sign(header("PS256"))),
        ("with other claims", format!("{forged}.{signature}")),
        ("of two parts", start.to_owned()),
        ("of four parts", format!("{token}.{signature}")),
        ("that is none", "x".to_owned()),
    ] {
        let answer = desk.show(&token).await;
        assert_eq!(answer.status, 401, "a token {what}: {answer:?}");
        answer.refused(401);
        assert!(!answer.body.contains(&token) || token == "x", "{answer:?}");
    }
    desk.service.signal("TERM");
    desk.service.wait();
    let log = desk.service.log();
    assert!(!log.contains(signature) && !log.contains("eyJ"), "{log}");
}

#[tokio::test]
async fn a_service_without_an_issuer_takes_no_token() {
    let signer = Signer::new("ins_1");
    let folder = Folder::scratch();
    let service = Service::start(&folder.sqlite());
    let header = format!("Authorization: Bearer {}", signer.sign(&claims(&json!({}))));
    service.create(&header, BODY).await.refused(401);
}

#[tokio::test]
async fn keys_are_rotated_while_the_service_runs() {
    let (old, new) = (Signer::new("ins_1"), Signer::new("ins_2"));
    let desk = Desk::open(&[&old]);
    let (old_token, new_token) = (old.sign(&claims(&json!({}))), new.sign(&claims(&json!({}))));
    assert_eq!(desk.show(&old_token).await.status, 201);
    desk.show(&new_token).await.refused(401);

    std::fs::write(desk.file(), jwks(&[&old, &new])).unwrap();
    // Not before some time has passed since the last look.
    desk.show(&new_token).await.refused(401);
    let start = Instant::now();
    while desk.show(&new_token).await.status != 201 {
        assert!(start.elapsed() < Duration::from_secs(30));
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    assert_eq!(desk.show(&old_token).await.status, 201);

    // A source that fails takes nothing away.
    std::fs::write(desk.file(), "out of order").unwrap();
    tokio::time::sleep(Duration::from_secs(11)).await;
    let unknown = Signer::new("ins_3").sign(&claims(&json!({})));
    desk.show(&unknown).await.refused(503);
    assert_eq!(desk.show(&old_token).await.status, 201);
    assert_eq!(desk.show(&new_token).await.status, 201);
}

#[tokio::test]
async fn keys_are_fetched_once_however_many_ask() {
    let signer = Signer::new("ins_1");
    let published = jwks(&[&signer]);
    let fetched = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&fetched);
    let serve = get(move || {
        count.fetch_add(1, Ordering::Relaxed);
        let published = published.clone();
        async move {
            tokio::time::sleep(Duration::from_millis(300)).await;
            published
        }
    });
    let router = Router::new().route("/.well-known/jwks.json", serve);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let issuer = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });

    let folder = Folder::scratch();
    let variables = [("CLERK_ISSUER", &*issuer)];
    let service = Arc::new(Service::start_with(&folder.sqlite(), &variables));
    let stranger = Signer::new("ins_2");
    let mut tasks = Vec::new();
    for number in 0..60 {
        let signer = if number % 2 == 0 { &signer } else { &stranger };
        let token = signer.sign(&claims(&json!({ "iss": issuer })));
        let service = Arc::clone(&service);
        tasks.push(tokio::spawn(async move {
            let header = format!("Authorization: Bearer {token}");
            let expected = if number % 2 == 0 { 201 } else { 401 };
            let answer = service.create(&header, BODY).await;
            assert_eq!(answer.status, expected, "{answer:?}");
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(fetched.load(Ordering::Relaxed), 1);
}
