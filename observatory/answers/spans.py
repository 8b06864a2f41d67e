"""The years that a page opens on: as far back as everything described today is described."""

from functools import lru_cache

import polars as pl

from observatory.answers.contract import Question
from observatory.answers.facts import summed_fact
from observatory.answers.perimeter import AREAL, one_source_per_carrier
from observatory.indicators import Measure, indicator
from observatory.store import totals
from observatory.store.snapshots import Snapshot


@lru_cache(maxsize=512)
def steady_years(snapshot: Snapshot, question: Question) -> tuple[int, int] | None:
    """First and last year between which an area loses none of the communes that its last year has.

    None for one commune (its own gaps are shown), for production (a first plant may come any year) and where nothing is
    described: every year is then asked for.
    """
    asked = indicator(question.indicator)
    if asked.numerator in {Measure.POPULATION, Measure.PRODUCTION} or not question.territory.is_area:
        return None
    there = totals.patterns_of(snapshot, summed_fact(asked), question.territory)
    there = there.filter(~pl.col("source").is_in(AREAL))
    if question.carriers and summed_fact(asked) == "energy":
        there = there.filter(pl.col("carrier").is_in(question.carriers))
    there, _ = one_source_per_carrier(there, only=question.source)
    if there.is_empty():
        return None
    return _steady(there)


def _steady(there: pl.DataFrame) -> tuple[int, int]:
    long = there.select("pattern", "carrier", year="years").explode("year")
    last = int(long["year"].max())  # type: ignore[arg-type]
    today = long.filter(pl.col("year") == last).select("pattern", "carrier")
    kept = long.join(today, on=["pattern", "carrier"], how="semi")
    whole = kept.group_by("year").agg(whole=pl.len() == today.height).sort("year", descending=True)
    broken = whole.filter(~pl.col("whole"))["year"]
    first = int(whole["year"].min()) if broken.is_empty() else int(broken.max()) + 1  # type: ignore[arg-type]
    return first, last
