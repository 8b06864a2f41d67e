"""What a meeting notes, asks or decides, and every version of it: who wrote it, when, and whether it is closed."""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator

from observatory.errors import ObservatoryError
from observatory.store import control
from observatory.store.place import Store

ADD, CHANGE, CLOSE, REOPEN, WITHDRAW = "add", "change", "close", "reopen", "withdraw"
TEXT_LETTERS, NAME_LETTERS = 600, 120
_COLUMNS = "decision, version, action, changed_at, author, declared"


class Sort(StrEnum):
    """What was said of a figure."""

    NOTE = "note"
    QUESTION = "question"
    DECISION = "decision"


class Noted(BaseModel):
    """One note: its text, who carries it, by when, and the screen that it was taken on.

    `dashboard` is None of a ready one, which has no number; `view` is the view of the screen, as it was kept.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    sort: Sort
    text: str = Field(min_length=1, max_length=TEXT_LETTERS)
    who: str = Field(default="", max_length=NAME_LETTERS)
    due: date | None = None
    theme: str = ""
    dashboard: int | None = None
    meeting: str = Field(default="", max_length=NAME_LETTERS)  # the title of its dashboard
    screen: str = Field(default="", max_length=NAME_LETTERS)
    territory: str = ""
    view: dict[str, Any] = Field(default_factory=dict)

    @field_validator("text", "who")
    @classmethod
    def _trimmed(cls, text: str) -> str:
        """On one line, as it is shown."""
        return " ".join(text.split())


@dataclass(frozen=True)
class Kept:
    """One version of one note; moments are UTC without a zone, `noted_at` that of its first version."""

    number: int
    version: int
    action: str
    noted_at: datetime
    changed_at: datetime
    author: str
    noted: Noted

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something with it."""
        return self.action not in {CLOSE, WITHDRAW}


def standing(store: Store) -> tuple[Kept, ...]:
    """Everything that was not withdrawn, the open first, then the last noted."""
    with control.reading(store) as connection:
        rows = [] if connection is None else _rows(connection, f"WHERE {_IS_LAST} AND action <> '{WITHDRAW}'")
    found = [_kept(row) for row in rows]
    return tuple(sorted(found, key=lambda one: (not one.is_open, -one.noted_at.timestamp(), -one.number)))


def history(store: Store, number: int) -> tuple[Kept, ...]:
    """Every version of one, the oldest first. Raises ObservatoryError `decision_unknown`."""
    with control.reading(store) as connection:
        rows = [] if connection is None else _versions(connection, number)
    if not rows:
        raise ObservatoryError("decision_unknown", number=number)
    return tuple(map(_kept, rows))


def add(store: Store, noted: Noted, *, author: str) -> Kept:
    """Note something."""
    with control.deciding(store) as connection:
        (last,) = connection.execute("SELECT coalesce(max(decision), 0) FROM decision_versions").fetchone()
        return _write(connection, last + 1, ADD, noted, author)


def change(store: Store, number: int, noted: Noted, *, author: str) -> Kept:
    """Replace it by another version of itself, which is open. Raises ObservatoryError `decision_unknown`."""
    return _act(store, number, CHANGE, author, noted)


def close(store: Store, number: int, *, author: str) -> Kept:
    """Done, or answered: no later meeting is shown it. Raises ObservatoryError `decision_unknown`."""
    return _act(store, number, CLOSE, author)


def reopen(store: Store, number: int, *, author: str) -> Kept:
    """Open again, as it was. Raises ObservatoryError `decision_unknown`."""
    return _act(store, number, REOPEN, author)


def withdraw(store: Store, number: int, *, author: str) -> Kept:
    """Off every list; its past stays. Raises ObservatoryError `decision_unknown`."""
    return _act(store, number, WITHDRAW, author)


_IS_LAST = "version = (SELECT max(version) FROM decision_versions AS other WHERE other.decision = one.decision)"
_FIRST = "(SELECT changed_at FROM decision_versions AS first WHERE first.decision = one.decision AND version = 1)"


def _rows(connection: sqlite3.Connection, which: str, *values: object) -> list[sqlite3.Row]:
    (known,) = connection.execute(
        "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'decision_versions'"
    ).fetchone()
    if not known:  # a store whose last decision was made before meetings noted any
        return []
    asked = f"SELECT {_COLUMNS}, {_FIRST} AS noted_at FROM decision_versions AS one {which}"
    return connection.execute(asked, values).fetchall()


def _versions(connection: sqlite3.Connection, number: int) -> list[sqlite3.Row]:
    return _rows(connection, "WHERE decision = ? ORDER BY version", number)


def _act(store: Store, number: int, action: str, author: str, noted: Noted | None = None) -> Kept:
    with control.deciding(store) as connection:
        rows = _versions(connection, number)
        if not rows:
            raise ObservatoryError("decision_unknown", number=number)
        return _write(connection, number, action, noted or _kept(rows[-1]).noted, author)


def _write(connection: sqlite3.Connection, number: int, action: str, noted: Noted, author: str) -> Kept:
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0).isoformat()
    version = len(_versions(connection, number)) + 1
    connection.execute(
        f"INSERT INTO decision_versions ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)",
        [number, version, action, now, author, noted.model_dump_json()],
    )
    return _kept(_versions(connection, number)[-1])


def _kept(row: sqlite3.Row) -> Kept:
    return Kept(
        number=row["decision"],
        version=row["version"],
        action=row["action"],
        noted_at=datetime.fromisoformat(row["noted_at"]),
        changed_at=datetime.fromisoformat(row["changed_at"]),
        author=row["author"],
        noted=Noted.model_validate_json(row["declared"]),
    )
