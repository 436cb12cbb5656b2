//! What the API does.

use std::sync::Arc;

use agntix_api::auth::Credential;
use agntix_api::errors::CreateSessionError;
use agntix_api::models::{CreateSessionRequest, Session, SessionState};
use agntix_api::server::{Api, ChatApi};
use agntix_api::support::server::{Context, HandlerError, Refusal, Reply, request_id};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use chrono::{SubsecRound as _, Utc};
use serde_json::json;
use sqlx::AnyPool;
use ulid::Ulid;

use crate::tokens::Tokens;
use crate::{keys, store};

/// What the API does.
pub(crate) struct Service {
    pub(crate) store: AnyPool,
    pub(crate) tokens: Option<Tokens>,
}

/// Who makes a request.
pub(crate) struct Caller {
    /// `org_…`; somebody who is signed in need not act for an organization.
    organization: Option<String>,
    /// `user_…`, for a token.
    user: Option<String>,
    /// What the request is called.
    request_id: Option<String>,
}

impl Api for Service {
    type Principal = Caller;

    async fn authenticate(
        &self,
        credential: Credential,
        context: &Context<'_>,
    ) -> Result<Caller, Refusal> {
        let (organization, user) = match (credential, &self.tokens) {
            (Credential::ApiKey(key), _) => {
                (Some(keys::verify(&self.store, key.expose()).await?), None)
            }
            (Credential::ClerkJwt(token), Some(tokens)) => tokens.verify(token.expose()).await?,
            (Credential::ClerkJwt(_), None) => {
                return Err(Refusal::unauthorized("no token is taken here"));
            }
        };
        let request_id = context.request_id().map(str::to_owned);
        Ok(Caller {
            organization,
            user,
            request_id,
        })
    }
}

impl ChatApi for Service {
    async fn create_session(
        &self,
        caller: Caller,
        request: CreateSessionRequest,
    ) -> Result<Session, HandlerError<CreateSessionError>> {
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
        let stored = store::insert(&self.store, &session, caller.user, contact).await;
        stored.map_err(|error| {
            let refusal = store::failed(&error).with_code("SESSION_CREATION_ERROR");
            refusal.with_request_id(caller.request_id)
        })?;
        Ok(session)
    }
}

/// `GET /healthz`: whether requests can be served, which they cannot without the database.
pub(crate) async fn health(State(service): State<Arc<Service>>, headers: HeaderMap) -> Response {
    match service.store.acquire().await {
        Ok(_) => Reply::json(StatusCode::OK, &json!({ "status": "ok" })).into(),
        Err(error) => {
            let id = request_id(&headers).map(str::to_owned);
            service
                .refuse(&store::failed(&error).with_request_id(id))
                .into()
        }
    }
}
