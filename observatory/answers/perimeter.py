"""Which carriers and communes an answer adds: those present in every year shown, unless all are asked for.

`presence` frames have one row per source × commune × carrier with the sorted list of years that the source has.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from observatory.answers.contract import PerimeterRule
from observatory.sources import registry

UNKNOWN_PRECEDENCE = 50
AREAL = sorted(key for key, source in registry().items() if source.finest != "commune")


@dataclass(frozen=True)
class Chosen:
    """What a series adds.

    `kept` has one row per source × commune × carrier with the `years` shown; `partly` the carriers that some year
    lacks, with the years that have them; `left_out` the (commune, carrier) pairs that the rule drops; `set_aside` the
    sources that another one precedes.
    """

    kept: pl.DataFrame
    partly: Mapping[str, tuple[int, ...]]
    left_out: tuple[tuple[str, str], ...]
    set_aside: tuple[str, ...]

    @property
    def sources(self) -> tuple[tuple[str, str], ...]:
        """(source, carrier) pairs."""
        return tuple(self.kept.select("source", "carrier").unique().sort("carrier", "source").rows())

    @property
    def carriers(self) -> tuple[str, ...]:
        """Carriers that are added."""
        return tuple(self.kept["carrier"].unique().sort())

    @property
    def communes(self) -> tuple[str, ...]:
        """Communes that are covered."""
        return tuple(self.kept["insee_code"].unique().sort())

    def commune_years(self, *by: str) -> pl.DataFrame:
        """Which communes count in which year. Grain: insee_code × year, × carrier where asked."""
        return self.kept.select("insee_code", *by, year="years").explode("year").unique()


def precedence(source: str) -> tuple[int, str]:
    """Rank of a source among those of the same carrier: the declared one first."""
    declared = registry().get(source)
    return (declared.precedence if declared else UNKNOWN_PRECEDENCE, source)


def one_source_per_carrier(presence: pl.DataFrame, *, only: str | None) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """Keep, for each carrier, the source that precedes the others; two sources are never added."""
    kept: dict[str, str] = {}
    for carrier, source in sorted(presence.select("carrier", "source").unique().rows(), key=lambda r: precedence(r[1])):
        if only in (None, source):
            kept.setdefault(carrier, source)
    pairs = pl.DataFrame(list(kept.items()), schema={"carrier": pl.String, "source": pl.String}, orient="row")
    chosen = presence.join(pairs, on=["carrier", "source"], how="semi")
    aside = set(presence["source"]) - set(kept.values())
    return chosen, tuple(sorted(aside))


def choose(
    presence: pl.DataFrame, years: Sequence[int], *, rule: PerimeterRule, apart: bool, set_aside: tuple[str, ...] = ()
) -> Chosen:
    """Apply the rule to what one source per carrier has.

    A carrier is kept when some commune has it in every year shown. A commune is kept when each kept carrier that it was
    ever served with is there in every year shown. `apart`: carriers are not summed, so each is judged by itself, and
    one that no commune has in every year keeps its gaps. A source that is read for areas only drops no commune: a
    network that opens is news, not a hole in the publication.
    """
    asked = pl.lit(list(years), dtype=pl.List(pl.Int32))
    judged = presence.with_columns(
        years=pl.col("years").list.set_intersection(asked).list.sort(),
        areal=pl.col("source").is_in(AREAL),
    ).with_columns(whole=pl.col("years").list.len() == len(years))
    shown = judged.filter(pl.col("years").list.len() > 0)
    if rule is PerimeterRule.ALL:
        return _chosen(shown, {}, [], set_aside)
    whole_somewhere = pl.col("whole").any().over("carrier")
    if apart:
        dropped = judged.filter(~pl.col("whole") & whole_somewhere & ~pl.col("areal"))
        kept = shown.join(dropped, on=["insee_code", "carrier"], how="anti")
        return _chosen(kept, {}, dropped.select("insee_code", "carrier").rows(), set_aside)
    complete = judged.filter(whole_somewhere)
    broken = complete.filter(~pl.col("whole") & ~pl.col("areal"))["insee_code"].unique().implode()
    dropped = complete.filter(pl.col("insee_code").is_in(broken))
    kept = complete.filter(~pl.col("insee_code").is_in(broken) & (pl.col("years").list.len() > 0))
    return _chosen(
        kept, _years_of(judged.filter(~whole_somewhere)), dropped.select("insee_code", "carrier").rows(), set_aside
    )


def _years_of(partly: pl.DataFrame) -> dict[str, tuple[int, ...]]:
    years = partly.select("carrier", year="years").explode("year").drop_nulls().unique().sort("carrier", "year")
    return {
        carrier: tuple(found) for carrier, found in years.group_by("carrier", maintain_order=True).agg("year").rows()
    }


def _chosen(
    kept: pl.DataFrame,
    partly: Mapping[str, tuple[int, ...]],
    left_out: list[tuple[str, str]],
    set_aside: tuple[str, ...],
) -> Chosen:
    columns = ["source", "insee_code", "carrier", "years"]
    return Chosen(kept.select(columns).sort(columns[:3]), partly, tuple(sorted(left_out)), set_aside)
