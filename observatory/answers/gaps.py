"""Which published files would fill which gaps of a territory."""

import re
from dataclasses import dataclass

import polars as pl

from observatory.answers.contract import SourceLine
from observatory.answers.sources import by_commune
from observatory.schemas import EMISSIONS, ENERGY, PRODUCTION
from observatory.sources import registry
from observatory.sources.contract import Source
from observatory.store import totals
from observatory.store.snapshots import Snapshot
from observatory.territory import Territory

FACTS = {ENERGY.name: "energy", EMISSIONS.name: "emissions", PRODUCTION.name: "production"}
EXAMPLES = 3
SPAN = re.compile(r"(\d{4}) à (\d{4})")  # the vintage of a publication of several years, as data/sources.csv spells it


@dataclass(frozen=True)
class Gap:
    """What one published file would bring to a territory.

    `describes` are the carriers or technologies that it has; `years` those that the store has of it here, and
    `years_missing` those that it is published for (in the store, or on record) and that nothing describes here.
    `communes_missing` counts the communes of which the store says nothing of the kind, whatever the source (None where
    the figures are read for areas only), and `examples` are the most populated of them.
    """

    line: SourceLine
    fact: str
    describes: tuple[str, ...]
    years: tuple[int, ...]
    years_missing: tuple[int, ...]
    communes_missing: int | None
    examples: tuple[str, ...]

    @property
    def fills(self) -> bool:
        """Whether it would bring anything."""
        return bool(self.communes_missing or self.years_missing)


def gaps(snapshot: Snapshot, territory: Territory) -> tuple[Gap, ...]:
    """Every published file that would bring something to a territory, by kind of fact, then in order of precedence.

    What is read for areas only (a network serves other communes than its own) brings nothing to one commune.
    """
    order = list(FACTS)
    known = [(registry()[line.key], line) for line in by_commune(snapshot)]
    known = [one for one in known if territory.is_area or one[0].finest == "commune"]
    ranked = sorted(known, key=lambda one: (order.index(one[0].fact.name), one[0].precedence, one[0].key))
    found = [_gap(snapshot, territory, source, line) for source, line in ranked]
    return tuple(gap for gap in found if gap.fills)


def fillers(snapshot: Snapshot, territory: Territory, fact: str | None = None) -> tuple[SourceLine, ...]:
    """The published files that would describe communes of a territory that nothing describes, of one fact or of all.

    Of those that say the same, the one that comes first.
    """
    filling = [gap for gap in gaps(snapshot, territory) if fact in {None, gap.fact} and gap.communes_missing]
    best = {(gap.fact, gap.describes): gap.line for gap in reversed(filling)}
    return tuple(reversed(best.values()))


def _gap(snapshot: Snapshot, territory: Territory, source: Source, line: SourceLine) -> Gap:
    fact = FACTS[source.fact.name]
    here = _of_kind(totals.presence(snapshot, fact, territory), source)
    described = set(here.explode("years")["years"])
    own = here.filter(pl.col("source") == source.key).explode("years")["years"].unique().sort()
    missing = _undescribed(snapshot, territory, here) if source.finest == "commune" else None
    return Gap(
        line=line,
        fact=fact,
        describes=source.describes,
        years=tuple(own),
        years_missing=tuple(sorted(_published_years(snapshot, fact, source.key) - described)),
        communes_missing=None if missing is None else missing.height,
        examples=() if missing is None else tuple(missing["name"].head(EXAMPLES)),
    )


def _published_years(snapshot: Snapshot, fact: str, key: str) -> set[int]:
    """The years that a source has somewhere in the store, and those that its record says it is published for."""
    loaded = totals.published_years(snapshot, fact).filter(pl.col("source") == key)["year"]
    record = totals.table(snapshot, "sources").filter(pl.col("key") == key)["vintage"]
    span = SPAN.fullmatch(record[0]) if len(record) else None
    return {*loaded, *(range(int(span[1]), int(span[2]) + 1) if span else ())}


def _of_kind(frame: pl.DataFrame, source: Source) -> pl.DataFrame:
    """What the source describes, whoever published it; production and emissions have no carrier."""
    return frame.filter(pl.col("carrier").is_in(source.describes)) if source.fact is ENERGY else frame


def _undescribed(snapshot: Snapshot, territory: Territory, here: pl.DataFrame) -> pl.DataFrame:
    """Communes of which nothing of the kind is described, the most populated first."""
    communes = totals.members(snapshot, territory).join(here, on="insee_code", how="anti")
    return communes.join(_last_census(snapshot), on="insee_code", how="left").sort(
        "inhabitants", "insee_code", descending=[True, False], nulls_last=True
    )


@totals.remembered
def _last_census(snapshot: Snapshot) -> pl.DataFrame:
    """Grain: insee_code; inhabitants. It is the same for every territory, and France is large to sort."""
    people = totals.table(snapshot, "population").sort("year")
    return people.group_by("insee_code").agg(pl.col("inhabitants").last())
