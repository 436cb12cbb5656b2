-- Read by SQLite and PostgreSQL alike, so all is text: objects as compact JSON, times as RFC 3339.

CREATE TABLE sessions (
    id         TEXT PRIMARY KEY,
    org_id     TEXT,
    user_id    TEXT,
    agent_id   TEXT NOT NULL,
    platform   TEXT NOT NULL,
    state      TEXT NOT NULL,
    metadata   TEXT,
    contact    TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
);

-- A key is revoked by deleting its row.
CREATE TABLE api_keys (
    hash       TEXT PRIMARY KEY,
    org_id     TEXT NOT NULL,
    created_at TEXT NOT NULL
);
