-- Those that were accepted and not undone, with the slices that they fill and those for which they still count.
CREATE TABLE snapshot.batches AS
    SELECT batches.*, coalesce(filled.slices, 0)::UINTEGER AS slices,
        coalesce(counting.slices, 0)::UINTEGER AS slices_standing
    FROM batches SEMI JOIN accepted USING (batch)
    LEFT JOIN (SELECT batch, count(*) AS slices FROM slices GROUP BY batch) AS filled USING (batch)
    LEFT JOIN (SELECT batch, count(*) AS slices FROM standing GROUP BY batch) AS counting USING (batch)
    ORDER BY batch;
