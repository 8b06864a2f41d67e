"""Where an answer's figures come from: one line per source, with the vintages used."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from observatory.answers.contract import SourceLine
from observatory.answers.mapped import mapped, stated
from observatory.sources import registry
from observatory.store import reference, totals
from observatory.store.snapshots import Snapshot
from observatory.territory import Kind, Territory

POPULATION = "insee_population"
OWN_LAYOUTS = frozenset({"observatory_energy", "observatory_emissions", "observatory_temperatures", "groups"})
FRANCE = Territory(Kind.FRANCE, "")


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
    return tuple(_line(snapshot, source, vintages) for source, vintages in found.items())


def weather_lines(snapshot: Snapshot, used: pl.DataFrame) -> tuple[SourceLine, ...]:
    """One line per source of the temperatures used; `used` has source, station, year."""
    known = snapshot.query("SELECT DISTINCT source, station, year, vintage FROM temperatures")
    found = known.join(used, on=["source", "station", "year"], how="semi").sort("source", "vintage")
    by_source = found.group_by("source", maintain_order=True).agg(pl.col("vintage").unique(maintain_order=True))
    return tuple(_line(snapshot, source, tuple(vintages)) for source, vintages in by_source.rows())


def _census_lines(snapshot: Snapshot) -> tuple[SourceLine, ...]:
    keys = totals.table(snapshot, "sources")["key"].sort()
    wanted = [key for key in keys if key.removeprefix(f"{POPULATION}_").isdigit()]
    return tuple(_line(snapshot, key, (key.rsplit("_", 1)[-1],)) for key in wanted)


def _line(snapshot: Snapshot, key: str, vintages: tuple[str, ...]) -> SourceLine:
    found = totals.table(snapshot, "sources").filter(pl.col("key") == key)
    known = found.select("title", "publisher", "licence", "url")
    title, publisher, licence, url = known.row(0) if not found.is_empty() else (key, key, "", "")
    declared = registry().get(key)
    own = stated(snapshot, key)
    return SourceLine(key, title, publisher, licence, url, vintages, declared.caveats if declared else own, stated=own)


def declared(data: Path) -> pl.DataFrame:
    """Every source that is declared (`data/sources.csv`): key, title, publisher, licence, url, vintage, retrieved."""
    return reference.table(data, "sources")


def gaps(snapshot: Snapshot, territory: Territory | None) -> pl.DataFrame:
    """Each source that is published by commune, with the years it has, or the communes of a territory that it lacks.

    Grain: one row per source; source, title, publisher, url, years, communes_missing (of a territory).
    """
    present = pl.concat(
        [
            (totals.presence(snapshot, fact, territory) if territory else totals.presence(snapshot, fact, FRANCE))
            for fact in ("energy", "emissions")
        ]
    )
    wanted = totals.members(snapshot, territory).height if territory else 0
    lines = []
    described = [key for key, source in registry().items() if "insee_code" in source.fact.grain]
    for key in (*described, *(mapped(snapshot) if territory is None else ())):
        if key in OWN_LAYOUTS:
            continue
        here = present.filter(pl.col("source") == key)
        years = here.select(pl.col("years").explode().unique().sort())["years"].drop_nulls().to_list()
        line = _line(snapshot, key, ())
        missing = wanted - here["insee_code"].n_unique()
        if territory is None or missing > 0:
            span = f"{years[0]}–{years[-1]}" if years else ""
            lines.append((key, line.title, line.publisher, line.url, span, missing if territory else None))
    columns = ["source", "title", "publisher", "url", "years", "communes_missing"]
    return pl.DataFrame(lines, schema=columns, orient="row")
