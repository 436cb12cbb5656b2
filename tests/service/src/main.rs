//! The session API as a service: SQLite or PostgreSQL, API keys and Clerk tokens.

mod config;
mod connections;
mod jwks;
mod keys;
mod request;
mod service;
mod store;
mod tokens;

use std::sync::Arc;
use std::time::Duration;

use anyhow::bail;
use axum::Router;
use axum::middleware::from_fn;
use axum::routing::get;
use sqlx::AnyPool;
use tokio::net::TcpSocket;

use crate::config::Config;
use crate::service::Service;

/// What a request may ask for, below what a connection would break off at by itself.
const MAX_TARGET_BYTES: usize = 8 * 1024;
const MAX_HEADER_BYTES: usize = 16 * 1024;
const TIME: Duration = Duration::from_secs(30);

/// How many connections may wait to be accepted; the usual 128 is too few when many come at once.
const BACKLOG: u32 = 4096;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let config = Config::from_env()?;
    let log = tracing_subscriber::fmt().json().flatten_event(true);
    let log = log.with_span_list(false).with_max_level(config.log);
    log.with_writer(std::io::stderr).init();
    let store = store::open(&config.database_url).await?;
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => serve(config, store).await?,
        ["--create-key", organization] => println!("{}", keys::create(&store, organization).await?),
        _ => bail!("usage: session-service [--create-key ORG]"),
    }
    Ok(())
}

async fn serve(config: Config, store: AnyPool) -> anyhow::Result<()> {
    // Each connection takes a descriptor, and the usual limit is 1024.
    rlimit::increase_nofile_limit(u64::MAX)?;
    let tokens = config.tokens;
    let service = Arc::new(Service { store, tokens });
    let api = agntix_api::router::routes(Arc::clone(&service));
    let api = api
        .max_target_bytes(MAX_TARGET_BYTES)
        .max_header_bytes(MAX_HEADER_BYTES);
    let api = api.time_limit(TIME).finish();
    let health = get(service::health).fallback_service(api.clone());
    let router = Router::new()
        .route("/healthz", health)
        .with_state(Arc::clone(&service))
        .fallback_service(api)
        .layer(from_fn(request::layer));
    let socket = match config.listen.is_ipv4() {
        true => TcpSocket::new_v4()?,
        false => TcpSocket::new_v6()?,
    };
    socket.set_reuseaddr(true)?;
    socket.bind(config.listen)?;
    let listener = socket.listen(BACKLOG)?;
    tracing::info!(address = %listener.local_addr()?, "listening");
    connections::serve(listener, router).await?;
    service.store.close().await;
    Ok(())
}
