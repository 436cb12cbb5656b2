//! Serves the session API by the router that openapi-to-rust emits, on one thread until the input ends;
//! prints the address first.
//!
//! That router checks bodies, and leaves credentials to a layer of the user.

mod generated;

use std::error::Error;
use std::io::{self, Read, Write};
use std::thread;

use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use chrono::DateTime;
use generated::server::{ChatApi, CreateSessionResponse, chat_api_router};
use generated::types::{CreateSessionRequest, Session, SessionMetadata, SessionState};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

const API_KEY: &[u8] = b"pk_live_5f2c1e8a9b7d4036";
const ORGANIZATION: &str = "org_2abc123";
const SESSION_ID: &str = "ses_01j3m8xkqp8v2nw4f7g9hk0r";
const OPENED_AT: i64 = 1_773_480_413_589;

#[derive(Clone)]
struct Service;

#[async_trait::async_trait]
impl ChatApi for Service {
    async fn create_session(&self, body: CreateSessionRequest) -> CreateSessionResponse {
        let opened_at = DateTime::from_timestamp_millis(OPENED_AT).unwrap_or_default();
        CreateSessionResponse::Created(Session {
            agent_id: body.agent_id,
            created_at: opened_at,
            id: SESSION_ID.to_owned(),
            metadata: body.metadata.map(|it| SessionMetadata {
                additional_properties: it.additional_properties,
            }),
            org_id: Some(ORGANIZATION.to_owned()),
            platform: body.platform.as_str().to_owned(),
            state: SessionState::Open,
            updated_at: opened_at,
        })
    }
}

async fn authenticate(request: Request, next: Next) -> Response {
    let key = request.headers().get("x-api-key");
    let is_known = key.is_some_and(|it| {
        let differences = it
            .as_bytes()
            .iter()
            .zip(API_KEY)
            .fold(0, |all, (a, b)| all | (a ^ b));
        it.len() == API_KEY.len() && differences == 0
    });
    match is_known {
        true => next.run(request).await,
        false => StatusCode::UNAUTHORIZED.into_response(),
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let router = chat_api_router(Service).layer(middleware::from_fn(authenticate));
    let (ended, end) = oneshot::channel();
    thread::spawn(move || {
        let _ = io::stdin().read_to_end(&mut Vec::new());
        let _ = ended.send(());
    });
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        writeln!(io::stdout(), "{}", listener.local_addr()?)?;
        let serving = tokio::spawn(async { axum::serve(listener, router).await });
        let _ = end.await;
        serving.abort();
        Ok(())
    })
}
