"""Which commune has which year, by source and carrier: what the coverage matrix reads, in portable SQL."""

import polars as pl

from observatory.store.snapshots import Snapshot
from observatory.store.totals import FACTS, MEMBERS, remembered
from observatory.territory import Territory
from observatory.vocabulary import ADDITIVE_SECTORS, TECHNOLOGY_CODES

STATUS = """
    CASE WHEN count(value) = 0 THEN 'withheld'
         WHEN bool_or(status IN ('withheld', 'partial')) THEN 'partial'
         WHEN bool_or(status = 'estimated') THEN 'estimated'
         ELSE 'measured' END
"""
STATES = f"""
    SELECT source, carrier, insee_code, year, {STATUS} AS state
    FROM ({{fact}}) WHERE insee_code IN ({{members}}) AND list_contains($sectors, sector)
    GROUP BY ALL
"""


@remembered
def states(snapshot: Snapshot, fact: str, territory: Territory, source: str, carrier: str) -> pl.DataFrame:
    """The state of each commune's year of one source and carrier. Grain: insee_code × year; state."""
    return snapshot.query(
        f"""SELECT insee_code, year, state FROM ({_states(fact, territory)})
            WHERE source = $source AND carrier = $carrier ORDER BY ALL""",
        _asked(territory) | {"source": source, "carrier": carrier},
    )


@remembered
def counts(snapshot: Snapshot, fact: str, territory: Territory) -> pl.DataFrame:
    """How many communes of a territory are in each state. Grain: source × carrier × year × state; communes."""
    return snapshot.query(
        f"""SELECT source, carrier, year, state, count(*)::UINTEGER AS communes
            FROM ({_states(fact, territory)}) GROUP BY ALL ORDER BY ALL""",
        _asked(territory),
    )


def _states(fact: str, territory: Territory) -> str:
    return STATES.format(fact=FACTS[fact], members=MEMBERS[territory.kind])


def _asked(territory: Territory) -> dict[str, object]:
    return {"key": territory.key, "sectors": [*ADDITIVE_SECTORS, *TECHNOLOGY_CODES]}
