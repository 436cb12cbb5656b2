//! API keys.

use sqlx::Row as _;

use crate::BODY;
use crate::database::{Folder, select};
use crate::process::{Service, create_key};

#[tokio::test]
async fn a_key_opens_sessions_of_its_organization_until_it_is_deleted() {
    let folder = Folder::scratch();
    let url = folder.sqlite();
    let (first, second) = (create_key(&url, "org_1"), create_key(&url, "org_2"));
    let service = Service::start(&url);
    // Keys that are made while the service runs are good at once.
    let third = create_key(&url, "org_1");
    for (key, organization) in [(&first, "org_1"), (&second, "org_2"), (&third, "org_1")] {
        let answer = service.create(&format!("x-api-key: {key}"), BODY).await;
        assert_eq!(answer.status, 201, "{answer:?}");
        assert_eq!(answer.text("/orgId"), organization);
    }

    let hash = "hash = (SELECT max(hash) FROM api_keys WHERE org_id = 'org_2')";
    select(&url, &format!("DELETE FROM api_keys WHERE {hash}")).await;
    let answer = service.create(&format!("x-api-key: {second}"), BODY).await;
    assert_eq!(answer.refused(401).1, "the API key is not known");
    let answer = service.create(&format!("x-api-key: {first}"), BODY).await;
    assert_eq!(answer.status, 201, "{answer:?}");
}

#[tokio::test]
async fn nothing_but_a_key_is_a_key() {
    let folder = Folder::scratch();
    let key = create_key(&folder.sqlite(), "org_1");
    let service = Service::start(&folder.sqlite());
    let hash: String = select(&folder.sqlite(), "SELECT hash FROM api_keys").await[0].get(0);
    let wrong = [
        "pk_live_".to_owned(),
        "pk_live_1".to_owned(),
        format!("{key}0"),
        key[..key.len() - 1].to_owned(),
        key.to_uppercase(),
        hash,
        "' OR '1'='1".to_owned(),
    ];
    for wrong in wrong {
        let answer = service.create(&format!("x-api-key: {wrong}"), BODY).await;
        answer.refused(401);
        assert!(answer.header("www-authenticate").is_some(), "{answer:?}");
        assert!(!answer.body.contains(&wrong), "{answer:?}");
    }
    for none in [
        "",
        "x-api-key:",
        "Authorization: Bearer",
        "Cookie: x-api-key=1",
    ] {
        service.create(none, BODY).await.refused(401);
    }
    let twice = format!("x-api-key: {key}\nx-api-key: {key}");
    service.create(&twice, BODY).await.refused(401);
}

#[tokio::test]
async fn a_key_is_neither_stored_nor_logged() {
    let folder = Folder::scratch();
    let key = create_key(&folder.sqlite(), "org_1");
    let variables = [("LOG", "debug")];
    let mut service = Service::start_with(&folder.sqlite(), &variables);
    for key in [&*key, "pk_live_of_somebody_else"] {
        let body = r#"{"agentId": "pk_live_in_a_body"}"#;
        service.create(&format!("x-api-key: {key}"), body).await;
        service
            .create(&format!("Authorization: Bearer {key}"), BODY)
            .await;
    }
    service.signal("TERM");
    service.wait();
    let log = service.log();
    assert!(log.matches("\"answered\"").count() == 4, "{log}");
    assert!(!log.contains("pk_live_"), "{log}");
    for file in std::fs::read_dir(&folder.0).unwrap() {
        let text = std::fs::read(file.unwrap().path()).unwrap();
        assert!(!String::from_utf8_lossy(&text).contains(&key[8..]));
    }
}
