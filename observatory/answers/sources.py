"""Where an answer's figures come from: one line per source, with the vintages used."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from observatory.answers.contract import SourceLine
from observatory.answers.facts import TABLES
from observatory.answers.mapped import mapped, stated
from observatory.schemas import EMISSIONS, ENERGY, PRODUCTION
from observatory.sources import registry
from observatory.store import reference, totals
from observatory.store.snapshots import Snapshot
from observatory.territory import Territory

POPULATION = "insee_population"
BY_COMMUNE = frozenset({ENERGY.name, EMISSIONS.name, PRODUCTION.name})


def source_lines(
    snapshot: Snapshot, fact: str, territory: Territory, pairs: Sequence[tuple[str, str]], years: Sequence[int]
) -> tuple[SourceLine, ...]:
    """One line per source of the pairs (source, carrier), in the order of their keys."""
    if fact == "population":
        return _census_lines(snapshot)
    span = (min(years, default=0), max(years, default=0))
    used = totals.vintages(snapshot, fact, territory, span)
    found: dict[str, tuple[str, ...]] = {}
    for source in sorted({source for source, _ in pairs}):
        found[source] = tuple(used.filter(pl.col("source") == source)["vintage"].unique().sort())
    return tuple(line_of(snapshot, source, vintages) for source, vintages in found.items())


def weather_lines(snapshot: Snapshot, used: pl.DataFrame) -> tuple[SourceLine, ...]:
    """One line per source of the temperatures used; `used` has source, station, year."""
    known = snapshot.query("SELECT DISTINCT source, station, year, vintage FROM temperatures")
    found = known.join(used, on=["source", "station", "year"], how="semi").sort("source", "vintage")
    by_source = found.group_by("source", maintain_order=True).agg(pl.col("vintage").unique(maintain_order=True))
    return tuple(line_of(snapshot, source, tuple(vintages)) for source, vintages in by_source.rows())


def _census_lines(snapshot: Snapshot) -> tuple[SourceLine, ...]:
    keys = totals.table(snapshot, "sources")["key"].sort()
    wanted = [key for key in keys if key.removeprefix(f"{POPULATION}_").isdigit()]
    return tuple(line_of(snapshot, key, (key.rsplit("_", 1)[-1],)) for key in wanted)


def line_of(snapshot: Snapshot, key: str, vintages: tuple[str, ...]) -> SourceLine:
    """One source, as the snapshot knows it, with the vintages used."""
    found = totals.table(snapshot, "sources").filter(pl.col("key") == key)
    known = found.select("title", "publisher", "licence", "url")
    title, publisher, licence, url = known.row(0) if not found.is_empty() else (key, key, "", "")
    declared = registry().get(key)
    own = stated(snapshot, key)
    return SourceLine(key, title, publisher, licence, url, vintages, declared.caveats if declared else own, stated=own)


def declared(data: Path) -> pl.DataFrame:
    """Every source that is declared (`data/sources.csv`): key, title, publisher, licence, url, vintage, retrieved."""
    return reference.table(data, "sources")


def _other_years(snapshot: Snapshot) -> dict[str, str]:
    """The span of years that each source has of what is no amount of a commune: weather, and perimeters of EPCI."""
    known = snapshot.query(
        """SELECT source, min(year) AS first, max(year) AS last FROM (
               SELECT source, year FROM temperatures UNION ALL SELECT source, year FROM degree_days
               UNION ALL SELECT source, year FROM perimeters) GROUP BY source ORDER BY source"""
    )
    return {source: str(first) if first == last else f"{first}–{last}" for source, first, last in known.rows()}


def published(snapshot: Snapshot) -> tuple[SourceLine, ...]:
    """The sources on record whose files are read, by key: the layouts of ours are published by nobody."""
    on_record = set(totals.table(snapshot, "sources")["key"])
    return tuple(line_of(snapshot, key, ()) for key in registry() if key in on_record)


def by_commune(snapshot: Snapshot) -> tuple[SourceLine, ...]:
    """Those of them that describe communes."""
    return tuple(one for one in published(snapshot) if registry()[one.key].fact.name in BY_COMMUNE)


def listing(snapshot: Snapshot) -> pl.DataFrame:
    """Each published source, and each table that an adviser added, with the years that the store has of it.

    Grain: one row per source; source, title, publisher, url, years (first and last, empty where none).
    """
    present = pl.concat([totals.published_years(snapshot, fact) for fact in TABLES])
    spans = {
        source: f"{first}–{last}" if first != last else str(first)
        for source, first, last in present.group_by("source")
        .agg(first=pl.col("year").min(), last=pl.col("year").max())
        .rows()
    }
    spans |= _other_years(snapshot)
    known = [*published(snapshot), *(line_of(snapshot, key, ()) for key in mapped(snapshot))]
    lines = [(one.key, one.title, one.publisher, one.url, spans.get(one.key, "")) for one in known]
    return pl.DataFrame(lines, schema=["source", "title", "publisher", "url", "years"], orient="row")
