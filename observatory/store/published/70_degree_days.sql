CREATE TABLE snapshot.degree_days AS
    SELECT versions.* FROM degree_days_versions AS versions
    JOIN standing ON standing.fact = 'degree_days' AND standing.source = versions.source
        AND standing.insee_code = versions.station AND standing.carrier = versions.reckoning
        AND standing.year = versions.year AND standing.batch = versions.batch
    ORDER BY versions.station, versions.reckoning, versions.year, versions.month;
