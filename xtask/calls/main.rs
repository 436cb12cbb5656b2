//! Calls every operation of an API, by its client, for every answer that its document describes:
//! those of its mock, in this process and over a socket.

mod calls;

use std::net::Ipv4Addr;
use std::pin::Pin;
use std::process::ExitCode;
use std::sync::Arc;

use api::Client;
use api::mock::{self, Mock};
use api::support::client::{Answer, Error, tower};
use api::support::http::{Operation, StatusPattern};
use http::StatusCode;
use serde::de::DeserializeOwned;

/// A status, and whether it was a success; or what went wrong.
type Outcome = Result<(StatusCode, bool), String>;

/// Calls an operation for the answer that is preferred.
type Made = for<'a> fn(&'a Client, &'a str) -> Pin<Box<dyn Future<Output = Outcome> + Send + 'a>>;

#[tokio::main]
async fn main() -> ExitCode {
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await;
    let listener = listener.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let served = async move { axum::serve(listener, mock::router(Mock::new())).await };
    tokio::spawn(served);
    let here = Client::over("http://mock.test", tower(mock::router(Mock::new())));
    let ways = [("in process", here), ("over a socket", Client::new(&url))];
    let (mut made, mut wrong) = (0, 0);
    for (way, client) in ways {
        let client = Arc::new(calls::prepared(client));
        for (operation, call) in calls::CALLS {
            for status in statuses(operation) {
                made += 1;
                let (client, prefer) = (Arc::clone(&client), format!("code={}", status.as_u16()));
                // A panic is the end of one call, not of all.
                let came = tokio::spawn(async move { call(&client, &prefer).await }).await;
                let came = came.unwrap_or_else(|error| Err(error.to_string()));
                let expected = (status, operation.succeeds_with(status));
                if came.as_ref() != Ok(&expected) {
                    wrong += 1;
                    println!("{way}: {operation:?}, {status}: {came:?}");
                }
            }
        }
    }
    let operations = calls::CALLS.len();
    println!("{operations} operations, {made} calls, {wrong} wrong");
    ExitCode::from(u8::from(wrong > 0))
}

/// A status for each answer that the document describes.
fn statuses(operation: &Operation) -> Vec<StatusCode> {
    let patterns = || operation.success.iter().chain(operation.failures).copied();
    let all: Vec<StatusPattern> = patterns().collect();
    let status = |pattern: StatusPattern| {
        let codes: Vec<u16> = match pattern {
            StatusPattern::Code(code) => vec![code],
            StatusPattern::Range(digit) => (digit * 100..digit * 100 + 100).collect(),
            StatusPattern::Default => (500..600).chain(400..500).chain(200..300).collect(),
        };
        let codes = codes.into_iter().filter_map(|it| StatusCode::from_u16(it).ok());
        let mut codes = codes.filter(|it| !it.is_informational());
        codes.find(|it| StatusPattern::best(&all, *it) == Some(pattern))
    };
    patterns().filter_map(status).collect()
}

/// Reads an argument.
fn value<T: DeserializeOwned>(json: &str) -> Result<T, String> {
    serde_json::from_str(json).map_err(|error| format!("the argument {json}: {error}"))
}

/// What came of a call, and its answer.
fn outcome<T, E: std::error::Error>(
    came: Result<Answer<T>, Error<E>>,
) -> Result<((StatusCode, bool), Option<T>), String> {
    match came {
        Ok(answer) => Ok(((answer.status, true), Some(answer.value))),
        Err(Error::Failure { response, .. }) => Ok(((response.status, false), None)),
        Err(error) => Err(error.to_string()),
    }
}
