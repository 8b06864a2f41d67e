-- What communes pay for, site by site. Of a deposit, the version that counts for a key (commune, site, meter, fluid,
-- first and last day, nature) is that of the batch accepted last; `removed` says that the key no longer exists. Of a
-- published source, slices and pointer say it, as of every other fact.
CREATE TABLE site_use_versions (
    batch INTEGER NOT NULL,
    source VARCHAR NOT NULL,          -- 'deposit', or the key of a published source
    insee_code VARCHAR NOT NULL,
    site VARCHAR NOT NULL,
    meter VARCHAR NOT NULL,           -- '' where none is named
    fluid VARCHAR NOT NULL,
    period_start DATE NOT NULL,
    period_end DATE NOT NULL,         -- included
    nature VARCHAR NOT NULL,
    removed BOOLEAN NOT NULL DEFAULT false,
    reading VARCHAR NOT NULL,
    quantity DOUBLE,                  -- null where only a cost is known
    unit VARCHAR,
    energy_mwh DOUBLE,                -- lower heating value
    water_m3 DOUBLE,
    cost_ht_eur DOUBLE,
    cost_ttc_eur DOUBLE,
    fixed_cost_eur DOUBLE,
    comment VARCHAR,
    sheet VARCHAR,
    "row" UINTEGER NOT NULL
);
CHECKPOINT;
