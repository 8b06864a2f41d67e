CREATE TABLE snapshot.temperatures AS
    SELECT versions.* FROM temperatures_versions AS versions
    JOIN standing ON standing.fact = 'temperatures' AND standing.source = versions.source
        AND standing.insee_code = versions.station AND standing.year = versions.year
        AND standing.batch = versions.batch
    ORDER BY versions.station, versions.date;
