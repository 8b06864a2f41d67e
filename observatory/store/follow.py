"""What the control database learns from the working one: each file, each event, each publication, once.

The commit of the working database is the point of no return. This step comes after it, and again before the next
writer: where it was cut short it is made up for, and what was done is not done twice. What it writes down is the
journal that a lost working database is rebuilt from.
"""

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb

from observatory.errors import ObservatoryError
from observatory.store import audit, control, deposits
from observatory.store.deposits import State
from observatory.store.place import Store

BATCH, EVENT, PUBLICATION = "batch", "event", "publication"
_NEWER = {
    BATCH: "SELECT * FROM batches WHERE batch > ? ORDER BY batch",
    EVENT: """SELECT event, events.batch, action, happened_at, deposit, person, comment
        FROM events LEFT JOIN deposit_events USING (event) WHERE event > ? ORDER BY event""",
    PUBLICATION: "SELECT * FROM publications WHERE number > ? ORDER BY number",
}
_LAST = {
    BATCH: "SELECT max(batch) FROM batches",
    EVENT: "SELECT max(event) FROM events",
    PUBLICATION: "SELECT max(number) FROM publications",
}
_MOMENT = {BATCH: "received_at", EVENT: "happened_at", PUBLICATION: "published_at"}
_STATES = {"accept": State.PUBLISHED, "undo": State.UNDONE}


@dataclass(frozen=True)
class Journal:
    """All that the working database was told, in order: what it is rebuilt from."""

    batches: tuple[dict[str, Any], ...]
    events: tuple[dict[str, Any], ...]
    publications: tuple[dict[str, Any], ...]


def follow(con: duckdb.DuckDBPyConnection, store: Store) -> None:
    """Write down in the control database what it does not know yet.

    Raises ObservatoryError `store_lost_facts` where the control database knows of more than there is.
    """
    known, there = _known(store), {kind: con.execute(sql).fetchall()[0][0] or 0 for kind, sql in _LAST.items()}
    if any(known[kind] > there[kind] for kind in there):
        raise ObservatoryError("store_lost_facts")
    if known == there:
        return
    with control.deciding(store) as connection:
        for kind, sql in _NEWER.items():
            for line in _rows(con, sql, audit.last_key(connection, kind)):
                _write(connection, kind, line)


def journal(store: Store) -> Journal:
    """All that was written down."""
    each = {kind: [] for kind in _LAST}  # type: dict[str, list[dict[str, Any]]]
    for kind, told in each.items():
        for line in audit.lines(store, object_kind=kind):
            moment = {_MOMENT[kind]: line.happened_at}
            told.append(dict(line.details) | moment)
    return Journal(tuple(each[BATCH]), tuple(each[EVENT]), tuple(each[PUBLICATION]))


def _known(store: Store) -> dict[str, int]:
    with control.reading(store) as connection:
        if connection is None or not audit.there(connection):
            return dict.fromkeys(_LAST, 0)
        return {kind: audit.last_key(connection, kind) for kind in _LAST}


def _rows(con: duckdb.DuckDBPyConnection, sql: str, after: int) -> list[dict[str, Any]]:
    found = con.execute(sql, [after])
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _write(connection: sqlite3.Connection, kind: str, line: dict[str, Any]) -> None:
    """Put a line in the audit; of a deposit's event, put the deposit in its state too."""
    moment: datetime = line.pop(_MOMENT[kind])
    action = str(line["action"]) if kind == EVENT else kind
    key = line["number"] if kind == PUBLICATION else line[kind]
    person = line.get("person") or audit.NOBODY
    audit.append(connection, action=action, on=(kind, key), person=person, details=line, at=moment)
    if kind == EVENT and line["deposit"] is not None:
        batch = line["batch"] if line["action"] == "accept" else None
        deposits.enter(
            connection, line["deposit"], _STATES[action], person=person, comment=line["comment"], batch=batch
        )
