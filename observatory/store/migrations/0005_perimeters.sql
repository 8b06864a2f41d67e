-- The communes that each EPCI held in a year, in today's codes. Their slice is (source, EPCI, year): the EPCI stands
-- in insee_code, and a list of one département takes no other EPCI away.
CREATE TABLE perimeters_versions (
    batch INTEGER NOT NULL,
    source VARCHAR NOT NULL,
    siren VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    insee_code VARCHAR NOT NULL,
    epci_name VARCHAR NOT NULL,
    nature VARCHAR NOT NULL,
    merged_from VARCHAR,              -- the members of then that are now in this commune
    rejected_rows UINTEGER NOT NULL,  -- members of the EPCI that could not be read
    vintage VARCHAR NOT NULL
);
CHECKPOINT;
