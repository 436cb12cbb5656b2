//! Databases, and what is in them.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::any::{AnyRow, install_default_drivers};
use sqlx::{AnyConnection, Connection as _, Row as _};

/// A folder that is gone with this.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    /// An empty one inside `parent`.
    pub(crate) fn new(parent: PathBuf) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = parent.join(format!("session-service-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// One for what tests make.
    pub(crate) fn scratch() -> Self {
        Self::new(env!("CARGO_TARGET_TMPDIR").into())
    }

    /// The URL of an SQLite database in it.
    pub(crate) fn sqlite(&self) -> String {
        format!("sqlite:{}", self.0.join("sessions.db").display())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// What `statement` finds in the database at `url`.
pub(crate) async fn select(url: &str, statement: &str) -> Vec<AnyRow> {
    install_default_drivers();
    let mut connection = AnyConnection::connect(url).await.unwrap();
    let rows = sqlx::query(statement).fetch_all(&mut connection).await;
    connection.close().await.unwrap();
    rows.unwrap()
}

/// The ids of all sessions.
pub(crate) async fn session_ids(url: &str) -> HashSet<String> {
    let rows = select(url, "SELECT id FROM sessions").await;
    rows.iter().map(|it| it.get(0)).collect()
}
