-- Communes that have just the same: sources, carriers, years, vintages. Each such group goes by its first commune, so
-- that what a rule of perimeter drops is always whole groups, and sums can be kept by group (`energy_rolled`).
CREATE TABLE snapshot.alike AS
    WITH cells AS (
        SELECT DISTINCT 'energy' AS fact, insee_code, source, carrier, year, vintage FROM snapshot.energy
        UNION ALL
        SELECT DISTINCT 'emissions' AS fact, insee_code, source, '' AS carrier, year, vintage FROM snapshot.emissions
    ), wholes AS (
        SELECT fact, insee_code, list((source, carrier, year, vintage) ORDER BY source, carrier, year, vintage) AS has
        FROM cells GROUP BY fact, insee_code
    )
    SELECT fact, insee_code, min(insee_code) OVER (PARTITION BY fact, has) AS pattern
    FROM wholes ORDER BY fact, insee_code;
