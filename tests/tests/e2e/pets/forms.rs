//! Bodies that are forms.

mod corners;
mod multipart;

use petstore::Client;
use petstore::models::{AddRecordForm, Item, Owner, Point, ReplaceRecordsForm, Status, Visit};
use petstore::server::FormsApi;
use petstore::support::server::Refusal;
use serde_json::{Value, json};

use super::service::Pets;
use super::{assert_problem, send, server};
use crate::harness::Script;

impl FormsApi for Pets {
    async fn add_visit(&self, _: i64, body: Visit) -> Result<Visit, Refusal> {
        Ok(body)
    }

    async fn add_record(&self, _: i64, body: AddRecordForm) -> Result<String, Refusal> {
        Ok(format!("{body:?} {:?}", body.photo.bytes))
    }

    async fn replace_records(
        &self,
        _: i64,
        body: Option<ReplaceRecordsForm>,
    ) -> Result<String, Refusal> {
        Ok(format!("{body:?}"))
    }
}

const FORM: &str = "Content-Type: application/x-www-form-urlencoded";
const NOTHING: &str = "HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n";

fn visit() -> Visit {
    let owner = Owner::new("Zoë & Söhne").with_phones(vec!["+47 1".into(), "2".into()]);
    let mut visit = Visit::new("Dr. O'Neil", vec!["a,b".into(), "c d".into()], owner, None)
        .with_minutes(30)
        .with_urgent(true)
        .with_reasons(vec!["x".into(), "y z".into()])
        .with_status(Status::Sold)
        .with_bill(vec![
            Item::new("pill".to_owned(), 0.5),
            Item::new("50%".to_owned(), 12.0),
        ])
        .with_notes(Point { x: 1, y: -2 })
        .with_scan(vec![7, 8]);
    visit
        .additional_properties
        .insert("extra=".to_owned(), "e".to_owned());
    visit
}

#[tokio::test]
async fn the_client_writes_forms_as_the_document_says() {
    let script = Script::answering(NOTHING).await;
    let answer = Client::new(&script.url()).add_visit(1, &visit()).await;
    assert!(answer.is_err());
    let request = script.request().await;
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    assert!(
        head.contains("content-type: application/x-www-form-urlencoded\r\n"),
        "{head}"
    );
    let pairs: Vec<&str> = body.split('&').collect();
    let expected = [
        "vet=Dr.%20O%27Neil",
        "signs=a%2Cb",
        "signs=c%20d",
        "owner%5Bname%5D=Zo%C3%AB%20%26%20S%C3%B6hne",
        "owner%5Bphones%5D%5B%5D=%2B47%201",
        "owner%5Bphones%5D%5B%5D=2",
        "minutes=30",
        "urgent=true",
        "reasons=x%7Cy%20z",
        "status=sold",
        "bill%5B0%5D%5Bwhat%5D=pill",
        "bill%5B0%5D%5Bprice%5D=0.5",
        "bill%5B1%5D%5Bwhat%5D=50%25",
        "bill%5B1%5D%5Bprice%5D=12.0",
        "notes=%7B%22x%22%3A1%2C%22y%22%3A-2%7D",
        "scan%5B%5D=7",
        "scan%5B%5D=8",
        "extra%3D=e",
    ];
    assert_eq!(pairs, expected);
}

#[tokio::test]
async fn the_server_reads_what_the_client_writes() {
    let server = server().await;
    let client = Client::new(&server.url());
    assert_eq!(client.add_visit(1, &visit()).await.unwrap(), visit());
    // What is empty leaves nothing behind, and is read as empty.
    let empty = Visit::new("", Vec::new(), Owner::new("x"), None);
    assert_eq!(client.add_visit(1, &empty).await.unwrap(), empty);
}

async fn read(body: &str) -> Value {
    let answer = send("POST /pets/1/visits", FORM, body).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json()
}

#[tokio::test]
async fn forms_as_browsers_and_others_write_them() {
    let read = read("vet=Dr.+O'Neil+%2B1&signs=a&signs=b&owner[name]=x&referral=me").await;
    let expected = json!({
        "vet": "Dr. O'Neil +1", "signs": ["a", "b"], "owner": { "name": "x" }, "referral": "me",
    });
    assert_eq!(read, expected);
    // Brackets for lists, JSON for what has parts, separators that are encoded or are not.
    for (body, key, value) in [
        ("signs[]=a&signs[]=b", "signs", json!(["a", "b"])),
        ("signs[0]=a&signs[1]=b", "signs", json!(["a", "b"])),
        ("signs=a", "signs", json!(["a"])),
        ("reasons=a|b", "reasons", json!(["a", "b"])),
        ("reasons=a%7Cb", "reasons", json!(["a", "b"])),
        ("scan[]=1&scan%5B%5D=2", "scan[]", json!([1, 2])),
        (
            "bill=[{\"what\":\"a\",\"price\":1}]",
            "bill",
            json!([{"what": "a", "price": 1.0}]),
        ),
        ("notes={\"x\":1,\"y\":2}", "notes", json!({"x": 1, "y": 2})),
        ("payer=7", "payer", json!(7)),
        ("payer=nobody", "payer", json!("nobody")),
        (
            "payer[what]=pill&payer[price]=0.5",
            "payer",
            json!({"what": "pill", "price": 0.5}),
        ),
        ("later=1", "later", json!("1")),
        ("later=", "later", json!("")),
        ("later", "later", json!("")),
        ("&later=1&", "later", json!("1")),
    ] {
        let body = format!("vet=v&owner[name]=x&{body}");
        assert_eq!(self::read(&body).await[key], value, "{body}");
    }
}

#[tokio::test]
async fn forms_that_do_not_fit() {
    let base = "vet=v&owner[name]=x";
    for (body, pointer, message) in [
        ("vet=v".to_owned(), "/owner", "it is missing"),
        ("owner[name]=x".to_owned(), "", "missing field `vet`"),
        (
            format!("{base}&vet=w"),
            "/vet",
            "it is given more than once",
        ),
        (
            format!("{base}&minutes=soon"),
            "/minutes",
            "expected a 32-bit integer",
        ),
        (
            format!("{base}&minutes="),
            "/minutes",
            "expected a 32-bit integer",
        ),
        (
            format!("{base}&minutes=0"),
            "/minutes",
            "must be at least 1, is 0",
        ),
        (
            format!("{base}&urgent=yes"),
            "/urgent",
            "expected true or false",
        ),
        (format!("{base}&status=lost"), "/status", "unknown"),
        (format!("{base}&notes=x"), "/notes", "expected value"),
        (
            format!("{base}&owner[name][first]=x"),
            "/owner",
            "given more than once",
        ),
        (
            format!("{base}&bill[0][what]=x"),
            "/bill",
            "missing field `price`",
        ),
        (
            format!("{base}&later=%FF"),
            "/later",
            "it is not UTF-8, or wrongly percent-encoded",
        ),
        (
            format!("{base}&bill{}=x", "[a]".repeat(40)),
            "/bill",
            "nested too deeply",
        ),
        (
            "vet=v&owner[name]=".to_owned(),
            "/owner/name",
            "must have at least 1 character",
        ),
        ("a=1&".repeat(10_001), "", "at most 10000 pairs"),
    ] {
        let answer = send("POST /pets/1/visits", FORM, &body).await;
        let problem = assert_problem(&answer, 400);
        let error = &problem["errors"][0];
        assert_eq!(error["pointer"], pointer, "{problem}");
        let detail = error["detail"].as_str().unwrap();
        assert!(detail.contains(message), "{detail} does not say {message}");
    }
}

#[tokio::test]
async fn a_form_is_asked_for() {
    let answer = send(
        "POST /pets/1/visits",
        "Content-Type: application/json",
        "{}",
    )
    .await;
    assert_problem(&answer, 415);
}
