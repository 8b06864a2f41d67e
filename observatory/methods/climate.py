"""Degree-days of a station, and a use carried to the normal climate: it corrects over time, never between communes.

The base and the method are attributes of a series: figures of another base, method, season or station never compare.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import TypeVar

import polars as pl

# The months that the statistical service of the ministry (SDES) sums, with base 17 and the method Météo.
SEASON = (1, 2, 3, 4, 5, 10, 11, 12)
SEASON_BASE = 17.0
YEAR = tuple(range(1, 13))

Quantity = TypeVar("Quantity", float, pl.Expr)


class Method(StrEnum):
    """How the two temperatures of a day become its degree-days."""

    METEO = "meteo"  # the mean of the extremes
    COSTIC = "costic"  # "professionnels de l'énergie": heating contracts and the tertiary decree


def degree_day(tn: pl.Expr, tx: pl.Expr, *, base: float, method: Method) -> pl.Expr:
    """Heating degree-days of one day, in °C·day, from its lowest and highest temperature in °C; null if one lacks.

    Météo: max(0, S − (Tn + Tx) / 2). COSTIC: S − (Tn + Tx) / 2 where Tx ≤ S, 0 where Tn ≥ S, and between
    (S − Tn)·(0.08 + 0.42·(S − Tn) / (Tx − Tn)); the pieces meet at both ends. The two differ between seasons only.

    >>> day = pl.DataFrame({"tn": [10.0], "tx": [20.0]})
    >>> day.select(degree_day(pl.col("tn"), pl.col("tx"), base=18, method=Method.COSTIC)).item()
    3.328
    """
    below = base - (tn + tx) / 2
    if method is Method.METEO:
        return below.clip(lower_bound=0.0)
    missing = base - tn
    between = missing * (0.08 + 0.42 * missing / (tx - tn))
    known = tn.is_not_null() & tx.is_not_null()
    return pl.when(known & (tx <= base)).then(below).when(known & (tn >= base)).then(0.0).when(known).then(between)


def yearly(days: pl.DataFrame, *, base: float, method: Method, months: Sequence[int] | None = None) -> pl.DataFrame:
    """Degree-days of each calendar year. Grain: station × year, sorted.

    `days` has station, date, tn, tx (°C), one row per station and day; `months` are those summed (`SEASON`), all if
    None. `days` of the result counts those with both temperatures; `complete` says that none of the months' days
    lacks. The `degree_days` of an incomplete year are the sum of what is known: no figure to show or to compare.
    """
    asked = YEAR if months is None else tuple(sorted(set(months)))
    year = pl.col("date").dt.year()
    dated = days.filter(pl.col("date").dt.month().is_in(asked)).select(
        "station", year=year, heating=degree_day(pl.col("tn"), pl.col("tx"), base=base, method=method)
    )
    summed = dated.group_by("station", "year").agg(
        degree_days=pl.when(pl.col("heating").count() > 0).then(pl.col("heating").sum()),
        days=pl.col("heating").count(),
    )
    expected = pl.sum_horizontal(
        pl.date(pl.col("year"), month, 1).dt.days_in_month().cast(pl.UInt32) for month in asked
    )
    return summed.with_columns(complete=pl.col("days") == expected).sort("station", "year")


def normal(years: pl.DataFrame, *, station: str, first: int, last: int) -> float | None:
    """Mean degree-days of one station from `first` to `last`, both included; None unless each year is complete.

    `years` is what `yearly` returns. The period is stated beside every figure corrected with it; None is for the
    caller to refuse, since the mean of the years that happen to be there is no normal.
    """
    kept = years.filter(pl.col("complete"), pl.col("station") == station, pl.col("year").is_between(first, last))
    if first > last or kept.height != last - first + 1:
        return None
    return float(kept["degree_days"].sum()) / kept.height


def sdes_correction(
    value: Quantity, share: float | Quantity, degree_days: float | Quantity, normal: float | Quantity
) -> Quantity:
    """Use at normal climate by the statistical formula: value / (1 + p·(r − 1)), r = degree-days / normal.

    `share` is p, the part of the use that follows the climate (0 to 1: heating, not hot water); the result is in the
    unit of `value`. For totals of a territory. Source: SDES, bilan de l'énergie.
    """
    return value / (1 + share * (degree_days / normal - 1))


def cep_correction(
    value: Quantity, share: float | Quantity, degree_days: float | Quantity, normal: float | Quantity
) -> Quantity:
    """Use at normal climate by the advisers' rule of three on heating: value·((1 − p) + p·normal / degree-days).

    For what a commune pays for (conseil en énergie partagé). It is not the inverse of `sdes_correction`: a figure
    says which of the two made it. `degree_days` are above zero.
    """
    return value * ((1 - share) + share * (normal / degree_days))
