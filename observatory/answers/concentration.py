"""Whether one commune, or one site, makes a territory's total or its change by itself."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import isclose

import polars as pl

from observatory.answers.change import change as change_of
from observatory.answers.contract import Answer, Change, Correction, Place, Question
from observatory.answers.conventions import convention
from observatory.answers.indicator import answer, chosen
from observatory.answers.sites import single_sites
from observatory.indicators import Measure
from observatory.store.snapshots import Snapshot

ONE_SITE_OF_COMMUNE = 0.8  # one site stands for its commune when it makes this share of what the commune makes
SAME = 1e-6  # of a sum made in another order


@dataclass(frozen=True)
class Dominance:
    """One commune's, or one site's, part in a total (`of_change` False) or in its change.

    `without` is the total, or the percent of change, without it, and `whole` the same with it. `operator` is set where
    it is a single delivery point: `share` and `without` are then the site's own.
    """

    place: Place
    share: float
    of_change: bool
    without: float
    operator: str | None
    whole: float


@lru_cache(maxsize=512)
def dominance_of(snapshot: Snapshot, question: Question) -> tuple[Dominance, ...]:
    """Who makes the last total, and the change, of a question that is not split."""
    found = answer(snapshot, question)
    return dominance(snapshot, found, change_of(found))


def dominance(snapshot: Snapshot, found: Answer, change: Change | None) -> tuple[Dominance, ...]:
    """The commune and the site that make more than the convention's share of the last total, and of the change.

    Of a commune, its site alone is looked for. Nothing is said of a ratio, of what is split, nor of what networks
    deliver: it belongs to no commune, so the communes do not add up to the total.
    """
    if found.indicator.denominator is not None or found.question.by or found.frame.is_empty():
        return ()
    if found.question.correction is not Correction.NONE:  # communes are not told apart at normal climate
        return ()
    last = int(found.frame["year"].max())  # type: ignore[arg-type]
    told = change is not None and change.percent is not None and change.value_to != change.value_from
    ends = [(last, last)] + ([(change.year_from, change.year_to)] if told and change else [])
    years = sorted({year for pair in ends for year in pair})
    communes = _communes(snapshot, found, years)
    if communes is None:
        return ()
    parts = [*_sites(snapshot, found, communes, years), *(communes if found.question.territory.is_area else [])]
    limit = convention(snapshot, "dominance_share")
    return tuple(one for first, to in ends for one in _above(found, parts, (first, to), limit))


@dataclass(frozen=True)
class _Part:
    """A commune, or one site of it, with its value in each year."""

    place: Place
    values: dict[int, float]
    operator: str | None = None


def _communes(snapshot: Snapshot, found: Answer, years: Sequence[int]) -> list[_Part] | None:
    """The communes of a figure, over the years and under the rule of that figure; None where they do not add up."""
    totals = dict(found.frame.select("year", pl.col("value").fill_null(0.0)).rows())
    place = found.question.territory
    if not place.is_area:
        return [_Part(Place(place.key, found.name), {year: totals[year] for year in years})]
    rows = answer(snapshot, replace(found.question, by=("commune",))).frame.filter(pl.col("year").is_in(years))
    known: dict[tuple[str, str], dict[int, float]] = {}
    for code, name, year, value in rows.select("insee_code", "commune", "year", "value").rows():
        known.setdefault((code, name), {})[year] = value or 0.0
    for year in years:
        if not isclose(sum(values.get(year, 0.0) for values in known.values()), totals[year], rel_tol=SAME):
            return None
    return [_Part(Place(*key), values) for key, values in sorted(known.items())]


def _sites(snapshot: Snapshot, found: Answer, communes: Sequence[_Part], years: Sequence[int]) -> list[_Part]:
    if found.indicator.numerator is not Measure.ENERGY:
        return []
    names = {one.place.insee_code: one.place for one in communes}
    kept, _ = chosen(snapshot, found.question)
    rows = single_sites(snapshot, found.question, kept, years, gas=found.gas).to_dicts()
    return [
        _Part(names[row["insee_code"]], {year: row[str(year)] for year in years}, row["named"])
        for row in rows
        if row["insee_code"] in names
    ]


def _above(found: Answer, parts: Sequence[_Part], ends: tuple[int, int], limit: float) -> list[Dominance]:
    """The largest site above the limit, then the largest commune, unless that site stands for it."""
    weighed = [one for part in parts if (one := _weighed(found, part, ends)) is not None and one.share > limit]
    largest = sorted(weighed, key=lambda one: one.share, reverse=True)
    sites = [one for one in largest if one.operator is not None][:1]
    communes = [one for one in largest if one.operator is None][:1]
    stands_for = [
        one for one in communes for site in sites
        if site.place == one.place and site.share >= ONE_SITE_OF_COMMUNE * one.share
    ]  # fmt: skip
    alone = len({part.place for part in parts if part.operator is None}) == 1 and found.question.territory.is_area
    return [*sites, *(one for one in communes if one not in stands_for and not alone)]


def _weighed(found: Answer, part: _Part, ends: tuple[int, int]) -> Dominance | None:
    """A part of the last total where both ends are one year, of the change between them otherwise."""
    totals = dict(found.frame.select("year", pl.col("value").fill_null(0.0)).rows())
    (first, last), own = ends, part.values
    if first == last:
        if totals[last] <= 0:
            return None
        share, without = own.get(last, 0.0) / totals[last], totals[last] - own.get(last, 0.0)
        return Dominance(part.place, share, False, without, part.operator, totals[last])
    moved = own.get(last, 0.0) - own.get(first, 0.0)
    base = totals[first] - own.get(first, 0.0)
    without = ((totals[last] - own.get(last, 0.0)) / base - 1) * 100 if base > 0 else 0.0
    share = moved / (totals[last] - totals[first])
    whole = (totals[last] / totals[first] - 1) * 100
    return Dominance(part.place, share, True, without, part.operator, whole)
