-- Read-only links to a dashboard: what each reaches and until when; of a link, only its end is ever written later.
CREATE TABLE links (
    code TEXT PRIMARY KEY,     -- random; all that its address holds
    dashboard INTEGER NOT NULL,
    version INTEGER,           -- of the dashboard, for good; NULL follows its changes
    snapshot INTEGER,          -- of the data, for good; NULL is what the dashboard says
    maker TEXT NOT NULL,       -- a pseudonym: whose rights the link has
    made_at TEXT NOT NULL,     -- UTC, ISO 8601
    expires_at TEXT,
    secret TEXT,               -- the code that it asks for, salted and hashed
    revoked_at TEXT
) WITHOUT ROWID;
-- How often each was opened on a day, and nothing of who opened it.
CREATE TABLE link_openings (
    code TEXT NOT NULL,
    day TEXT NOT NULL,
    openings INTEGER NOT NULL,
    PRIMARY KEY (code, day)
) WITHOUT ROWID
