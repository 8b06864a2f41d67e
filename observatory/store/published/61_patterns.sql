-- What each group of `alike` has. Grain: fact × pattern × source × carrier × year × vintage.
CREATE TABLE snapshot.patterns AS
    WITH cells AS (
        SELECT 'energy' AS fact, insee_code, source, carrier, year, vintage FROM snapshot.energy
        UNION ALL
        SELECT 'emissions' AS fact, insee_code, source, '' AS carrier, year, vintage FROM snapshot.emissions
    )
    SELECT DISTINCT alike.fact, pattern, source, carrier, year, vintage
    FROM cells JOIN snapshot.alike ON alike.fact = cells.fact AND alike.insee_code = cells.insee_code
        AND alike.pattern = alike.insee_code
    ORDER BY ALL;
