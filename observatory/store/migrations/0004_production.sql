-- Electricity produced by commune, year and technology.
CREATE TABLE production_versions (
    batch INTEGER NOT NULL,
    source VARCHAR NOT NULL,
    insee_code VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    technology VARCHAR NOT NULL,
    production_mwh DOUBLE,            -- null where withheld, never 0
    capacity_kw DOUBLE,               -- installed at the end of the year; null where the file has none
    installations DOUBLE,
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
CHECKPOINT;
