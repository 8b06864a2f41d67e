-- What communes deposit, and all that became of it. Nothing is deleted: a state is one more row, and the audit, which
-- nobody may change, has one line per change of state, each with the mark of the former.
CREATE TABLE deposits (
    deposit INTEGER PRIMARY KEY,
    insee_code TEXT NOT NULL,
    sha256 TEXT NOT NULL,      -- of the file, in the archive
    staged TEXT NOT NULL,      -- sha256 of its rows, read and checked, in Parquet
    file TEXT NOT NULL,        -- its name, as the depositor has it
    kind TEXT,
    layout TEXT,
    mode TEXT NOT NULL CHECK (mode IN ('complete', 'replace')),
    person TEXT NOT NULL,      -- pseudonymous
    on_behalf INTEGER NOT NULL CHECK (on_behalf IN (0, 1)),  -- 1: by the adviser, for the commune
    received_at TEXT NOT NULL, -- UTC, ISO 8601
    rows_read INTEGER NOT NULL,
    rows_accepted INTEGER NOT NULL,
    rows_rejected INTEGER NOT NULL,
    duplicates INTEGER NOT NULL,
    CHECK (rows_read = rows_accepted + rows_rejected + duplicates)
);
CREATE TABLE deposit_findings (
    deposit INTEGER NOT NULL,
    "row" INTEGER,
    "column" TEXT,
    value TEXT,
    code TEXT NOT NULL,
    severity TEXT NOT NULL,
    params TEXT NOT NULL       -- JSON
);
CREATE INDEX findings_of_a_deposit ON deposit_findings (deposit);
CREATE TABLE deposit_states (
    deposit INTEGER NOT NULL,
    version INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (
        state IN ('submitted', 'held', 'sent_back', 'withdrawn', 'publishing', 'published', 'undone')
    ),
    changed_at TEXT NOT NULL,  -- UTC, ISO 8601
    person TEXT NOT NULL,
    comment TEXT NOT NULL,
    batch INTEGER,             -- the one that counts, where it is published
    PRIMARY KEY (deposit, version)
) WITHOUT ROWID;
CREATE TABLE trusted_communes (
    insee_code TEXT NOT NULL,
    version INTEGER NOT NULL,
    trusted INTEGER NOT NULL CHECK (trusted IN (0, 1)),  -- 1: its deposits are published at once
    changed_at TEXT NOT NULL,
    person TEXT NOT NULL,
    PRIMARY KEY (insee_code, version)
) WITHOUT ROWID;
CREATE TABLE audit (
    number INTEGER PRIMARY KEY,
    happened_at TEXT NOT NULL,
    person TEXT NOT NULL,
    action TEXT NOT NULL,
    object TEXT NOT NULL,      -- what kind of thing changed: deposit, batch, event, publication, file, commune, person
    key TEXT NOT NULL,         -- which one
    details TEXT NOT NULL,     -- JSON
    former TEXT NOT NULL,      -- the mark of the line before
    mark TEXT NOT NULL         -- sha256 of the former and of this line
);
CREATE INDEX audit_of_an_object ON audit (object, key);
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit only grows'); END;
CREATE TRIGGER audit_is_not_shortened BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit only grows'); END
