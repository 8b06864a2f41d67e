-- Former communes whose figures were added to today's.
CREATE TABLE snapshot.mergers AS
    SELECT DISTINCT 'energy' AS fact, source, year, vintage, merged_from, insee_code FROM snapshot.energy
    WHERE merged_from IS NOT NULL
    UNION ALL
    SELECT DISTINCT 'emissions' AS fact, source, year, vintage, merged_from, insee_code FROM snapshot.emissions
    WHERE merged_from IS NOT NULL
    ORDER BY ALL;
