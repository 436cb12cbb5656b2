//! Credentials of several parts, and in every place.

use petstore::Client;
use petstore::answers::GetPetResponse;
use petstore::models::NewPet;
use petstore::support::client::Error;
use petstore::support::secret::Basic;
use serde_json::{Value, json};

use super::{assert_problem, send, server};
use crate::harness::Answer;

#[tokio::test]
async fn credentials_of_several_parts() {
    let json = "Content-Type: application/json";
    let create = async |headers: &str| {
        send(
            "POST /pets",
            &format!("{json}\n{headers}"),
            r#"{"name": "Rex"}"#,
        )
        .await
    };
    let name = |answer: &Answer| {
        answer
            .json()
            .get("name")
            .and_then(Value::as_str)
            .map(str::to_owned)
    };

    let answer = create("x-app-id: 7\nx-app-key: key").await;
    assert_eq!(answer.status, 201);
    assert_eq!(answer.headers("location"), ["/pets/1"]);
    assert_eq!(name(&answer).as_deref(), Some("Rex of app 7"));
    // ada:pass:word
    let answer = create("Authorization: basic YWRhOnBhc3M6d29yZA==").await;
    assert_eq!(name(&answer).as_deref(), Some("Rex of user ada"));
    let answer = create("Authorization: Bearer good").await;
    assert_eq!(name(&answer).as_deref(), Some("Rex of bearer"));
    let answer = create("x-app-id: 7\nx-app-key: wrong\nAuthorization: Bearer good").await;
    assert_eq!(name(&answer).as_deref(), Some("Rex of bearer"));

    for half in [
        "x-app-id: 7",
        "x-app-key: key",
        "x-app-id:\nx-app-key: key",
        "Authorization: Basic !!!",
        "Authorization: Basic YWRh",
        "",
    ] {
        let answer = create(half).await;
        assert_problem(&answer, 401);
        assert_eq!(
            answer.headers("www-authenticate"),
            [
                r#"ApiKey in="header", name="x-app-id""#,
                r#"ApiKey in="header", name="x-app-key""#,
                r#"Basic realm="login", charset="UTF-8""#,
                "Bearer",
            ]
        );
    }
    let problem = assert_problem(&create("Authorization: Bearer weak").await, 403);
    assert_eq!(
        problem.get("detail"),
        Some(&json!("the token lacks write:pets"))
    );
    assert_problem(&create("Authorization: Bearer down").await, 503);
}

#[tokio::test]
async fn clients_send_the_first_combination_that_they_hold_whole() {
    let server = server().await;
    let anyone = Client::new(&server.url());
    let pet = NewPet::new("Rex".to_owned());
    let name = async |client: Client| client.create_pet(&pet).await.map(|it| it.body.name);

    let half = anyone
        .clone()
        .with_app_id("7")
        .with_login(Basic::new("ada", "pass:word"));
    assert_eq!(name(half.clone()).await.unwrap(), "Rex of user ada");
    assert_eq!(
        name(half.with_app_key("key")).await.unwrap(),
        "Rex of app 7"
    );
    assert_eq!(
        name(anyone.clone().with_oauth("good")).await.unwrap(),
        "Rex of bearer"
    );
    let error = name(anyone.with_app_id("7")).await.unwrap_err();
    let message = error.to_string();
    assert!(
        message.ends_with("it accepts appId with appKey or login or oauth"),
        "{message}"
    );
}

#[tokio::test]
async fn secrets_in_queries_and_cookies() {
    assert_eq!(send("DELETE /pets/1?token=good", "", "").await.status, 204);
    assert_problem(&send("DELETE /pets/1?token=bad", "", "").await, 401);
    assert_problem(&send("DELETE /pets/1?token=", "", "").await, 401);
    assert_problem(
        &send("DELETE /pets/1?token=good&token=good", "", "").await,
        401,
    );
    assert_problem(&send("DELETE /pets/1", "token: good", "").await, 401);

    let answer = send("GET /pets/1", "Cookie: a=b; session=good", "").await;
    assert!(answer.body.contains("bearer"), "{answer:?}");
    assert!(send("GET /pets/1", "", "").await.body.contains("None"));
    assert!(
        send("GET /pets/1", "Cookie: session=", "")
            .await
            .body
            .contains("None")
    );
    assert_problem(&send("GET /pets/1", "Cookie: session=bad", "").await, 401);

    let server = server().await;
    let client = Client::new(&server.url());
    client
        .clone()
        .with_token("good")
        .delete_pet(1)
        .await
        .unwrap();
    let GetPetResponse::Ok(pet) = client
        .clone()
        .with_session("good")
        .get_pet(1)
        .await
        .unwrap()
    else {
        panic!("no pet");
    };
    assert!(pet.name.contains("bearer"));
    let GetPetResponse::Ok(pet) = client.get_pet(1).await.unwrap() else {
        panic!("no pet");
    };
    assert_eq!(pet.name, "None");
}

#[tokio::test]
async fn no_secret_in_errors_about_queries() {
    let client = Client::new("http://127.0.0.1:1").with_token("hunter2");
    let error = client.delete_pet(1).await.unwrap_err();
    let text = format!("{error} {error:?} {error:#?}");
    assert!(matches!(error, Error::Transport { .. }), "{text}");
    assert!(!text.contains("hunter2"), "{text}");
}
