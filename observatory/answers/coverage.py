"""Which communes have which years of one source and carrier, and what each source has of a territory."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import polars as pl

from observatory.answers import territories
from observatory.answers.facts import TABLES
from observatory.answers.mapped import titled
from observatory.store import coverage, totals
from observatory.store.snapshots import Snapshot
from observatory.territory import Territory

ABSENT = "absent"
ENTERS, LEAVES = "commune_appears", "commune_disappears"


@dataclass(frozen=True)
class Series:
    """One thing that is covered: a source and a carrier, empty but for energy; `title` names an adviser's own table."""

    fact: str
    source: str
    carrier: str
    title: str = field(default="", compare=False)


@dataclass(frozen=True, eq=False)
class Matrix:
    """The coverage of a territory by one series.

    `years` are those that the source has anywhere; `states` has insee_code, name, then one column per year: measured,
    estimated, partial, withheld or absent. `moves` tells, by (commune, year), that the commune enters or leaves.
    `counts`: year, communes (with something), and how many of each state.
    """

    series: Series
    name: str  # of the territory
    years: tuple[int, ...]
    states: pl.DataFrame
    moves: dict[tuple[str, int], str]
    counts: pl.DataFrame

    @property
    def communes(self) -> int:
        """How many communes the territory has."""
        return self.states.height

    def gaps(self) -> dict[tuple[str, ...], list[int]]:
        """Communes that miss some years and not all -> those years; by the communes' names, those alike together."""
        found: dict[str, list[int]] = {}
        for line in self.states.iter_rows(named=True):
            missing = [year for year in self.years if line[str(year)] == ABSENT]
            if 0 < len(missing) < len(self.years):
                found[line["name"]] = missing
        alike: dict[tuple[int, ...], list[str]] = {}
        for name, missing in found.items():
            alike.setdefault(tuple(missing), []).append(name)
        return {tuple(names): list(missing) for missing, names in alike.items()}

    def never(self) -> list[str]:
        """Names of the communes that have no year at all."""
        none = pl.all_horizontal(pl.col(str(year)) == ABSENT for year in self.years)
        return self.states.filter(none)["name"].to_list() if self.years else []


def series(snapshot: Snapshot) -> list[Series]:
    """Every source and carrier that is published, by fact, source and carrier."""
    known = [
        Series(fact, source, carrier, titled(snapshot, source))
        for fact in TABLES
        for source, carrier in totals.published_years(snapshot, fact).select("source", "carrier").unique().rows()
    ]
    return sorted(known, key=lambda one: (TABLES.index(one.fact), one.source, one.carrier))


@lru_cache(maxsize=32)
def matrix(snapshot: Snapshot, territory: Territory, one: Series) -> Matrix:
    """The coverage matrix of one series. Raises QuestionRefused `territory_unknown`."""
    name = territories.name(snapshot, territory)
    published = totals.published_years(snapshot, one.fact)
    mine = published.filter((pl.col("source") == one.source) & (pl.col("carrier") == one.carrier))
    years = tuple(sorted(mine["year"].to_list()))
    found = coverage.states(snapshot, one.fact, territory, one.source, one.carrier)
    members = totals.members(snapshot, territory).select("insee_code", "name").sort("name", "insee_code")
    wide = members.join(found.pivot("year", index="insee_code", values="state"), on="insee_code", how="left")
    missing = [str(year) for year in years if str(year) not in wide.columns]
    states = wide.with_columns(pl.lit(ABSENT).alias(year) for year in missing).select(
        "insee_code", "name", *(pl.col(str(year)).fill_null(ABSENT) for year in years)
    )
    return Matrix(one, name, years, states, _moves(snapshot, territory, one), _counts(states, years))


def _moves(snapshot: Snapshot, territory: Territory, one: Series) -> dict[tuple[str, int], str]:
    """Communes that enter the series, or leave it, in the year from which they do."""
    moved = totals.movements(snapshot, territory).filter(
        (pl.col("source") == one.source) & (pl.col("carrier") == one.carrier) & pl.col("kind").is_in([ENTERS, LEAVES])
    )
    return {(code, year): kind for code, year, kind in moved.select("insee_code", "year", "kind").unique().rows()}


def _counts(states: pl.DataFrame, years: Sequence[int]) -> pl.DataFrame:
    columns = ("measured", "estimated", "partial", "withheld", ABSENT)
    lines = []
    for year in years:
        known = dict(states.group_by(str(year)).len().rows())
        lines.append(
            {"year": year, "communes": states.height - known.get(ABSENT, 0)} | {c: known.get(c, 0) for c in columns}
        )
    return pl.DataFrame(lines, schema=dict.fromkeys(("year", "communes", *columns), pl.Int64))


def overview(snapshot: Snapshot, territory: Territory) -> pl.DataFrame:
    """What each source has of a territory. Grain: fact × source × carrier × year; communes with something.

    Years that the source has elsewhere and not here are rows of 0 communes.
    """
    frames = []
    for fact in TABLES:
        here = (
            coverage.counts(snapshot, fact, territory)
            .group_by("source", "carrier", "year")
            .agg(pl.col("communes").sum())
        )
        everywhere = totals.published_years(snapshot, fact)
        joined = everywhere.join(here, on=["source", "carrier", "year"], how="left")
        frames.append(
            joined.select(pl.lit(fact).alias("fact"), "source", "carrier", "year", pl.col("communes").fill_null(0))
        )
    return pl.concat(frames).sort("fact", "source", "carrier", "year")


def fullest(snapshot: Snapshot, territory: Territory) -> Series:
    """The series that describes most communes and years of a territory; of a store that has some."""
    described = overview(snapshot, territory).group_by("fact", "source", "carrier").agg(pl.col("communes").sum())
    ordered = described.sort("communes", "fact", "source", "carrier", descending=[True, True, False, False])
    return Series(*ordered.select("fact", "source", "carrier").row(0))
