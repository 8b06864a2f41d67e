"""Hot days and tropical nights: thresholds, the months that count, and a summer that lacks a day."""

from datetime import date, timedelta

import polars as pl

from observatory.methods.warmth import SUMMER_DAYS, days_over, nights_over

MAY, AUGUST = date(2023, 5, 1), date(2023, 8, 10)


def summer(**extremes: tuple[float | None, float | None]) -> pl.DataFrame:
    """Every day of 2023, cool but for these days of August."""
    every = [date(2023, 1, 1) + timedelta(days=at) for at in range(365)]
    odd = {AUGUST.replace(day=int(name[1:])): pair for name, pair in extremes.items()}
    pairs = [odd.get(day, (12.0, 25.0)) for day in every]
    return pl.DataFrame(
        {"station": "1", "date": every, "tn": [one for one, _ in pairs], "tx": [one for _, one in pairs]}
    )


def test_a_hot_day_is_above_and_a_tropical_night_is_not_below() -> None:
    """35.0 is no hot day and 35.1 is; 20.0 is a tropical night and 19.9 is none."""
    days = summer(d1=(19.9, 35.0), d2=(20.0, 35.1), d3=(21.0, 34.0))
    assert days_over(days)["value"].to_list() == [1.0]
    assert nights_over(days)["value"].to_list() == [2.0]


def test_a_summer_that_lacks_a_day_has_no_count() -> None:
    """One minimum missing in August leaves the nights without a count, and the days with theirs."""
    days = summer(d1=(None, 36.0))
    assert nights_over(days)["value"].to_list() == [None]
    assert days_over(days)["value"].to_list() == [1.0]


def test_a_winter_that_lacks_days_changes_nothing() -> None:
    """Only May to September count: 153 days."""
    days = summer(d1=(20.0, 36.0)).filter(pl.col("date") >= MAY)
    assert days.filter(pl.col("date").dt.month() <= 9).height == SUMMER_DAYS
    assert days_over(days)["value"].to_list() == [1.0]
