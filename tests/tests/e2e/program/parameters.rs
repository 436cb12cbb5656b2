//! Parameters, in every place and style.

use super::{EMPTY, Listener, Ran, program, run};

#[test]
fn options_are_sent_where_the_document_says() {
    let server = Listener::answering(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n[]",
    );
    let options = [
        "pets",
        "list-pets",
        "--limit",
        "-5",
        "--tags",
        "a b",
        "--tags",
        "c&d",
        "--ids",
        "1",
        "--ids",
        "12345678901234567890123",
        "--status",
        "available",
        "--status",
        "sold",
        "--size",
        "2",
        "--near",
        r#"{"x":1.5,"y":-2}"#,
        "--filter",
        r#"{"name":"Rex"}"#,
        "--where",
        r#"{"name":"Mia"}"#,
        "--x-trace",
        "t-1",
        "--lang",
        "de",
    ];
    assert_eq!(run(&server, &options).succeeded(), "[]");
    let request = server.request();
    assert_eq!(
        request.line(),
        "GET /pets?limit=-5&tags=a%20b&tags=c%26d&ids=1,12345678901234567890123\
         &status=available%7Csold&size=2&x=1.5&y=-2&filter%5Bname%5D=Rex\
         &where=%7B%22name%22%3A%22Mia%22%7D HTTP/1.1"
    );
    assert_eq!(request.header("x-trace"), Some("t-1"));
    assert_eq!(request.header("cookie"), Some("lang=de"));
    assert_eq!(request.header("accept"), Some("application/json"));
    assert_eq!(request.body, "");
}

#[test]
fn the_path_is_made_of_options() {
    let server = Listener::answering(EMPTY);
    let point = r#"{"x":1,"y":2}"#;
    let layers = ["--layers", "roads", "--layers", "a/b"];
    let options = ["pets", "get-map", "--area", "north east", "--point", point];
    run(&server, &[&options[..], &layers].concat());
    assert_eq!(
        server.request().line(),
        "GET /maps/north%20east/.roads.a%2Fb/;x=1;y=2 HTTP/1.1"
    );
}

#[test]
fn what_does_not_fit_is_told_before_anything_is_sent() {
    let server = Listener::answering(EMPTY);
    for (options, said) in [
        (
            &["pets", "list-pets", "--limit", "many"][..],
            "it is not an integer",
        ),
        (
            &["pets", "list-pets", "--limit", "1.5"],
            "it is not an integer",
        ),
        (
            &["pets", "list-pets", "--status", "lost"],
            "[possible values: available, sold]",
        ),
        (
            &["pets", "list-pets", "--size", "3"],
            "[possible values: 1, 2]",
        ),
        (
            &["pets", "list-pets", "--near", "{"],
            "error: --near: `{` is not JSON",
        ),
        (&["pets", "get-map", "--area", "x"], "--layers <TEXT>"),
        (&["pets", "get-pet"], "--pet-id <INTEGER>"),
        (&["pets", "get-dog"], "unrecognized subcommand 'get-dog'"),
        (
            &["forms", "add-record", "--pet-id", "1", "--photo", "rex.png"],
            "write `@` before its path",
        ),
        (
            &["pets", "list-pets", "--near", "@/nowhere"],
            "error: --near: cannot read /nowhere",
        ),
        (
            &["pets", "list-pets", "--timeout", "0"],
            "it has to be more than nothing",
        ),
    ] {
        let ran = run(&server, options);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{ran:?}");
        assert!(ran.err.contains(said), "{options:?}: {ran:?}");
    }
    assert!(!server.was_called());
}

#[test]
fn operations_are_called_where_they_are_served_unless_somebody_says_otherwise() {
    let server = Listener::answering(EMPTY);
    run(&server, &["watching", "forget-status"]).succeeded();
    assert_eq!(server.request().line(), "DELETE /status HTTP/1.1");

    let by_variable = Listener::answering(EMPTY);
    let mut command = program();
    command.env("PETSTORE_SERVER", by_variable.url() + "/base/");
    Ran::of(command.args(["watching", "watch", "--url", "http://a/?b"])).succeeded();
    let line = "POST /base/watches?url=http%3A%2F%2Fa%2F%3Fb HTTP/1.1";
    assert_eq!(by_variable.request().line(), line);

    let ran = Ran::of(program().args(["watching", "get-status", "--curl"]));
    assert!(
        ran.succeeded()
            .contains("http://status.pets.invalid/v1/status")
    );
}

#[test]
fn help_lists_groups_commands_and_options() {
    let said = |arguments: &[&str]| Ran::of(program().args(arguments)).succeeded();
    let top = said(&["--help"]);
    for part in [
        "pets  ",
        "Pets and where they are.",
        "PETSTORE_APP_KEY",
        "--output <FORMAT>",
    ] {
        assert!(top.contains(part), "{part}: {top}");
    }
    assert!(said(&["pets", "--help"]).contains("list-pets     GET /pets"));
    assert_eq!(
        said(&["help", "pets", "create-pet"]),
        said(&["pets", "create-pet", "--help"])
    );
    let command = said(&["pets", "create-pet", "-h"]);
    assert!(command.contains("--name <TEXT>"), "{command}");
    assert!(
        command.contains("What it is called. [required]"),
        "{command}"
    );
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = said(&["completions", shell]);
        assert!(
            script.contains("list-pets") && script.contains("pet-id"),
            "{shell}"
        );
    }
}
