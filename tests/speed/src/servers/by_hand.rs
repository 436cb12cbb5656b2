//! The same on axum, as a good engineer writes it for this one endpoint.

mod refusal;
mod request;

use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use chrono::DateTime;

use super::{API_KEY, OPENED_AT, ORGANIZATION, PATH, SESSION_ID};
use crate::by_hand::sessions::{CreateSessionRequest, Platform, Session, SessionState};
use request::{Caller, Checked, Valid};

/// The longest body that is read.
const MAX_BODY_BYTES: usize = 2_097_152;

/// What every request needs.
#[derive(Debug)]
struct Service {
    keys: Vec<(String, String)>,
}

/// The router.
pub fn router() -> Router {
    let service = Service {
        keys: vec![(API_KEY.to_owned(), ORGANIZATION.to_owned())],
    };
    Router::new()
        .route(PATH, post(create_session))
        .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
        .with_state(Arc::new(service))
}

async fn create_session(
    _: Checked,
    Caller(organization): Caller,
    State(_): State<Arc<Service>>,
    Valid(body): Valid<CreateSessionRequest>,
) -> Response {
    let opened_at = DateTime::from_timestamp_millis(OPENED_AT).unwrap_or_default();
    let platform = match body.platform {
        Platform::Sdk => "SDK",
        Platform::Web => "WEB",
        Platform::Whatsapp => "WHATSAPP",
        Platform::Voice => "VOICE",
    };
    let session = Session {
        id: SESSION_ID.to_owned(),
        agent_id: body.agent_id,
        platform: platform.to_owned(),
        state: SessionState::Open,
        metadata: body.metadata,
        org_id: Some(organization),
        created_at: opened_at,
        updated_at: opened_at,
    };
    (StatusCode::CREATED, Json(session)).into_response()
}
