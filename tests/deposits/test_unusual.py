"""What is unlike the meter's own past is told, and what only follows the seasons is not."""

import datetime as dt
from collections.abc import Sequence

import polars as pl
import pytest

from observatory.deposits.unusual import unusual
from observatory.schemas.site_use import SiteUse

WINTER = [900.0, 850.0, 700.0, 400.0, 100.0, 20.0, 0.0, 0.0, 60.0, 300.0, 600.0, 800.0]  # kWh by month, a heated school


def lines(year: int, months: Sequence[float | None], *, nature: str = "bill") -> pl.DataFrame:
    """A meter's bills by month, as the rules have them."""
    said = [(at, value) for at, value in enumerate(months, start=1) if value is not None]
    starts = [dt.date(year, month, 1) for month, _ in said]
    frame = pl.DataFrame(
        {
            "period_start": starts,
            "quantity": [value for _, value in said],
            "line": range(len(said)),
            "row": range(2, len(said) + 2),
        }
    )
    told = {"insee_code": "38151", "site": "École", "meter": "A", "fluid": "gas", "nature": nature, "unit": "kWh"}
    same = {**told, "reading": "actual", "consommation": "", "periode": ""}
    empty = [name for name in SiteUse.column_names() if name not in {*same, *frame.columns, "period_end"}]
    return frame.with_columns(
        pl.col("line", "row").cast(pl.UInt32),
        period_end=pl.col("period_start").dt.month_end(),
        **{name: pl.lit(value) for name, value in same.items()},
        **{name: pl.lit(None, dtype=pl.String) for name in empty},
    )


def told(now: pl.DataFrame, *past: pl.DataFrame) -> list[tuple[int, str]]:
    found = unusual(now, history=pl.concat(past) if past else None)
    return [(row - 1, code) for row, code in found.sort("row").select("row", "code").iter_rows()]


def test_the_seasons_are_no_surprise() -> None:
    """A school heated in winter and closed in summer, a tenth more than the year before: nothing is told."""
    assert told(lines(2023, [value * 1.1 for value in WINTER]), lines(2022, WINTER)) == []


def test_a_winter_month_at_zero_is_told() -> None:
    """Of the twelve months of that school, a January at 0 is told and a July is not."""
    assert told(lines(2023, [0.0, *WINTER[1:]]), lines(2022, WINTER)) == [(1, "sudden_zero")]


def test_a_month_five_times_its_season_is_told() -> None:
    """Two years of about 100 a month: 500 is told, 160 is not."""
    steady = [98.0, 101.0, 100.0, 99.0, 102.0, 100.0, 101.0, 99.0, 100.0, 98.0, 100.0, 101.0]
    assert told(lines(2024, [100.0, 160.0, 500.0]), lines(2022, steady), lines(2023, steady)) == [(3, "jump")]


@pytest.mark.parametrize("nature", ["delivery", "credit", "adjustment", "index"])
def test_only_bills_have_a_season(nature: str) -> None:
    """A tank that is filled, a credit note and a correction are as large as they are."""
    assert told(lines(2023, [9000.0], nature=nature), lines(2022, WINTER)) == []


def test_months_left_out_are_told_once() -> None:
    """From the last line known, December, to one of April: the first line after the hole is told."""
    steady = [100.0] * 12
    assert told(lines(2023, [None, None, None, 100.0, 100.0]), lines(2022, steady)) == [(1, "gap")]


def test_without_a_past_nothing_is_told() -> None:
    """A first file has nothing to be compared with."""
    assert told(lines(2023, [0.0, 9000.0])) == []
