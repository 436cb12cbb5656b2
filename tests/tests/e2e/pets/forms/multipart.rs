//! Forms in parts.

use std::collections::BTreeMap;

use petstore::Client;
use petstore::models::{AddRecordForm, Item, Owner, ReplaceRecordsForm, Status};
use petstore::support::file::File;
use serde_json::{Value, json};

use super::super::{assert_problem, server};
use super::NOTHING;
use crate::harness::{Answer, Script};

fn record() -> AddRecordForm {
    let vet = Owner::new("Zoë").with_phones(vec!["1".into()]);
    let photo = File::new(vec![0x89, b'P', b'N', b'G']).with_name("Réx \"1\"\r\n.png");
    AddRecordForm::new("A; b=\"c\"", photo, vet, vec![1.5, 2.0])
        .with_status(Status::Sold)
        .with_urgent(true)
        .with_bill(vec![Item::new("pill".to_owned(), 0.5)])
        .with_scans(vec![
            File::new("one").with_content_type("text/plain\r\nX-Evil: 1"),
            File::new("two")
                .with_name("two")
                .with_header("X-Part: a\r\n", "b\r\nc"),
        ])
        .with_notes(json!({"a": [1]}))
}

/// The parts of a body, each as it stands between two boundaries.
fn parts(request: &str) -> Vec<String> {
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    let mut lines = head.lines();
    let kind = lines.find_map(|it| it.strip_prefix("content-type: multipart/form-data; boundary="));
    let delimiter = format!("--{}", kind.unwrap());
    let body = body.strip_suffix(&format!("{delimiter}--\r\n")).unwrap();
    let parts = body.split(&delimiter).skip(1);
    let parts = parts.map(|it| {
        it.strip_prefix("\r\n")
            .unwrap()
            .strip_suffix("\r\n")
            .unwrap()
    });
    parts.map(str::to_owned).collect()
}

#[tokio::test]
async fn the_client_writes_each_part_as_the_document_says() {
    let script = Script::answering(NOTHING).await;
    let answer = Client::new(&script.url()).add_record(1, &record()).await;
    assert!(answer.is_err());
    let request = script.request().await;
    let expected = [
        "Content-Disposition: form-data; name=\"title\"\r\n\r\nA; b=\"c\"",
        "Content-Disposition: form-data; name=\"photo\"; \
         filename=\"Réx %221%22%0D%0A.png\"\r\nContent-Type: image/png\r\n\r\n\u{fffd}PNG",
        "Content-Disposition: form-data; name=\"vet\"\r\nContent-Type: application/json\r\n\r\n\
         {\"name\":\"Zoë\",\"phones\":[\"1\"]}",
        "Content-Disposition: form-data; name=\"weights\"\r\n\r\n1.5",
        "Content-Disposition: form-data; name=\"weights\"\r\n\r\n2.0",
        "Content-Disposition: form-data; name=\"status\"\r\n\r\nsold",
        "Content-Disposition: form-data; name=\"urgent\"\r\n\r\ntrue",
        "Content-Disposition: form-data; name=\"bill\"\r\nContent-Type: application/json\r\n\r\n\
         [{\"what\":\"pill\",\"price\":0.5}]",
        "Content-Disposition: form-data; name=\"scans\"; filename=\"scans\"\r\n\
         Content-Type: text/plain  X-Evil: 1\r\n\r\none",
        "Content-Disposition: form-data; name=\"scans\"; filename=\"two\"\r\n\
         Content-Type: application/octet-stream\r\nX-Parta: b  c\r\n\r\ntwo",
        "Content-Disposition: form-data; name=\"notes\"\r\nContent-Type: application/json\r\n\r\n\
         {\"a\":[1]}",
    ];
    assert_eq!(parts(&request), expected);
}

#[tokio::test]
async fn the_server_reads_what_the_client_writes() {
    let server = server().await;
    let client = Client::new(&server.url());
    let sent = record();
    let read = client.add_record(1, &sent).await.unwrap();
    for part in [
        "title: \"A; b=\\\"c\\\"\"",
        "name: Some(\"Réx \\\"1\\\"\\r\\n.png\"), content_type: Some(\"image/png\")",
        "b\"\\x89PNG\"",
        "vet: Owner { name: \"Zoë\", phones: Some([\"1\"]) }",
        "weights: [1.5, 2.0], status: Some(Sold), urgent: Some(true)",
        "bill: Some([Item { what: \"pill\", price: 0.5 }])",
        "headers: [(\"X-Parta\", \"b  c\")]",
        "notes: Some(Object {\"a\": Array [Number(1)]})",
    ] {
        assert!(read.contains(part), "{part} is not in {read}");
    }

    let files = BTreeMap::from([("a\"b".to_owned(), File::new("x").with_name("x.txt"))]);
    let form = ReplaceRecordsForm::new()
        .with_reason("why")
        .with_additional_properties(files);
    let read = client.replace_records(1, Some(&form)).await.unwrap();
    let expected = "Some(ReplaceRecordsForm { reason: Some(\"why\"), additional_properties: \
                    {\"a\\\"b\": File { bytes: 1, name: Some(\"x.txt\"), \
                    content_type: Some(\"application/octet-stream\"), headers: [] }} })";
    assert_eq!(read, expected);
    let empty = ReplaceRecordsForm::new();
    let read = client.replace_records(1, Some(&empty)).await.unwrap();
    assert!(read.starts_with("Some("), "{read}");
    assert_eq!(client.replace_records(1, None).await.unwrap(), "None");
}

/// Sends a body that is written with `|` for the end of each line.
async fn send(method: &str, body: &str) -> Answer {
    let headers = "Content-Type: multipart/form-data; boundary=\"b 1\"";
    let body = body.replace('|', "\r\n");
    server()
        .await
        .send(&format!("{method} /pets/1/records"), headers, &body)
        .await
}

const TITLE: &str = "--b 1|Content-Disposition: form-data; name=\"title\"||Check|";
const PHOTO: &str = "--b 1|content-disposition:form-data;name=photo;filename=\"C:\\a\\\"b.png\"|\
                     Content-Type: image/jpeg; q=1||JPEG|";
const VET: &str = "--b 1|Content-Disposition: form-data; name=\"vet\"||{\"name\": \"x\"}|";

#[tokio::test]
async fn bodies_as_browsers_and_others_write_them() {
    let weights = "--b 1|Content-Disposition: form-data; name=\"weights\"||3|";
    let bill = "--b 1|Content-Disposition: form-data; name=bill||{\"what\":\"a\",\"price\":1}|";
    let other = "--b 1|Content-Disposition: form-data; name=\"other\"||ignored|";
    let body = format!("preamble|{TITLE}{PHOTO}{VET}{weights}{bill}{bill}{other}--b 1--|epilogue");
    let answer = send("POST", &body).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    for part in [
        "title: \"Check\"",
        "File { bytes: 4, name: Some(\"C:\\\\a\\\"b.png\"), content_type: Some(\"image/jpeg; q=1\")",
        "b\"JPEG\"",
        "weights: [3.0]",
        "price: 1.0 }, Item {",
    ] {
        assert!(
            answer.body.contains(part),
            "{part} is not in {}",
            answer.body
        );
    }
    // A list without items has no parts, and the boundary may be followed by spaces.
    let body = format!("{TITLE}{PHOTO}{VET}--b 1--").replace("--b 1|", "--b 1 \t|");
    let answer = send("POST", &body).await;
    assert!(answer.body.contains("weights: []"), "{answer:?}");
}

#[tokio::test]
async fn parts_that_do_not_fit_are_all_told() {
    let part = |name: &str, text: &str| {
        format!("--b 1|Content-Disposition: form-data; name=\"{name}\"||{text}|")
    };
    let body = [
        part("title", ""),
        part("title", ""),
        part("vet", "{\"name\": 1}"),
        part("weights", "1"),
        part("weights", "heavy"),
        part("status", "lost"),
        part("bill", "{"),
        "--b 1|Content-Disposition: form-data||nameless|".to_owned(),
        "--b 1--|".to_owned(),
    ];
    let problem = assert_problem(&send("POST", &body.concat()).await, 400);
    let found: Vec<(&str, &str)> = problem["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| {
            (
                it["pointer"].as_str().unwrap(),
                it["detail"].as_str().unwrap(),
            )
        })
        .collect();
    let expected = [
        ("/title", "it is given more than once"),
        ("/photo", "it is missing"),
        ("/vet/name", "invalid type: integer `1`, expected a string"),
        ("/weights", "expected a number"),
        ("/status", "lost"),
        ("/bill", "it is not JSON"),
    ];
    for (pointer, detail) in expected {
        let is_told = |it: &&(&str, &str)| it.0 == pointer && it.1.contains(detail);
        assert!(found.iter().any(|it| is_told(&it)), "{pointer}: {found:?}");
    }
    // The eighth part is where the document has its eighth field, `scans`.
    assert_eq!(found.len(), expected.len(), "{found:?}");
}

#[tokio::test]
async fn rules_of_parts() {
    let photo = PHOTO.replace("image/jpeg", "image/gif");
    let problem = assert_problem(
        &send("POST", &format!("{TITLE}{photo}{VET}--b 1--|")).await,
        400,
    );
    assert_eq!(
        problem["errors"][0]["detail"],
        "it has to be image/png or image/jpeg"
    );

    let scan = "--b 1|Content-Disposition: form-data; name=scans; filename=x||x|";
    let title = TITLE.replace("Check", &"é".repeat(21));
    let body = format!("{title}{PHOTO}{VET}{scan}{scan}{scan}--b 1--|");
    let problem = assert_problem(&send("POST", &body).await, 400);
    let pointers: Vec<&Value> = problem["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| &it["pointer"])
        .collect();
    assert_eq!(pointers, ["/title", "/scans"]);
}

#[tokio::test]
async fn bodies_that_cannot_be_taken_apart() {
    let many = "--b 1|Content-Disposition: form-data; name=a||x|".repeat(1001);
    for (body, reason) in [
        ("x".to_owned(), "its boundary is nowhere to be found"),
        (
            "--b 12||--b 12--".to_owned(),
            "its boundary is nowhere to be found",
        ),
        (TITLE.to_owned(), "its last part is not ended"),
        (format!("{TITLE}--b 1"), "its last part is not ended"),
        (
            "--b 1|Content-Disposition: form-data".to_owned(),
            "the headers of a part do not end",
        ),
        (
            format!("--b 1|X: {}", "x".repeat(20_000)),
            "the headers of a part do not end",
        ),
        (format!("{many}--b 1--"), "it has more than 1000 parts"),
    ] {
        let problem = assert_problem(&send("PUT", &body).await, 400);
        let detail = problem["detail"].as_str().unwrap();
        assert!(detail.contains(reason), "{detail} does not say {reason}");
    }
    let server = server().await;
    for content_type in ["multipart/form-data", "multipart/form-data; boundary="] {
        let headers = format!("Content-Type: {content_type}");
        let answer = server.send("PUT /pets/1/records", &headers, "--|--").await;
        assert_problem(&answer, 400);
    }
    let headers = "Content-Type: multipart/mixed; boundary=b";
    let answer = server.send("PUT /pets/1/records", headers, "--b--").await;
    assert_problem(&answer, 415);
    let large = format!(
        "{TITLE}{}--b 1--",
        "x".repeat(petstore::router::MAX_BODY_BYTES)
    );
    assert_problem(&send("PUT", &large).await, 413);
}
