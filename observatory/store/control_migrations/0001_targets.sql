-- Every version of every target, with who decided it, when and why; the last one stands unless it withdraws the target.
CREATE TABLE target_versions (
    target INTEGER NOT NULL,
    version INTEGER NOT NULL,
    action TEXT NOT NULL CHECK (action IN ('add', 'change', 'withdraw')),
    changed_at TEXT NOT NULL,  -- UTC, ISO 8601
    author TEXT NOT NULL,
    reason TEXT NOT NULL,
    declared TEXT NOT NULL,    -- the target, as JSON
    PRIMARY KEY (target, version)
) WITHOUT ROWID
