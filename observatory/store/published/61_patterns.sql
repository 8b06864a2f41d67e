-- What each group of `alike` has. Grain: fact × pattern × source × carrier × year × vintage.
CREATE TABLE snapshot.patterns AS
    SELECT DISTINCT fact, insee_code AS pattern, source, carrier, year, vintage
    FROM described SEMI JOIN (FROM snapshot.alike WHERE insee_code = pattern) AS firsts USING (fact, insee_code)
    ORDER BY ALL;
