//! API keys.

use agntix_api::support::server::Refusal;
use chrono::Utc;
use sha2::{Digest as _, Sha256};
use sqlx::AnyPool;

use crate::store::failed;

/// What every key begins with.
const PREFIX: &str = "pk_live_";

/// Makes a key for `organization`. Only its hash is kept, so that it cannot be shown again.
pub(crate) async fn create(store: &AnyPool, organization: &str) -> anyhow::Result<String> {
    let mut random = [0; 32];
    getrandom::fill(&mut random)?;
    let key = format!("{PREFIX}{}", hex(&random));
    sqlx::query("INSERT INTO api_keys (hash, org_id, created_at) VALUES ($1, $2, $3)")
        .bind(hash(&key))
        .bind(organization)
        .bind(Utc::now().to_rfc3339())
        .execute(store)
        .await?;
    Ok(key)
}

/// The organization that `key` belongs to.
pub(crate) async fn verify(store: &AnyPool, key: &str) -> Result<String, Refusal> {
    let query = sqlx::query_scalar("SELECT org_id FROM api_keys WHERE hash = $1").bind(hash(key));
    let found = query.fetch_optional(store).await;
    let found = found.map_err(|error| failed(&error))?;
    found.ok_or_else(|| Refusal::unauthorized("the API key is not known"))
}

/// What is kept of a key.
///
/// One round of SHA-256 is enough, and no salt is needed: unlike a password, a key has 256 random
/// bits, so that nobody finds it by trying, however fast that is. For the same reason it does not
/// matter that looking for a hash takes a time that depends on it.
fn hash(key: &str) -> String {
    hex(&Sha256::digest(key))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|it| format!("{it:02x}")).collect()
}
