-- Sums of `energy` by group of `alike` in each département, and in France ('' as département): large areas read them,
-- leaving out whole groups, and a sum of these sums is the sum of their cells.
CREATE TABLE snapshot.energy_rolled AS
    SELECT coalesce(departement, '') AS departement, pattern, source, year, carrier, sector,
        sum(energy_mwh) AS energy_mwh, count(energy_mwh) AS valued,
        sum(corrected_mwh) AS corrected_mwh, count(corrected_mwh) AS corrected,
        sum(hidden_mwh) AS hidden_mwh, count(*) AS cells,
        bool_or(status IN ('withheld', 'partial')) AS incomplete, bool_or(status = 'estimated') AS estimated,
        sum(withheld_cells)::UINTEGER AS withheld_cells, sum(rejected_rows)::UINTEGER AS rejected_rows,
        sum(unflagged)::UINTEGER AS unflagged
    FROM snapshot.energy
    JOIN snapshot.communes USING (insee_code)
    JOIN snapshot.alike ON alike.fact = 'energy' AND alike.insee_code = energy.insee_code
    GROUP BY GROUPING SETS (
        (departement, pattern, source, year, carrier, sector),
        (pattern, source, year, carrier, sector)
    )
    ORDER BY departement, pattern, year, carrier, sector;
