"""« D'où vient ce chiffre ? »: the files, batches and rows that an answer sums."""

import polars as pl

from observatory.answers.contract import Answer
from observatory.answers.facts import fact_of
from observatory.store.snapshots import Snapshot
from observatory.store.totals import MEMBERS

TABLES = {"energy": ("coverage", "carrier"), "emissions": ("emissions", "''"), "production": ("production", "''")}


def provenance(snapshot: Snapshot, answer: Answer, *, year: int | None = None) -> pl.DataFrame:
    """Where an answer's figures stand in the files received.

    Grain: source × file × year × carrier; batch, file, received_at (UTC), vintage, rows (of the file), first_row and
    last_row between which they stand, withheld_cells. Filter the file by commune, year and carrier to find them.
    """
    table, carrier = TABLES[fact_of(answer.indicator.key)]
    years = answer.frame["year"]
    first, last = (year, year) if year else (years.min() or 0, years.max() or 0)
    return snapshot.query(
        f"""SELECT facts.source, batches.file, facts.year, {carrier} AS carrier, batch, batches.received_at,
                facts.vintage,
                sum(facts.rows)::UINTEGER AS rows, min(first_row) AS first_row, max(last_row) AS last_row,
                sum(withheld_cells)::UINTEGER AS withheld_cells
            FROM {table} AS facts JOIN batches USING (batch)
            WHERE insee_code IN ({MEMBERS[answer.question.territory.kind]}) AND facts.year BETWEEN $first AND $last
                AND list_contains($sources, facts.source)
                AND ({carrier} = '' OR list_contains($carriers, {carrier}))
            GROUP BY ALL ORDER BY ALL""",
        {
            "key": answer.question.territory.key,
            "first": first,
            "last": last,
            "sources": [line.key for line in answer.sources],
            "carriers": list(answer.perimeter.carriers),
        },
    )


def detail(snapshot: Snapshot, insee_code: str, year: int, carrier: str) -> pl.DataFrame:
    """The cells that make one commune's year of one carrier, as published.

    Grain: operator × category × sector; energy_mwh, sites, rows, first_row, last_row, withheld_cells, status, file.
    """
    return snapshot.query(
        """SELECT operator, category, sector, energy_mwh, sites, rows, first_row, last_row, withheld_cells, status,
               batches.file FROM coverage JOIN batches USING (batch)
           WHERE insee_code = $commune AND year = $year AND carrier = $carrier ORDER BY energy_mwh DESC NULLS LAST""",
        {"commune": insee_code, "year": year, "carrier": carrier},
    )
