//! Bodies: made of options, given whole, read from files and standard input.

use super::{EMPTY, Folder, Listener, Ran, program, run};

const KEYS: [(&str, &str); 2] = [("PETSTORE_APP_ID", "id"), ("PETSTORE_APP_KEY", "key")];

/// What `create-pet` sends.
#[track_caller]
fn sent(options: &[&str], input: &[u8]) -> (String, String) {
    let server = Listener::answering(EMPTY);
    let mut command = program();
    command
        .envs(KEYS)
        .args(["pets", "create-pet", "--server", &server.url()]);
    let ran = Ran::fed(command.args(options), input);
    assert!(server.was_called(), "{ran:?}");
    let request = server.request();
    let media = request.header("content-type").unwrap().to_owned();
    (media, request.body)
}

#[test]
fn properties_are_options() {
    let json = "application/json".to_owned();
    assert_eq!(
        sent(&["--name", "Rex"], b""),
        (json, r#"{"name":"Rex"}"#.to_owned())
    );
    // Text is text, whatever it looks like.
    assert_eq!(sent(&["--name", "null"], b"").1, r#"{"name":"null"}"#);
    assert_eq!(sent(&["--name=-\"\n"], b"").1, r#"{"name":"-\"\n"}"#);
}

#[test]
fn a_whole_body_goes_as_it_is_and_options_go_before_it() {
    let folder = Folder::scratch();
    let whole = "{ \"weight\": 1.50, \"name\": \"Rex\",\n \"id\": 12345678901234567890123 }";
    let file = folder.file("pet.json", whole.as_bytes());
    for (options, input) in [
        (["--body", whole], ""),
        (["--body", &file], ""),
        (["--body", "-"], whole),
    ] {
        assert_eq!(sent(&options, input.as_bytes()).1, whole);
    }
    assert_eq!(
        sent(&["--body", &file, "--name", "Mia"], b"").1,
        r#"{"weight":1.50,"id":12345678901234567890123,"name":"Mia"}"#
    );
}

#[test]
fn a_body_without_what_it_needs_is_not_sent() {
    let server = Listener::answering(EMPTY);
    for (options, said) in [
        (
            &["pets", "create-pet"][..],
            "it needs --name, or the same in `--body`",
        ),
        (
            &["pets", "create-pet", "--body", "{}"],
            "it needs --name, or the same in `--body`",
        ),
        (&["pets", "create-pet", "--body", "{"], "--body is not JSON"),
        (
            &["pets", "create-pet", "--body", "[]", "--name", "x"],
            "--body is not an object of JSON",
        ),
        (
            &["pets", "create-pet", "--body", "@/nowhere"],
            "cannot read /nowhere",
        ),
        (
            &["pets", "replace-pets"],
            "it needs a body; give it by `--body`",
        ),
        (
            &["media", "echo-bytes"],
            "it needs a body; give it by `--body`",
        ),
        (
            &[
                "media",
                "create-note",
                "--name",
                "x",
                "--content-type",
                "text/html",
            ],
            "it takes no body of `text/html`, only of application/json, \
             application/x-www-form-urlencoded",
        ),
    ] {
        let ran = run(&server, options);
        assert_eq!(ran.code, 2, "{ran:?}");
        assert!(ran.err.contains(said), "{options:?}: {ran:?}");
    }
    assert!(!server.was_called());
    // What is optional is left out.
    run(&server, &["pets", "update-pet", "--pet-id", "1"]);
    assert_eq!(server.request().header("content-type"), None);
}

#[test]
fn bytes_are_sent_as_they_are_read() {
    let folder = Folder::scratch();
    let file = folder.file("rex.png", b"PNG \0 rex");
    let server = Listener::answering(EMPTY);
    let path = ["pets", "put-photo", "--pet-id", "1", "--format", "png"];
    let body = ["--content-type", "image/png", "--body", &file];
    run(&server, &[&path[..], &body].concat());
    let request = server.request();
    assert_eq!(request.line(), "PUT /pets/1/photo.png HTTP/1.1");
    assert_eq!(request.header("content-type"), Some("image/png"));
    assert_eq!(request.header("content-length"), Some("9"));
    assert_eq!(request.body, "PNG \0 rex");

    // Nobody knows how long standard input is.
    let server = Listener::answering(EMPTY);
    let mut command = program();
    command.args([
        "media",
        "add-pets",
        "--body",
        "-",
        "--server",
        &server.url(),
    ]);
    Ran::fed(&mut command, b"{\"name\":\"Rex\"}\n{\"name\":\"Mia\"}\n");
    let request = server.request();
    assert_eq!(request.header("content-type"), Some("application/jsonl"));
    assert_eq!(request.header("transfer-encoding"), Some("chunked"));
    assert_eq!(
        request.body,
        "1E\r\n{\"name\":\"Rex\"}\n{\"name\":\"Mia\"}\n\r\n0\r\n\r\n"
    );
}

#[test]
fn forms_are_made_of_options() {
    let server = Listener::answering(EMPTY);
    let options = [
        "forms",
        "add-visit",
        "--pet-id",
        "1",
        "--vet",
        "Dr. X & Y",
        "--signs",
        "cough",
        "--signs",
        "limp",
        "--owner",
        r#"{"name":"Ann"}"#,
        "--referral",
        "none",
        "--minutes",
        "20",
        "--urgent",
        "--reasons",
        "a",
        "--reasons",
        "b",
        "--scan",
        "7",
    ];
    run(&server, &options);
    let request = server.request();
    let media = "application/x-www-form-urlencoded";
    assert_eq!(request.header("content-type"), Some(media));
    // The order of pairs says nothing.
    let mut pairs: Vec<&str> = request.body.split('&').collect();
    pairs.sort_unstable();
    let expected = [
        "minutes=20",
        "owner%5Bname%5D=Ann",
        "reasons=a%7Cb",
        "referral=none",
        "scan%5B%5D=7",
        "signs=cough",
        "signs=limp",
        "urgent=true",
        "vet=Dr.%20X%20%26%20Y",
    ];
    let mut found = pairs.join(" ").replace("signs%5B%5D", "signs");
    found = found.replace('+', "%20");
    assert_eq!(found, expected.join(" "));
}

#[test]
fn forms_in_parts_take_files() {
    let folder = Folder::scratch();
    let (photo, scan) = (
        folder.file("rex.png", b"\x89PNG"),
        folder.file("a.bin", b"scan"),
    );
    let scan = scan + ";type=image/webp";
    let server = Listener::answering(EMPTY);
    let options = [
        "forms",
        "add-record",
        "--pet-id",
        "1",
        "--title",
        "It",
        "--photo",
        &photo,
        "--vet",
        r#"{"name":"Ann"}"#,
        "--weights",
        "1.5",
        "--weights",
        "2",
        "--scans",
        &scan,
    ];
    run(&server, &options);
    let request = server.request();
    let media = request.header("content-type").unwrap();
    let boundary = media
        .strip_prefix("multipart/form-data; boundary=")
        .unwrap();
    let mut parts: Vec<&str> = request.body.split(boundary).collect();
    parts.retain(|it| it.contains("form-data"));
    let part = |head: &str, content: &str| {
        format!("\r\nContent-Disposition: form-data; {head}\r\n\r\n{content}\r\n--")
    };
    assert_eq!(
        parts,
        [
            part("name=\"title\"", "It"),
            part(
                "name=\"photo\"; filename=\"rex.png\"\r\nContent-Type: image/png",
                "\u{fffd}PNG"
            ),
            part(
                "name=\"vet\"\r\nContent-Type: application/json",
                r#"{"name":"Ann"}"#
            ),
            part("name=\"weights\"", "1.5"),
            part("name=\"weights\"", "2"),
            part(
                "name=\"scans\"; filename=\"a.bin\"\r\nContent-Type: image/webp",
                "scan"
            ),
        ]
    );
}

#[test]
fn the_media_type_says_how_a_body_is_written() {
    for (media, body) in [
        ("application/json", r#"{"name":"Rex"}"#),
        ("application/x-www-form-urlencoded", "name=Rex"),
    ] {
        let server = Listener::answering(EMPTY);
        run(
            &server,
            &[
                "media",
                "create-note",
                "--name",
                "Rex",
                "--content-type",
                media,
            ],
        );
        let request = server.request();
        assert_eq!(request.header("content-type"), Some(media));
        assert_eq!(request.body, body);
    }
}
