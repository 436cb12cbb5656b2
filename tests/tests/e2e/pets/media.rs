//! Bodies that are one of several, or none: what the service answers, and what goes over the wire.

use http::StatusCode;
use petstore::Client;
use petstore::bodies::{CreateReportBody, CreateReportOkBody, SetNoteBody, SetReportBody};
use petstore::errors::CreateReportError;
use petstore::models::{NewPet, Pet, SetNoteForm};
use petstore::support::client::Error;
use petstore::support::stream::ByteStream;

use super::{assert_problem, send, server};
use crate::harness::Script;

#[track_caller]
fn assert_pet(answer: CreateReportOkBody, name: &str) {
    match answer {
        CreateReportOkBody::Json(Pet { id: 1, name: it }) => assert_eq!(it, name),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn one_of_several_is_sent_as_what_it_is() {
    let server = server().await;
    let client = Client::new(&server.url());
    let rex = CreateReportBody::Json(NewPet::new("Rex".to_owned()));
    assert_pet(client.create_report(rex).await.unwrap(), "pet Rex");
    let csv = CreateReportBody::Csv("a,b".to_owned());
    assert_pet(client.create_report(csv).await.unwrap(), "csv a,b");
    let bytes = ByteStream::from("\u{1}");
    let refused = client.create_report(CreateReportBody::Image(bytes)).await;
    // A range of media types does not say which; nor can the client know.
    let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
    assert_eq!(refused.unwrap_err().status(), Some(status));
    let bytes = ByteStream::from("\u{1}").with_media_type("image/webp");
    let answer = client.create_report(CreateReportBody::Image(bytes)).await;
    assert_pet(answer.unwrap(), "image/webp b\"\\x01\"");
}

#[tokio::test]
async fn the_client_says_what_it_sends_and_what_it_can_read() {
    let script = Script::answering(
        "HTTP/1.1 200 OK\r\nContent-Type: Text/CSV; charset=utf-8\r\nContent-Length: 3\r\n\r\na,b",
    )
    .await;
    let csv = CreateReportBody::Csv("c".to_owned());
    let answer = Client::new(&script.url()).create_report(csv).await;
    assert!(matches!(answer, Ok(CreateReportOkBody::Csv(text)) if text == "a,b"));
    let request = script.request().await;
    assert!(request.contains("content-type: text/csv\r\n"), "{request}");
    let accept =
        "accept: application/json, application/vnd.pet+json, text/csv, image/png, text/plain\r\n";
    assert!(request.contains(accept), "{request}");
    assert!(request.ends_with("\r\n\r\nc"), "{request}");
}

#[tokio::test]
async fn answers_are_read_by_their_media_type() {
    let json = r#"{"id":1,"name":"pet Rex"}"#;
    for (content_type, body, expected) in [
        ("application/vnd.pet+json", json, "pet Rex"),
        // Some other name of JSON: there is one kind of it.
        ("application/hal+json", json, "pet Rex"),
        ("image/png", "x", "a stream of x"),
        ("image/gif", "GIF", "`image/gif`"),
    ] {
        let answer = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        let script = Script::answering(answer.leak()).await;
        let csv = CreateReportBody::Csv(String::new());
        let said = match Client::new(&script.url()).create_report(csv).await {
            Ok(CreateReportOkBody::Json(pet)) => pet.name,
            Ok(CreateReportOkBody::Png(stream)) => {
                assert_eq!(stream.media_type(), Some("image/png"));
                let bytes = stream.bytes().await.unwrap();
                format!("a stream of {}", String::from_utf8_lossy(&bytes))
            }
            Err(error @ Error::Body { .. }) => {
                assert_eq!(error.response().unwrap().body, body);
                error.to_string()
            }
            other => panic!("{other:?}"),
        };
        assert!(said.contains(expected), "{content_type}: {said}");
    }
}

#[tokio::test]
async fn plain_text_says_the_same_as_json() {
    for (content_type, body) in [
        ("text/plain", "no such report"),
        ("application/json", "\"no such report\""),
    ] {
        let answer = format!(
            "HTTP/1.1 404 Not Found\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        let script = Script::answering(answer.leak()).await;
        let csv = CreateReportBody::Csv(String::new());
        let error = Client::new(&script.url()).create_report(csv).await;
        let failure = CreateReportError::NotFound("no such report".to_owned());
        assert_eq!(error.unwrap_err().failure(), Some(&failure));
    }
}

#[tokio::test]
async fn the_server_reads_by_media_type_and_answers_what_is_wanted() {
    let rex = r#"{"name":"Rex"}"#;
    for (headers, body, content_type, answered) in [
        (
            "Content-Type: application/vnd.pet+json",
            rex,
            "application/json",
            r#"{"id":1,"name":"pet Rex"}"#,
        ),
        (
            "Content-Type: TEXT/CSV;header=present\nAccept: text/*",
            "a",
            "text/csv",
            "csv a",
        ),
        (
            "Content-Type: image/gif\nAccept: image/png, application/json;q=0.5",
            "G",
            "image/png",
            "image/gif b\"G\"",
        ),
        (
            "Content-Type: text/csv\nAccept: */*;q=0.1, text/csv;q=0",
            "a",
            "application/json",
            r#"{"id":1,"name":"csv a"}"#,
        ),
    ] {
        let answer = send("POST /reports", headers, body).await;
        assert_eq!(
            (answer.status, answer.body.as_str()),
            (200, answered),
            "{headers}"
        );
        assert_eq!(answer.headers("content-type"), [content_type], "{headers}");
    }
    let csv = "Content-Type: text/csv";
    let answer = send("POST /reports", &format!("{csv}\nAccept: video/*"), "a").await;
    assert_problem(&answer, 406);
    assert_problem(
        &send("POST /reports", "Content-Type: text/html", "a").await,
        415,
    );
    assert_problem(&send("POST /reports", "", "a").await, 415);
    let broken = send(
        "POST /reports",
        "Content-Type: application/vnd.pet+json",
        "{",
    )
    .await;
    assert_problem(&broken, 400);
    // The rules of each of them are checked.
    let empty = r#"{"name":""}"#;
    let unfit = send("POST /reports", "Content-Type: application/json", empty).await;
    assert_eq!(assert_problem(&unfit, 400)["errors"][0]["pointer"], "/name");
    let none = send(
        "POST /reports",
        "Content-Type: application/json",
        r#"{"name":"none"}"#,
    )
    .await;
    assert_eq!(
        (none.status, none.body.as_str()),
        (404, "\"no such report\"")
    );
}

#[tokio::test]
async fn an_empty_body_is_none() {
    let server = server().await;
    let client = Client::new(&server.url());
    assert_eq!(client.set_text(None).await.unwrap(), "None");
    assert_eq!(client.set_text(Some("a")).await.unwrap(), "Some(\"a\")");
    assert_eq!(client.set_bytes(None).await.unwrap(), "None");
    let bytes = Some("a".into());
    assert_eq!(client.set_bytes(bytes).await.unwrap(), "Some(b\"a\")");
    assert_eq!(client.set_bytes(Some("".into())).await.unwrap(), "None");
    assert_eq!(client.set_report(None).await.unwrap(), "None");
    let text = SetReportBody::Text("a".to_owned());
    assert_eq!(
        client.set_report(Some(text)).await.unwrap(),
        "Some(Text(\"a\"))"
    );
    let png = SetReportBody::Png("a".into());
    assert_eq!(
        client.set_report(Some(png)).await.unwrap(),
        "Some(Png(b\"a\"))"
    );

    let chunked = "Content-Type: image/png\nTransfer-Encoding: chunked";
    let request = format!(
        "PUT /reports HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{}\r\n\r\n0\r\n\r\n",
        chunked.replace('\n', "\r\n")
    );
    let empty = server.send_bytes(request.as_bytes()).await;
    assert_eq!((empty.status, empty.body.as_str()), (200, "None"));
    let empty = server
        .send(
            "PUT /reports",
            "Content-Type: image/png\nContent-Length: 0",
            "",
        )
        .await;
    assert_eq!((empty.status, empty.body.as_str()), (200, "None"));
}

#[tokio::test]
async fn a_form_of_the_same_value_is_read_where_json_is_sent() {
    let server = server().await;
    let rex = NewPet::new("Rex & co");
    let client = Client::new(&server.url());
    assert_eq!(client.create_note(&rex).await.unwrap(), "Rex & co");
    let form = "Content-Type: application/x-www-form-urlencoded";
    let answer = send("POST /notes", form, "name=Rex+%26+co").await;
    assert_eq!((answer.status, answer.body.as_str()), (200, "Rex & co"));
    let unfit = send("POST /notes", form, "name=").await;
    assert_eq!(assert_problem(&unfit, 400)["errors"][0]["pointer"], "/name");

    let script = Script::answering(
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 0\r\n\r\n",
    )
    .await;
    Client::new(&script.url()).create_note(&rex).await.unwrap();
    let request = script.request().await;
    assert!(
        request.contains("content-type: application/json\r\n"),
        "{request}"
    );
}

#[tokio::test]
async fn a_form_is_one_of_several() {
    let server = server().await;
    let client = Client::new(&server.url());
    for (body, answer) in [
        (None, "none"),
        (Some(SetNoteBody::Json(NewPet::new("a"))), "json a"),
        (Some(SetNoteBody::Form(NewPet::new("b&c"))), "form b&c"),
        (
            Some(SetNoteBody::Multipart(SetNoteForm::new("d\r\n--e"))),
            "parts d\r\n--e",
        ),
    ] {
        assert_eq!(client.set_note(body.as_ref()).await.unwrap(), answer);
    }
    let parts = "Content-Type: multipart/form-data; boundary=\"x y\"";
    let part = "--x y\r\nContent-Disposition: form-data; name=name\r\n\r\nf\r\n--x y--\r\n";
    let answer = send("PUT /notes", parts, part).await;
    assert_eq!((answer.status, answer.body.as_str()), (200, "parts f"));
    // The rules of each of them are checked.
    for (content_type, body) in [
        ("application/json", r#"{"name":""}"#),
        ("application/x-www-form-urlencoded", "name="),
        (
            "multipart/form-data; boundary=b",
            "--b\r\nContent-Disposition: form-data; name=name\r\n\r\n\r\n--b--\r\n",
        ),
    ] {
        let header = format!("Content-Type: {content_type}");
        let unfit = send("PUT /notes", &header, body).await;
        assert_eq!(assert_problem(&unfit, 400)["errors"][0]["pointer"], "/name");
    }
}
