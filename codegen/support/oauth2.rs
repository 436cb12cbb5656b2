//! Tokens that a client gets by itself (OAuth 2.0, RFC 6749).
//!
//! They are fetched by the way that the client's requests take, kept as long as they are good, and
//! fetched anew when a server refuses one. No secret is in what goes wrong.

mod client_credentials;
mod endpoint;
mod error;
mod refresh_token;

pub use client_credentials::ClientCredentials;
pub use error::TokenError;
pub use refresh_token::RefreshToken;
