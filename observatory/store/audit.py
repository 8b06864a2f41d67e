"""The audit: one line per change of state, each carrying the mark of the former; it only grows.

A person stands in it under a pseudonymous id alone: `people` says who that is, and can forget it.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from observatory.store import control
from observatory.store.place import Store

FIRST = ""  # what the first line has for the mark of the former
COLUMNS = ("number", "happened_at", "person", "action", "object", "key", "details", "former")
NOBODY = ""  # of what a file brought by the command line, and of what the store does by itself


@dataclass(frozen=True)
class AuditLine:
    """One change: when (UTC without a zone), by whom, what was done to what, and its particulars."""

    number: int
    happened_at: datetime
    person: str
    action: str
    object: str
    key: str
    details: Mapping[str, Any]


def append(
    connection: sqlite3.Connection,
    *,
    action: str,
    on: tuple[str, int | str],
    person: str = NOBODY,
    details: Mapping[str, Any] | None = None,
    at: datetime | None = None,
) -> None:
    """Add a line, in the transaction that changes the state; `on` is the kind of thing and which one."""
    last = connection.execute("SELECT number, mark FROM audit ORDER BY number DESC LIMIT 1").fetchone()
    number, former = (last["number"] + 1, last["mark"]) if last else (1, FIRST)
    moment = (at or datetime.now(UTC).replace(tzinfo=None)).isoformat()
    told = json.dumps(details or {}, ensure_ascii=False, sort_keys=True, default=str)
    line = [number, moment, person, action, on[0], str(on[1]), told, former]
    connection.execute(f"INSERT INTO audit VALUES ({', '.join('?' * 9)})", [*line, _mark(line)])


def lines(store: Store, *, object_kind: str | None = None, key: int | str | None = None) -> tuple[AuditLine, ...]:
    """Every line, the oldest first, or those of a kind of thing, or of one thing."""
    with control.reading(store) as connection:
        if connection is None or not there(connection):
            return ()
        rows = connection.execute(
            f"""SELECT {", ".join(COLUMNS)} FROM audit
                WHERE (?1 IS NULL OR object = ?1) AND (?2 IS NULL OR key = ?2) ORDER BY number""",
            [object_kind, None if key is None else str(key)],
        ).fetchall()
    return tuple(_line(row) for row in rows)


def broken(connection: sqlite3.Connection) -> list[int]:
    """Numbers of the lines that are not what was written, or do not follow the one before; empty when whole."""
    wrong, former = [], FIRST
    for expected, row in enumerate(_rows(connection), start=1):
        line = [row[name] for name in COLUMNS]
        if row["number"] != expected or row["former"] != former or row["mark"] != _mark(line):
            wrong.append(row["number"])
        former = row["mark"]
    return wrong


def there(connection: sqlite3.Connection) -> bool:
    """Whether anything was written since there is an audit; reading migrates nothing."""
    named = "SELECT count(*) FROM sqlite_master WHERE name = 'audit'"
    return bool(connection.execute(named).fetchone()[0])


def last_key(connection: sqlite3.Connection, object_kind: str) -> int:
    """The highest number among the things of a kind that are numbered; 0 for none."""
    sql = "SELECT coalesce(max(CAST(key AS INTEGER)), 0) FROM audit WHERE object = ?"
    return int(connection.execute(sql, [object_kind]).fetchone()[0])


def _rows(connection: sqlite3.Connection) -> Iterator[sqlite3.Row]:
    yield from connection.execute(f"SELECT {', '.join(COLUMNS)}, mark FROM audit ORDER BY number")


def _mark(line: list[Any]) -> str:
    """The sha256 of a line as JSON, the former's mark included."""
    return sha256(json.dumps(line, ensure_ascii=False).encode()).hexdigest()


def _line(row: sqlite3.Row) -> AuditLine:
    return AuditLine(
        number=row["number"],
        happened_at=datetime.fromisoformat(row["happened_at"]),
        person=row["person"],
        action=row["action"],
        object=row["object"],
        key=row["key"],
        details=json.loads(row["details"]),
    )
