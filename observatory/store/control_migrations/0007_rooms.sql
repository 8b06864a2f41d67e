-- Live rooms: the screens that a presenter moves through, for those who follow; they hold nothing of anybody.
CREATE TABLE rooms (
    code TEXT PRIMARY KEY,
    token TEXT NOT NULL,       -- of the presenter, hashed
    declared TEXT NOT NULL,    -- the dashboard, as the readable file that it is exported to
    snapshot INTEGER NOT NULL,
    screen INTEGER NOT NULL,   -- from 1
    opened_at TEXT NOT NULL,   -- UTC, ISO 8601
    moved_at TEXT NOT NULL,
    ended_at TEXT
) WITHOUT ROWID;
-- How many follow through each process of the app, as it last told.
CREATE TABLE room_followers (
    room TEXT NOT NULL,
    place TEXT NOT NULL,
    followers INTEGER NOT NULL,
    told_at TEXT NOT NULL,
    PRIMARY KEY (room, place)
) WITHOUT ROWID
