-- Who a pseudonymous id is. A line may be erased: what was done by that id stays told.
CREATE TABLE people (
    id TEXT PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,  -- in lower case
    name TEXT NOT NULL
) WITHOUT ROWID;
-- Every version of every account; the last one stands.
CREATE TABLE account_versions (
    account TEXT NOT NULL,
    version INTEGER NOT NULL,
    changed_at TEXT NOT NULL,    -- UTC, ISO 8601
    author TEXT NOT NULL,
    role TEXT NOT NULL,
    territories TEXT NOT NULL,   -- as on the command line, in JSON
    active INTEGER NOT NULL,
    PRIMARY KEY (account, version)
) WITHOUT ROWID;
-- Addresses by which somebody without an account deposits for one commune.
CREATE TABLE deposit_links (
    link TEXT PRIMARY KEY,
    insee_code TEXT NOT NULL,
    maker TEXT NOT NULL,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    revoked_at TEXT
) WITHOUT ROWID;
-- What signs them; made once.
CREATE TABLE secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
-- Addresses of private files, good for one person and a few minutes; only their marks are kept.
CREATE TABLE tickets (
    mark TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    kind TEXT NOT NULL,
    told TEXT NOT NULL,          -- which one, in JSON
    expires_at TEXT NOT NULL
) WITHOUT ROWID;
-- How much each depositor sent lately.
CREATE TABLE received_lately (
    account TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    moment TEXT NOT NULL,
    bytes INTEGER NOT NULL
);
CREATE INDEX received_lately_by_account ON received_lately (account, moment)
