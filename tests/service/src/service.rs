//! What the API does.

use std::sync::Arc;

use agntix_api::auth::Credential;
use agntix_api::errors::CreateSessionError;
use agntix_api::models::{CreateSessionRequest, ErrorBody, Session, SessionState};
use agntix_api::server::{Api, ChatApi};
use agntix_api::support::server::{Context, Refusal, Reply};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{SubsecRound as _, Utc};
use sqlx::AnyPool;
use ulid::Ulid;

use crate::tokens::Tokens;
use crate::{keys, request, store};

/// What the API does.
pub(crate) struct Service {
    pub(crate) store: AnyPool,
    pub(crate) tokens: Option<Tokens>,
}

/// Who makes a request.
pub(crate) struct Caller {
    /// `org_…`; somebody who is signed in need not act for an organization.
    pub(crate) organization: Option<String>,
    /// `user_…`, for a token.
    pub(crate) user: Option<String>,
}

impl Api for Service {
    type Principal = Caller;

    async fn authenticate(
        &self,
        credential: Credential,
        _: &Context<'_>,
    ) -> Result<Caller, Refusal> {
        let user = None;
        match (credential, &self.tokens) {
            (Credential::ApiKey(key), _) => {
                let found = keys::organization(&self.store, key.expose()).await;
                let organization = found.map_err(|error| out_of_order(&error))?;
                match organization {
                    Some(_) => Ok(Caller { organization, user }),
                    None => Err(Refusal::unauthorized("the API key is not known")),
                }
            }
            (Credential::ClerkJwt(token), Some(tokens)) => tokens.verify(token.expose()).await,
            (Credential::ClerkJwt(_), None) => Err(Refusal::unauthorized("no token is taken here")),
        }
    }

    fn refuse(&self, refusal: &Refusal) -> Reply {
        Reply::json(refusal.status(), &body(refusal))
    }
}

impl ChatApi for Service {
    async fn create_session(
        &self,
        caller: Caller,
        request: CreateSessionRequest,
    ) -> Result<Session, CreateSessionError> {
        // What is answered is what is stored, to the digit.
        let now = Utc::now().trunc_subsecs(3);
        let session = Session {
            id: format!("ses_{}", Ulid::generate()).to_lowercase(),
            agent_id: request.agent_id,
            platform: request.platform.as_str().to_owned(),
            state: SessionState::Open,
            metadata: request.metadata,
            org_id: caller.organization,
            created_at: now,
            updated_at: now,
        };
        let contact = request.contact.as_ref();
        match store::insert(&self.store, &session, caller.user, contact).await {
            Ok(()) => Ok(session),
            Err(error) => {
                let refusal = out_of_order(&error).with_code("SESSION_CREATION_ERROR");
                Err(CreateSessionError::Other(refusal.status(), body(&refusal)))
            }
        }
    }
}

/// `GET /healthz`: whether requests can be served, which they cannot without the database.
pub(crate) async fn health(State(service): State<Arc<Service>>) -> Response {
    match service.store.acquire().await {
        Ok(_) => Reply::json(StatusCode::OK, &serde_json::json!({ "status": "ok" })).into(),
        Err(error) => service.refuse(&out_of_order(&error)).into(),
    }
}

/// How every failure is reported: as the document says, and with the id of the request.
fn body(refusal: &Refusal) -> ErrorBody {
    let mut body = ErrorBody::from(refusal);
    body.error.request_id = request::id();
    body
}

/// The database failed. Why is for us to know.
fn out_of_order(error: &sqlx::Error) -> Refusal {
    tracing::error!(%error, "the database failed");
    Refusal::unavailable("the service is out of order for the moment")
}
