-- Every version of every shared dashboard; the last one stands unless it withdraws the dashboard.
CREATE TABLE dashboard_versions (
    dashboard INTEGER NOT NULL,
    version INTEGER NOT NULL,
    action TEXT NOT NULL CHECK (action IN ('add', 'change', 'withdraw')),
    changed_at TEXT NOT NULL,  -- UTC, ISO 8601
    declared TEXT NOT NULL,    -- the dashboard, as the readable file that it is exported to
    PRIMARY KEY (dashboard, version)
) WITHOUT ROWID
