"""A line that is unlike what the commune's meter did before: told to whom it came from, never corrected nor refused.

What is usual is what the meter used a day in the same season, in the lines that the commune already has: a school that
sleeps in August and a boiler that runs in January are no surprise. Without such lines nothing is told.
"""

import polars as pl

from observatory.deposits.found import FOUND, found_of
from observatory.deposits.plausibility import RATIO

SUDDEN_ZERO, GAP, JUMP = "sudden_zero", "gap", "jump"
_METER = ("insee_code", "site", "meter", "fluid", "unit")
_ENOUGH = 3  # readings of the season
_TIMES = 3
# A robust distance of 3.5 is far (Iglewicz and Hoaglin 1993, How to detect and handle outliers); bills are rougher.
_FAR, _CONSISTENT = 5, 1.4826
_MONTHS = 12
_HOLE_DAYS = 45  # a month is missing, and not a day between two bills


def unusual(lines: pl.DataFrame, *, history: pl.DataFrame | None) -> pl.DataFrame:
    """Mark `sudden_zero`, `jump` and `gap`, against the lines that the commune already has. Grain: finding; `FOUND`."""
    if history is None or history.is_empty() or lines.is_empty():
        return pl.DataFrame(schema=FOUND)
    past = _daily(history.filter(pl.col("nature") == "bill").with_columns(pl.col("fluid", "unit").cast(pl.String)))
    bills = lines.filter((pl.col("nature") == "bill") & pl.col("quantity").is_not_null())
    rated = bills.join(_seasonal(_daily(bills), past), on="line", how="left").with_columns(odd=_odd())
    first = bills.filter(pl.col("period_start") == pl.col("period_start").min().over(_METER)).unique(_METER)
    last = past.group_by(_METER).agg(known_until=pl.col("period_end").max())
    hole = (pl.col("period_start") - pl.col("known_until")).dt.total_days() > _HOLE_DAYS
    after = first.join(last, on=list(_METER), how="inner").with_columns(gap=pl.when(hole).then(pl.lit(GAP)))
    return pl.concat([found_of(rated, "odd", "consommation"), found_of(after, "gap", "periode")])


def _daily(lines: pl.DataFrame) -> pl.DataFrame:
    """Each line with what it uses a day, and the month of its middle."""
    days = (pl.col("period_end") - pl.col("period_start")).dt.total_days() + 1
    middle = pl.col("period_start").dt.offset_by(pl.format("{}d", days // 2))
    return lines.with_columns(daily=pl.col("quantity") / days, month=middle.dt.month())


def _seasonal(mine: pl.DataFrame, past: pl.DataFrame) -> pl.DataFrame:
    """What the meter used in the same season, a month more or less, in other periods. Grain: line."""
    former = past.select(*_METER, then="daily", then_month="month", then_start="period_start")
    paired = mine.select("line", *_METER, "month", "period_start").join(former, on=list(_METER), how="inner")
    apart = (pl.col("month") - pl.col("then_month")).abs()
    near = (apart <= 1) | (apart >= _MONTHS - 1)
    seasonal = paired.filter(near & (pl.col("then_start") != pl.col("period_start")))
    rough = (pl.col("then") - pl.col("then").median()).abs().median() * _CONSISTENT
    said = seasonal.group_by("line").agg(
        usual=pl.col("then").median(), least=pl.col("then").min(), rough=rough, readings=pl.len()
    )
    return said.join(mine.select("line", "daily"), on="line")


def _odd() -> pl.Expr:
    known = pl.col("readings") >= _ENOUGH
    zero = known & (pl.col("quantity") == 0) & (pl.col("least") > 0)
    times = pl.max_horizontal(pl.col("daily") / pl.col("usual"), pl.col("usual") / pl.col("daily"))
    far = (pl.col("daily") - pl.col("usual")).abs() > _FAR * pl.col("rough")
    jump = known & (pl.col("quantity") > 0) & (pl.col("usual") > 0) & (times > _TIMES) & (times < RATIO) & far
    return pl.when(zero).then(pl.lit(SUDDEN_ZERO)).when(jump).then(pl.lit(JUMP))
