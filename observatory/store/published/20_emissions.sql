CREATE TABLE snapshot.emissions AS
    SELECT versions.* FROM emissions_versions AS versions
    JOIN standing ON standing.fact = 'emissions' AND standing.source = versions.source
        AND standing.insee_code = versions.insee_code AND standing.year = versions.year
        AND standing.batch = versions.batch
    ORDER BY versions.insee_code, versions.year, versions.sector;
