"""Hot days and tropical nights of a station, counted over the months that have them where no day lacks."""

import polars as pl

SUMMER = (5, 6, 7, 8, 9)
SUMMER_DAYS = 153
HOT_C, TROPICAL_C = 35.0, 20.0


def days_over(days: pl.DataFrame, *, limit: float = HOT_C) -> pl.DataFrame:
    """Days from May to September whose highest temperature is above the limit, °C. Grain: station × year; value.

    `days` has station, date, tn, tx. A year that lacks one of these days has no value: a sum of what is known would be
    read as a cool year.

    >>> from datetime import date, timedelta
    >>> every = [date(2023, 5, 1) + timedelta(days=at) for at in range(153)]
    >>> hot = [36.0 if day.month == 8 and day.day < 4 else 35.0 for day in every]
    >>> days = pl.DataFrame({"station": "1", "date": every, "tn": 12.0, "tx": hot})
    >>> days_over(days)["value"].to_list()
    [3.0]
    """
    return _counted(days, "tx", pl.col("tx") > limit)


def nights_over(days: pl.DataFrame, *, limit: float = TROPICAL_C) -> pl.DataFrame:
    """Days from May to September whose lowest temperature is not below the limit, °C (Météo-France: nuit tropicale)."""
    return _counted(days, "tn", pl.col("tn") >= limit)


def _counted(days: pl.DataFrame, known: str, counts: pl.Expr) -> pl.DataFrame:
    summer = days.filter(pl.col("date").dt.month().is_in(SUMMER))
    by_year = summer.group_by("station", year=pl.col("date").dt.year())
    counted = by_year.agg(value=counts.sum().cast(pl.Float64), known=pl.col(known).count())
    complete = pl.when(pl.col("known") == SUMMER_DAYS).then("value")
    return counted.select("station", "year", value=complete).sort("station", "year")
