//! `--curl`: the command that it prints makes the same call.

use std::process::Command;

use super::{EMPTY, Folder, Listener, Ran, Request, program};

const SECRETS: [(&str, &str); 4] = [
    ("PETSTORE_LOGIN", "ann:p'a$$ \"w\""),
    ("PETSTORE_TOKEN", "a&b'c"),
    ("PETSTORE_SESSION", "s1"),
    ("PETSTORE_OAUTH", "t0ken"),
];

/// The request that the program makes, and that of the command which it prints.
#[track_caller]
fn both(arguments: &[&str]) -> (Request, Request) {
    let (ours, theirs) = (Listener::answering(EMPTY), Listener::answering(EMPTY));
    let mut command = program();
    Ran::of(
        command
            .envs(SECRETS)
            .args(arguments)
            .args(["--server", &ours.url()]),
    );
    let mut command = program();
    command
        .envs(SECRETS)
        .args(arguments)
        .args(["--curl", "--server", &theirs.url()]);
    let text = Ran::of(&mut command).succeeded();
    assert!(!theirs.was_called(), "{text}");
    for (_, secret) in SECRETS {
        assert!(!text.contains(secret), "{text}");
    }
    let mut shell = Command::new("sh");
    shell
        .env_clear()
        .envs(SECRETS)
        .env("PATH", std::env::var_os("PATH").unwrap());
    let ran = Ran::of(shell.args([
        "-c",
        &format!("set -e\n{}", text.replacen("curl", "curl -sS", 1)),
    ]));
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{text}");
    (ours.request(), theirs.request())
}

/// Whether there is a `curl` to try.
fn has_curl() -> bool {
    let found = Command::new("curl").arg("--version").output().is_ok();
    if !found {
        eprintln!("SKIPPED: there is no curl");
    }
    found
}

/// The two requests are the same, but for what programs say of themselves.
#[track_caller]
fn same(arguments: &[&str]) {
    let (ours, theirs) = both(arguments);
    assert_eq!(ours.line(), theirs.line());
    for name in [
        "content-type",
        "accept",
        "authorization",
        "cookie",
        "x-app-id",
        "x-trace",
    ] {
        assert_eq!(ours.header(name), theirs.header(name), "{name}");
    }
    assert_eq!(ours.body, theirs.body);
}

#[test]
fn curl_makes_the_same_call() {
    if !has_curl() {
        return;
    }
    let folder = Folder::scratch();
    let file = folder.file(
        "it's a $file.json",
        b"{\"name\": \"O'Hara \\\"$HOME\\\" `id`\"}\n",
    );
    let hostile = "it's $HOME `id` \"x\" \\ \n!;#";
    for arguments in [
        &[
            "pets",
            "list-pets",
            "--tags",
            hostile,
            "--filter",
            r#"{"name":"[a-b]{c}"}"#,
        ][..],
        &["pets", "list-pets", "--x-trace", "it's", "--lang", "de"],
        &["pets", "create-pet", "--name", hostile],
        &["pets", "create-pet", "--body", &file],
        &["pets", "delete-pet", "--pet-id", "1"],
        &["pets", "get-pet", "--pet-id", "1"],
        &["pets", "rename-pet", "--pet-id", "1", "--body", "new name"],
        &[
            "media",
            "create-note",
            "--name",
            hostile,
            "--content-type",
            "application/x-www-form-urlencoded",
        ],
        &["media", "set-bytes", "--body", &file],
    ] {
        same(arguments);
    }
}

#[test]
fn curl_sends_the_same_parts() {
    if !has_curl() {
        return;
    }
    let folder = Folder::scratch();
    let photo = folder.file("rex, \"the; dog\".png", b"PNG");
    let (ours, theirs) = both(&[
        "forms",
        "add-record",
        "--pet-id",
        "1",
        "--title",
        "@It; <is> \"it\"",
        "--photo",
        &photo,
        "--vet",
        r#"{"name":"A;n\"n"}"#,
        "--weights",
        "1.5",
        "--weights",
        "2",
    ]);
    let parts = |request: &Request| {
        let media = request.header("content-type").unwrap();
        let boundary = media.split_once("boundary=").unwrap().1.to_owned();
        // What is in a file's name is escaped in one way or the other.
        let body = request.body.replace("\\\"", "%22");
        let parts = body
            .split(&boundary)
            .map(|it| it.trim_matches(['-', '\r', '\n']));
        let parts = parts.filter(|it| !it.is_empty()).map(str::to_owned);
        parts.collect::<Vec<String>>()
    };
    assert_eq!(parts(&ours), parts(&theirs));
}
