"""Heat and cold networks by themselves: what each delivers, and the commune it is attached to."""

import polars as pl

from observatory.answers.notes import NETWORKS
from observatory.store.snapshots import Snapshot
from observatory.store.totals import MEMBERS, remembered
from observatory.territory import Territory


@remembered
def networks(snapshot: Snapshot, territory: Territory) -> pl.DataFrame:
    """The networks attached to a territory's communes, in the last year that each was published.

    Grain: network × carrier; name, carrier, commune, year, energy_mwh (null where withheld), sites (delivery points),
    status. Sorted from the largest. A network serves other communes than the one it is attached to.
    """
    return snapshot.query(
        f"""WITH yearly AS (
                SELECT operator AS name, carrier, communes.name AS commune, year, sum(energy_mwh) AS energy_mwh,
                    sum(sites) AS sites, max(year) OVER (PARTITION BY insee_code, carrier) AS last,
                    CASE WHEN count(energy_mwh) = 0 THEN 'withheld'
                         WHEN bool_or(status IN ('withheld', 'partial')) THEN 'partial' ELSE 'measured' END AS status
                FROM coverage JOIN communes USING (insee_code)
                WHERE source = $source AND insee_code IN ({MEMBERS[territory.kind]})
                GROUP BY operator, carrier, insee_code, communes.name, year
            )
            SELECT name, carrier, commune, year, energy_mwh, sites, status FROM yearly WHERE year = last
            ORDER BY energy_mwh DESC NULLS LAST, name""",
        {"source": NETWORKS, "key": territory.key},
    )
