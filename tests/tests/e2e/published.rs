//! What the published page promises.

use std::process::Command;
use std::sync::Arc;

use e2e::sessions::Sessions;
use serde_json::{Value, json};

use crate::harness::Server;

/// The request that the page shows first.
const FIRST: &str = include_str!("../../published/first.sh");

/// The one under "Code examples".
const SECOND: &str = include_str!("../../published/second.sh");

#[tokio::test]
async fn the_published_commands_create_sessions() {
    if Command::new("curl").arg("--version").output().is_err() {
        eprintln!("SKIPPED: there is no curl to run the published commands with");
        return;
    }
    let service = Sessions::default()
        .with_api_key("<api-key>", "org_1")
        .with_api_key("pk_live_••••", "org_2abc123");
    let server = Server::start(agntix_api::router::router(Arc::new(service))).await;

    let first = run(&server, FIRST).await;
    assert_shape(&first);
    let second = run(&server, SECOND).await;
    assert_shape(&second);
    assert_eq!(second.get("orgId"), Some(&json!("org_2abc123")));
}

/// Runs `command` with the host replaced, and gives the body of the 201 that it is answered.
async fn run(server: &Server, command: &str) -> Value {
    let command = command.replace("https://api.agntix.ai", &server.url());
    let command = format!(
        "{} --silent --show-error --write-out '\\n%{{http_code}}'",
        command.trim_end()
    );
    let shell = tokio::task::spawn_blocking(move || {
        Command::new("sh").args(["-c", &command]).output().unwrap()
    });
    let output = shell.await.unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let (body, status) = text.rsplit_once('\n').unwrap();
    assert_eq!(status, "201", "{body}");
    serde_json::from_str(body).unwrap()
}

/// Checks that `body` has the members of the published answer, of the published types.
fn assert_shape(body: &Value) {
    let text = |key: &str| body.get(key).and_then(Value::as_str).expect(key);
    assert!(text("id").starts_with("ses_"), "{body}");
    assert_eq!(text("agentId"), "a1b2c3d4-e5f6-7890-abcd-ef1234567890");
    assert_eq!(text("platform"), "SDK");
    assert_eq!(text("state"), "OPEN");
    assert_eq!(
        body.get("metadata"),
        Some(&json!({"userId": "usr_123", "locale": "en-US"}))
    );
    for time in ["createdAt", "updatedAt"] {
        assert!(
            chrono::DateTime::parse_from_rfc3339(text(time)).is_ok(),
            "{body}"
        );
    }
    let known = [
        "id",
        "agentId",
        "platform",
        "state",
        "metadata",
        "orgId",
        "createdAt",
        "updatedAt",
    ];
    let keys = body.as_object().unwrap().keys();
    assert_eq!(
        keys.filter(|it| !known.contains(&it.as_str())).count(),
        0,
        "{body}"
    );
}
