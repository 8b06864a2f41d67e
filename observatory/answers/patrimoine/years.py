"""The years of each site: what it used and paid, how many days of the year its bills cover, and whether that is whole.

A year with less than 350 days covered is incomplete, and compared with no other. Where a site has several meters at
once, the one with fewest days decides; a meter that replaces another makes one with it.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import polars as pl

from observatory.answers.patrimoine.lens import Seen
from observatory.answers.patrimoine.spread import DELIVERY, by_month, covered
from observatory.indicators import Measure

WHOLE_YEAR = 350  # days
HANDOVER = 62  # days that a meter and the one that replaces it may share
PAIR = ("site", "fluid")
WATER = "water"


class Tax(StrEnum):
    """Which of two costs is read; they are never mixed."""

    HT = "ht"
    TTC = "ttc"


@dataclass(frozen=True)
class Amount:
    """What is counted: energy, water, or a cost excluding or including tax."""

    measure: Measure
    tax: Tax | None = None

    @property
    def column(self) -> str:
        """The column of the lines."""
        if self.measure is Measure.SITE_COST:
            return f"cost_{self.tax or Tax.TTC}_eur"
        return "water_m3" if self.measure is Measure.SITE_WATER else "energy_mwh"


def amount_of(seen: Seen, measure: Measure) -> Amount:
    """A measure of a commune's sites; of the two costs, the one that more of its lines have (TTC if equal)."""
    if measure is not Measure.SITE_COST:
        return Amount(measure)
    ht, ttc = (seen.lines[f"cost_{tax}_eur"].count() for tax in Tax)
    return Amount(measure, Tax.HT if ht > ttc else Tax.TTC)


@lru_cache(maxsize=64)
def years(seen: Seen, amount: Amount) -> pl.DataFrame:
    """What each site used of each fluid in each year, sorted. Grain: site × fluid × year.

    value: MWh of the lower heating value, m³, or euros; null where some bill of the year lacks it. days: covered by
    bills. delivered: dated by deliveries, so that one year is not compared with another. estimated: by an estimated
    reading, even in part. complete: at least 350 days, and a value.
    """
    lines = _of_measure(seen.lines, amount)
    if lines.is_empty():
        return _summed(by_month(lines), amount.column).with_columns(
            days=pl.lit(0, dtype=pl.Int64), complete=pl.lit(value=False)
        )
    sums = _summed(by_month(lines), amount.column)
    found = sums.join(_days(lines), on=[*PAIR, "year"], how="left").with_columns(pl.col("days").fill_null(0))
    whole = (pl.col("days") >= WHOLE_YEAR) & pl.col("value").is_not_null() & ~pl.col("delivered")
    return found.with_columns(complete=whole).sort(*PAIR, "year")


def months(seen: Seen, amount: Amount) -> pl.DataFrame:
    """What each site used of each fluid in each month. Grain: site × fluid × month; value, estimated."""
    each = by_month(_of_measure(seen.lines, amount))
    sums = each.group_by(*PAIR, "month").agg(_sum(amount.column), _estimated())
    return sums.sort(*PAIR, "month")


def _of_measure(lines: pl.DataFrame, amount: Amount) -> pl.DataFrame:
    """Water and energy are two things; a cost is of either."""
    if amount.measure is Measure.SITE_COST:
        return lines
    is_water = pl.col("fluid") == WATER
    return lines.filter(is_water if amount.measure is Measure.SITE_WATER else ~is_water)


def _summed(each: pl.DataFrame, column: str) -> pl.DataFrame:
    delivered = (pl.col("nature") == DELIVERY).any()
    dated = each.with_columns(year=pl.col("month").dt.year())
    return dated.group_by(*PAIR, "year").agg(_sum(column), _estimated(), delivered=delivered)


def _sum(column: str) -> pl.Expr:
    """Null where nothing is known, and where a bill that counts something does not say this."""
    known = pl.col(column).count() > 0
    # A line of a subscription has a cost and no quantity: it lacks no energy.
    lacking = (pl.col(column).is_null() & pl.col("quantity").is_not_null()).any()
    return pl.when(known & ~lacking).then(pl.col(column).sum()).alias("value")


def _estimated() -> pl.Expr:
    return (pl.col("reading") == "estimated").any().alias("estimated")


def _days(lines: pl.DataFrame) -> pl.DataFrame:
    """Days of each year that a site's bills cover. Grain: site × fluid × year; days."""
    together = _yearly(covered(lines, PAIR), PAIR).rename({"days": "union"})
    apart = _yearly(covered(lines, (*PAIR, "meter")), (*PAIR, "meter"))
    meters = apart.group_by(*PAIR, "year").agg(least=pl.col("days").min(), every=pl.col("days").sum())
    both = together.join(meters, on=[*PAIR, "year"])
    in_turn = pl.col("every") <= pl.col("union") + HANDOVER
    return both.select(*PAIR, "year", days=pl.when(in_turn).then("union").otherwise("least"))


def _yearly(days: pl.DataFrame, by: tuple[str, ...]) -> pl.DataFrame:
    return days.group_by(*by, year=pl.col("month").dt.year()).agg(pl.col("days").sum())
