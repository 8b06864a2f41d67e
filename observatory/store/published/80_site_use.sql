-- Lines of published files only: what communes deposit stays in the private snapshot (store/private.py).
CREATE TABLE snapshot.site_use AS
    SELECT versions.* EXCLUDE (removed) FROM site_use_versions AS versions
    JOIN standing ON standing.fact = 'site_use' AND standing.source = versions.source
        AND standing.carrier = versions.fluid AND standing.insee_code = versions.insee_code
        AND standing.year = year(versions.period_end) AND standing.batch = versions.batch
    ORDER BY versions.insee_code, versions.site, versions.fluid, versions.period_start;
