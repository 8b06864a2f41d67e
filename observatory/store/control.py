"""The small shared state of a store, in SQLite: what people decide, as opposed to what files say.

Many processes read it at once (WAL). Nothing in it is deleted: a change is one more version.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from observatory.errors import ObservatoryError
from observatory.store.place import Store

Connection = sqlite3.Connection
MIGRATIONS = Path(__file__).parent / "control_migrations"
BUSY_SECONDS = 30
# What SQLite says of a disk, or of another writer; its other errors are mistakes of ours.
REFUSED = ("disk", "unable to open", "readonly")
BUSY = ("locked", "busy")


@contextmanager
def _told() -> Iterator[None]:
    """Refuse in words what the disk refuses."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if any(word in str(error) for word in BUSY):
            raise ObservatoryError("store_busy", seconds=BUSY_SECONDS) from error
        if any(word in str(error) for word in REFUSED):
            raise ObservatoryError("not_written") from error
        raise


@contextmanager
def reading(store: Store) -> Iterator[sqlite3.Connection | None]:
    """The control database as it stands; None where nothing was ever decided. Raises as `deciding`."""
    if not store.control.exists():
        yield None
        return
    with _told(), closing(_opened(store)) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        yield connection if version else None  # 0: its first decision was rolled back


@contextmanager
def deciding(store: Store) -> Iterator[sqlite3.Connection]:
    """One transaction that writes: it commits what the block did, or nothing of it.

    Raises ObservatoryError `not_written` where the disk is full or fails, `store_busy`.
    """
    store.path.mkdir(parents=True, exist_ok=True)
    with _told(), closing(_opened(store)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
            _migrate(connection)
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def has(connection: sqlite3.Connection, table: str) -> bool:
    """Whether there is that table: a store whose last decision is older has it not yet."""
    (found,) = connection.execute(
        "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?", [table]
    ).fetchone()
    return bool(found)


class Watch:
    """One connection kept open to know, at little cost, whether any process wrote since it was last asked."""

    def __init__(self, store: Store) -> None:
        self._connection = _opened(store)
        self._seen = -1

    def changed(self) -> bool:
        """Whether something was written since; yes the first time."""
        (version,) = self._connection.execute("PRAGMA data_version").fetchone()
        before, self._seen = self._seen, version
        return bool(before != version)

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()


def copy(store: Store, target: Path) -> None:
    """A consistent copy of the control database, taken while others use it; nothing where there is none."""
    with reading(store) as source:
        if source is None:
            return
        into = sqlite3.connect(target)
        try:
            source.backup(into)
        finally:
            into.close()


def _opened(store: Store) -> sqlite3.Connection:
    connection = sqlite3.connect(store.control, timeout=BUSY_SECONDS, isolation_level=None)
    connection.row_factory = sqlite3.Row
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")  # a person who is erased leaves nothing in a free page
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _migrate(connection: sqlite3.Connection) -> None:
    """Apply the numbered migrations that this database has not seen."""
    (done,) = connection.execute("PRAGMA user_version").fetchone()
    for path in sorted(MIGRATIONS.glob("*.sql")):
        number = int(path.name.split("_")[0])
        if number > done:
            for statement in path.read_text(encoding="utf-8").split(";\n"):
                if statement.strip():
                    connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")
