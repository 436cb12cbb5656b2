//! What is printed, and the exit codes.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::process::Stdio;

use super::{Folder, Listener, Ran, program, read, run};

const PETS: &str = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Total: 2\r\n\
    Set-Cookie: session=s3cret\r\nConnection: close\r\n\r\n\
    [{\"name\":\"Rex\",\"id\":1.50,\"tags\":[\"a\"]},{\"id\":2,\"name\":\"Mia\\u001b[31m\\nB\",\"old\":null}]";

const LIST: [&str; 2] = ["pets", "list-pets"];

#[test]
fn json_is_printed_as_it_came_or_as_somebody_wants_it() {
    let body = PETS.split_once("\r\n\r\n").unwrap().1;
    let printed = |options: &[&str]| {
        let server = Listener::answering(PETS);
        run(&server, &[&LIST[..], options].concat()).succeeded()
    };
    assert_eq!(printed(&[]), body);
    assert_eq!(printed(&["--output", "raw"]), body);
    assert_eq!(
        printed(&["--output", "json"]),
        "[\n  {\n    \"name\": \"Rex\",\n    \"id\": 1.50,\n    \"tags\": [\n      \"a\"\n    ]\n  },\n  \
         {\n    \"id\": 2,\n    \"name\": \"Mia\\u001b[31m\\nB\",\n    \"old\": null\n  }\n]\n"
    );
    assert_eq!(
        printed(&["--output", "table"]),
        "NAME             ID    TAGS   OLD\n\
         Rex              1.50  [\"a\"]\n\
         Mia\\u001b[31m B  2\n"
    );
    let included = printed(&["--include"]);
    let (head, rest) = included.split_once("\n\n").unwrap();
    assert!(
        head.starts_with("200 OK\n") && head.contains("\nx-total: 2"),
        "{head}"
    );
    assert!(
        head.contains("set-cookie: …") && !head.contains("s3cret"),
        "{head}"
    );
    assert_eq!(rest, body);

    let folder = Folder::scratch();
    let path = folder.0.join("pets.json").display().to_string();
    assert_eq!(printed(&["-o", &path]), "");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), body);
}

#[test]
fn a_failure_of_the_api_ends_with_1() {
    let server = Listener::answering(
        "HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\nContent-Length: 17\r\n\r\n\
         {\"reason\":\"gone\"}",
    );
    let ran = run(&server, &["pets", "get-pet", "--pet-id", "1"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert_eq!(
        ran.err,
        "error: GET /pets/{petId}: 404 Not Found\n{\"reason\":\"gone\"}\n"
    );
    let ran = run_again(&server.url(), &["--output", "json"]);
    let pretty = "error: GET /pets/{petId}: 404 Not Found\n{\n  \"reason\": \"gone\"\n}\n";
    assert_eq!((ran.code, ran.err.as_str()), (1, pretty));

    // A redirect elsewhere is no success.
    let server = Listener::answering("HTTP/1.1 302 Found\r\nLocation: http://a.invalid/\r\n\r\n");
    let ran = run(&server, &LIST);
    assert_eq!(ran.code, 1, "{ran:?}");
}

fn run_again(url: &str, options: &[&str]) -> Ran {
    let get = ["pets", "get-pet", "--pet-id", "1", "--server", url];
    Ran::of(program().args(get).args(options))
}

#[test]
fn without_an_answer_it_ends_with_3() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let ran = run_again(&url, &["--timeout", "0.2"]);
    assert_eq!((ran.code, ran.out.as_str()), (3, ""), "{ran:?}");
    assert!(ran.err.starts_with("error: GET /pets/{petId}: "), "{ran:?}");
    drop(listener);
    let ran = run_again(&url, &["--retries", "0", "-v"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert_eq!(ran.err.matches("> GET ").count(), 1, "{ran:?}");
}

#[test]
fn it_is_sent_again_as_often_as_it_is_told() {
    let server = Listener::answering(
        "HTTP/1.1 503 Busy\r\nConnection: close\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n",
    );
    let ran = run(&server, &[&LIST[..], &["--retries", "1"]].concat());
    assert_eq!(ran.code, 1);
    assert_eq!(server.requests.lock().unwrap().len(), 2);
}

#[test]
fn streams_are_printed_as_they_come() {
    let head = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: ";
    for (command, media, pieces, lines) in [
        (
            "list-events",
            "text/event-stream",
            ["id: 1\ndata: a\n\n", "data: b\n\n"],
            ["a\n", "b\n"],
        ),
        (
            "list-numbers",
            "application/json-seq",
            ["\u{1e}1\n", "\u{1e}2\n"],
            ["\u{1e}1\n", "\u{1e}2\n"],
        ),
    ] {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let mut command_line = program();
        command_line
            .args(["media", command, "--server", &url])
            .stdout(Stdio::piped());
        let mut child = command_line.spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut stream = listener.accept().unwrap().0;
        read(&mut stream);
        write!(stream, "{head}{media}\r\n\r\n").unwrap();
        // The second is not written before the first is printed.
        for (piece, line) in pieces.into_iter().zip(lines) {
            stream.write_all(piece.as_bytes()).unwrap();
            let mut printed = String::new();
            out.read_line(&mut printed).unwrap();
            assert_eq!(printed, line);
        }
        drop(stream);
        let mut rest = String::new();
        out.read_to_string(&mut rest).unwrap();
        assert_eq!(rest, "");
        assert!(child.wait().unwrap().success());
    }
}

#[test]
fn bytes_are_printed_as_they_are() {
    let answer = "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: 3\r\n\r\n\0\u{1}\n";
    let server = Listener::answering(answer);
    assert_eq!(
        run(&server, &["media", "echo-bytes", "--body", "x"]).succeeded(),
        "\0\u{1}\n"
    );
}

#[test]
fn nobody_has_to_read_it() {
    let server = Listener::answering(PETS);
    for arguments in [&["--help"][..], &["completions", "zsh"], &LIST] {
        let mut command = program();
        command.args(arguments).env("PETSTORE_SERVER", server.url());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(
            (output.status.code(), &*said),
            (Some(0), ""),
            "{arguments:?}"
        );
    }
}

#[test]
fn whatever_json_it_is_it_is_laid_out() {
    let printed = |body: &str, format: &str| {
        let length = body.len();
        let answer = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        let server = Listener::answering(answer.leak());
        run(&server, &[&LIST[..], &["--output", format]].concat()).succeeded()
    };
    for (body, json, table) in [
        ("{ }", "{}\n", ""),
        ("[ ]", "[]\n", "\n"),
        (
            "[[ ],{\"a\\\"{,\" : 1e400}]",
            "[\n  [],\n  {\n    \"a\\\"{,\": 1e400\n  }\n]\n",
            "[ ]\n{\"a\\\"{,\" : 1e400}\n",
        ),
        ("[1,\"a\"]", "[\n  1,\n  \"a\"\n]\n", "1\na\n"),
        ("\"a\\nb\"", "\"a\\nb\"\n", "a b\n"),
        (
            "{\"more\":true,\"pets\":[{\"é\":\"ü\"},{\"é\":null,\"b\":2}]}",
            "{\n  \"more\": true,\n  \"pets\": [\n    {\n      \"é\": \"ü\"\n    },\n    {\n      \"é\": null,\n      \"b\": 2\n    }\n  ]\n}\n",
            "É  B\nü\n   2\n",
        ),
        (
            "{\"name\":\"Rex\",\"id\":0.10}",
            "{\n  \"name\": \"Rex\",\n  \"id\": 0.10\n}\n",
            "name  Rex\nid    0.10\n",
        ),
        // What is no JSON after all stays as it is.
        ("oh {", "oh {", "oh {"),
    ] {
        assert_eq!(printed(body, "json"), json);
        assert_eq!(printed(body, "table"), table, "{body}");
    }
    let long = format!("[\"{}\"]", "é".repeat(100));
    assert_eq!(printed(&long, "table"), format!("{}…\n", "é".repeat(60)));
}
