"""Where an answer's figures come from: one line per source, with the vintages used."""

from collections.abc import Sequence

import polars as pl

from observatory.answers.contract import SourceLine
from observatory.sources import registry
from observatory.store import totals
from observatory.store.snapshots import Snapshot
from observatory.territory import Territory

POPULATION = "insee_population"


def source_lines(
    snapshot: Snapshot, fact: str, territory: Territory, pairs: Sequence[tuple[str, str]], years: Sequence[int]
) -> tuple[SourceLine, ...]:
    """One line per source of the pairs (source, carrier), in the order of their keys."""
    if fact == "population":
        return _census_lines(snapshot, years)
    span = (min(years, default=0), max(years, default=0))
    used = totals.vintages(snapshot, fact, territory, span)
    found: dict[str, tuple[str, ...]] = {}
    for source in sorted({source for source, _ in pairs}):
        found[source] = tuple(used.filter(pl.col("source") == source)["vintage"].unique().sort())
    return tuple(_line(snapshot, source, vintages) for source, vintages in found.items())


def _census_lines(snapshot: Snapshot, years: Sequence[int]) -> tuple[SourceLine, ...]:
    keys = snapshot.query("SELECT key FROM sources WHERE starts_with(key, $prefix) ORDER BY key", {"prefix": POPULATION})
    wanted = [key for key in keys["key"] if key.removeprefix(f"{POPULATION}_").isdigit()]
    newest = wanted[-1:] if not years else wanted
    return tuple(_line(snapshot, key, (key.rsplit("_", 1)[-1],)) for key in newest)


def _line(snapshot: Snapshot, key: str, vintages: tuple[str, ...]) -> SourceLine:
    found = snapshot.query("SELECT title, publisher, licence, url FROM sources WHERE key = $key", {"key": key})
    title, publisher, licence, url = found.row(0) if not found.is_empty() else (key, key, "", "")
    declared = registry().get(key)
    return SourceLine(key, title, publisher, licence, url, vintages, declared.caveats if declared else ())
