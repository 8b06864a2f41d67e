"""The only way to change the store: one process at a time, in transactions, and then the file is closed again."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from observatory.errors import ObservatoryError
from observatory.store.follow import follow
from observatory.store.place import Store

Connection = duckdb.DuckDBPyConnection
MIGRATIONS = Path(__file__).parent / "migrations"
LOCK_SECONDS = 600
# What DuckDB 2.0 says of a file that is no longer what it wrote: its errors have no code of their own for it.
DAMAGE = ("Corrupt", "not a valid DuckDB database", "replaying WAL", "Could not read enough bytes")
# Rows are written as they come, by both cores; where their order is asked for, a statement says so.
WRITING: dict[str, str | bool | int | float | list[str]] = {"preserve_insertion_order": "false"}


@contextmanager
def writing(store: Store) -> Iterator[duckdb.DuckDBPyConnection]:
    """Hold the store, its schema up to date, for the transactions of one writer; CHECKPOINT at the end.

    The control database follows: first what a writer that died left untold, then what this one did. Raises
    ObservatoryError `store_busy` when another writer keeps it for ten minutes, `store_damaged` where its file can no
    longer be read, `store_lost_facts` where less is in it than was told.
    """
    with locked(store), building(store.working) as con:
        follow(con, store)
        yield con
        con.execute("CHECKPOINT")
        follow(con, store)


@contextmanager
def building(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a working database that nobody else writes, its schema up to date; the control database does not follow.

    Raises ObservatoryError `store_damaged`.
    """
    with _damage_told(), duckdb.connect(path, config=WRITING) as con:
        _migrate(con)
        yield con


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
def _damage_told() -> Iterator[None]:
    try:
        yield
    except duckdb.Error as error:
        if any(word in str(error) for word in DAMAGE):
            raise ObservatoryError("store_damaged") from error
        raise


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
