//! The command line of the session API, as its crate has it, against the service.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

use crate::database::Folder;
use crate::process::{Service, create_key};

const AGENT: &str = "a1b2c3d4-e5f6-7890-abcd-ef1234567890";

/// Builds the program `agntix`, where Cargo has built these tests.
fn build() -> PathBuf {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut command = Command::new(env!("CARGO"));
    command.args([
        "build",
        "--package",
        "agntix-api",
        "--features",
        "cli",
        "--bin",
        "agntix",
    ]);
    command.args(["--message-format", "json", "--offline"]);
    // The folder of scratch files is in that of the build.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let built = command
        .current_dir(workspace)
        .env("CARGO_TARGET_DIR", target)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&built.stderr);
    assert!(built.status.success(), "{said}");
    let lines = String::from_utf8_lossy(&built.stdout);
    let lines = lines
        .lines()
        .filter_map(|it| serde_json::from_str::<Value>(it).ok());
    let mut programs = lines.filter_map(|it| it["executable"].as_str().map(PathBuf::from));
    programs
        .find(|it| it.file_stem().is_some_and(|it| it == "agntix"))
        .unwrap()
}

/// Runs the program with this key.
fn run(program: &Path, service: &Service, key: &str, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(program);
    command.env_clear().env("AGNTIX_API_KEY", key);
    command.env("AGNTIX_SERVER", format!("http://{}", service.address));
    let Output {
        status,
        stdout,
        stderr,
    } = command.args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code().unwrap(), text(stdout), text(stderr))
}

#[test]
fn a_session_is_opened_from_the_command_line() {
    let program = build();
    let folder = Folder::scratch();
    let url = folder.sqlite();
    let key = create_key(&url, "org_1");
    let service = Service::start(&url);

    let create = ["chat", "create-session", "--agent-id", AGENT];
    let options = ["--platform", "WEB", "--metadata", r#"{"plan":"pro"}"#];
    let (code, out, err) = run(&program, &service, &key, &[&create[..], &options].concat());
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    let session: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(session["agentId"], AGENT);
    assert_eq!(session["orgId"], "org_1");
    assert_eq!(session["platform"], "WEB");
    assert_eq!(session["metadata"]["plan"], "pro");

    let (code, out, _) = run(
        &program,
        &service,
        &key,
        &[&create[..], &["--output", "table"]].concat(),
    );
    assert_eq!(code, 0);
    assert!(
        out.lines()
            .any(|it| it.split_whitespace().eq(["platform", "SDK"])),
        "{out}"
    );

    // What the service refuses is told as it says it.
    let (code, out, err) = run(&program, &service, "pk_live_wrong", &create);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(
        err.starts_with("error: POST /v1/chat/chat/sessions: 401 Unauthorized\n{"),
        "{err}"
    );
    assert!(
        err.contains("the API key is not known") && !err.contains("pk_live_"),
        "{err}"
    );
    let wrong = ["chat", "create-session", "--agent-id", "nobody"];
    let (code, _, err) = run(&program, &service, &key, &wrong);
    assert_eq!(code, 1);
    assert!(err.contains("/agentId"), "{err}");
}
