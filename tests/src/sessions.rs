//! The session API, served from memory: everything that a service of its own has to write.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use agntix_api::auth::Credential;
use agntix_api::errors::CreateSessionError;
use agntix_api::models::{CreateSessionRequest, Session, SessionState};
use agntix_api::server::{Api, ChatApi};
use agntix_api::support::secret::Secret;
use agntix_api::support::server::{Context, HandlerError, Refusal};
use chrono::Utc;
use uuid::Uuid;

/// Keeps sessions in memory.
#[derive(Debug, Default)]
pub struct Sessions {
    /// Who each API key belongs to.
    keys: Vec<(Secret, Organization)>,
    /// Who each token was issued to.
    tokens: Vec<(Secret, Organization)>,
    sessions: Mutex<HashMap<String, Session>>,
}

/// Who makes a request: `org_…`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organization(pub String);

impl Sessions {
    /// Lets in whoever has `key`, on behalf of `organization`.
    #[must_use]
    pub fn with_api_key(mut self, key: &str, organization: &str) -> Self {
        let organization = Organization(organization.to_owned());
        self.keys.push((key.into(), organization));
        self
    }

    /// Lets in whoever has `token`, on behalf of `organization`.
    #[must_use]
    pub fn with_token(mut self, token: &str, organization: &str) -> Self {
        let organization = Organization(organization.to_owned());
        self.tokens.push((token.into(), organization));
        self
    }

    /// The session called `id`.
    #[must_use]
    pub fn session(&self, id: &str) -> Option<Session> {
        let sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
        sessions.get(id).cloned()
    }
}

impl Api for Sessions {
    type Principal = Organization;

    async fn authenticate(
        &self,
        credential: Credential,
        _: &Context<'_>,
    ) -> Result<Organization, Refusal> {
        let (known, secret, reason) = match &credential {
            Credential::ApiKey(key) => (&self.keys, key, "the API key is not known"),
            Credential::ClerkJwt(token) => (&self.tokens, token, "the token is not valid"),
        };
        let found = known.iter().find(|(it, _)| it == secret);
        let found = found.map(|(_, organization)| organization.clone());
        found.ok_or_else(|| Refusal::unauthorized(reason))
    }
}

impl ChatApi for Sessions {
    async fn create_session(
        &self,
        organization: Organization,
        body: CreateSessionRequest,
    ) -> Result<Session, HandlerError<CreateSessionError>> {
        let now = Utc::now();
        let session = Session {
            id: format!("ses_{}", Uuid::new_v4().simple()),
            agent_id: body.agent_id,
            platform: body.platform.as_str().to_owned(),
            state: SessionState::Open,
            metadata: body.metadata,
            org_id: Some(organization.0),
            created_at: now,
            updated_at: now,
        };
        let mut sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
        sessions.insert(session.id.clone(), session.clone());
        Ok(session)
    }
}
