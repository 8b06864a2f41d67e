CREATE TABLE snapshot.perimeters AS
    SELECT versions.*, versions.siren || '@' || versions.year AS perimeter
    FROM perimeters_versions AS versions
    JOIN standing ON standing.fact = 'perimeters' AND standing.source = versions.source
        AND standing.insee_code = versions.siren AND standing.year = versions.year
        AND standing.batch = versions.batch
    -- Where two sources tell one perimeter, one counts: a commune of either is not a member of both.
    QUALIFY versions.source = min(versions.source) OVER (PARTITION BY versions.siren, versions.year)
    ORDER BY perimeter, versions.insee_code;
