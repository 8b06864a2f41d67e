CREATE TABLE snapshot.batches AS
    SELECT * FROM batches WHERE batch IN (SELECT batch FROM standing) ORDER BY batch;
