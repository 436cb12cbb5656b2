//! The session API, served twice: by the emitted router, and by a handler that was written for it.
//!
//! Both know one API key, read the same requests, check the same things, and answer the same session.

pub mod by_hand;
pub mod ours;

use axum::Router;

/// Where sessions are opened.
pub const PATH: &str = "/v1/chat/chat/sessions";

/// The key that both know.
pub const API_KEY: &str = "pk_live_5f2c1e8a9b7d4036";

/// Whose it is.
pub const ORGANIZATION: &str = "org_2abc123";

/// What the session that both answer is called.
pub const SESSION_ID: &str = "ses_01j3m8xkqp8v2nw4f7g9hk0r";

/// When it was opened, in milliseconds since 1970.
pub const OPENED_AT: i64 = 1_773_480_413_589;

/// The server of this name.
#[must_use]
pub fn named(name: &str) -> Option<Router> {
    match name {
        "ours" => Some(ours::router()),
        "by-hand" => Some(by_hand::router()),
        _ => None,
    }
}
