CREATE TABLE snapshot.production AS
    SELECT versions.* FROM production_versions AS versions
    JOIN standing ON standing.fact = 'production' AND standing.source = versions.source
        AND standing.insee_code = versions.insee_code AND standing.year = versions.year
        AND standing.batch = versions.batch
    ORDER BY versions.insee_code, versions.year, versions.technology;
