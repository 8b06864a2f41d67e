"""What only a commune and its adviser may see: the lines of its deposits, in snapshots of their own.

A published deposit rewrites this small file and leaves the public snapshot, of a whole country, as it is. Its number is
that of the last event that moved a deposit, so that it is a function of the events as every snapshot is. Lines of
published files are not repeated here: the public snapshot has them, and nothing private.
"""

from datetime import datetime
from functools import lru_cache
from pathlib import Path

import duckdb

from observatory.store import site_use, snapshots
from observatory.store.place import Store
from observatory.store.snapshots import Snapshot
from observatory.store.writer import quoted, writing

LAYOUT = "site_use"
POINTER = "CURRENT"


def catch_up(con: duckdb.DuckDBPyConnection, store: Store, *, kept: int) -> int | None:
    """Publish the deposits that count, where the current private snapshot does not know them. Returns its number."""
    event = last_event(con)
    if event == current_number(store) and (event == 0 or _path(store, event).exists()):
        return None
    build(con, store, event=event)
    snapshots.replace_text(store.private / POINTER, f"{event}\n")
    for old in sorted(store.private.glob("*.duckdb"))[:-kept]:
        old.unlink()
    return event


def last_event(con: duckdb.DuckDBPyConnection, *, at: datetime | None = None) -> int:
    """The last event, until a moment (UTC) where one is given, that made a deposit count or no longer; 0 for none."""
    # All of it: a result that is not read to its end holds the connection up.
    ((event,),) = con.execute(
        f"""SELECT coalesce(max(event), 0) FROM events
            WHERE batch IN (SELECT DISTINCT batch FROM site_use_versions WHERE source = '{site_use.DEPOSIT}')
                AND ($1::TIMESTAMP IS NULL OR happened_at <= $1)""",
        [at],
    ).fetchall()
    return int(event)


def build(con: duckdb.DuckDBPyConnection, store: Store, *, event: int) -> None:
    """Write the private snapshot of the lines that counted after an event; it appears when it is whole."""
    store.private.mkdir(parents=True, exist_ok=True)
    path = _path(store, event)
    unfinished = path.with_suffix(".tmp")
    for left in (unfinished, unfinished.with_name(f"{unfinished.name}.wal")):
        left.unlink(missing_ok=True)  # of a publication that died
    con.register("lines", site_use.standing(con, event=event))
    con.execute(f"ATTACH {quoted(unfinished)} AS private")
    try:
        con.execute(
            """CREATE TABLE private.publication AS
                SELECT ?::INTEGER AS number, ?::TIMESTAMP AS published_at, ?::VARCHAR AS layout""",
            [event, _moment(con, event), LAYOUT],
        )
        con.execute("CREATE TABLE private.site_use AS FROM lines")
        con.execute("CHECKPOINT private")
    finally:
        con.execute("DETACH private")
        con.unregister("lines")
    unfinished.replace(path)


def current_number(store: Store) -> int:
    """Number of the current private snapshot; 0 where no deposit was ever published."""
    pointer = store.private / POINTER
    return int(pointer.read_text(encoding="utf-8")) if pointer.exists() else 0


def current(store: Store) -> Snapshot | None:
    """The current private snapshot; None where no deposit was ever published."""
    number = current_number(store)
    while number:
        try:
            return snapshots.opened(_path(store, number), number)
        except FileNotFoundError:
            newer = current_number(store)
            if newer == number:
                return None  # gone: the next publication writes it again
            number = newer
    return None


def as_of(store: Store, at: datetime | None) -> Snapshot | None:
    """The deposits of now, or those that counted at a moment (UTC), written again where their file is gone."""
    if at is None or not store.working.exists():
        return current(store)
    number = _number_at(store, at)
    if number and not _path(store, number).exists():
        with writing(store) as con:
            build(con, store, event=number)
    return snapshots.opened(_path(store, number), number) if number else None


@lru_cache(maxsize=64)
def _number_at(store: Store, at: datetime) -> int:
    """The past does not move: asked once."""
    with writing(store) as con:
        return last_event(con, at=at)


def _path(store: Store, number: int) -> Path:
    return store.private / f"{number:06d}.duckdb"


def _moment(con: duckdb.DuckDBPyConnection, event: int) -> datetime | None:
    row = con.execute("SELECT happened_at FROM events WHERE event = ?", [event]).fetchone()
    return row[0] if row else None
