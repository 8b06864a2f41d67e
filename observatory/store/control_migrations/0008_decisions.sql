-- Every version of what was noted, asked or decided in a meeting; the last one stands unless it withdraws it.
CREATE TABLE decision_versions (
    decision INTEGER NOT NULL,
    version INTEGER NOT NULL,
    action TEXT NOT NULL CHECK (action IN ('add', 'change', 'close', 'reopen', 'withdraw')),
    changed_at TEXT NOT NULL,  -- UTC, ISO 8601
    author TEXT NOT NULL,
    declared TEXT NOT NULL,    -- what was noted, as JSON
    PRIMARY KEY (decision, version)
) WITHOUT ROWID
