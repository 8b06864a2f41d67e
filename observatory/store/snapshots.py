"""Published snapshots: one read-only file per publication, and CURRENT, replaced atomically."""

import hashlib
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any

import duckdb
import polars as pl

from observatory.errors import ObservatoryError
from observatory.methods import breaks, secrecy
from observatory.store import batches, mappings, reference
from observatory.store.place import Store
from observatory.store.writer import quoted, transaction
from observatory.vocabulary import OPERATOR_RENAMES

# One statement a file, in the order of their names; tables are sorted so that a slice is found, not scanned.
BUILD = Path(__file__).parent / "published"
COVERAGE = """
    CREATE TABLE snapshot.coverage AS
    SELECT versions.* FROM coverage_versions AS versions SEMI JOIN whole USING (batch)
    UNION ALL
    SELECT versions.* FROM (FROM coverage_versions ANTI JOIN whole USING (batch)) AS versions
    JOIN standing ON standing.fact = 'coverage' AND standing.source = versions.source
        AND standing.carrier = versions.carrier AND standing.insee_code = versions.insee_code
        AND standing.year = versions.year AND standing.batch = versions.batch
    ORDER BY insee_code, year, carrier, sector
"""
# The batches of which every slice still counts: none of their rows need be looked for.
WHOLE = """
    SELECT batch FROM (SELECT batch, count(*) AS filled FROM slices GROUP BY batch)
    JOIN (SELECT batch, count(*) AS filled FROM standing GROUP BY batch) USING (batch, filled)
"""
# An adviser's own table is a source beside those that are published.
DECLARED = """
    INSERT INTO snapshot.sources BY NAME
    SELECT key, declared ->> '$.title' AS title, declared ->> '$.publisher' AS publisher,
        declared ->> '$.licence' AS licence, declared ->> '$.url' AS url, '' AS vintage, '' AS retrieved
    FROM snapshot.mappings
"""
# The batches that were accepted, and not undone, once the events up to $event have happened; a commune's deposit, its
# name and what was found in it are nobody else's.
ACCEPTED = """
    SELECT batch FROM events ANTI JOIN deposit_events USING (batch)
    WHERE event <= $event GROUP BY batch HAVING arg_max(action, event) = 'accept'
"""
MEASURED = (*secrecy.CELL, "year", "energy_mwh", "sites", "withheld_cells")
# Of each table of facts: what names its source, its year, its amount, and all that it says.
FIGURES = {
    "energy": (
        "source",
        "year",
        "energy_mwh",
        """insee_code, round(energy_mwh, 6), round(corrected_mwh, 6), carrier, sector, round(hidden_mwh, 3),
            unflagged, withheld_cells, rejected_rows""",
    ),
    "emissions": (
        "source",
        "year",
        "emissions_tco2e",
        "insee_code, round(emissions_tco2e, 6), sector, unflagged, withheld_cells, rejected_rows",
    ),
    "production": (
        "source",
        "year",
        "production_mwh",
        """insee_code, round(production_mwh, 6), technology, round(capacity_kw, 6), installations, unflagged,
            withheld_cells, rejected_rows""",
    ),
    "memberships": ("group_key", "0", "0", "insee_code, group_name, dated"),
    "perimeters": (
        "source",
        "year",
        "rejected_rows",
        "siren, epci_name, nature, insee_code, merged_from, rejected_rows",
    ),
    "degree_days": ("source", "year", "degree_days", "station, base, method, month, degree_days"),
    "temperatures": ("source", "year", "tn + tx", "station, date, tn, tx"),
    "site_use": (
        "source",
        "year(period_end)",
        "energy_mwh",
        "insee_code, site, meter, fluid, period_start, period_end, nature, reading, quantity, energy_mwh, water_m3",
    ),
}
KEPT_OPEN = 8
_OPENING = Lock()
_OPEN: dict[Path, tuple[tuple[int, int], "Snapshot"]] = {}
SERVING: dict[str, str | bool | int | float | list[str]] = {
    "threads": "2",
    "memory_limit": "2GB",
    "enable_external_access": "false",
    # Locked as it opens: DuckDB shares one instance per file, and a second opening could not lock it again.
    "lock_configuration": "true",
}


def _layout() -> str:
    """What tells a snapshot that this program wrote from one that another version of it wrote."""
    statements = [COVERAGE, *(path.read_text(encoding="utf-8") for path in sorted(BUILD.glob("*.sql")))]
    return hashlib.sha256("".join(statements).encode()).hexdigest()


LAYOUT = _layout()


def publish(con: duckdb.DuckDBPyConnection, store: Store, *, data: Path, kept: int) -> int:
    """Write a new snapshot of all that counts now and make it the current one. Returns its number.

    The file appears under its name only when it is whole; old ones beyond `kept` go (they can be rebuilt).
    """
    row = con.execute("SELECT coalesce(max(number), 0) + 1 FROM publications").fetchone()
    number = int(row[0]) if row else 1
    event = batches.last_event(con)
    moment = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    build(con, store, store.snapshot(number), data=data, event=event, number=number, moment=moment)
    with transaction(con):
        con.execute("INSERT INTO publications VALUES (?, ?, ?)", [number, event, moment])
    replace_text(store.published / "CURRENT", f"{number}\n")
    for old in sorted(store.published.glob("*.duckdb"))[:-kept]:
        old.unlink()
    return number


def rebuild(con: duckdb.DuckDBPyConnection, store: Store, number: int, *, data: Path) -> None:
    """Write a snapshot of the past again from the events it knew. Raises ObservatoryError `snapshot_unknown`."""
    rebuild_at(con, store, store.snapshot(number), number, data=data)


def rebuild_at(con: duckdb.DuckDBPyConnection, store: Store, path: Path, number: int, *, data: Path) -> None:
    """The same, into a file of its own. Raises ObservatoryError `snapshot_unknown`."""
    row = _publication(con, number)
    if row is None:
        raise ObservatoryError("snapshot_unknown", number=number)
    build(con, store, path, data=data, event=row[0], number=number, moment=row[1])


def behind(con: duckdb.DuckDBPyConnection, store: Store) -> bool:
    """Whether something happened that the current snapshot does not know, or there is none that we can read whole."""
    number = current_number(store)
    row = _publication(con, number) if store.snapshot(number).exists() else None
    if row is None or row[0] < batches.last_public_event(con):
        return True
    return opened(store.snapshot(number), number).layout != LAYOUT


def _publication(con: duckdb.DuckDBPyConnection, number: int) -> tuple[int, datetime] | None:
    """The last event that a snapshot knows, and its moment."""
    row = con.execute("SELECT event, published_at FROM publications WHERE number = ?", [number]).fetchone()
    return (row[0], row[1]) if row else None


def build(
    con: duckdb.DuckDBPyConnection, store: Store, path: Path, *, data: Path, event: int, number: int, moment: datetime
) -> None:
    """Write one snapshot file: reference tables, and the facts that stood after `event`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".tmp")
    for left in (unfinished, unfinished.with_name(f"{unfinished.name}.wal")):
        left.unlink(missing_ok=True)  # of a publication that died
    con.execute(f"CREATE OR REPLACE TEMP TABLE standing AS {batches.STANDING}", {"event": event})
    con.execute(f"CREATE OR REPLACE TEMP TABLE whole AS {WHOLE}")
    con.execute(f"CREATE OR REPLACE TEMP TABLE accepted AS {ACCEPTED}", {"event": event})
    con.execute(f"ATTACH {quoted(unfinished)} AS snapshot")
    try:
        con.execute(
            """CREATE TABLE snapshot.publication AS
                SELECT ?::INTEGER AS number, ?::TIMESTAMP AS published_at, ?::VARCHAR AS layout""",
            [number, moment, LAYOUT],
        )
        for name in reference.TABLES:
            _keep(con, name, reference.table(data, name))
        _keep(con, "mappings", mappings.ever(store))
        con.execute(DECLARED)
        _facts(con)
        con.execute("CHECKPOINT snapshot")
    finally:
        con.execute("DETACH snapshot")
    unfinished.replace(path)


def _facts(con: duckdb.DuckDBPyConnection) -> None:
    """Current coverage, what the methods read from it once for all, and the facts."""
    con.execute(COVERAGE)
    coverage = con.sql(f"SELECT {', '.join(MEASURED)} FROM snapshot.coverage").pl()
    # Texts as numbers of one list, which all three join and count several times faster.
    coverage = coverage.with_columns(pl.col(pl.String).cast(pl.Categorical(pl.Categories.random())))
    con.register("hidden_orders", secrecy.hidden_orders(coverage))
    _keep(con, "movements", breaks.movements(coverage, renames=OPERATOR_RENAMES))
    _keep(con, "categories_created", breaks.categories_created(coverage))
    for path in sorted(BUILD.glob("*.sql")):
        con.execute(path.read_text(encoding="utf-8"))
    con.unregister("hidden_orders")


def _keep(con: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame) -> None:
    con.register("frame", frame)
    con.execute(f"CREATE TABLE snapshot.{name} AS FROM frame")
    con.unregister("frame")


class Snapshot:
    """One published snapshot, open read-only; every call has a cursor of its own, so threads may share it."""

    def __init__(self, path: Path, number: int) -> None:
        self.path = path
        self.number = number
        self._connection = duckdb.connect(path, read_only=True, config=SERVING)
        known = self.query("FROM publication").row(0, named=True)
        self.published_at: datetime = known["published_at"]
        self.layout: str = known.get("layout", "")

    def query(self, sql: str, params: Mapping[str, Any] | None = None) -> pl.DataFrame:
        """Rows of one SELECT."""
        with self._connection.cursor() as cursor:
            frame: pl.DataFrame = cursor.sql(sql, params=params or {}).pl()
        return frame

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def current_number(store: Store) -> int:
    """Number of the current snapshot; 0 where nothing was published yet."""
    pointer = store.published / "CURRENT"
    return int(pointer.read_text(encoding="utf-8")) if pointer.exists() else 0


def current(store: Store) -> Snapshot:
    """The current snapshot. Raises ObservatoryError `store_empty` where nothing was published yet."""
    number = current_number(store)
    while number:
        try:
            return opened(store.snapshot(number), number)
        except FileNotFoundError as error:
            newer = current_number(store)
            if newer == number:
                raise ObservatoryError("snapshot_unknown", number=number) from error
            number = newer  # published, and the old one gone, since CURRENT was read
    raise ObservatoryError("store_empty")


def opened(path: Path, number: int) -> Snapshot:
    """The snapshot of a store that this process keeps open, until others, or another file, take its place.

    DuckDB gives back the connection that it has to a path, so the old one must be closed before a restored file opens.
    """
    with _OPENING:
        known = path.stat()
        identity = (known.st_ino, known.st_mtime_ns)
        kept = _OPEN.get(path)
        if kept is not None and kept[0] == identity:
            _OPEN[path] = _OPEN.pop(path)  # the last one used is the last one let go
            return kept[1]
        if kept is not None:
            kept[1].close()
        fresh = Snapshot(path, number)
        _OPEN[path] = (identity, fresh)
        for old in list(_OPEN)[:-KEPT_OPEN]:
            del _OPEN[old]
        return fresh


def replace_text(path: Path, text: str) -> None:
    """Replace a small file at once: a reader sees the old text or the new one."""
    unfinished = path.with_suffix(".tmp")
    with unfinished.open("w", encoding="utf-8") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())
    unfinished.replace(path)


def figures(path: Path) -> list[tuple[Any, ...]]:
    """What a snapshot says, to compare it with another: by source and year, counts, sums and a mark of every fact."""
    each = [
        f"""SELECT '{table}', {source}, {year}, count(*), round(sum({value}), 6), bit_xor(hash({told})) FROM {table}
            GROUP BY ALL"""
        for table, (source, year, value, told) in FIGURES.items()
    ]
    with duckdb.connect(path, read_only=True, config=SERVING) as con:
        return con.execute(" UNION ALL ".join(each) + " ORDER BY ALL").fetchall()
