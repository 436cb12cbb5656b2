//! A service that was written for the document as it is: the tests change the document and look
//! at what the compiler says about this file. It is no part of the tests themselves.

use agntix_api::auth::Credential;
use agntix_api::errors::CreateSessionError;
use agntix_api::models::{
    CreateSessionRequest, ErrorBody, ErrorDetail, Platform, Session, SessionState,
};
use agntix_api::server::{Api, ChatApi};
use agntix_api::support::server::{Context, HandlerError, Refusal};
use chrono::Utc;

/// Opens sessions with one agent.
pub struct Desk {
    agent: uuid::Uuid,
}

impl Api for Desk {
    type Principal = ();

    async fn authenticate(&self, _: Credential, _: &Context<'_>) -> Result<(), Refusal> {
        Ok(())
    }
}

impl ChatApi for Desk {
    async fn create_session(
        &self,
        (): (),
        body: CreateSessionRequest,
    ) -> Result<Session, HandlerError<CreateSessionError>> {
        if body.agent_id != self.agent {
            return Err(CreateSessionError::Forbidden(not_this_agent()).into());
        }
        let channel = match body.platform {
            Platform::Sdk | Platform::Web => "chat",
            Platform::Whatsapp => "message",
            Platform::Voice => "call",
        };
        let now = Utc::now();
        Ok(Session {
            id: "ses_1".to_owned(),
            agent_id: self.agent,
            platform: channel.to_owned(),
            state: SessionState::Open,
            metadata: body.metadata,
            org_id: None,
            created_at: now,
            updated_at: now,
        })
    }
}

fn not_this_agent() -> ErrorBody {
    ErrorBody {
        error: ErrorDetail {
            code: "FORBIDDEN".to_owned(),
            message: "This desk is for another agent.".to_owned(),
            request_id: None,
        },
    }
}
