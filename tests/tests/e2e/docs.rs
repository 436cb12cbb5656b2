//! The document and its reference page, served.

use std::sync::Arc;

use agntix_api::docs;
use e2e::sessions::Sessions;
use serde_json::Value;

use crate::harness::Server;

async fn server() -> Server {
    let api = agntix_api::router::router(Arc::new(Sessions::default()));
    Server::start(api.merge(docs::router())).await
}

#[tokio::test]
async fn the_document_is_served_as_it_was_read() {
    let server = server().await;
    let json = server.send("GET /openapi.json", "", "").await;
    assert_eq!(json.headers("content-type"), ["application/json"]);
    let json: Value = json.json();
    assert_eq!(json["info"]["title"], "Agntix API");

    let yaml = server.send("GET /openapi.yaml", "", "").await;
    assert_eq!(yaml.headers("content-type"), ["application/yaml"]);
    let written = include_str!("../../../spec/openapi.yaml");
    assert!(yaml.body.ends_with(written), "{yaml:?}");

    let page = server.send("GET /docs", "", "").await;
    assert_eq!(page.headers("content-type"), ["text/html; charset=utf-8"]);
    assert!(page.body.starts_with("<!doctype html>"), "{page:?}");
    // The API is there too.
    let answer = server.send("POST /v1/chat/chat/sessions", "", "").await;
    assert_eq!(answer.status, 401);
}

#[tokio::test]
async fn whoever_has_it_already_is_told_so() {
    let server = server().await;
    for path in ["/openapi.json", "/openapi.yaml", "/docs"] {
        let line = format!("GET {path}");
        let answer = server.send(&line, "", "").await;
        assert_eq!(answer.headers("cache-control"), ["no-cache"]);
        assert_eq!(answer.headers("x-content-type-options"), ["nosniff"]);
        let tag = answer.headers("etag")[0].to_owned();
        // It is strong.
        assert!(
            tag.starts_with('"') && tag.ends_with('"') && tag.len() > 8,
            "{tag}"
        );
        for known in [
            tag.clone(),
            format!("W/{tag}"),
            format!("\"other\", {tag}"),
            format!("\"other\"\nIf-None-Match: {tag}"),
            "*".to_owned(),
        ] {
            let answer = server
                .send(&line, &format!("If-None-Match: {known}"), "")
                .await;
            assert_eq!((answer.status, answer.body.as_str()), (304, ""), "{known}");
            assert_eq!(answer.headers("etag"), [tag.as_str()]);
            assert!(answer.headers("content-type").is_empty());
        }
        let answer = server.send(&line, "If-None-Match: \"other\"", "").await;
        assert_eq!(answer.status, 200);
        let head = server.send(&format!("HEAD {path}"), "", "").await;
        assert_eq!((head.status, head.body.as_str()), (200, ""));
        assert_eq!(head.headers("etag"), [tag.as_str()]);
        let answer = server.send(&format!("DELETE {path}"), "", "").await;
        assert_eq!(answer.status, 405);
    }
}
