"""Every territory that can be chosen, in the order in which a search offers them."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import polars as pl

from observatory.answers import catalogue
from observatory.settings import settings
from observatory.store.snapshots import Snapshot
from observatory.territory import Kind


@dataclass(frozen=True)
class Entry:
    """One territory: its key as in a link, its name, and what tells it from its namesakes."""

    key: str
    name: str
    kind: Kind
    detail: str
    has_data: bool
    inhabitants: int | None


@dataclass(frozen=True)
class Directory:
    """The territories of one snapshot by their key, and the same as the browser's search reads them.

    The past perimeters of EPCI are among the `entries` alone: the search finds an EPCI, and the sidebar then its years.
    """

    entries: Mapping[str, Entry]
    areas: tuple[Entry, ...]  # départements, EPCI and groups that have data
    document: bytes


@lru_cache(maxsize=2)
def directory(snapshot: Snapshot) -> Directory:
    """The territories of a snapshot."""
    found = ordered(catalogue.territories(snapshot), home=settings().home)
    areas = tuple(entry for entry in found if entry.kind not in {Kind.COMMUNE, Kind.FRANCE} and entry.has_data)
    past = _entries(catalogue.past_perimeters(snapshot))
    return Directory(MappingProxyType({entry.key: entry for entry in (*found, *past)}), areas, document(found))


def ordered(territories: pl.DataFrame, *, home: str) -> list[Entry]:
    """Territories as a search offers them: home first, then the areas with data, the communes with data, the others.

    Takes one row per territory: key, name, kind, detail, has_data, inhabitants.
    """
    ranked = territories.sort(
        pl.col("key") != home,
        ~pl.col("has_data"),
        pl.col("kind") == Kind.COMMUNE.value,
        -pl.col("inhabitants").fill_null(0).cast(pl.Int64),
        pl.col("name"),
    )
    return _entries(ranked)


def _entries(territories: pl.DataFrame) -> list[Entry]:
    columns = ("key", "name", "kind", "detail", "has_data", "inhabitants")
    return [
        Entry(key, name, Kind(kind), detail or "", has_data, inhabitants)
        for key, name, kind, detail, has_data, inhabitants in territories.select(columns).iter_rows()
    ]


def document(entries: Iterable[Entry]) -> bytes:
    """JSON for the browser: [key, name, detail] of each territory."""
    rows = [[entry.key, entry.name, entry.detail] for entry in entries]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()
