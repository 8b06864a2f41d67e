"""Advisers' own tables among the sources of a snapshot: how each was read, and how it is named."""

from collections.abc import Mapping
from functools import lru_cache

from observatory.sources.mapping import TableMapping
from observatory.store.snapshots import Snapshot


@lru_cache(maxsize=16)
def mapped(snapshot: Snapshot) -> Mapping[str, TableMapping]:
    """Key -> how the table was read, for every adviser's table that was ever taken; none in an older snapshot."""
    known = snapshot.query("SELECT 1 FROM duckdb_tables() WHERE table_name = 'mappings'")
    if known.is_empty():
        return {}
    rows = snapshot.query("SELECT key, declared FROM mappings ORDER BY key").rows()
    return {key: TableMapping.model_validate_json(declared) for key, declared in rows}


def titled(snapshot: Snapshot, key: str) -> str:
    """The name of a source for a reader: an adviser's table by its publisher and title, a published one by its key."""
    own = mapped(snapshot).get(key)
    return f"{own.publisher}, {own.title}" if own else key


def is_corrected(snapshot: Snapshot, key: str) -> bool:
    """Whether the figures of a source are at normal climate as they come."""
    own = mapped(snapshot).get(key)
    return own is not None and own.climate_corrected


def stated(snapshot: Snapshot, key: str) -> tuple[str, ...]:
    """Codes of what must be said beside an adviser's table: that it is one, its climate, the basis of its gas."""
    own = mapped(snapshot).get(key)
    if own is None:
        return ()
    climate = ("mapped_climate_corrected",) if own.climate_corrected else ("mapped_climate_real",)
    gas = (f"mapped_gas_{own.gas}",) if own.gas != "none" and own.fact == "energy" else ()
    return ("mapped_own_table", *climate, *gas, *(("mapped_recomputes",) if own.recomputes else ()))
