//! Bodies that are optional, text or bytes.

use petstore::Client;
use petstore::models::NewPet;
use serde_json::json;

use super::{assert_problem, server};

#[tokio::test]
async fn optional_bodies() {
    let server = server().await;
    let client = Client::new(&server.url());
    assert_eq!(client.update_pet(1, None).await.unwrap().name, "as it was");
    let body = NewPet::new("Rex".to_owned());
    assert_eq!(client.update_pet(1, Some(&body)).await.unwrap().name, "Rex");

    let patch = "Content-Type: application/merge-patch+json";
    let answer = server
        .send("PATCH /pets/1", patch, r#"{"name": "Rex"}"#)
        .await;
    assert_eq!(answer.status, 200);
    let answer = server
        .send(
            "PATCH /pets/1",
            "Content-Type: application/json",
            r#"{"name": "Rex"}"#,
        )
        .await;
    assert_problem(&answer, 415);
    let answer = server.send("PATCH /pets/1", patch, "{}").await;
    assert_problem(&answer, 400);
}

#[tokio::test]
async fn bytes_and_text() {
    let server = server().await;
    let client = Client::new(&server.url());
    let photo = client
        .put_photo(1, "png", vec![0, 255, 128])
        .header("Content-Type", "image/webp")
        .await
        .unwrap();
    let photo = photo.bytes().await.unwrap();
    assert_eq!(&photo[..], b"1 png \0\xff\x80");
    assert_eq!(client.rename_pet(1, "Réx").await.unwrap(), "1 is Réx");

    let answer = server
        .send("PUT /pets/1/photo.tar.gz", "Content-Type: image/webp", "x")
        .await;
    assert_eq!(answer.body, "1 tar.gz x");
    assert_eq!(answer.headers("content-type"), ["image/png"]);
    let answer = server
        .send("PUT /pets/1/photo.png", "Content-Type: video/webm", "x")
        .await;
    assert_problem(&answer, 415);
    let invalid = b"POST /pets/1:rename HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\
                    Content-Type: text/plain\r\nContent-Length: 1\r\n\r\n\xff";
    assert_problem(&server.send_bytes(invalid).await, 400);
}

#[tokio::test]
async fn bodies_that_break_rules() {
    let server = server().await;
    let patch = "Content-Type: application/merge-patch+json";
    for (name, message) in [("", "1"), ("a<b", "match"), (&"é".repeat(21), "20")] {
        let body = json!({"name": name}).to_string();
        let problem = assert_problem(&server.send("PATCH /pets/1", patch, &body).await, 400);
        let error = &problem["errors"][0];
        assert_eq!(error["pointer"], "/name", "{problem}");
        let detail = error["detail"].as_str().unwrap();
        assert!(detail.contains(message), "{detail}");
    }
    let body = json!({"name": "é".repeat(20)}).to_string();
    assert_eq!(server.send("PATCH /pets/1", patch, &body).await.status, 200);
}
