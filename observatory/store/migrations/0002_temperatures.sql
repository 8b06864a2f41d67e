-- Daily temperatures of weather stations. Their slice is (source, station, year): the station stands in insee_code.
CREATE TABLE temperatures_versions (
    batch INTEGER NOT NULL,
    source VARCHAR NOT NULL,
    station VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    date DATE NOT NULL,
    tn DOUBLE,                        -- °C, null where missing
    tx DOUBLE,
    vintage VARCHAR NOT NULL,
    row UINTEGER NOT NULL
);
CHECKPOINT;
