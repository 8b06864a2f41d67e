-- Former communes whose figures were added to today's.
CREATE TABLE snapshot.mergers AS
    SELECT DISTINCT fact, source, year, vintage, merged_from, insee_code FROM described
    WHERE merged_from IS NOT NULL ORDER BY ALL;
