//! The database, SQLite or PostgreSQL.

use std::time::Duration;

use agntix_api::models::Session;
use agntix_api::support::server::Refusal;
use chrono::SecondsFormat::Millis;
use serde_json::{Map, Value};
use sqlx::any::{AnyPoolOptions, install_default_drivers};
use sqlx::migrate::{MigrateDatabase as _, Migration, MigrationType, Migrator};
use sqlx::{Any, AnyPool, Executor as _};

/// How often an SQLite is opened, with a pause in between. It has no lock for what sets it up, as
/// PostgreSQL has: of two processes that start at once the second fails, and finds the work done
/// when it looks again.
const TRIES: u32 = 20;
const PAUSE: Duration = Duration::from_millis(100);

/// How long a request waits for its turn: a slow disk serves all in the end.
const PATIENCE: Duration = crate::TIME;

/// What FULL adds to WAL: a commit is on the disk before it is acknowledged.
const DURABLE: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL";

/// Opens the database and brings its tables up to date.
pub(crate) async fn open(url: &str) -> anyhow::Result<AnyPool> {
    install_default_drivers();
    let is_sqlite = url.starts_with("sqlite:");
    for _ in 1..if is_sqlite { TRIES } else { 1 } {
        if let Ok(pool) = try_to_open(url, is_sqlite).await {
            return Ok(pool);
        }
        tokio::time::sleep(PAUSE).await;
    }
    try_to_open(url, is_sqlite).await
}

async fn try_to_open(url: &str, is_sqlite: bool) -> anyhow::Result<AnyPool> {
    if is_sqlite {
        Any::create_database(url).await?;
    }
    // SQLite has one writer: others would wait for it by trying again and again, where the pool
    // has a queue.
    let (connections, setup) = if is_sqlite { (1, DURABLE) } else { (16, "") };
    let options = AnyPoolOptions::new().max_connections(connections);
    let options = options
        .acquire_timeout(PATIENCE)
        .test_before_acquire(!is_sqlite);
    let options = options.after_connect(move |connection, _| {
        Box::pin(async move { connection.execute(setup).await.map(drop) })
    });
    let pool = options.connect(url).await?;
    // One that has been released stays as it is; the next follows it.
    let sessions = include_str!("../migrations/1_sessions.sql").into();
    let kind = MigrationType::Simple;
    let migrations = vec![Migration::new(1, "sessions".into(), kind, sessions, false)].into();
    let migrator = Migrator {
        migrations,
        ..Migrator::DEFAULT
    };
    migrator.run(&pool).await?;
    Ok(pool)
}

/// Keeps a session; when this returns, it is on the disk.
pub(crate) async fn insert(
    pool: &AnyPool,
    session: &Session,
    user: Option<String>,
    contact: Option<&Map<String, Value>>,
) -> sqlx::Result<()> {
    // As compact JSON, with the keys in their order.
    let json = |it: &Map<String, Value>| Value::from(it.clone()).to_string();
    let insert = "INSERT INTO sessions (id, org_id, user_id, agent_id, platform, state, metadata, \
                  contact, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let query = sqlx::query(insert)
        .bind(&session.id)
        .bind(session.org_id.as_deref())
        .bind(user)
        .bind(session.agent_id.to_string())
        .bind(&session.platform)
        .bind(session.state.as_str())
        .bind(session.metadata.as_ref().map(json))
        .bind(contact.map(json))
        .bind(session.created_at.to_rfc3339_opts(Millis, true))
        .bind(session.updated_at.to_rfc3339_opts(Millis, true));
    query.execute(pool).await.map(drop)
}

/// What a client is told of a failure. Why it failed is for us to know.
pub(crate) fn failed(error: &sqlx::Error) -> Refusal {
    tracing::error!(%error, "the database failed");
    Refusal::unavailable("the service is out of order for the moment")
}
