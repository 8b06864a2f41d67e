CREATE TABLE snapshot.energy AS
    WITH former AS (
        SELECT source, insee_code, year, carrier, sector,
            string_agg(DISTINCT merged_from, ',' ORDER BY merged_from) AS merged_from
        FROM snapshot.coverage WHERE merged_from IS NOT NULL GROUP BY ALL
    ), summed AS (
        SELECT source, insee_code, year, carrier, sector,
            sum(energy_mwh) AS energy_mwh,
            CASE WHEN count(energy_mwh) = count(corrected_mwh) THEN sum(corrected_mwh) END AS corrected_mwh,
            sum(withheld_cells)::UINTEGER AS withheld_cells,
            sum(rejected_rows)::UINTEGER AS rejected_rows,
            sum(unflagged)::UINTEGER AS unflagged,
            CASE WHEN count(energy_mwh) = 0 THEN 'withheld'
                 WHEN bool_or(status IN ('withheld', 'partial')) THEN 'partial'
                 WHEN bool_or(status = 'estimated') THEN 'estimated'
                 ELSE 'measured' END AS status,
            max(vintage) AS vintage
        FROM snapshot.coverage GROUP BY ALL
    )
    SELECT source, insee_code, year, carrier, sector, energy_mwh, corrected_mwh,
        coalesce(hidden_mwh, 0.0) AS hidden_mwh, withheld_cells, rejected_rows, unflagged, status, vintage, merged_from
    FROM summed LEFT JOIN hidden_orders USING (source, insee_code, year, carrier, sector)
        LEFT JOIN former USING (source, insee_code, year, carrier, sector)
    ORDER BY insee_code, year, carrier, sector;
