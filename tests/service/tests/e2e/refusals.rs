//! Every failure is reported as the document says it, with the id of the request.

use crate::BODY;
use crate::database::Folder;
use crate::process::{Service, create_key};

#[tokio::test]
async fn what_is_refused_is_refused_in_the_documented_body() {
    let folder = Folder::scratch();
    let key = create_key(&folder.sqlite(), "org_1");
    let key = format!("x-api-key: {key}");
    let service = Service::start(&folder.sqlite());
    let long = format!(
        r#"{{"agentId":"a1b2c3d4-e5f6-7890-abcd-ef1234567890","platform":"SDK","metadata":{{"a":"{}"}}}}"#,
        "é".repeat(4089)
    );
    for (headers, body, status, code) in [
        ("", BODY, 401, "UNAUTHORIZED"),
        (&*key, "{", 400, "BAD_REQUEST"),
        (&*key, "", 400, "BAD_REQUEST"),
        (&*key, "{}", 422, "UNPROCESSABLE_ENTITY"),
        (&*key, "[]", 422, "UNPROCESSABLE_ENTITY"),
        (
            &*key,
            &BODY.replace("SDK", "FAX"),
            422,
            "UNPROCESSABLE_ENTITY",
        ),
        (
            &*key,
            &BODY.replace("a1b2", "x"),
            422,
            "UNPROCESSABLE_ENTITY",
        ),
        (&*key, &long, 422, "UNPROCESSABLE_ENTITY"),
        (
            &format!("{key}\nAccept: text/html"),
            BODY,
            406,
            "NOT_ACCEPTABLE",
        ),
    ] {
        let answer = service.create(headers, body).await;
        assert_eq!(answer.refused(status).0, code, "{answer:?}");
    }
    // One character less is as long as metadata may be.
    let answer = service.create(&key, &long.replacen('é', "", 1)).await;
    assert_eq!(answer.status, 201, "{answer:?}");

    for (line, status) in [
        ("GET /v1/chat/chat/sessions", 405),
        ("POST /v1/chat/sessions", 404),
        ("GET /", 404),
        ("GET /healthz/", 404),
        ("DELETE /healthz", 404),
    ] {
        let request = format!("{line} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
        let answers = service.send(request.as_bytes()).await;
        answers[0].refused(status);
    }
    let text = crate::process::request(&format!("{key}\nConnection: close"), BODY);
    let text = text.replace("application/json", "text/plain");
    service.send(text.as_bytes()).await[0].refused(415);

    let head = text.replace("text/plain", "application/json");
    let (head, _) = head.split_once("Content-Length: ").unwrap();
    let large = format!("{head}Content-Length: 2097153\r\n{key}\r\n\r\n{{");
    service.send(large.as_bytes()).await[0].refused(413);
}

#[tokio::test]
async fn a_request_keeps_the_id_that_it_comes_with() {
    let folder = Folder::scratch();
    let mut service = Service::start(&folder.sqlite());
    let answer = service.create("X-Request-Id: abc-1", BODY).await;
    answer.refused(401);
    assert_eq!(answer.header("x-request-id"), Some("abc-1"));

    for odd in ["", "two words", &"x".repeat(129), "é"] {
        let answer = service.create(&format!("X-Request-Id: {odd}"), BODY).await;
        answer.refused(401);
        let id = answer.header("x-request-id").unwrap();
        assert!(id.starts_with("req_"), "{odd:?}: {id}");
    }
    service.signal("TERM");
    service.wait();
    let log = service.log();
    assert!(log.contains(r#""id":"abc-1""#), "{log}");
}
