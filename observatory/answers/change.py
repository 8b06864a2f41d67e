"""How much a series changed, inside comparable years only, and whether what is hidden could change the answer."""

from collections.abc import Sequence
from functools import lru_cache

import polars as pl

from observatory.answers.contract import Answer, Break, Change

BOTH_ENDS = 2
UNSPECIFIED = "unspecified"
STABLE_PERCENT = 0.5  # a smaller change is said to be none


def comparable_span(
    years: Sequence[int], cuts: Sequence[Break], *, around: int | None = None
) -> tuple[int, int] | None:
    """First and last year of the longest run without a break that holds `around` (the last year by default).

    >>> comparable_span([2011, 2012, 2013], [Break(year=2012, cause="operator_enters")])
    (2012, 2013)
    """
    if not years:
        return None
    held = years[-1] if around is None else around
    first = max((one.year for one in cuts if one.year <= held), default=years[0])
    after = min((one.year for one in cuts if one.year > held), default=years[-1] + 1)
    inside = [year for year in years if first <= year < after]
    return (inside[0], inside[-1]) if inside else None


@lru_cache(maxsize=1024)
def change(
    answer: Answer,
    *,
    carrier: str | None = None,
    sector: str | None = None,
    technology: str | None = None,
    base: int | None = None,
) -> Change | None:
    """Change of one series of an answer to its last year, from `base` or the first comparable year.

    None where fewer than two comparable years have a value. A withheld value is no value, and a year that is not known
    whole bears no change. What has no sector measures what its publisher could attribute, and never changes.
    """
    if {UNSPECIFIED} == ({sector} if sector else {*answer.question.sectors}):
        return None
    known = _known(answer, carrier, sector, technology)
    cuts = _cuts(answer, carrier, sector)
    span = comparable_span(known["year"].to_list(), cuts)
    if span is None:
        return None
    inside = known.filter(pl.col("year").is_between(*span))
    if base is not None:
        inside = inside.filter(pl.col("year") >= base)
    if inside.height < BOTH_ENDS or inside["value"][0] <= 0:
        return None
    cut = max((one for one in cuts if one.year == span[0]), key=lambda one: one.year, default=None)
    return _between(inside.row(0, named=True), inside.row(-1, named=True), span, cut)


def comparable_years(
    answer: Answer, *, carrier: str | None = None, sector: str | None = None, technology: str | None = None
) -> tuple[int, ...]:
    """The years of one series that have a value and compare with its last one: where an index may have its base."""
    years = _known(answer, carrier, sector, technology)["year"].to_list()
    span = comparable_span(years, _cuts(answer, carrier, sector))
    return tuple(year for year in years if span and span[0] <= year <= span[1])


def unsure_years(answer: Answer, carrier: str | None = None) -> frozenset[int]:
    """Years of one carrier, or of all, from or to which no change is told."""
    return frozenset(year for code, year in answer.unsure if carrier is None or code in {"", carrier})


def _known(answer: Answer, carrier: str | None, sector: str | None, technology: str | None) -> pl.DataFrame:
    frame = answer.frame
    for column, wanted in (("carrier", carrier), ("sector", sector), ("technology", technology)):
        if wanted is not None:
            frame = frame.filter(pl.col(column) == wanted)
    unsure = unsure_years(answer, carrier)
    return frame.filter(pl.col("value").is_not_null() & ~pl.col("year").is_in(unsure)).sort("year")


def _cuts(answer: Answer, carrier: str | None, sector: str | None) -> list[Break]:
    return [
        one
        for one in answer.breaks
        if (carrier is None or one.carrier in {None, carrier}) and (sector is None or one.sector in {None, sector})
    ]


def _between(first: dict[str, float], last: dict[str, float], span: tuple[int, int], cut: Break | None) -> Change:
    """Percent of the published values, bounded by what each end may hide."""
    percent = (last["value"] / first["value"] - 1) * 100
    low = (last["value"] / first["high"] - 1) * 100
    high = (last["high"] / first["value"] - 1) * 100
    stable = abs(percent) < STABLE_PERCENT
    undecided = low < 0 < high and max(-low, high) >= STABLE_PERCENT and not stable
    return Change(
        year_from=int(first["year"]),
        year_to=int(last["year"]),
        value_from=first["value"],
        value_to=last["value"],
        percent=None if undecided else percent,
        percent_low=low,
        percent_high=high,
        undecided=undecided,
        comparable=span,
        cut_by=cut,
    )
