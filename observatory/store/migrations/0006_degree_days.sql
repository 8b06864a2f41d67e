-- Monthly degree-days as a publisher reckoned them. Their slice is (source, station, reckoning, year): the station
-- stands in insee_code, the reckoning in carrier.
CREATE TABLE degree_days_versions (
    batch INTEGER NOT NULL,
    source VARCHAR NOT NULL,
    station VARCHAR NOT NULL,
    base DOUBLE NOT NULL,             -- °C
    method VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    month INTEGER NOT NULL,
    degree_days DOUBLE NOT NULL,
    reckoning VARCHAR NOT NULL,       -- base and method
    vintage VARCHAR NOT NULL,
    row UINTEGER NOT NULL
);
CHECKPOINT;
