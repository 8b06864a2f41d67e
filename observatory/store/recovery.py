"""What is done with a working database that can no longer be read: set aside, never thrown away."""

from datetime import UTC, datetime
from pathlib import Path

import duckdb

from observatory.errors import ObservatoryError
from observatory.store import audit, control
from observatory.store.follow import follow
from observatory.store.place import Store
from observatory.store.writer import building

QUARANTINE = "quarantine"
_ACTION, _OBJECT = "backup", ("store", "working")


def remember_backup(store: Store, folder: Path) -> None:
    """Keep where the last backup went: a rebuild starts from it."""
    with control.deciding(store) as connection:
        audit.append(connection, action=_ACTION, on=_OBJECT, details={"folder": str(folder.resolve())})


def last_backup(store: Store) -> Store | None:
    """The last backup that is still there and can be read."""
    for line in reversed(audit.lines(store, object_kind=_OBJECT[0], key=_OBJECT[1])):
        if line.action == _ACTION:
            kept = Store(Path(line.details["folder"]))
            if _opens(kept):
                return kept
    return None


def sound(store: Store) -> bool:
    """Whether the working database opens and holds all that was told of it; its lock is held."""
    told = any(audit.lines(store, object_kind="batch"))
    if not store.working.exists():
        return not told
    try:
        with building(store.working) as con:
            follow(con, store)
    except ObservatoryError as problem:
        if problem.code in {"store_damaged", "store_lost_facts"}:
            return False
        raise
    return True


def _opens(kept: Store) -> bool:
    if not kept.working.exists():
        return False
    try:
        with duckdb.connect(kept.working, read_only=True) as con:
            con.execute("SELECT count(*) FROM events")
    except duckdb.Error:
        return False
    return True


def replace_working(store: Store, fresh: Path) -> None:
    """Set the working database and its log aside under a date, and put another in its place; the lock is held."""
    aside = store.path / QUARANTINE / datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    for name in (store.working.name, f"{store.working.name}.wal"):
        if (store.path / name).exists():
            aside.mkdir(parents=True, exist_ok=True)
            (store.path / name).rename(aside / name)
    fresh.replace(store.working)
