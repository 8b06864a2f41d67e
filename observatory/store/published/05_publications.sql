-- So that a reader of the newest snapshot knows every former one without the working database.
CREATE TABLE snapshot.publications AS
    SELECT number, published_at FROM publications WHERE number < (SELECT number FROM snapshot.publication)
    UNION ALL SELECT number, published_at FROM snapshot.publication
    ORDER BY number;
