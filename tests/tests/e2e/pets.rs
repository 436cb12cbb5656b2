//! What the session API does not use, from end to end.

use std::sync::Arc;

use bytes::Bytes;
use e2e::petstore::answers::{CreatePetCreated, GetPetResponse, ListPetsOk};
use e2e::petstore::auth::Credential;
use e2e::petstore::errors::{CreatePetConflict, CreatePetError, GetPetError, ListPetsError};
use e2e::petstore::models::{Filter, NewPet, Pet, Point, Status};
use e2e::petstore::parameters::ListPetsOptions;
use e2e::petstore::server::{Api, PetsApi};
use e2e::petstore::{Client, router};
use e2e::support::client::Error;
use e2e::support::secret::Basic;
use e2e::support::server::{Context, Refusal};
use http::StatusCode;
use serde_json::{Value, json};

use crate::harness::{Answer, Script, Server};

/// Answers with what it was asked.
struct Pets;

impl Api for Pets {
    type Principal = String;

    async fn authenticate(
        &self,
        credential: Credential,
        context: &Context<'_>,
    ) -> Result<String, Refusal> {
        let who = match credential {
            Credential::AppIdAndAppKey { app_id, app_key } => {
                (app_key.expose() == "key").then(|| format!("app {}", app_id.expose()))
            }
            Credential::Login(Basic { username, password }) => {
                (password.expose() == "pass:word").then(|| format!("user {username}"))
            }
            Credential::Oauth(token) if token.expose() == "down" => {
                return Err(Refusal::unavailable("the token service is down"));
            }
            Credential::Oauth(token) if token.expose() == "weak" => {
                let scopes = context.scopes.join(" ");
                return Err(Refusal::forbidden(format!("the token lacks {scopes}")));
            }
            Credential::Oauth(secret) | Credential::Token(secret) | Credential::Session(secret) => {
                (secret.expose() == "good").then(|| "bearer".to_owned())
            }
        };
        who.ok_or_else(|| Refusal::unauthorized("who is that?"))
    }
}

impl PetsApi for Pets {
    async fn list_pets(&self, options: ListPetsOptions) -> Result<ListPetsOk, ListPetsError> {
        match options.limit {
            Some(422) => Err(ListPetsError::UnprocessableEntity("no".to_owned())),
            Some(503) => Err(ListPetsError::ServerError(StatusCode::SERVICE_UNAVAILABLE)),
            _ => Ok(ListPetsOk {
                body: vec![Pet {
                    id: 1,
                    name: format!("{options:?}"),
                }],
                x_total_count: 41,
                x_sources: options.tags,
            }),
        }
    }

    async fn create_pet(
        &self,
        who: String,
        body: NewPet,
    ) -> Result<CreatePetCreated, CreatePetError> {
        match body.name.as_str() {
            "taken" => Err(CreatePetError::Conflict(CreatePetConflict {
                retry_after: Some(7),
            })),
            "teapot" => {
                let body = json!({"title": "short and stout"});
                Err(CreatePetError::Other(StatusCode::IM_A_TEAPOT, body))
            }
            _ => Ok(CreatePetCreated {
                body: Pet {
                    id: 1,
                    name: format!("{} of {who}", body.name),
                },
                location: "/pets/1".to_owned(),
            }),
        }
    }

    async fn get_pet(
        &self,
        who: Option<String>,
        pet_id: i64,
    ) -> Result<GetPetResponse, GetPetError> {
        match pet_id {
            204 => Ok(GetPetResponse::NoContent),
            404 => Err(GetPetError::NotFound("no such pet".to_owned())),
            410 => Err(GetPetError::Gone),
            418 => Err(GetPetError::Other(
                StatusCode::IM_A_TEAPOT,
                "hot".to_owned(),
            )),
            id => Ok(GetPetResponse::Ok(Pet {
                id,
                name: format!("{who:?}"),
            })),
        }
    }

    async fn update_pet(&self, id: i64, body: Option<NewPet>) -> Result<Pet, Refusal> {
        let name = body.map_or_else(|| "as it was".to_owned(), |it| it.name);
        Ok(Pet { id, name })
    }

    async fn delete_pet(&self, _: String, pet_id: i64) -> Result<(), Refusal> {
        match pet_id {
            1 => Ok(()),
            _ => Err(Refusal::new(StatusCode::NOT_FOUND, "no such pet").with_code("NO_PET")),
        }
    }

    async fn put_photo(&self, pet_id: i64, format: String, body: Bytes) -> Result<Bytes, Refusal> {
        Ok([format!("{pet_id} {format} ").as_bytes(), &body]
            .concat()
            .into())
    }

    async fn rename_pet(&self, pet_id: i64, body: String) -> Result<String, Refusal> {
        Ok(format!("{pet_id} is {body}"))
    }

    async fn get_map(
        &self,
        area: String,
        layers: Vec<String>,
        point: Point,
    ) -> Result<Point, Refusal> {
        if area != "a/b" || layers != ["roads", "é"] {
            return Err(Refusal::internal(format!("{area:?} {layers:?}")));
        }
        Ok(point)
    }
}

async fn server() -> Server {
    Server::start(router::router(Arc::new(Pets))).await
}

async fn send(line: &str, headers: &str, body: &str) -> Answer {
    server().await.send(line, headers, body).await
}

#[track_caller]
fn assert_problem(answer: &Answer, status: u16) -> Value {
    assert_eq!(answer.status, status, "{answer:?}");
    assert_eq!(answer.headers("content-type"), ["application/problem+json"]);
    let body = answer.json();
    assert_eq!(body.get("status"), Some(&json!(status)));
    assert_eq!(body.get("type"), Some(&json!("about:blank")));
    body
}

#[tokio::test]
async fn parameters_of_every_style() {
    let options = ListPetsOptions {
        limit: Some(-3),
        tags: Some(vec!["a b".to_owned(), "c,d&e".to_owned()]),
        ids: Some(vec![1, 2, i64::MAX]),
        status: Some(vec![Status::Available, Status::Sold]),
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
    assert_eq!(error.documented(), Some(&failure));
    let request = script.request().await.to_lowercase();
    let line = "get /pets?limit=5&tags=a&tags=b&ids=1,2&status=available%7csold&x=1&y=2\
                &filter%5bage%5d=3&where=%7b%7d http/1.1";
    assert_eq!(request.lines().next(), Some(line));
    assert!(request.contains("\r\nx-trace: t\r\n"), "{request}");
    assert!(request.contains("\r\ncookie: lang=de\r\n"), "{request}");
}

#[tokio::test]
async fn parameters_that_do_not_fit_are_all_told_at_once() {
    let query = "limit=x&ids=1,y&status=gone&x=1&filter[age]=z&where=%7B";
    let answer = send(&format!("GET /pets?{query}"), "", "").await;
    let problem = assert_problem(&answer, 422);
    let errors = problem.get("errors").and_then(Value::as_array).unwrap();
    let names: Vec<_> = errors
        .iter()
        .map(|it| it.get("parameter").unwrap())
        .collect();
    assert_eq!(names, ["limit", "ids", "status", "near", "filter", "where"]);
    assert_eq!(errors[4].get("pointer"), Some(&json!("/age")));
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
async fn failures_of_ranges_and_single_statuses() {
    let answer = send("GET /pets?limit=422", "", "").await;
    assert_eq!((answer.status, answer.body.as_str()), (422, "\"no\""));
    let answer = send("GET /pets?limit=503", "", "").await;
    assert_eq!((answer.status, answer.body.as_str()), (503, ""));
    assert!(answer.headers("content-type").is_empty());
}

#[tokio::test]
async fn headers_of_answers() {
    let answer = send("GET /pets?tags=a&tags=b", "", "").await;
    assert_eq!(answer.headers("x-total-count"), ["41"]);
    assert_eq!(answer.headers("x-sources"), ["a,b"]);
    assert!(
        send("GET /pets", "", "")
            .await
            .headers("x-sources")
            .is_empty()
    );

    let missing = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]";
    let script = Script::answering(missing).await;
    let options = ListPetsOptions::default();
    let error = Client::new(&script.url())
        .list_pets(&options)
        .await
        .unwrap_err();
    assert!(
        error.to_string().contains("x-total-count: it is missing"),
        "{error}"
    );
}

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

#[tokio::test]
async fn several_successes_and_failures() {
    let server = server().await;
    let client = Client::new(&server.url());
    assert_eq!(
        client.get_pet(204).await.unwrap(),
        GetPetResponse::NoContent
    );
    let failure = async |id| match client.get_pet(id).await {
        Err(Error::Failure { failure, .. }) => failure,
        other => panic!("{other:?}"),
    };
    assert_eq!(
        failure(404).await,
        GetPetError::NotFound("no such pet".to_owned())
    );
    assert_eq!(failure(404).await.to_string(), "404 Not Found: no such pet");
    assert_eq!(failure(410).await, GetPetError::Gone);
    assert_eq!(failure(410).await.to_string(), "410 Gone");
    let teapot = GetPetError::Other(StatusCode::IM_A_TEAPOT, "hot".to_owned());
    assert_eq!(failure(418).await, teapot);

    let client = client.with_oauth("good");
    let error = client
        .create_pet(&NewPet::new("taken".to_owned()))
        .await
        .unwrap_err();
    let conflict = CreatePetError::Conflict(CreatePetConflict {
        retry_after: Some(7),
    });
    assert_eq!(error.documented(), Some(&conflict));
    let error = client
        .create_pet(&NewPet::new("teapot".to_owned()))
        .await
        .unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::IM_A_TEAPOT));
    let content_type = error.headers().unwrap().get("content-type").unwrap();
    assert_eq!(content_type, "application/problem+json");
}

#[tokio::test]
async fn operations_without_documented_failures() {
    let answer = send("DELETE /pets/2?token=good", "", "").await;
    let problem = assert_problem(&answer, 404);
    assert_eq!(problem.get("detail"), Some(&json!("no such pet")));
    let server = server().await;
    let error = Client::new(&server.url())
        .with_token("good")
        .delete_pet(2)
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Unexpected { .. }), "{error:?}");
    assert!(error.to_string().contains("no such pet"), "{error}");
}

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
    let photo = client.put_photo(1, "png", vec![0, 255, 128]).await.unwrap();
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
async fn get_answers_head_and_methods_are_named() {
    let answer = send("HEAD /pets/1", "", "").await;
    assert_eq!((answer.status, answer.body.as_str()), (200, ""));
    let answer = send("PUT /pets/1", "", "").await;
    assert_problem(&answer, 405);
    assert_eq!(answer.headers("allow"), ["GET, PATCH, DELETE, HEAD"]);
}
