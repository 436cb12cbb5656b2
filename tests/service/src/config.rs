//! What the environment says.

use std::env;
use std::net::SocketAddr;

use anyhow::{Context as _, ensure};
use tracing::level_filters::LevelFilter;

use crate::jwks::Jwks;
use crate::tokens::Tokens;

/// What the environment says.
pub(crate) struct Config {
    /// `LISTEN`: where to listen.
    pub(crate) listen: SocketAddr,
    /// `DATABASE_URL`: `sqlite:FILE` or `postgres://…`.
    pub(crate) database_url: String,
    /// `CLERK_ISSUER`: the `iss` of Clerk's tokens; without it none is taken. `CLERK_JWKS`: the
    /// keys that they are signed with, a URL or a file, if they are not where Clerk has them.
    pub(crate) tokens: Option<Tokens>,
    /// `LOG`: how much is logged: `error`, `warn`, `info` or `debug`.
    pub(crate) log: LevelFilter,
}

impl Config {
    pub(crate) fn from_env() -> anyhow::Result<Self> {
        let (issuer, keys) = (variable("CLERK_ISSUER"), variable("CLERK_JWKS"));
        // Whoever else signs with the same keys would be let in.
        let is_safe = keys.is_none() || issuer.is_some();
        ensure!(is_safe, "CLERK_JWKS needs CLERK_ISSUER");
        let tokens = issuer.map(|issuer| {
            let usual = format!("{}/.well-known/jwks.json", issuer.trim_end_matches('/'));
            let keys = Jwks::new(keys.unwrap_or(usual))?;
            anyhow::Ok(Tokens::new(keys, &issuer))
        });
        let or = |name: &str, usual: &str| variable(name).unwrap_or_else(|| usual.to_owned());
        Ok(Self {
            listen: or("LISTEN", "127.0.0.1:8080").parse().context("LISTEN")?,
            database_url: or("DATABASE_URL", "sqlite:sessions.db"),
            tokens: tokens.transpose()?,
            log: or("LOG", "info").parse().context("LOG")?,
        })
    }
}

/// The value of a variable; an empty one counts as none.
fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|it| !it.is_empty())
}
