CREATE TABLE snapshot.memberships AS
    SELECT versions.* FROM memberships_versions AS versions
    JOIN standing ON standing.fact = 'memberships' AND standing.source = versions.group_key
        AND standing.batch = versions.batch
    ORDER BY versions.group_key, versions.insee_code;
