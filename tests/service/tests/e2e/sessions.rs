//! What is kept of a session.

use serde_json::Value;
use sqlx::Row as _;

use crate::database::{Folder, select};
use crate::postgres::Postgres;
use crate::process::{Service, create_key};

#[tokio::test]
async fn sqlite_keeps_what_was_sent() {
    let folder = Folder::scratch();
    keeps_what_was_sent(&folder.sqlite()).await;
    // For the disk, not for the memory of the machine.
    let mode = select(&folder.sqlite(), "PRAGMA journal_mode").await;
    assert_eq!(mode[0].get::<String, _>(0), "wal");
}

#[tokio::test]
async fn postgresql_keeps_what_was_sent() {
    if let Some(postgres) = Postgres::start().await {
        keeps_what_was_sent(&postgres.url).await;
    }
}

async fn keeps_what_was_sent(url: &str) {
    let key = format!("x-api-key: {}", create_key(url, "org_1"));
    let service = Service::start(url);
    let metadata = r#"{"z":1,"a":{"y":[],"b":null,"":""},"é\"\\":"\u0000","n":[9007199254740993,-0.5,18446744073709551615,1e-7],"emoji":"🦀"}"#;
    let contact = r#"{"phone":"+1 555","name":"Ada","email":"ada@example.com"}"#;
    let body = format!(
        r#"{{"contact":{contact},"agentId":"A1B2C3D4-e5f6-7890-abcd-ef1234567890","metadata":{metadata},"platform":"WHATSAPP","unknown":1}}"#
    );
    let answer = service.create(&key, &body).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    assert!(
        answer.body.contains(&format!(r#""metadata":{metadata}"#)),
        "{answer:?}"
    );

    let empty =
        r#"{"agentId":"a1b2c3d4-e5f6-7890-abcd-ef1234567890","platform":"VOICE","metadata":{}}"#;
    let second = service.create(&key, empty).await;
    assert!(second.body.contains(r#""metadata":{}"#), "{second:?}");
    assert!(!crate::BODY.contains("metadata"));
    let third = service.create(&key, crate::BODY).await;
    assert!(third.json().get("metadata").is_none(), "{third:?}");

    let columns = "id, org_id, user_id, agent_id, platform, state, metadata, contact, created_at, \
                   updated_at";
    let rows = select(url, &format!("SELECT {columns} FROM sessions ORDER BY id")).await;
    assert_eq!(rows.len(), 3);
    let text = |row: usize, column: usize| rows[row].get::<Option<String>, _>(column);
    let sent = [
        Some(answer.text("/id")),
        Some("org_1".to_owned()),
        None,
        Some("a1b2c3d4-e5f6-7890-abcd-ef1234567890".to_owned()),
        Some("WHATSAPP".to_owned()),
        Some("OPEN".to_owned()),
        Some(metadata.to_owned()),
        Some(contact.to_owned()),
        Some(answer.text("/createdAt")),
        Some(answer.text("/updatedAt")),
    ];
    for (column, sent) in sent.into_iter().enumerate() {
        assert_eq!(text(0, column), sent, "{column}");
    }
    assert_eq!((text(1, 6), text(1, 7)), (Some("{}".to_owned()), None));
    assert_eq!((text(2, 6), text(2, 7)), (None, None));
}

#[tokio::test]
async fn ids_follow_the_time_and_are_not_repeated() {
    let folder = Folder::scratch();
    let key = format!("x-api-key: {}", create_key(&folder.sqlite(), "org_1"));
    let service = Service::start(&folder.sqlite());
    let mut last = String::new();
    for _ in 0..20 {
        let id = service.create(&key, crate::BODY).await.text("/id");
        // By the millisecond: the rest is random.
        assert!(id[..14] >= last[..last.len().min(14)], "{last} {id}");
        assert_ne!(id, last);
        last = id;
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    }
}

#[tokio::test]
async fn the_service_says_whether_it_is_well() {
    let Some(mut postgres) = Postgres::start().await else {
        return;
    };
    let service = Service::start(&postgres.url);
    let get = b"GET /healthz HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n";
    let answers = service.send(get).await;
    assert_eq!(answers[0].status, 200);
    assert_eq!(answers[0].json()["status"], Value::from("ok"));

    postgres.stop();
    let answers = service.send(get).await;
    answers[0].refused(503);
    let key = "x-api-key: pk_live_1";
    let (code, message) = service.create(key, crate::BODY).await.refused(503);
    assert_eq!(code, "SERVICE_UNAVAILABLE");
    assert!(!message.contains("postgres"), "{message}");

    // It is well again as soon as its database is.
    postgres.restart().await;
    assert_eq!(service.send(get).await[0].status, 200);
    service.create(key, crate::BODY).await.refused(401);
}
