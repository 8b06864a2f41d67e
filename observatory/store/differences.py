"""What two snapshots say differently: figures that came, changed or went, and the batch that moved each.

Both files are attached read-only to a database in memory of its own. Only slices whose batch is another one are
compared: what the same batch said cannot have moved, so the store of a whole country costs what moved in it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb
import polars as pl

from observatory.store.snapshots import Snapshot
from observatory.store.totals import MEMBERS
from observatory.store.writer import quoted
from observatory.territory import Kind, Territory

EVERY = 1 << 62  # rows: a limit cannot be null
DIGITS = 6  # of an amount: sums of the same figures in another order differ beyond
SLICE = "fact, source, insee_code, year, carrier"
FIGURES = """
    SELECT 'energy' AS fact, source, insee_code, year, carrier, sector, round(energy_mwh, {digits}) AS value, status
    FROM {side}.energy
    UNION ALL
    SELECT 'emissions', source, insee_code, year, '', sector, round(emissions_tco2e, {digits}), status
    FROM {side}.emissions
"""
BATCHES = """
    SELECT DISTINCT 'energy' AS fact, source, insee_code, year, carrier, batch FROM {side}.coverage
    UNION ALL
    SELECT DISTINCT 'emissions', source, insee_code, year, '', batch FROM {side}.emissions
"""
# A batch that brought the figure of now; or, where an older figure came back or none is left, the batch undone.
MOVED = """
    CREATE TEMP TABLE slices_moved AS
    SELECT fact, source, insee_code, year, carrier,
        CASE WHEN now.batch IN (SELECT batch FROM after.batches EXCEPT SELECT batch FROM before.batches) THEN now.batch
             WHEN was.batch NOT IN (SELECT batch FROM after.batches) THEN was.batch
             ELSE coalesce(now.batch, was.batch) END AS batch
    FROM ({was}) AS was FULL JOIN ({now}) AS now USING (fact, source, insee_code, year, carrier)
    WHERE was.batch IS DISTINCT FROM now.batch
"""
FIGURES_MOVED = f"""
    CREATE TEMP TABLE moved AS
    WITH was AS (FROM ({FIGURES.format(side="before", digits=DIGITS)}) SEMI JOIN slices_moved USING ({SLICE})),
        now AS (FROM ({FIGURES.format(side="after", digits=DIGITS)}) SEMI JOIN slices_moved USING ({SLICE}))
    SELECT fact, source, insee_code, year, carrier, sector, was.value AS value_before, now.value AS value_after,
        was.status AS status_before, now.status AS status_after,
        CASE WHEN was.status IS NULL THEN 'new' WHEN now.status IS NULL THEN 'removed' ELSE 'changed' END AS kind,
        slices_moved.batch
    FROM was FULL JOIN now USING ({SLICE}, sector) JOIN slices_moved USING ({SLICE})
    WHERE was.value IS DISTINCT FROM now.value OR was.status IS DISTINCT FROM now.status
"""
TOTALS = """
    SELECT fact, source, carrier, year, kind, count(*)::UINTEGER AS figures,
        sum(value_before) AS value_before, sum(value_after) AS value_after
    FROM moved GROUP BY ALL ORDER BY fact, source, carrier, year, kind
"""
LIST = """
    SELECT moved.*, coalesce(now.file, was.file) AS file, coalesce(now.received_at, was.received_at) AS received_at,
        now.batch IS NULL AS undone
    FROM moved LEFT JOIN after.batches AS now USING (batch) LEFT JOIN before.batches AS was USING (batch)
    ORDER BY abs(coalesce(value_after, 0) - coalesce(value_before, 0)) DESC, fact, source, insee_code, year, carrier,
        sector
    LIMIT $most
"""


@dataclass(frozen=True)
class Differences:
    """What moved from one snapshot to another, of one territory or of all.

    `totals`: fact × source × carrier × year × kind; figures, value_before, value_after (of the figures that moved).
    `figures`: fact × source × insee_code × year × carrier × sector, the largest first; value_before, value_after,
    status_before, status_after, kind (new, changed, removed), batch, file, received_at, undone (the batch was taken
    back).
    """

    totals: pl.DataFrame
    figures: pl.DataFrame


def differences(
    before: Snapshot, after: Snapshot, territory: Territory | None, *, source: str | None, most: int | None
) -> Differences:
    """Compare two snapshots; `most` bounds the list, never the totals. A group is that of the newer one."""
    everywhere = territory is None or territory.kind is Kind.FRANCE
    inside = "" if everywhere or territory is None else f"AND insee_code IN ({MEMBERS[territory.kind]})"
    only = f"WHERE ($source = '' OR source = $source) {inside}"
    sides = {side: f"FROM ({BATCHES.format(side=side)}) {only}" for side in ("before", "after")}
    asked = {"source": source or ""} | ({"key": territory.key} if inside and territory else {})
    with _both(before, after) as con:
        con.execute(MOVED.format(was=sides["before"], now=sides["after"]), asked)
        con.execute(FIGURES_MOVED)
        limited = con.sql(LIST, params={"most": most or EVERY}).pl()
        return Differences(con.sql(TOTALS).pl(), limited)


@contextmanager
def _both(before: Snapshot, after: Snapshot) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory that sees both files and nothing else."""
    with duckdb.connect(config={"threads": "2", "memory_limit": "2GB"}) as con:
        for name, snapshot in (("before", before), ("after", after)):
            con.execute(f"ATTACH {quoted(snapshot.path)} AS {name} (READ_ONLY)")
        con.execute("SET enable_external_access = false")
        con.execute("USE after")  # whose communes and groups say what a territory is
        yield con
