//! Parameters, there and back.

use http::StatusCode;
use petstore::Client;
use petstore::errors::ListPetsError;
use petstore::models::{Filter, Point, Size, Status};
use petstore::parameters::ListPetsOptions;
use petstore::support::client::Error;
use serde_json::{Value, json};

use super::{assert_problem, send, server};
use crate::harness::Script;

#[tokio::test]
async fn parameters_of_every_style() {
    let options = ListPetsOptions {
        limit: Some(-3),
        tags: Some(vec!["a b".to_owned(), "c,d&e".to_owned()]),
        ids: Some(vec![1, 2, i64::MAX]),
        status: Some(vec![Status::Available, Status::Sold]),
        size: Some(Size::Large),
        near: Some(Point { x: 1, y: -2 }),
        filter: Some(
            Filter::new()
                .with_age(3)
                .with_colors(vec!["red".to_owned()]),
        ),
        r#where: Some(Filter::new().with_min_weight(0.5)),
        x_trace: Some("trace 1, ü".to_owned()),
        lang: Some("de;q=\"1\"".to_owned()),
    };
    let server = server().await;
    let answer = Client::new(&server.url())
        .list_pets(&options)
        .await
        .unwrap();
    assert_eq!(answer.body[0].name, format!("{options:?}"));
    assert_eq!(answer.x_total_count, 41);
    assert_eq!(
        answer.x_sources,
        Some(vec!["a b".to_owned(), "c".to_owned(), "d&e".to_owned()])
    );

    let none = ListPetsOptions::default();
    let answer = Client::new(&server.url()).list_pets(&none).await.unwrap();
    let seen = ListPetsOptions {
        limit: Some(20),
        ..none
    };
    assert_eq!(answer.body[0].name, format!("{seen:?}"));
    assert_eq!(answer.x_sources, None);
}

#[tokio::test]
async fn parameters_as_bytes() {
    let script = Script::answering("HTTP/1.1 500 X\r\nContent-Length: 0\r\n\r\n").await;
    let options = ListPetsOptions {
        limit: Some(5),
        tags: Some(vec!["a".to_owned(), "b".to_owned()]),
        ids: Some(vec![1, 2]),
        status: Some(vec![Status::Available, Status::Sold]),
        size: Some(Size::Small),
        near: Some(Point { x: 1, y: 2 }),
        filter: Some(Filter::new().with_age(3)),
        r#where: Some(Filter::new()),
        x_trace: Some("t".to_owned()),
        lang: Some("de".to_owned()),
    };
    let error = Client::new(&script.url())
        .list_pets(&options)
        .await
        .unwrap_err();
    let failure = ListPetsError::ServerError(StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(error.failure(), Some(&failure));
    let request = script.request().await.to_lowercase();
    let line = "get /pets?limit=5&tags=a&tags=b&ids=1,2&status=available%7csold&size=1&x=1&y=2\
                &filter%5bage%5d=3&where=%7b%7d http/1.1";
    assert_eq!(request.lines().next(), Some(line));
    assert!(request.contains("\r\nx-trace: t\r\n"), "{request}");
    assert!(request.contains("\r\ncookie: lang=de\r\n"), "{request}");
}

#[tokio::test]
async fn parameters_that_do_not_fit_are_all_told_at_once() {
    let query = "limit=x&ids=1,y&status=gone&size=3&x=1&filter[age]=z&where=%7B";
    let answer = send(&format!("GET /pets?{query}"), "", "").await;
    let problem = assert_problem(&answer, 422);
    let errors = problem.get("errors").and_then(Value::as_array).unwrap();
    let names: Vec<_> = errors
        .iter()
        .map(|it| it.get("parameter").unwrap())
        .collect();
    assert_eq!(
        names,
        ["limit", "ids", "status", "size", "near", "filter", "where"]
    );
    assert_eq!(errors[5].get("pointer"), Some(&json!("/age")));
    let detail = problem.get("detail").and_then(Value::as_str).unwrap();
    assert!(
        detail.contains("query parameter `limit`: expected a 32-bit integer"),
        "{detail}"
    );

    let problem = assert_problem(&send("GET /pets/one", "", "").await, 400);
    assert_eq!(
        problem.get("errors").unwrap()[0].get("parameter"),
        Some(&json!("petId"))
    );
}

#[tokio::test]
async fn parts_of_the_path() {
    let server = server().await;
    let client = Client::new(&server.url());
    let layers = ["roads".to_owned(), "é".to_owned()];
    let point = Point { x: 1, y: -2 };
    assert_eq!(client.get_map("a/b", &layers, &point).await.unwrap(), point);
    let answer = server
        .send("GET /maps/a%2Fb/.roads.%C3%A9/;y=-2;x=1", "", "")
        .await;
    assert_eq!(answer.json(), json!({"x": 1, "y": -2}));
    assert_problem(
        &server
            .send("GET /maps/a/b/.roads.%C3%A9/;x=1;y=2", "", "")
            .await,
        404,
    );
    assert_problem(&server.send("GET /maps/a/roads/x", "", "").await, 400);
    assert_problem(
        &server.send("GET /maps//.roads/;x=1;y=1", "", "").await,
        404,
    );
    assert_problem(&server.send("GET /pets/1/photo.", "", "").await, 404);
}

/// They would lead to another resource.
#[tokio::test]
async fn parts_of_the_path_that_cannot_be_sent() {
    let client = Client::new("http://127.0.0.1:1");
    let point = Point { x: 1, y: 2 };
    for area in ["", ".", ".."] {
        let error = client
            .get_map(area, &["a".to_owned()], &point)
            .await
            .unwrap_err();
        assert!(matches!(error, Error::Request { .. }), "{error:?}");
    }
    let error = client.get_map("a", &[], &point).await.unwrap_err();
    assert!(error.to_string().contains("parameter `layers`"), "{error}");
}

#[tokio::test]
async fn parameters_that_break_rules() {
    let answer = send(
        "GET /pets?limit=1001&tags=a&tags=&tags=c&tags=d&ids=x",
        "",
        "",
    )
    .await;
    let problem = assert_problem(&answer, 422);
    let errors = problem.get("errors").and_then(Value::as_array).unwrap();
    let places: Vec<_> = errors
        .iter()
        .map(|it| {
            format!(
                "{}{}",
                it["parameter"].as_str().unwrap(),
                it["pointer"].as_str().unwrap()
            )
        })
        .collect();
    assert_eq!(places, ["limit", "tags", "tags/1", "ids"], "{problem}");
    assert_eq!(
        send("GET /pets?limit=1000&tags=a", "", "").await.status,
        200
    );
}
