"""Bills carried to months by their days: a bill of 15 December to 14 January gives 17 of its 31 days to the first year.

A delivery (fuel oil, wood) is bought one day and burnt over months: it stays on its day, and is never spread.
"""

from collections.abc import Sequence

import polars as pl

AMOUNTS = ("energy_mwh", "water_m3", "cost_ht_eur", "cost_ttc_eur")
DELIVERY = "delivery"
INDEX = "index"  # a number read on a meter: what was used between two of them is a line of its own
COVERING = ("bill", "adjustment")  # a credit note covers no day
MONTH = "1mo"


def by_month(lines: pl.DataFrame) -> pl.DataFrame:
    """Amounts of each line, shared between the months of its period by their days, both ends included.

    Grain: line × month. Columns: those of the lines, `month` (its first day), and the amounts of that month; a line
    of nature `index` has none and is left out.
    """
    counted = lines.filter(pl.col("nature") != INDEX)
    delivered = pl.col("nature") == DELIVERY
    # A delivery counts on the last day it is written with, which is that of the bill.
    dated = counted.with_columns(first=pl.when(delivered).then("period_end").otherwise("period_start"))
    each = _months(dated, "first", "period_end")
    share = pl.col("days") / _days(pl.col("first"), pl.col("period_end"))
    return each.with_columns(pl.col(name) * share for name in AMOUNTS)


def covered(lines: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """How many days of each month some bill covers, no day counted twice. Grain: `by` × month; days."""
    billed = lines.filter(pl.col("nature").is_in(COVERING)).sort(*by, "period_start", "period_end")
    reached = pl.col("period_end").cum_max().shift(1).over(by)
    first = pl.max_horizontal("period_start", reached + pl.duration(days=1))
    new = billed.with_columns(first=first).filter(pl.col("first") <= pl.col("period_end"))
    each = _months(new, "first", "period_end")
    return each.group_by(*by, "month").agg(pl.col("days").sum()).sort(*by, "month")


def _months(frame: pl.DataFrame, first: str, last: str) -> pl.DataFrame:
    """One row per month that a period touches, with the `days` it has there."""
    months = pl.date_ranges(pl.col(first).dt.truncate(MONTH), pl.col(last), MONTH)
    each = frame.with_columns(month=months).explode("month")
    begins = pl.max_horizontal(pl.col(first), pl.col("month"))
    ends = pl.min_horizontal(pl.col(last), pl.col("month").dt.month_end())
    return each.with_columns(days=_days(begins, ends))


def _days(first: pl.Expr, last: pl.Expr) -> pl.Expr:
    return (last - first).dt.total_days() + 1
