"""Shared dashboards and every version of them, as the text that declares each: a removal can be taken back."""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime

from observatory.errors import ObservatoryError
from observatory.store import control
from observatory.store.place import Store

COLUMNS = "dashboard, version, action, changed_at, declared"
ADD, CHANGE, WITHDRAW = "add", "change", "withdraw"


@dataclass(frozen=True)
class Kept:
    """One version of one dashboard; `changed_at` is UTC without a zone."""

    number: int
    version: int
    action: str
    changed_at: datetime
    declared: str


def standing(store: Store) -> tuple[Kept, ...]:
    """Every dashboard that was not removed, the last changed first."""
    with control.reading(store) as connection:
        if connection is None:
            return ()
        rows = _rows(
            connection,
            f"""WHERE version = (SELECT max(version) FROM dashboard_versions AS other
                WHERE other.dashboard = one.dashboard) AND action <> '{WITHDRAW}'
                ORDER BY changed_at DESC, dashboard DESC""",
        )
    return tuple(map(_kept, rows))


def get(store: Store, number: int) -> Kept:
    """The version of a dashboard that stands. Raises ObservatoryError `dashboard_unknown`."""
    last = history(store, number)[-1]
    if last.action == WITHDRAW:
        raise ObservatoryError("dashboard_unknown", number=number)
    return last


def history(store: Store, number: int) -> tuple[Kept, ...]:
    """Every version of one dashboard, the oldest first. Raises ObservatoryError `dashboard_unknown`."""
    with control.reading(store) as connection:
        rows = _versions(connection, number) if connection is not None else []
    if not rows:
        raise ObservatoryError("dashboard_unknown", number=number)
    return tuple(map(_kept, rows))


def add(store: Store, declared: str) -> Kept:
    """Add a dashboard."""
    with control.deciding(store) as connection:
        (last,) = connection.execute("SELECT coalesce(max(dashboard), 0) FROM dashboard_versions").fetchone()
        return _write(connection, last + 1, 1, ADD, declared)


def change(store: Store, number: int, declared: str, *, after: int | None = None) -> Kept:
    """Replace a dashboard by another version of itself, which also brings a removed one back.

    `after` is the version that was seen: where another came since, nothing is written. Raises ObservatoryError
    `dashboard_unknown`, `dashboard_changed`.
    """
    with control.deciding(store) as connection:
        last = _last(connection, number)
        if after is not None and last.version != after:
            raise ObservatoryError("dashboard_changed", number=number)
        return _write(connection, number, last.version + 1, CHANGE, declared)


def withdraw(store: Store, number: int) -> Kept:
    """Take a dashboard off the list; its past stays. Raises ObservatoryError `dashboard_unknown`."""
    with control.deciding(store) as connection:
        last = _last(connection, number)
        return _write(connection, number, last.version + 1, WITHDRAW, last.declared)


def _rows(connection: sqlite3.Connection, which: str, *values: object) -> list[sqlite3.Row]:
    if not control.has(connection, "dashboard_versions"):
        return []
    return connection.execute(f"SELECT {COLUMNS} FROM dashboard_versions AS one {which}", values).fetchall()


def _versions(connection: sqlite3.Connection, number: int) -> list[sqlite3.Row]:
    return _rows(connection, "WHERE dashboard = ? ORDER BY version", number)


def _last(connection: sqlite3.Connection, number: int) -> Kept:
    rows = _versions(connection, number)
    if not rows:
        raise ObservatoryError("dashboard_unknown", number=number)
    return _kept(rows[-1])


def _write(connection: sqlite3.Connection, number: int, version: int, action: str, declared: str) -> Kept:
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    connection.execute(
        f"INSERT INTO dashboard_versions ({COLUMNS}) VALUES (?, ?, ?, ?, ?)",
        [number, version, action, now.isoformat(), declared],
    )
    return Kept(number, version, action, now, declared)


def _kept(row: sqlite3.Row) -> Kept:
    return Kept(
        number=row["dashboard"],
        version=row["version"],
        action=row["action"],
        changed_at=datetime.fromisoformat(row["changed_at"]),
        declared=row["declared"],
    )
