"""How advisers' own tables are read: remembered from the first file on, each change with its date."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

import polars as pl

from observatory.errors import ObservatoryError
from observatory.sources.contract import Source
from observatory.sources.mapping import TableMapping, as_source
from observatory.store import batches, control
from observatory.store.place import Store
from observatory.store.writer import Connection

REMEMBER, FORGET = "remember", "forget"
SCHEMA = {"key": pl.String, "declared": pl.String}


@dataclass(frozen=True)
class Remembered:
    """The last version of how one table is read; `changed_at` is UTC without a zone."""

    mapping: TableMapping
    version: int
    action: str
    changed_at: datetime


def standing(store: Store) -> tuple[Remembered, ...]:
    """Every table that is known by itself when it comes again, by key."""
    return tuple(one for one in _last(store, revision(store)) if one.action == REMEMBER)


def keys(store: Store) -> list[str]:
    """The names of those tables."""
    return [one.mapping.key for one in standing(store)]


def sources(store: Store) -> tuple[Source, ...]:
    """Those tables as the sources that a file may be."""
    return tuple(as_source(one.mapping) for one in standing(store))


def sources_at(store: Store, moment: datetime) -> tuple[Source, ...]:
    """Every table as it was read at a moment (UTC), or as it was first read where that was later."""
    with control.reading(store) as connection:
        if connection is None or not _there(connection):
            return ()
        rows = connection.execute(
            """SELECT declared FROM mapping_versions AS one WHERE version = (
                SELECT coalesce(max(version) FILTER (WHERE changed_at <= ?), min(version))
                FROM mapping_versions AS other WHERE other.key = one.key) ORDER BY key""",
            [moment.isoformat()],
        ).fetchall()
    return tuple(as_source(TableMapping.model_validate_json(row["declared"])) for row in rows)


def taken_before(con: Connection, store: Store, sha256: str) -> batches.Known | None:
    """What these bytes were accepted as before, if they were; a table that is read otherwise since is a new one."""
    known = batches.accepted_before(con, sha256)
    changed = {one.mapping.key: one.changed_at for one in standing(store)}
    return None if known and changed.get(known.source or "", known.received_at) > known.received_at else known


def ever(store: Store) -> pl.DataFrame:
    """The last mapping of every key, forgotten ones too: their figures stay. Grain: key; declared (JSON)."""
    rows = [(one.mapping.key, one.mapping.model_dump_json()) for one in _last(store, revision(store))]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def revision(store: Store) -> int:
    """A number that moves with every change."""
    with control.reading(store) as connection:
        if connection is None or not _there(connection):
            return 0
        (count,) = connection.execute("SELECT count(*) FROM mapping_versions").fetchone()
    return int(count)


def remember(store: Store, mapping: TableMapping) -> None:
    """Keep how a table is read; the same again changes nothing."""
    with control.deciding(store) as connection:
        known = _of_key(connection, mapping.key)
        if known is None or known.mapping != mapping or known.action == FORGET:
            _write(connection, mapping, known, REMEMBER)


def forget(store: Store, key: str) -> None:
    """No longer recognise a table; what came from it stays. Raises ObservatoryError `mapping_unknown`."""
    with control.deciding(store) as connection:
        known = _of_key(connection, key)
        if known is None or known.action == FORGET:
            raise ObservatoryError("mapping_unknown", key=key)
        _write(connection, known.mapping, known, FORGET)


@lru_cache(maxsize=8)
def _last(store: Store, _revision: int) -> tuple[Remembered, ...]:
    with control.reading(store) as connection:
        if connection is None or not _there(connection):
            return ()
        keys = [row["key"] for row in connection.execute("SELECT DISTINCT key FROM mapping_versions ORDER BY key")]
        found = (_of_key(connection, key) for key in keys)
        return tuple(one for one in found if one is not None)


def _there(connection: control.Connection) -> bool:
    """Whether a decision was taken since this table exists; reading migrates nothing."""
    named = "SELECT count(*) FROM sqlite_master WHERE name = 'mapping_versions'"
    return bool(connection.execute(named).fetchone()[0])


def _of_key(connection: control.Connection, key: str) -> Remembered | None:
    row = connection.execute(
        """SELECT version, action, changed_at, declared FROM mapping_versions
           WHERE key = ? ORDER BY version DESC LIMIT 1""",
        [key],
    ).fetchone()
    if row is None:
        return None
    mapping = TableMapping.model_validate_json(row["declared"])
    return Remembered(mapping, row["version"], row["action"], datetime.fromisoformat(row["changed_at"]))


def _write(connection: control.Connection, mapping: TableMapping, known: Remembered | None, action: str) -> None:
    now = datetime.now(UTC).replace(tzinfo=None)
    connection.execute(
        "INSERT INTO mapping_versions (key, version, action, changed_at, declared) VALUES (?, ?, ?, ?, ?)",
        [mapping.key, known.version + 1 if known else 1, action, now.isoformat(), mapping.model_dump_json()],
    )
