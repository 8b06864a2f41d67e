-- What one publication shows. $event: the last event it knows. Sorted by commune, so that a slice is found, not scanned.
CREATE TABLE snapshot.energy AS
    SELECT source, insee_code, year, carrier, sector,
        sum(energy_mwh) AS energy_mwh,
        CASE WHEN count(energy_mwh) = count(corrected_mwh) THEN sum(corrected_mwh) END AS corrected_mwh,
        coalesce(max(hidden_mwh), 0.0) AS hidden_mwh,
        sum(withheld_cells)::UINTEGER AS withheld_cells,
        sum(rejected_rows)::UINTEGER AS rejected_rows,
        sum(unflagged)::UINTEGER AS unflagged,
        CASE WHEN count(energy_mwh) = 0 THEN 'withheld'
             WHEN bool_or(status IN ('withheld', 'partial')) THEN 'partial'
             WHEN bool_or(status = 'estimated') THEN 'estimated'
             ELSE 'measured' END AS status,
        max(vintage) AS vintage,
        string_agg(DISTINCT merged_from, ',' ORDER BY merged_from) AS merged_from
    FROM snapshot.coverage LEFT JOIN hidden_orders USING (source, insee_code, year, carrier, sector)
    GROUP BY ALL ORDER BY insee_code, year, carrier, sector;
CREATE TABLE snapshot.emissions AS
    SELECT versions.* FROM emissions_versions AS versions
    JOIN standing ON standing.fact = 'emissions' AND standing.source = versions.source
        AND standing.insee_code = versions.insee_code AND standing.year = versions.year
        AND standing.batch = versions.batch
    ORDER BY versions.insee_code, versions.year, versions.sector;
CREATE TABLE snapshot.memberships AS
    SELECT versions.* FROM memberships_versions AS versions
    JOIN standing ON standing.fact = 'memberships' AND standing.source = versions.group_key
        AND standing.batch = versions.batch
    ORDER BY versions.group_key, versions.insee_code;
CREATE TABLE snapshot.temperatures AS
    SELECT versions.* FROM temperatures_versions AS versions
    JOIN standing ON standing.fact = 'temperatures' AND standing.source = versions.source
        AND standing.insee_code = versions.station AND standing.year = versions.year
        AND standing.batch = versions.batch
    ORDER BY versions.station, versions.date;
CREATE TABLE snapshot.batches AS
    SELECT * FROM batches WHERE batch IN (SELECT batch FROM standing) ORDER BY batch;
