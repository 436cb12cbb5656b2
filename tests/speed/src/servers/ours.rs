//! The emitted router, around a service of a few lines.

use std::sync::Arc;

use agntix_api::auth::Credential;
use agntix_api::errors::CreateSessionError;
use agntix_api::models::{CreateSessionRequest, Session, SessionState};
use agntix_api::router;
use agntix_api::server::{Api, ChatApi};
use agntix_api::support::secret::Secret;
use agntix_api::support::server::{Context, HandlerError, Refusal};
use axum::Router;
use chrono::DateTime;

use super::{API_KEY, OPENED_AT, ORGANIZATION, SESSION_ID};

struct Service {
    keys: Vec<(Secret, String)>,
}

/// The emitted router.
pub fn router() -> Router {
    router::router(Arc::new(Service {
        keys: vec![(API_KEY.into(), ORGANIZATION.to_owned())],
    }))
}

impl Api for Service {
    type Principal = String;

    async fn authenticate(
        &self,
        credential: Credential,
        _: &Context<'_>,
    ) -> Result<String, Refusal> {
        let Credential::ApiKey(key) = credential else {
            return Err(Refusal::unauthorized("the token is not valid"));
        };
        let known = self.keys.iter().find(|(it, _)| *it == key);
        let organization = known.map(|(_, organization)| organization.clone());
        organization.ok_or_else(|| Refusal::unauthorized("the API key is not known"))
    }
}

impl ChatApi for Service {
    async fn create_session(
        &self,
        organization: String,
        body: CreateSessionRequest,
    ) -> Result<Session, HandlerError<CreateSessionError>> {
        let opened_at = DateTime::from_timestamp_millis(OPENED_AT).unwrap_or_default();
        Ok(Session {
            id: SESSION_ID.to_owned(),
            agent_id: body.agent_id,
            platform: body.platform.as_str().to_owned(),
            state: SessionState::Open,
            metadata: body.metadata,
            org_id: Some(organization),
            created_at: opened_at,
            updated_at: opened_at,
        })
    }
}
