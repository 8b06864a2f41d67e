-- What says whose facts a snapshot has, of every kind of fact: a new kind adds its line here.
CREATE OR REPLACE TEMP VIEW described AS
    SELECT 'energy' AS fact, source, insee_code, year, carrier, vintage, merged_from FROM snapshot.energy
    UNION ALL
    SELECT 'emissions', source, insee_code, year, '', vintage, merged_from FROM snapshot.emissions
    UNION ALL
    SELECT 'production', source, insee_code, year, '', vintage, merged_from FROM snapshot.production;
