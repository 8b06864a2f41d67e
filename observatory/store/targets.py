"""Targets and every version of them: each change has its date, its author and its reason, and the past stays."""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from observatory.errors import ObservatoryError
from observatory.store import control
from observatory.store.place import Store
from observatory.targets.contract import Target

COLUMNS = "target, version, action, changed_at, author, reason, declared"
ADD, CHANGE, WITHDRAW = "add", "change", "withdraw"


@dataclass(frozen=True)
class Kept:
    """One version of one target; `changed_at` is UTC without a zone."""

    number: int
    version: int
    action: str
    changed_at: datetime
    author: str
    reason: str
    target: Target


def standing(store: Store, *, at: datetime | None = None) -> tuple[Kept, ...]:
    """Every target that counts now, or counted at a moment (UTC), in the order in which they were first added."""
    return standing_at(store, revision(store), at)


@lru_cache(maxsize=8)
def standing_at(store: Store, _revision: int, at: datetime | None = None) -> tuple[Kept, ...]:
    """The same, remembered until the next change."""
    until = at.replace(microsecond=0).isoformat() if at else "9999"
    with control.reading(store) as connection:
        if connection is None:
            return ()
        rows = connection.execute(
            f"""SELECT {COLUMNS} FROM target_versions AS one
                WHERE version = (SELECT max(version) FROM target_versions AS other
                                 WHERE other.target = one.target AND changed_at <= ?)
                    AND action <> '{WITHDRAW}' ORDER BY target""",
            [until],
        ).fetchall()
    return tuple(_kept(row) for row in rows)


def history(store: Store, number: int) -> tuple[Kept, ...]:
    """Every version of one target, the oldest first. Raises ObservatoryError `target_unknown`."""
    with control.reading(store) as connection:
        rows = _versions(connection, number) if connection is not None else []
    if not rows:
        raise ObservatoryError("target_unknown", number=number)
    return tuple(_kept(row) for row in rows)


def revision(store: Store) -> int:
    """A number that moves with every change: what is remembered of targets is remembered under it."""
    with control.reading(store) as connection:
        if connection is None:
            return 0
        (count,) = connection.execute("SELECT count(*) FROM target_versions").fetchone()
    return int(count)


def add(store: Store, *targets: Target, author: str, reason: str) -> tuple[Kept, ...]:
    """Add targets, all or none."""
    with control.deciding(store) as connection:
        (last,) = connection.execute("SELECT coalesce(max(target), 0) FROM target_versions").fetchone()
        return tuple(
            _write(connection, last + at, 1, ADD, target, author=author, reason=reason)
            for at, target in enumerate(targets, start=1)
        )


def change(store: Store, number: int, target: Target, *, author: str, reason: str) -> Kept:
    """Replace a target by another version of itself. Raises ObservatoryError `target_unknown`."""
    with control.deciding(store) as connection:
        version = _last(connection, number).version + 1
        return _write(connection, number, version, CHANGE, target, author=author, reason=reason)


def withdraw(store: Store, number: int, *, author: str, reason: str) -> Kept:
    """Take a target off every page; its past stays, and a change brings it back.

    Raises ObservatoryError `target_unknown`.
    """
    with control.deciding(store) as connection:
        last = _last(connection, number)
        return _write(connection, number, last.version + 1, WITHDRAW, last.target, author=author, reason=reason)


def _versions(connection: sqlite3.Connection, number: int) -> list[sqlite3.Row]:
    return connection.execute(
        f"SELECT {COLUMNS} FROM target_versions WHERE target = ? ORDER BY version", [number]
    ).fetchall()


def _last(connection: sqlite3.Connection, number: int) -> Kept:
    rows = _versions(connection, number)
    if not rows:
        raise ObservatoryError("target_unknown", number=number)
    return _kept(rows[-1])


def _write(
    connection: sqlite3.Connection, number: int, version: int, action: str, target: Target, *, author: str, reason: str
) -> Kept:
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    connection.execute(
        f"INSERT INTO target_versions ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [number, version, action, now.isoformat(), author, reason, target.model_dump_json()],
    )
    return Kept(number, version, action, now, author, reason, target)


def _kept(row: sqlite3.Row) -> Kept:
    return Kept(
        number=row["target"],
        version=row["version"],
        action=row["action"],
        changed_at=datetime.fromisoformat(row["changed_at"]),
        author=row["author"],
        reason=row["reason"],
        target=Target.model_validate_json(row["declared"]),
    )
