"""The only way to change the store: one process at a time, in transactions, and then the file is closed again."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from observatory.errors import ObservatoryError
from observatory.store.place import Store

Connection = duckdb.DuckDBPyConnection
MIGRATIONS = Path(__file__).parent / "migrations"
LOCK_SECONDS = 600
# Rows are written as they come, by both cores; where their order is asked for, a statement says so.
WRITING: dict[str, str | bool | int | float | list[str]] = {"preserve_insertion_order": "false"}


@contextmanager
def writing(store: Store) -> Iterator[duckdb.DuckDBPyConnection]:
    """Hold the store, its schema up to date, for the transactions of one writer; CHECKPOINT at the end.

    Raises ObservatoryError `store_busy` when another writer keeps it for ten minutes.
    """
    with locked(store), duckdb.connect(store.working, config=WRITING) as con:
        _migrate(con)
        yield con
        con.execute("CHECKPOINT")


@contextmanager
def locked(store: Store) -> Iterator[None]:
    """Keep every other writer out. Raises ObservatoryError `store_busy` when one keeps the store for ten minutes."""
    store.path.mkdir(parents=True, exist_ok=True)
    lock = FileLock(store.lock, timeout=LOCK_SECONDS)
    try:
        lock.acquire()
    except Timeout as error:
        raise ObservatoryError("store_busy", seconds=LOCK_SECONDS) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def transaction(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Commit what the block did, or nothing of it."""
    con.begin()
    try:
        yield
    except BaseException:
        con.rollback()
        raise
    con.commit()


def quoted(path: Path) -> str:
    """A path as an SQL literal."""
    return "'" + str(path).replace("'", "''") + "'"


def _migrate(con: duckdb.DuckDBPyConnection) -> None:
    """Apply the numbered migrations that this store has not seen, each wholly or not at all; they end in CHECKPOINT."""
    con.execute("CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY)")
    done = {number for (number,) in con.execute("SELECT number FROM migrations").fetchall()}
    for path in sorted(MIGRATIONS.glob("*.sql")):
        number = int(path.name.split("_")[0])
        if number not in done:
            *statements, checkpoint = path.read_text(encoding="utf-8").strip().removesuffix(";").split(";\n")
            with transaction(con):
                for statement in statements:
                    con.execute(statement)
                con.execute("INSERT INTO migrations VALUES (?)", [number])
            con.execute(checkpoint)
