"""Deposits among the facts: published as a batch of their own, taken back by an undo of it."""

from datetime import datetime

import duckdb
import polars as pl

from observatory.errors import Outcome
from observatory.store import batches, site_use
from observatory.store.batches import Batch
from observatory.store.deposits import Deposit

_NO_FINDINGS = {"row": pl.UInt32, "column": pl.String, "value": pl.String, "code": pl.String}


def publish(
    con: duckdb.DuckDBPyConnection,
    deposit: Deposit,
    rows: pl.DataFrame,
    *,
    removed: pl.DataFrame,
    person: str,
    comment: str,
    at: datetime | None = None,
) -> int:
    """Make the rows count from now on, and those removed count no more. Returns the number of the batch.

    Both have `SiteUse`'s columns. What was found in the file stays with the deposit.
    """
    batch = _batch(deposit)
    number = batches.record(con, batch, findings=pl.DataFrame(schema=_NO_FINDINGS), facts=None, fact=None, at=at)
    site_use.add(con, number, rows, removed=removed)
    event = batches.accept(con, number, at=at)
    _remember(con, event, deposit.number, number, person=person, comment=comment)
    return number


def _batch(deposit: Deposit) -> Batch:
    outcome = Outcome.ACCEPT_WITH_ROW_ERRORS if deposit.rows_rejected else Outcome.ACCEPT
    return Batch(
        sha256=deposit.sha256,
        file=deposit.file,
        kind=deposit.kind,
        source=site_use.DEPOSIT,
        vintage=None,
        outcome=str(outcome),
        code=None,
        rows_read=deposit.rows_read,
        rows_accepted=deposit.rows_accepted,
        rows_rejected=deposit.rows_rejected,
        duplicates=deposit.duplicates,
    )


def undo(
    con: duckdb.DuckDBPyConnection, number: int, batch: int, *, person: str, comment: str, at: datetime | None = None
) -> None:
    """Take the batch of a deposit back: the lines that counted before it return.

    Raises ObservatoryError `batch_unknown` or `batch_not_standing`.
    """
    event = batches.undo(con, batch, at=at)
    _remember(con, event, number, batch, person=person, comment=comment)


def of_batch(con: duckdb.DuckDBPyConnection, batch: int) -> int | None:
    """The deposit that a batch was; None of a published source's file."""
    row = con.execute("SELECT deposit FROM deposit_events WHERE batch = ? LIMIT 1", [batch]).fetchone()
    return None if row is None else int(row[0])


def _remember(
    con: duckdb.DuckDBPyConnection, event: int, deposit: int, batch: int, *, person: str, comment: str
) -> None:
    con.execute("INSERT INTO deposit_events VALUES (?, ?, ?, ?, ?)", [event, deposit, batch, person, comment])
