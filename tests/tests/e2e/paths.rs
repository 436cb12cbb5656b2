//! Templates of every shape lead where the document means them to.

use std::sync::Arc;

use http::{Method, StatusCode};
use petstore::support::axum::{Request, Routes};
use petstore::support::http::{Operation, Parameter};
use petstore::support::server::{Refusal, Refuse, Reply, problem};

use crate::harness::Server;

/// An operation that has nothing but a path.
const fn at(method: Method, path: &'static str, parameters: &'static [Parameter]) -> Operation {
    Operation {
        id: path,
        method,
        path,
        parameters,
        consumes: &[],
        produces: &[],
        security: &[],
        success: &[],
        failures: &[],
        error_bodies: &[],
    }
}

const ID: &[Parameter] = &[Parameter::path("id")];
const NAME: &[Parameter] = &[Parameter::path("name")];
const PAIR: &[Parameter] = &[Parameter::path("a"), Parameter::path("b")];

static OPERATIONS: &[Operation] = &[
    at(Method::GET, "/", &[]),
    at(Method::GET, "/users/{id}", ID),
    at(Method::DELETE, "/users/{id}", ID),
    at(Method::GET, "/users/me", &[]),
    at(Method::GET, "/users/{name}/posts", NAME),
    at(Method::GET, "/users/me/posts/{id}", ID),
    at(Method::GET, "/users/{id}:archive", ID),
    at(Method::GET, "/files/{name}", NAME),
    at(Method::GET, "/files/{name}.json", NAME),
    at(Method::GET, "/files/v{name}.json", NAME),
    at(Method::GET, "/ranges/{a}-{b}", PAIR),
    at(Method::GET, "/dots/{a}...{b}!", PAIR),
    at(Method::GET, "/both/{a}{b}", PAIR),
    at(Method::GET, "/späth/a b", &[]),
    at(Method::GET, "/slash/", &[]),
    at(Method::GET, "/odd/{unclosed", &[]),
    at(Method::GET, "/query?with=this", &[]),
    // The same once more: the first one stays.
    at(Method::GET, "/users/{other}", &[]),
];

struct Nobody;

impl Refuse for Nobody {
    fn refuse(&self, refusal: &Refusal) -> Reply {
        problem(refusal)
    }
}

/// Answers with the template and its parameters.
async fn server() -> Server {
    let mut routes = Routes::new(Arc::new(Nobody), 0);
    for operation in OPERATIONS {
        routes = routes.route(operation, move |_, mut request: Request| async move {
            let mut text = format!("{} {}", operation.method, operation.path);
            for parameter in operation.parameters {
                let value: String = request.parameter(parameter.name)?;
                text.push_str(&format!(" {value}"));
            }
            Ok(Reply::text(StatusCode::OK, &text))
        });
    }
    Server::start(routes.finish()).await
}

#[tokio::test]
async fn templates() {
    let server = server().await;
    for (line, found) in [
        ("GET /", "GET /"),
        ("GET /users/7", "GET /users/{id} 7"),
        ("GET /users/a%2Fb%20c", "GET /users/{id} a/b c"),
        ("GET /users/me", "GET /users/me"),
        ("GET /users/%6De", "GET /users/me"),
        // The literal path has no such method, the template has.
        ("DELETE /users/me", "DELETE /users/{id} me"),
        ("GET /users/me/posts", "GET /users/{name}/posts me"),
        ("GET /users/me/posts/1", "GET /users/me/posts/{id} 1"),
        ("GET /users/7:archive", "GET /users/{id}:archive 7"),
        ("GET /users/:archive", "GET /users/{id} :archive"),
        ("GET /files/a.txt", "GET /files/{name} a.txt"),
        ("GET /files/a.json", "GET /files/{name}.json a"),
        ("GET /files/va.json", "GET /files/v{name}.json a"),
        ("GET /files/v.json", "GET /files/{name}.json v"),
        ("GET /files/.json", "GET /files/{name} .json"),
        ("GET /ranges/1-2", "GET /ranges/{a}-{b} 1 2"),
        ("GET /ranges/1-2-3", "GET /ranges/{a}-{b} 1 2-3"),
        ("GET /ranges/--1", "GET /ranges/{a}-{b} - 1"),
        ("GET /dots/....x!", "GET /dots/{a}...{b}! . x"),
        ("GET /both/xyz", "GET /both/{a}{b} x yz"),
        ("GET /sp%C3%A4th/a%20b", "GET /späth/a b"),
        ("GET /slash/", "GET /slash/"),
        ("GET /odd/%7Bunclosed", "GET /odd/{unclosed"),
        ("GET /query?with=that", "GET /query?with=this"),
    ] {
        let answer = server.send(line, "", "").await;
        assert_eq!(
            (answer.status, answer.body.as_str()),
            (200, found),
            "{line}"
        );
    }
}

#[tokio::test]
async fn paths_without_a_template() {
    let server = server().await;
    for path in [
        "/users",
        "/users/",
        "/users//posts",
        "/users/7/",
        "/users/7/posts/1",
        "/ranges/1",
        "/ranges/-1",
        "/ranges/1-",
        "/dots/...x!",
        "/both/1",
        "/slash",
        "//",
    ] {
        let answer = server.send(&format!("GET {path}"), "", "").await;
        assert_eq!(answer.status, 404, "{path}: {answer:?}");
    }
    let deep = "/a".repeat(16_000);
    let answer = server.send(&format!("GET {deep}"), "", "").await;
    assert_eq!(answer.status, 404);
    let answer = server.send("PUT /users/me", "", "").await;
    assert_eq!(answer.status, 405);
    assert_eq!(answer.headers("allow"), ["GET, DELETE, HEAD, OPTIONS"]);
}
