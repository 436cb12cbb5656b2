//! What parameters and bodies have to satisfy beyond their types.

use petstore::Check as _;
use petstore::models::{Filter, NewPet};
use serde_json::{Value, json};

use super::{assert_problem, send};

const JSON: &str = "Content-Type: application/json";
const PATCH: &str = "Content-Type: application/merge-patch+json";
const SIGNED: &str = "Authorization: Bearer good\nContent-Type: application/json";

/// What is wrong, and where.
fn errors(problem: &Value) -> Vec<(&str, &str, &str)> {
    let errors = problem.get("errors").and_then(Value::as_array).unwrap();
    errors
        .iter()
        .map(|error| {
            let part = |key: &str| error.get(key).and_then(Value::as_str).unwrap_or_default();
            (part("parameter"), part("pointer"), part("detail"))
        })
        .collect()
}

#[tokio::test]
async fn parameters_that_break_rules_are_told_with_those_that_cannot_be_read() {
    let query = "limit=1001&tags=a&tags=&tags=a&tags=b&ids=x\
                 &filter[minWeight]=0.25&where=%7B%22minWeight%22:-1%7D";
    let answer = send(&format!("GET /pets?{query}"), "Cookie: lang=DE", "").await;
    let problem = assert_problem(&answer, 422);
    let errors = errors(&problem);
    let (unreadable, broken): (Vec<_>, Vec<_>) = errors.into_iter().partition(|it| it.0 == "ids");
    assert_eq!(unreadable.len(), 1, "{unreadable:?}");
    assert_eq!(
        broken,
        [
            ("limit", "", "must be at most 1000, is 1001"),
            ("tags", "", "must have at most 3 items, has 4"),
            (
                "tags",
                "",
                "must have no item twice, items 0 and 2 are equal"
            ),
            ("tags", "/1", "must have at least 1 character, has 0"),
            ("filter", "/minWeight", "must be a multiple of 0.1, is 0.25"),
            ("where", "/minWeight", "must be at least 0, is -1"),
            ("lang", "", r"must match `^[a-z]{2}(?-u:\b)`"),
        ]
    );
    let detail = problem.get("detail").and_then(Value::as_str).unwrap();
    let part = "query parameter `tags` at `/1`: must have at least 1 character, has 0; ";
    assert!(detail.contains(part), "{detail}");
}

#[tokio::test]
async fn a_problem_as_it_is_written() {
    let answer = send("GET /pets?filter[minWeight]=0.25", "Cookie: lang=DE", "").await;
    assert_eq!(
        answer.body,
        concat!(
            r#"{"type":"about:blank","title":"Unprocessable Entity","status":422,"#,
            r#""detail":"a parameter does not fit: "#,
            r"query parameter `filter` at `/minWeight`: must be a multiple of 0.1, is 0.25; ",
            r#"cookie `lang`: must match `^[a-z]{2}(?-u:\\b)`","errors":["#,
            r#"{"parameter":"filter","pointer":"/minWeight","detail":"must be a multiple of 0.1, is 0.25"},"#,
            r#"{"parameter":"lang","pointer":"","detail":"must match `^[a-z]{2}(?-u:\\b)`"}]}"#,
        )
    );
}

#[tokio::test]
async fn parameters_at_their_limits() {
    let query = "limit=-100&tags=a&tags=b&tags=c&filter[minWeight]=0.3";
    let answer = send(&format!("GET /pets?{query}"), "Cookie: lang=de-AT", "").await;
    assert_eq!(answer.status, 200, "{answer:?}");
}

#[tokio::test]
async fn bodies() {
    let longest = json!({ "name": "ä".repeat(20) }).to_string();
    let too_long = json!({ "name": "ä".repeat(21) }).to_string();
    let message = "must have at most 20 characters, has 21";
    assert_eq!(send("POST /pets", SIGNED, &longest).await.status, 201);
    let problem = assert_problem(&send("POST /pets", SIGNED, &too_long).await, 400);
    assert_eq!(errors(&problem), [("", "/name", message)]);

    assert_eq!(send("PATCH /pets/1", PATCH, &longest).await.status, 200);
    assert_eq!(send("PATCH /pets/1", "", "").await.status, 200);
    let problem = assert_problem(&send("PATCH /pets/1", PATCH, &too_long).await, 400);
    assert_eq!(errors(&problem), [("", "/name", message)]);

    assert_eq!(
        send("PUT /pets", JSON, &format!("[{longest}]")).await.body,
        "1"
    );
    let many = format!("[{longest}, {too_long}, {longest}]");
    let problem = assert_problem(&send("PUT /pets", JSON, &many).await, 400);
    assert_eq!(
        errors(&problem),
        [
            ("", "", "must have at most 2 items, has 3"),
            ("", "/1/name", message),
        ]
    );
}

#[tokio::test]
async fn who_is_not_let_in_is_not_told_what_is_wrong() {
    assert_problem(&send("POST /pets", JSON, r#"{"name": ""}"#).await, 401);
}

#[test]
fn a_client_may_check_before_it_sends() {
    assert!(NewPet::new("Rex").check().is_ok());
    let broken = NewPet::new("").check().unwrap_err();
    assert_eq!(broken.0[0].pointer, "/name");
    assert_eq!(broken.0[0].keyword, "minLength");
    let broken = Filter::new().with_min_weight(-0.1).check().unwrap_err();
    assert_eq!(
        broken.to_string(),
        "`/minWeight`: must be at least 0, is -0.1"
    );
}
