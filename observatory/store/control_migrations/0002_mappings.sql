-- Every version of how each adviser's own table is read; the last one stands unless it forgets the table.
CREATE TABLE mapping_versions (
    key TEXT NOT NULL,
    version INTEGER NOT NULL,
    action TEXT NOT NULL CHECK (action IN ('remember', 'forget')),
    changed_at TEXT NOT NULL,  -- UTC, ISO 8601
    declared TEXT NOT NULL,    -- the mapping, as JSON
    PRIMARY KEY (key, version)
) WITHOUT ROWID
