"""Batches, the versions of facts that they brought, and the pointer that says which version counts.

The pointer is a function of the events: for each slice, the batch that was accepted last and not undone since. It is
kept as a table so that a primary key guards it, and recomputed by the same query for any moment of the past.
"""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime

import duckdb
import polars as pl

from observatory.errors import ObservatoryError
from observatory.schemas import FACTS, Fact, slices

SLICE = "fact, source, carrier, insee_code, year"
# The batch that counts for each slice once the events up to $event have happened.
STANDING = f"""
    WITH last AS (
        SELECT batch, max(event) AS event, arg_max(action, event) AS action
        FROM events WHERE event <= $event GROUP BY batch
    )
    SELECT {SLICE}, arg_max(slices.batch, last.event) AS batch
    FROM slices JOIN last USING (batch)
    WHERE last.action = 'accept'
    GROUP BY ALL
"""


@dataclass(frozen=True)
class Batch:
    """One file received: what it is and how its rows were counted."""

    sha256: str
    file: str
    kind: str | None
    source: str | None
    vintage: str | None
    outcome: str
    code: str | None
    rows_read: int
    rows_accepted: int
    rows_rejected: int
    duplicates: int


@dataclass(frozen=True)
class Known:
    """An accepted batch with the same bytes, and whether it still stands."""

    batch: int
    kind: str | None
    source: str | None
    vintage: str | None
    received_at: datetime  # UTC
    rows_read: int
    rows_accepted: int
    rows_rejected: int
    duplicates: int
    outcome: str
    standing: bool


def accepted_before(con: duckdb.DuckDBPyConnection, sha256: str) -> Known | None:
    """The last time that a file with these bytes was read and accepted, if any."""
    row = con.execute(
        """SELECT batch, kind, source, vintage, received_at, rows_read, rows_accepted, rows_rejected, duplicates,
               outcome, arg_max(action, event) = 'accept' AS standing
           FROM batches JOIN events USING (batch) WHERE sha256 = ? GROUP BY ALL ORDER BY batch DESC LIMIT 1""",
        [sha256],
    ).fetchone()
    return None if row is None else Known(*row)


def record(
    con: duckdb.DuckDBPyConnection,
    batch: Batch,
    *,
    findings: pl.DataFrame,
    facts: pl.DataFrame | None,
    fact: Fact | None,
    recomputes: bool | None = None,
    at: datetime | None = None,
) -> int:
    """Write one file's line, findings and facts; the facts count from now on. Returns the batch's number.

    `recomputes` is None but for an adviser's own table, which replaces what the same bytes said when they were read
    otherwise, and, where it is true, all that its source said before. `at` (UTC) is when it was, of what is replayed.
    """
    number = _next(con, "batches", "batch")
    line = {"batch": number, "received_at": at or _now()} | asdict(batch)
    names, places = ", ".join(line), ", ".join(f"${name}" for name in line)
    con.execute(f"INSERT INTO batches ({names}) VALUES ({places})", line)
    numbered = findings.select(batch=pl.lit(number), row="row", column="column", value="value", code="code")
    con.register("numbered", numbered)
    con.execute("INSERT INTO findings SELECT * FROM numbered")
    con.unregister("numbered")
    if facts is not None and fact is not None:
        _add_versions(con, number, facts, fact)
        if recomputes is not None:
            _fill_former(con, number, batch, fact, everything=recomputes)
        accept(con, number, at=at)
    return number


def _fill_former(con: duckdb.DuckDBPyConnection, number: int, batch: Batch, fact: Fact, *, everything: bool) -> None:
    """Fill, with nothing, what former batches of the source fill and this one does not: it then counts for nothing.

    An undo needs no more: each slice returns to the batch that counted before.
    """
    con.execute(
        f"""INSERT INTO slices BY NAME
            SELECT DISTINCT $number::INTEGER AS batch, {", ".join(f"slices.{c}" for c in SLICE.split(", "))}
            FROM slices JOIN batches USING (batch)
            WHERE slices.fact = $fact AND slices.source = $source AND batch < $number
                AND ($everything OR (sha256 = $sha256 AND batches.source = $source))
                AND NOT EXISTS (SELECT 1 FROM slices AS mine WHERE mine.batch = $number
                    AND {" AND ".join(f"mine.{c} = slices.{c}" for c in SLICE.split(", "))})""",
        {
            "number": number,
            "fact": fact.name,
            "source": batch.source,
            "sha256": batch.sha256,
            "everything": everything,
        },
    )


def _add_versions(con: duckdb.DuckDBPyConnection, number: int, facts: pl.DataFrame, fact: Fact) -> None:
    filled = slices(facts, fact)
    con.register("facts", facts)
    con.register("filled", filled)
    con.execute(f"INSERT INTO {fact.name}_versions BY NAME SELECT ?::INTEGER AS batch, * FROM facts", [number])
    con.execute(
        f"INSERT INTO slices BY NAME SELECT ?::INTEGER AS batch, '{fact.name}' AS fact, * FROM filled", [number]
    )
    con.unregister("facts")
    con.unregister("filled")


def accept(con: duckdb.DuckDBPyConnection, batch: int, *, at: datetime | None = None) -> int:
    """Make a batch count, before every other one, for the slices that it fills. Returns the number of the event."""
    event = _happen(con, batch, "accept", at)
    con.execute(
        f"INSERT OR REPLACE INTO pointer BY NAME SELECT {SLICE}, batch FROM slices WHERE batch = ?",
        [batch],
    )
    return event


def undo(con: duckdb.DuckDBPyConnection, batch: int, *, at: datetime | None = None) -> int:
    """Take a batch back: each slice returns to the version that counted before it. Returns the number of the event.

    Raises ObservatoryError `batch_unknown` or `batch_not_standing`.
    """
    row = con.execute("SELECT arg_max(action, event) FROM events WHERE batch = ?", [batch]).fetchone()
    if row is None or row[0] is None:
        raise ObservatoryError("batch_unknown", batch=batch)
    if row[0] != "accept":
        raise ObservatoryError("batch_not_standing", batch=batch)
    event = _happen(con, batch, "undo", at)
    con.execute(
        f"""DELETE FROM pointer USING slices
            WHERE slices.batch = ? AND {" AND ".join(f"pointer.{c} = slices.{c}" for c in SLICE.split(", "))}""",
        [batch],
    )
    con.execute(
        f"""INSERT INTO pointer BY NAME SELECT standing.* FROM ({STANDING}) AS standing
            SEMI JOIN (FROM slices WHERE batch = $batch) AS taken USING ({SLICE})""",
        {"event": event, "batch": batch},
    )
    return event


def listing(con: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """Every file received, newest first, and whether it counts. Grain: one row per batch."""
    frame: pl.DataFrame = con.sql(
        """SELECT batches.*, coalesce(arg_max(action, event) = 'accept', false) AS standing
           FROM batches LEFT JOIN events USING (batch) GROUP BY ALL ORDER BY batch DESC"""
    ).pl()
    return frame


def accepted_digests(con: duckdb.DuckDBPyConnection) -> list[str]:
    """The sha256 of every file whose rows were ever taken."""
    return [row[0] for row in con.execute("SELECT sha256 FROM batches SEMI JOIN events USING (batch)").fetchall()]


def last_event(con: duckdb.DuckDBPyConnection) -> int:
    """Number of the newest event, 0 in an empty store."""
    return _next(con, "events", "event") - 1


def last_batch(con: duckdb.DuckDBPyConnection) -> int:
    """Number of the newest file, 0 in an empty store."""
    return _next(con, "batches", "batch") - 1


def last_publication(con: duckdb.DuckDBPyConnection) -> int:
    """Number of the newest snapshot, 0 where nothing was published."""
    return _next(con, "publications", "number") - 1


def publish_again(con: duckdb.DuckDBPyConnection, number: int, event: int, published_at: datetime) -> None:
    """Write down a publication of the past: what is remembered under its number stays true."""
    con.execute("INSERT INTO publications VALUES (?, ?, ?)", [number, event, published_at])


def digests(con: duckdb.DuckDBPyConnection) -> set[str]:
    """The sha256 of every file that was ever read, the refused ones too."""
    return {row[0] for row in con.execute("SELECT DISTINCT sha256 FROM batches").fetchall()}


def last_public_event(con: duckdb.DuckDBPyConnection) -> int:
    """Number of the newest event that a public snapshot must know: deposits are published apart."""
    row = con.execute(
        """SELECT coalesce(max(event), 0) FROM events
           WHERE batch NOT IN (SELECT batch FROM site_use_versions WHERE source = 'deposit')"""
    ).fetchone()
    return int(row[0]) if row else 0


def pointer_differences(con: duckdb.DuckDBPyConnection) -> int:
    """How many slices of the pointer are not what the events say: 0 in a sound store."""
    event = last_event(con)
    row = con.execute(
        f"""SELECT count(*) FROM ((FROM ({STANDING}) EXCEPT SELECT {SLICE}, batch FROM pointer)
            UNION ALL (SELECT {SLICE}, batch FROM pointer EXCEPT FROM ({STANDING})))""",
        {"event": event},
    ).fetchone()
    return int(row[0]) if row else 0


def tables() -> tuple[str, ...]:
    """Names of the facts that have versions."""
    return tuple(fact.name for fact in FACTS)


def _happen(con: duckdb.DuckDBPyConnection, batch: int, action: str, at: datetime | None) -> int:
    event = _next(con, "events", "event")
    con.execute("INSERT INTO events VALUES (?, ?, ?, ?)", [event, batch, action, at or _now()])
    return event


def _next(con: duckdb.DuckDBPyConnection, table: str, column: str) -> int:
    # All of it: a result that is not read to its end holds the connection up.
    ((number,),) = con.execute(f"SELECT coalesce(max({column}), 0) + 1 FROM {table}").fetchall()
    return int(number)


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
