-- Facts are versions: each batch adds rows, `events` says which batches stand, and `pointer` which one counts for each
-- slice. Nothing is ever deleted; an undo is one more event.
CREATE TABLE batches (
    batch INTEGER PRIMARY KEY,
    sha256 VARCHAR NOT NULL,
    file VARCHAR NOT NULL,
    kind VARCHAR,
    source VARCHAR,
    vintage VARCHAR,
    received_at TIMESTAMP NOT NULL,   -- UTC
    outcome VARCHAR NOT NULL,
    code VARCHAR,
    rows_read INTEGER NOT NULL,
    rows_accepted INTEGER NOT NULL,
    rows_rejected INTEGER NOT NULL,
    duplicates INTEGER NOT NULL,
    CHECK (rows_read = rows_accepted + rows_rejected + duplicates)
);
CREATE TABLE findings (
    batch INTEGER NOT NULL,
    "row" UINTEGER,
    "column" VARCHAR,
    value VARCHAR,
    code VARCHAR NOT NULL
);
CREATE TABLE coverage_versions (
    batch INTEGER NOT NULL,
    source VARCHAR NOT NULL,
    insee_code VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    carrier VARCHAR NOT NULL,
    sector VARCHAR NOT NULL,
    operator VARCHAR NOT NULL,
    category VARCHAR NOT NULL,
    energy_mwh DOUBLE,                -- null where withheld, never 0
    sites DOUBLE,
    rows UINTEGER NOT NULL,
    withheld_cells UINTEGER NOT NULL,
    unflagged UINTEGER NOT NULL,
    rejected_rows UINTEGER NOT NULL,
    status VARCHAR NOT NULL,
    merged_from VARCHAR,
    vintage VARCHAR NOT NULL,
    first_row UINTEGER NOT NULL,
    last_row UINTEGER NOT NULL
);
CREATE TABLE emissions_versions (
    batch INTEGER NOT NULL,
    source VARCHAR NOT NULL,
    insee_code VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    sector VARCHAR NOT NULL,
    emissions_tco2e DOUBLE,
    rows UINTEGER NOT NULL,
    withheld_cells UINTEGER NOT NULL,
    unflagged UINTEGER NOT NULL,
    rejected_rows UINTEGER NOT NULL,
    status VARCHAR NOT NULL,
    merged_from VARCHAR,
    vintage VARCHAR NOT NULL,
    first_row UINTEGER NOT NULL,
    last_row UINTEGER NOT NULL
);
CREATE TABLE memberships_versions (
    batch INTEGER NOT NULL,
    group_key VARCHAR NOT NULL,
    group_name VARCHAR NOT NULL,
    dated VARCHAR,
    insee_code VARCHAR NOT NULL
);
-- The slices that a batch fills: what it replaces when it stands.
CREATE TABLE slices (
    batch INTEGER NOT NULL,
    fact VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    carrier VARCHAR NOT NULL,
    insee_code VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    PRIMARY KEY (batch, fact, source, carrier, insee_code, year)
);
CREATE TABLE pointer (
    fact VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    carrier VARCHAR NOT NULL,
    insee_code VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    batch INTEGER NOT NULL,
    PRIMARY KEY (fact, source, carrier, insee_code, year)
);
CREATE TABLE events (
    event INTEGER PRIMARY KEY,
    batch INTEGER NOT NULL,
    action VARCHAR NOT NULL CHECK (action IN ('accept', 'undo')),
    happened_at TIMESTAMP NOT NULL    -- UTC
);
CREATE TABLE publications (
    number INTEGER PRIMARY KEY,
    event INTEGER NOT NULL,           -- the last event that this snapshot knows
    published_at TIMESTAMP NOT NULL   -- UTC
);
CHECKPOINT;
