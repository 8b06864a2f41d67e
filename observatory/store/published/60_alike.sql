-- Communes that have just the same: sources, carriers, years, vintages. Each such group goes by its first commune, so
-- that what a rule of perimeter drops is always whole groups, and sums can be kept by group (`energy_rolled`).
CREATE TABLE snapshot.alike AS
    WITH has AS (
        SELECT DISTINCT fact, insee_code, source, carrier, year, vintage FROM described
    ), wholes AS (
        SELECT fact, insee_code, list_sort(list((source, carrier, year, vintage))) AS whole
        FROM has GROUP BY fact, insee_code
    )
    SELECT fact, insee_code, min(insee_code) OVER (PARTITION BY fact, whole) AS pattern
    FROM wholes ORDER BY fact, insee_code;
