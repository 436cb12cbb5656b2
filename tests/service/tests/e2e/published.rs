//! What the published page promises, with the commands that it shows.

use std::process::Command;

use serde_json::{Value, json};

use crate::database::Folder;
use crate::process::{Service, create_key};

/// The request that the page shows first.
const FIRST: &str = include_str!("../../../published/first.sh");

/// The one under "Code examples".
const SECOND: &str = include_str!("../../../published/second.sh");

#[test]
fn the_published_commands_create_sessions() {
    if Command::new("curl").arg("--version").output().is_err() {
        eprintln!("SKIPPED: there is no curl to run the published commands with");
        return;
    }
    let folder = Folder::scratch();
    let key = create_key(&folder.sqlite(), "org_2abc123");
    assert!(key.starts_with("pk_live_"), "{key}");
    let service = Service::start(&folder.sqlite());
    for (command, shown) in [(FIRST, "<api-key>"), (SECOND, "pk_live_••••")] {
        let host = format!("http://{}", service.address);
        let here = command.trim_end().replace("https://api.agntix.ai", &host);
        for protocol in ["--http1.1", "--http2-prior-knowledge"] {
            let good = format!("{} {protocol}", here.replace(shown, &key));
            assert_answer(&run(&good, 201));
        }
        let refused = run(&here, 401);
        assert_eq!(refused["error"]["code"], "UNAUTHORIZED");
        // Anonymous calls return 401 Unauthorized.
        let (before, after) = here.split_once("x-api-key").unwrap();
        run(&format!("{before}x-no-key{after}"), 401);
    }
}

/// Runs `command` and gives the body of the answer, which has to have this status.
#[track_caller]
fn run(command: &str, status: u16) -> Value {
    let command = format!("{command} --silent --show-error --write-out '\\n%{{http_code}}'");
    let output = Command::new("sh").args(["-c", &command]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let (body, found) = text.rsplit_once('\n').unwrap();
    assert_eq!(found, status.to_string(), "{command}: {body}");
    serde_json::from_str(body).unwrap()
}

/// Checks that `body` is the published answer, but for its id and times.
fn assert_answer(body: &Value) {
    let text = |key: &str| {
        body[key]
            .as_str()
            .unwrap_or_else(|| panic!("{key}: {body}"))
    };
    let id = text("id").strip_prefix("ses_").unwrap();
    let is_digit = |it: u8| it.is_ascii_digit() || it.is_ascii_lowercase();
    assert!(id.len() == 26 && id.bytes().all(is_digit), "{body}");
    assert_eq!(text("createdAt"), text("updatedAt"));
    let created = chrono::DateTime::parse_from_rfc3339(text("createdAt")).unwrap();
    let age = chrono::Utc::now().signed_duration_since(created);
    assert!((0..60).contains(&age.num_seconds()), "{body}");
    assert!(text("createdAt").ends_with('Z'), "{body}");
    let expected = json!({
        "id": body["id"],
        "agentId": "a1b2c3d4-e5f6-7890-abcd-ef1234567890",
        "platform": "SDK",
        "state": "OPEN",
        "metadata": { "userId": "usr_123", "locale": "en-US" },
        "orgId": "org_2abc123",
        "createdAt": body["createdAt"],
        "updatedAt": body["updatedAt"],
    });
    // As text, for the order of the members is published too.
    assert_eq!(body.to_string(), expected.to_string());
}
