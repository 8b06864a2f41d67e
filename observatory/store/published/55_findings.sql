-- Counted, with the first rows that have each: what the cells said stays in the working database.
CREATE TABLE snapshot.findings AS
    SELECT batch, code, "column", count(*)::UINTEGER AS findings, list_sort(min("row", 5)) AS first_rows
    FROM findings SEMI JOIN accepted USING (batch)
    GROUP BY ALL ORDER BY batch, findings DESC, code, "column";
