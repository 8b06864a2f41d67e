"""How depositors' own spreadsheets are read: remembered by the layout and by whom, each change with its date."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from observatory.errors import ObservatoryError
from observatory.store import control
from observatory.store.place import Store

REMEMBER, FORGET = "remember", "forget"
_LAST = """
    SELECT * FROM deposit_mapping_versions AS versions
    WHERE version = (
        SELECT max(version) FROM deposit_mapping_versions
        WHERE signature = versions.signature AND owner = versions.owner
    ) AND action = 'remember'
"""


@dataclass(frozen=True)
class Remembered:
    """The last version of how one layout is read, as JSON; `changed_at` is UTC without a zone."""

    signature: str
    owner: str
    version: int
    shared: bool
    changed_at: datetime
    declared: str


def known(store: Store, signature: str, owner: str) -> Remembered | None:
    """How somebody's layout is read: as she said last, or else as the last adviser who shares it."""
    where = "AND signature = ? AND (owner = ? OR shared = 1) ORDER BY owner = ? DESC, changed_at DESC"
    return next(iter(_rows(store, where, [signature, owner, owner])), None)


def standing(store: Store, owner: str) -> tuple[Remembered, ...]:
    """Every layout that somebody described, and did not forget."""
    return tuple(_rows(store, "AND owner = ? ORDER BY changed_at DESC, signature", [owner]))


def shared(store: Store) -> tuple[Remembered, ...]:
    """Every layout that advisers share."""
    return tuple(_rows(store, "AND shared = 1 ORDER BY changed_at DESC, signature, owner", []))


def remember(store: Store, signature: str, owner: str, declared: str, *, shared: bool = False) -> None:
    """Keep how a layout is read; the same again changes nothing."""
    with control.deciding(store) as connection:
        last = _last_of(connection, signature, owner)
        if last is None or (last["action"], last["shared"], last["declared"]) != (REMEMBER, shared, declared):
            _write(connection, (signature, owner), last, (REMEMBER, shared, declared))


def forget(store: Store, signature: str, owner: str) -> None:
    """No longer read a layout by itself; what came from it stays. Raises ObservatoryError `mapping_unknown`."""
    with control.deciding(store) as connection:
        last = _last_of(connection, signature, owner)
        if last is None or last["action"] == FORGET:
            raise ObservatoryError("mapping_unknown", key=signature)
        _write(connection, (signature, owner), last, (FORGET, last["shared"], last["declared"]))


def _rows(store: Store, where: str, values: list[str]) -> list[Remembered]:
    with control.reading(store) as connection:
        if connection is None or not _there(connection):
            return []
        return [_remembered(row) for row in connection.execute(f"{_LAST} {where}", values)]


def _there(connection: control.Connection) -> bool:
    """Whether a decision was taken since this table exists; reading migrates nothing."""
    named = "SELECT count(*) FROM sqlite_master WHERE name = 'deposit_mapping_versions'"
    return bool(connection.execute(named).fetchone()[0])


def _remembered(row: Any) -> Remembered:
    return Remembered(
        signature=row["signature"],
        owner=row["owner"],
        version=row["version"],
        shared=bool(row["shared"]),
        changed_at=datetime.fromisoformat(row["changed_at"]),
        declared=row["declared"],
    )


def _last_of(connection: control.Connection, signature: str, owner: str) -> Any:
    return connection.execute(
        """SELECT version, action, shared, declared FROM deposit_mapping_versions
           WHERE signature = ? AND owner = ? ORDER BY version DESC LIMIT 1""",
        [signature, owner],
    ).fetchone()


def _write(connection: control.Connection, key: tuple[str, str], last: Any, said: tuple[str, bool, str]) -> None:
    action, is_shared, declared = said
    now = datetime.now(UTC).replace(tzinfo=None).isoformat()
    connection.execute(
        """INSERT INTO deposit_mapping_versions (signature, owner, version, action, shared, changed_at, declared)
           VALUES (?, ?, ?, ?, ?, ?, ?)""",
        [*key, last["version"] + 1 if last else 1, action, int(is_shared), now, declared],
    )
