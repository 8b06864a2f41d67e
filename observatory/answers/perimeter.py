"""Which carriers and communes an answer adds: those present in every year shown, unless all are asked for.

`presence` frames have one row per source × pattern × carrier with the sorted list of years that the source has.
Communes that have just the same are one pattern, and judged once (`totals.patterns_of`, `totals.alike`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import polars as pl

from observatory.answers.contract import PerimeterRule
from observatory.sources import registry

UNKNOWN_PRECEDENCE = 100  # of a table that only its adviser knows: after everything published
NONE = pl.DataFrame(schema={"pattern": pl.String, "carrier": pl.String})
AREAL = sorted(key for key, source in registry().items() if source.finest != "commune")


@dataclass(frozen=True)
class Chosen:
    """What a series adds.

    `kept` has one row per source × pattern × carrier with the `years` shown, and `alike` the pattern of each commune;
    `partly` the carriers that the sum lacks, with the years shown that have them; `dropped` the pattern × carrier that
    the rule drops; `gaps` those of them that some year shown lacks: why they are dropped; `elsewhere` the carriers
    that no year shown has, with the years that do; `set_aside` the sources that another one precedes; `apart` the
    networks, with their years.
    """

    kept: pl.DataFrame
    alike: pl.DataFrame
    partly: dict[str, tuple[int, ...]]
    dropped: pl.DataFrame
    gaps: pl.DataFrame
    elsewhere: dict[str, tuple[int, ...]]
    set_aside: tuple[str, ...] = ()
    apart: dict[str, tuple[int, ...]] = field(default_factory=dict)

    @cached_property
    def sources(self) -> tuple[tuple[str, str], ...]:
        """(source, carrier) pairs."""
        return tuple(self.kept.select("source", "carrier").unique().sort("carrier", "source").rows())

    @cached_property
    def carriers(self) -> tuple[str, ...]:
        """Carriers that are added."""
        return tuple(self.kept["carrier"].unique().sort())

    @cached_property
    def is_areal(self) -> bool:
        """Whether all of it is read for areas only: what networks deliver, and no commune's own figures."""
        return not self.kept.is_empty() and self.kept["source"].is_in(AREAL).all()

    @cached_property
    def communes(self) -> pl.Series:
        """Communes that are covered; where all of it is areal, those that the networks are attached to."""
        own = self.kept if self.is_areal else self.kept.filter(~pl.col("source").is_in(AREAL))
        return self.alike.filter(pl.col("pattern").is_in(own["pattern"].unique().implode()))["insee_code"]

    @cached_property
    def left_out(self) -> tuple[tuple[str, str], ...]:
        """The (commune, carrier) pairs that the rule drops."""
        return self._pairs(self.dropped)

    @cached_property
    def lacking(self) -> tuple[tuple[str, str], ...]:
        """The (commune, carrier) pairs that some year shown lacks."""
        return self._pairs(self.gaps)

    def of(self, carrier: str) -> "Chosen":
        """One carrier of it."""
        return replace(self, kept=self.kept.filter(pl.col("carrier") == carrier))

    def added(self, lines: pl.DataFrame) -> pl.DataFrame:
        """Those of some lines (source, insee_code, carrier and more) that are added, in their order."""
        known = lines.join(self.alike, on="insee_code", maintain_order="left")
        return known.join(self.kept, on=["source", "pattern", "carrier"], how="semi", maintain_order="left").drop(
            "pattern"
        )

    def commune_years(self, *by: str) -> pl.DataFrame:
        """Which communes count by their own figures in which year. Grain: insee_code × year, × carrier where asked."""
        own = self.kept.filter(~pl.col("source").is_in(AREAL))
        years = own.select("pattern", *by, year="years").explode("year").unique()
        return years.join(self.alike, on="pattern").select("insee_code", *by, "year")

    def network_years(self, *by: str) -> pl.DataFrame:
        """The years of what is read for areas only. Grain: year, × carrier where asked."""
        areal = self.kept.filter(pl.col("source").is_in(AREAL))
        return areal.select(*by, year="years").explode("year").unique()

    def _pairs(self, lines: pl.DataFrame) -> tuple[tuple[str, str], ...]:
        return tuple(lines.join(self.alike, on="pattern").select("insee_code", "carrier").sort(pl.all()).rows())


def precedence(source: str) -> tuple[int, str]:
    """Rank of a source among those of the same carrier: the declared one first."""
    declared = registry().get(source)
    return (declared.precedence if declared else UNKNOWN_PRECEDENCE, source)


def that_may_be_added(sources: Iterable[str]) -> list[str]:
    """The sources whose carriers may stand in one sum: the published ones, or else one adviser's own table, alone.

    An adviser's table has its own perimeter and methods: added to another source, it would count what that one counts.

    >>> that_may_be_added(["orcae", "sdes_heat_networks", "ore_commune"])
    ['ore_commune', 'sdes_heat_networks']
    >>> that_may_be_added(["orcae", "annexe"])
    ['annexe']
    """
    ranked = sorted(set(sources), key=precedence)
    published = [source for source in ranked if source in registry()]
    return published or ranked[:1]


def published_by(lines: pl.DataFrame, *, only: str | None) -> pl.DataFrame:
    """Lines of the one source that is asked for, or of all that is published, without advisers' own tables."""
    return lines.filter(pl.col("source").is_in([only] if only else list(registry())))


def one_source_per_carrier(presence: pl.DataFrame, *, only: str | None) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """Keep, for each carrier, the source that precedes the others; two sources are never added."""
    kept: dict[str, str] = {}
    added = that_may_be_added(presence["source"]) if only is None else [only]
    for carrier, source in sorted(presence.select("carrier", "source").unique().rows(), key=lambda r: precedence(r[1])):
        if source in added:
            kept.setdefault(carrier, source)
    pairs = pl.DataFrame(list(kept.items()), schema={"carrier": pl.String, "source": pl.String}, orient="row")
    chosen = presence.join(pairs, on=["carrier", "source"], how="semi")
    aside = set(presence["source"]) - set(kept.values())
    return chosen, tuple(sorted(aside))


def choose(
    presence: pl.DataFrame, alike: pl.DataFrame, years: Sequence[int], *, rule: PerimeterRule, apart: bool
) -> Chosen:
    """Apply the rule to what one source per carrier has; `alike` has the pattern of each commune.

    A carrier is kept when some commune has it in every year shown; a commune, when each kept carrier that it was ever
    served with is there in every year shown. `apart`: carriers are not summed, so each is judged by itself, and one
    that no commune has in every year keeps its gaps. A source that is read for areas only drops no commune: a network
    that opens is news, not a hole in the publication.
    """
    judged = _judged(presence, years)
    shown = judged.filter(pl.col("years").list.len() > 0)
    elsewhere = _years_of(judged.filter(~pl.col("carrier").is_in(shown["carrier"].unique().implode())), "known")
    none: dict[str, tuple[int, ...]] = dict.fromkeys(elsewhere, ())
    if rule is PerimeterRule.ALL:
        return Chosen(_shown(shown), alike, none, NONE, NONE, elsewhere)
    whole_somewhere = pl.col("whole").any().over("carrier")
    lacking = judged.filter(~pl.col("whole") & whole_somewhere & ~pl.col("areal"))
    if apart:
        shown = shown.join(lacking, on=["pattern", "carrier"], how="anti")
        return Chosen(_shown(shown), alike, none, lacking, lacking, elsewhere)
    complete = judged.filter(whole_somewhere)
    kept = complete.join(lacking, on="pattern", how="anti").filter(pl.col("years").list.len() > 0)
    dropped = complete.join(lacking, on="pattern", how="semi")
    lacks = none | _years_of(judged.filter(~whole_somewhere), "years")
    return Chosen(_shown(kept), alike, lacks, dropped, lacking, elsewhere)


def _judged(presence: pl.DataFrame, years: Sequence[int]) -> pl.DataFrame:
    """`years` as far as they are shown (`known`: all of them), and whether that is all the years shown."""
    asked = pl.lit(list(years), dtype=pl.List(pl.Int32))
    return presence.with_columns(
        known="years",
        years=pl.col("years").list.set_intersection(asked).list.sort(),
        areal=pl.col("source").is_in(AREAL),
    ).with_columns(whole=pl.col("years").list.len() == len(years))


def networks_apart(presence: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, tuple[int, ...]]]:
    """What is read by commune, and the carriers read for areas only that no total may add to it, with their years.

    A network stands whole in the commune it is attached to and serves others, and its own gas is in the gas delivered:
    beside the figures of communes it is read by itself. Where nothing else is known, it is all there is.
    """
    areal = pl.col("source").is_in(AREAL)
    own = presence.filter(~areal)
    return (presence, {}) if own.is_empty() else (own, _years_of(presence.filter(areal), "years"))


def networks_of_kept(chosen: Chosen) -> Chosen:
    """Of networks added to other carriers, those attached to a commune whose other carriers are added too."""
    areal = pl.col("source").is_in(AREAL)
    own = chosen.kept.filter(~areal)["pattern"].unique().implode()
    alone = chosen.kept.filter(areal & ~pl.col("pattern").is_in(own))
    if chosen.is_areal or alone.is_empty():
        return chosen
    kept = chosen.kept.join(alone, on=["pattern", "carrier"], how="anti", maintain_order="left")
    pair = ("pattern", "carrier")
    return replace(chosen, kept=kept, dropped=pl.concat([chosen.dropped.select(pair), alone.select(pair)]).unique())


def _years_of(lines: pl.DataFrame, column: str) -> dict[str, tuple[int, ...]]:
    """Years that some commune has, by carrier."""
    if lines.is_empty():
        return {}
    years = lines.select("carrier", year=column).explode("year").drop_nulls().unique().sort("carrier", "year")
    return {
        carrier: tuple(found) for carrier, found in years.group_by("carrier", maintain_order=True).agg("year").rows()
    }


def _shown(lines: pl.DataFrame) -> pl.DataFrame:
    columns = ["source", "pattern", "carrier", "years"]
    return lines.select(columns).sort(columns[:3])
