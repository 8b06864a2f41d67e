-- Every version of what each commune says of each of its sites; the last one stands.
CREATE TABLE site_versions (
    insee_code TEXT NOT NULL,
    site TEXT NOT NULL,
    version INTEGER NOT NULL,
    changed_at TEXT NOT NULL,  -- UTC, ISO 8601
    author TEXT NOT NULL,
    declared TEXT NOT NULL,    -- the site, as JSON
    PRIMARY KEY (insee_code, site, version)
) WITHOUT ROWID;
-- Every time a commune agreed that its sites be seen by all, or took it back; the last one stands.
CREATE TABLE site_agreements (
    insee_code TEXT NOT NULL,
    version INTEGER NOT NULL,
    agreed INTEGER NOT NULL CHECK (agreed IN (0, 1)),
    changed_at TEXT NOT NULL,  -- UTC, ISO 8601
    author TEXT NOT NULL,
    PRIMARY KEY (insee_code, version)
) WITHOUT ROWID
