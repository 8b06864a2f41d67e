"""The series that a target is read against: of many communes at once, each as its own answer gives it, or of one area.

Every commune stands by itself: nothing is summed over communes here, so a board and a commune's page read one series.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from observatory.answers import breaks, territories, values
from observatory.answers.contract import Break, GasBasis, Question
from observatory.answers.facts import FACT, PRODUCTION, added
from observatory.answers.indicator import answer
from observatory.answers.perimeter import AREAL, precedence, that_may_be_added
from observatory.indicators import Indicator, Measure, indicator
from observatory.store import totals
from observatory.store.snapshots import Snapshot
from observatory.territory import Territory
from observatory.vocabulary import ADDITIVE_SECTORS, Status

COMMUNE = ("insee_code",)


@dataclass(frozen=True)
class Matter:
    """What a target is about. Empty `carriers` or `sectors` mean all; `gas` None is the house rule (PCI in a sum)."""

    indicator: str
    carriers: tuple[str, ...]
    sectors: tuple[str, ...]
    gas: str | None

    @property
    def basis(self) -> GasBasis:
        """Gas alone as published, gas in a sum in PCI, or what the target says: the rule of every answer."""
        return GasBasis(self.gas) if self.gas else GasBasis.PCS if len(self.carriers) == 1 else GasBasis.PCI

    @property
    def asked(self) -> Indicator:
        """The indicator, declared."""
        return indicator(self.indicator)


@dataclass(frozen=True)
class Observed:
    """One series, in the indicator's unit: years that have a value, in order.

    `high` is what a lower bound may reach; `carriers` those that every year shown has; `lacking` those asked for that
    no year has; `share` the part of an area's inhabitants that it covers (None for a commune).
    """

    years: tuple[int, ...] = ()
    values: tuple[float, ...] = ()
    high: tuple[float, ...] = ()
    statuses: tuple[str, ...] = ()
    breaks: tuple[Break, ...] = ()
    carriers: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    share: float | None = None


def of_area(snapshot: Snapshot, matter: Matter, territory: Territory, *, since: int) -> Observed:
    """The series of an area, from a year on: what its answer adds over those years."""
    question = Question(
        indicator=matter.indicator,
        territory=territory,
        years=(since, 9999),
        carriers=matter.carriers,
        sectors=matter.sectors,
        gas=matter.basis,
    )
    found = answer(snapshot, question)
    known = _bounded(found.frame.drop_nulls("value"), FACT[matter.asked.numerator])
    return Observed(
        years=tuple(known["year"]),
        values=tuple(known["value"]),
        high=tuple(known["high"]),
        statuses=tuple(known["status"]),
        breaks=found.breaks,
        carriers=found.perimeter.carriers,
        lacking=tuple(carrier for carrier in matter.carriers if carrier not in found.perimeter.carriers),
        share=found.perimeter.inhabitants_share,
    )


def of_communes(snapshot: Snapshot, matter: Matter, communes: Sequence[str]) -> dict[str, Observed]:
    """The series of many communes, by insee_code; one that has nothing is not there."""
    fact = FACT[matter.asked.numerator]
    everything = totals.of_communes(snapshot, fact, tuple(sorted(communes)), matter.carriers)
    known = everything.filter(~pl.col("source").is_in(AREAL))
    if known.is_empty():
        return {}
    kept = _one_source(known)
    counted = kept.filter(pl.col("sector").is_in(added(fact, matter.sectors)))
    sums = values.on_gas_basis(counted, matter.basis)
    frame = _valued(snapshot, matter, sums, _whole_years(kept, matter))
    cuts = _breaks(snapshot, matter, kept, sums) if fact == "energy" else {}
    has = {code: set(carriers) for code, carriers in kept.group_by("insee_code").agg(pl.col("carrier").unique()).rows()}
    rows = frame.group_by("insee_code", maintain_order=True).agg("year", "value", "high", "status").to_dicts()
    series = {row["insee_code"]: row for row in rows}
    return {code: _observed(matter, carriers, series.get(code), cuts.get(code, ())) for code, carriers in has.items()}


def _observed(
    matter: Matter, carriers: set[str], row: Mapping[str, Sequence[Any]] | None, cuts: Iterable[Break]
) -> Observed:
    """One commune's series; without a year that has all that is asked, what it covers all the same."""
    found = Observed(
        carriers=tuple(sorted(carriers - {""})),
        lacking=tuple(carrier for carrier in matter.carriers if carrier not in carriers),
    )
    if row is None:
        return found
    years = tuple(row["year"])
    return replace(
        found,
        years=years,
        values=tuple(row["value"]),
        high=tuple(row["high"]),
        statuses=tuple(row["status"]),
        breaks=breaks.shown(sorted(cuts, key=lambda one: one.year), years),
    )


def _bounded(frame: pl.DataFrame, fact: str) -> pl.DataFrame:
    """Without what nothing bounds from above: of production, how much is hidden in a lower bound is not known."""
    return frame.filter(pl.col("status") != Status.PARTIAL) if fact == PRODUCTION else frame


def _one_source(sums: pl.DataFrame) -> pl.DataFrame:
    """For each commune and carrier, the source that precedes the others."""
    pairs = sums.select("insee_code", "carrier", "source").unique()
    added = {code: that_may_be_added(known) for code, known in pairs.group_by("insee_code").agg("source").rows()}
    allowed = [(code, source) for code, known in added.items() for source in known]
    wanted = pl.DataFrame(allowed, schema=["insee_code", "source"], orient="row")
    pairs = pairs.join(wanted, on=["insee_code", "source"], how="semi")
    ranks = {source: rank for rank, source in enumerate(sorted(set(pairs["source"]), key=precedence))}
    order = pl.col("source").replace_strict(ranks, return_dtype=pl.Int32)
    kept = pairs.sort(order).unique(["insee_code", "carrier"], keep="first", maintain_order=True)
    return sums.join(kept, on=["insee_code", "carrier", "source"], how="semi", maintain_order="left")


def _whole_years(kept: pl.DataFrame, matter: Matter) -> pl.DataFrame:
    """Years in which a commune has every carrier asked for, or every one that it ever has. Grain: insee_code × year."""
    counts = kept.group_by("insee_code", "year").agg(there=pl.col("carrier").n_unique())
    wanted = kept.group_by("insee_code").agg(wanted=pl.col("carrier").n_unique())
    if matter.carriers:
        wanted = wanted.with_columns(wanted=pl.lit(len(matter.carriers), dtype=pl.UInt32))
    return counts.join(wanted, on="insee_code").filter(pl.col("there") == pl.col("wanted")).select("insee_code", "year")


def _valued(snapshot: Snapshot, matter: Matter, sums: pl.DataFrame, whole: pl.DataFrame) -> pl.DataFrame:
    """Values by commune and year, sorted; divided where the indicator is a ratio."""
    frame = values.with_status(values.summed(sums, COMMUNE))
    if matter.asked.denominator is Measure.POPULATION:
        years = frame["year"].unique().to_list()
        people, _ = territories.inhabitants_of(snapshot, frame["insee_code"].unique(), years)
        on = ["insee_code", "year"]
        frame = values.divided(frame, people, on=on, column="inhabitants", factor=matter.asked.factor)
    frame = frame.join(whole, on=["insee_code", "year"], how="semi").drop_nulls("value")
    return _bounded(frame, FACT[matter.asked.numerator]).sort("insee_code", "year")


def _breaks(
    snapshot: Snapshot, matter: Matter, kept: pl.DataFrame, sums: pl.DataFrame
) -> Mapping[str, Iterable[Break]]:
    """Breaks of each commune's series, by insee_code."""
    found: dict[str, list[Break]] = {}
    place = ["source", "insee_code", "carrier"]
    moves = totals.table(snapshot, "movements").filter(pl.col("kind").str.starts_with("operator"))
    moves = moves.join(kept.select(place).unique(), on=place, how="semi")
    if matter.sectors:
        moves = moves.filter(pl.col("sector").is_in(matter.sectors))
        for code, one in _of_sectors(snapshot, kept):
            found.setdefault(code, []).append(one)
    by_carrier = values.summed(sums, [*COMMUNE, "carrier"])
    moves = values.on_gas_basis(moves, matter.basis, columns=("moved_mwh",))
    for (code,), cuts in breaks.material(moves, by_carrier, keys=COMMUNE).items():
        found.setdefault(code, []).extend(cuts)
    for code, one in _gaps(snapshot, kept):
        found.setdefault(code, []).append(one)
    return found


def _gaps(snapshot: Snapshot, kept: pl.DataFrame) -> Iterable[tuple[str, Break]]:
    published = totals.published_years(snapshot, "energy")
    others = {
        (source, carrier): set(years)
        for source, carrier, years in published.group_by("source", "carrier").agg("year").rows()
    }
    shown = {code: tuple(ends) for code, *ends in kept.group_by("insee_code").agg(
        first=pl.col("year").min(), last=pl.col("year").max()).rows()}  # fmt: skip
    has = kept.group_by("insee_code", "source", "carrier").agg(pl.col("year").unique())
    for code, source, carrier, years in has.sort("insee_code", "carrier").rows():
        for one in breaks.gaps(years, others[source, carrier], shown[code], carrier=carrier):
            yield code, one


def _of_sectors(snapshot: Snapshot, kept: pl.DataFrame) -> Iterable[tuple[str, Break]]:
    created = totals.table(snapshot, "categories_created")
    concerned = kept.select("insee_code", "source", "carrier").unique().join(created, on=["source", "carrier"])
    for line in concerned.to_dicts():
        yield line["insee_code"], breaks.category_created(line)
    additive = kept.filter(pl.col("sector").is_in(ADDITIVE_SECTORS))
    for line in breaks.moved_unspecified(additive, keys=("insee_code", "carrier")).to_dicts():
        yield line["insee_code"], breaks.unspecified_moves(line)
