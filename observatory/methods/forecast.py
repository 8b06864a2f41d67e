"""Where a short annual series leads, and how sure one may be of it.

Ordinary least squares on ln(value), with the Student prediction interval of one more year:
ŷ ± t(n−2)·s·√(1 + 1/n + (x−x̄)²/Sxx), s² the sum of squared residuals over n − 2 (any regression textbook; asserted
against statsmodels). It supposes that the pace stays what it was: a projection, not a promise.

What ends in `_many` serves a board: `values` is series × years with NaN where a year is missing, and no Python loop
walks through the series. Fans and levels are in the unit of the values.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy  # its submodules load at first use: scipy.stats alone takes a second

from observatory.methods.trend import Floats, logarithms, logarithms_many, series

LEAST_POINTS = 3  # a line takes two, the spread about it one more
ROUNDING = 1e-9  # on logarithms; below it a residual is arithmetic, not information


@dataclass(frozen=True)
class Fan:
    """Central projection and prediction interval, one entry a year of `years`."""

    years: tuple[int, ...]
    central: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True)
class Fans:
    """`Fan` of each series of a board, as arrays series × `years`; NaN where a series has none."""

    years: tuple[int, ...]
    central: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True)
class _Lines:
    """One fitted line a series, each part an array series × 1."""

    points: Floats
    mean_year: Floats
    mean_log: Floats
    slope: Floats
    residual: Floats
    squares: Floats

    def at(self, years: Floats) -> tuple[Floats, Floats]:
        """Expected ln(value) and its standard error for one more year; `years` is series × any number."""
        away = years - self.mean_year
        error = self.residual * np.sqrt(1.0 + 1.0 / self.points + away**2 / self.squares)
        return self.mean_log + self.slope * away, error


def forecast(years: Sequence[int], values: Sequence[float], *, at: Sequence[int], confidence: float = 0.8) -> Fan:
    """Fan of one series at the years `at`. A series without scatter has a fan without width.

    Raises ValueError below three years, with a missing value or one that is not positive.

    >>> fan = forecast([2019, 2020, 2021, 2022], [100.0, 90.0, 81.0, 72.9], at=[2024])
    >>> [round(part[0], 3) for part in (fan.low, fan.central, fan.high)]
    [59.049, 59.049, 59.049]
    """
    _, known = series(years, values, least=LEAST_POINTS)
    logarithms(known)
    fans = forecast_many(years, known[None, :], at=at, confidence=confidence)
    central, low, high = (tuple(part[0].tolist()) for part in (fans.central, fans.low, fans.high))
    return Fan(fans.years, central, low, high)


def forecast_many(years: Sequence[int], values: Floats, *, at: Sequence[int], confidence: float = 0.8) -> Fans:
    """`forecast` of every row of `values` (series × years, NaN where missing).

    A series with fewer than three years, or a value that is not positive, has a fan of NaN.
    """
    lines = _fitted(years, logarithms_many(values))
    central, error = lines.at(np.asarray(at, dtype=np.float64)[None, :])
    reach = scipy.stats.t.ppf((1.0 + confidence) / 2.0, lines.points - 2.0) * error
    with np.errstate(over="ignore"):  # three scattered years say nothing of 2050: their upper limit may be infinite
        return Fans(tuple(at), np.exp(central), np.exp(central - reach), np.exp(central + reach))


def probability_below(years: Sequence[int], values: Sequence[float], *, at: int, level: float) -> float:
    """Probability that the value of the year `at` is at or below `level`, by the distribution that draws the fan.

    A series without scatter gives 0 or 1. Raises ValueError as `forecast`.
    """
    _, known = series(years, values, least=LEAST_POINTS)
    logarithms(known)
    return float(probability_below_many(years, known[None, :], at=[at], level=[level])[0])


def probability_below_many(
    years: Sequence[int], values: Floats, *, at: Sequence[int], level: Sequence[float]
) -> Floats:
    """`probability_below` of every row of `values`, with its own year `at` and its own `level`; NaN as the fans."""
    lines = _fitted(years, logarithms_many(values))
    central, error = lines.at(np.asarray(at, dtype=np.float64)[:, None])
    levels = np.asarray(level, dtype=np.float64)[:, None]
    # A positive value is never at or below a level that is not.
    above = np.log(levels, out=np.full_like(levels, -np.inf), where=levels > 0) - central
    certain = np.where(above >= -ROUNDING, np.inf, -np.inf)
    score = np.divide(above, error, out=certain, where=error != 0)
    probabilities: Floats = scipy.stats.t.cdf(score, lines.points - 2.0)[:, 0]
    return probabilities


def _fitted(years: Sequence[int], logs: Floats) -> _Lines:
    """The least squares line of each row; NaN throughout where there are too few points."""
    known = np.isfinite(logs)
    counted = known.sum(axis=1, keepdims=True)
    enough = counted >= LEAST_POINTS
    points = np.where(enough, counted, np.nan)
    at = np.asarray(years, dtype=np.float64)[None, :]
    mean_year = np.where(known, at, 0.0).sum(axis=1, keepdims=True) / points
    mean_log = np.where(known, logs, 0.0).sum(axis=1, keepdims=True) / points
    away = np.where(known, at - mean_year, 0.0)
    rise = np.where(known, logs - mean_log, 0.0)
    squares = np.where(enough, (away**2).sum(axis=1, keepdims=True), np.nan)
    slope = (away * rise).sum(axis=1, keepdims=True) / squares
    residual = np.sqrt(((rise - slope * away) ** 2).sum(axis=1, keepdims=True) / (points - 2.0))
    return _Lines(points, mean_year, mean_log, slope, np.where(residual < ROUNDING, 0.0, residual), squares)
