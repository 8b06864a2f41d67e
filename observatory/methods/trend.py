"""The pace and direction of a short annual series.

Pace: the Theil–Sen slope, the median of the slopes of all pairs of years, with the rank interval of Sen (J. Am. Stat.
Assoc. 63, 1968, eq. 2.6): one odd year hardly moves it. Direction: the Mann–Kendall test (Mann 1945, Kendall 1975).

What ends in `_many` serves a board: `values` is series × years with NaN where a year is missing, and no Python loop
walks through the series. `confidence` is above 0.5 (0.8 for an 80 % interval).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy  # its submodules load at first use: scipy.stats alone takes a second

Floats = npt.NDArray[np.float64]
LEAST_POINTS = 2


@dataclass(frozen=True)
class Slope:
    """Change per year in the unit of the series, its interval, and the value of the line at year 0."""

    slope: float
    intercept: float
    low: float
    high: float


@dataclass(frozen=True)
class Rate:
    """Relative change per year (−0.02 is −2 % a year) and its interval."""

    rate: float
    low: float
    high: float


@dataclass(frozen=True)
class Slopes:
    """`Slope` of each series of a board; NaN where a series has fewer than two years."""

    slope: Floats
    intercept: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True)
class Rates:
    """`Rate` of each series of a board; NaN below two years, or where a value is not positive."""

    rate: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True)
class MannKendall:
    """Pairs of years that rise minus pairs that fall, and how often chance does as much."""

    s: int
    variance: float
    z: float
    p_normal: float
    p_exact: float | None
    tau: float


def theil_sen(years: Sequence[int], values: Sequence[float], *, confidence: float) -> Slope:
    """Median slope of all pairs of years, with its rank interval; intercept med(y) − slope·med(x).

    Raises ValueError below two years or with a missing value. Source: Theil 1950, Sen 1968, by scipy `theilslopes`.

    >>> round(theil_sen([2020, 2021, 2022, 2023], [10, 9, 20, 7], confidence=0.8).slope, 6)
    -1.0
    """
    at, known = series(years, values, least=LEAST_POINTS)
    found = scipy.stats.theilslopes(known, at, alpha=confidence, method="separate")
    return Slope(*(float(part) for part in found))


def theil_sen_rate(years: Sequence[int], values: Sequence[float], *, confidence: float) -> Rate:
    """Theil–Sen on ln(value), as a relative change per year: exp(slope) − 1.

    Raises ValueError as `theil_sen`, or with a value that is not positive.

    >>> round(theil_sen_rate([2020, 2021, 2023], [100, 90, 72.9], confidence=0.8).rate, 6)
    -0.1
    """
    at, known = series(years, values, least=LEAST_POINTS)
    found = theil_sen(at.tolist(), logarithms(known).tolist(), confidence=confidence)
    return Rate(*(float(np.expm1(part)) for part in (found.slope, found.low, found.high)))


def theil_sen_many(years: Sequence[int], values: Floats, *, confidence: float) -> Slopes:
    """`theil_sen` of every row of `values` (series × years, NaN where missing); `years` are distinct.

    Equal to scipy's `theilslopes` row by row: the same pairs, ranks (ties of values included) and medians.
    """
    at = np.asarray(years, dtype=np.float64)
    later, earlier = np.nonzero(at[:, None] > at[None, :])
    slopes = np.sort((values[:, later] - values[:, earlier]) / (at[later] - at[earlier]), axis=1)
    points = np.isfinite(values).sum(axis=1)
    pairs = points * (points - 1) // 2
    reach = scipy.stats.norm.isf((1.0 - confidence) / 2.0) * np.sqrt(_variance(values, points))
    lowest = np.round((pairs - reach) / 2.0).astype(np.intp) - 1
    highest = np.minimum(np.round((pairs + reach) / 2.0).astype(np.intp), pairs - 1)
    slope = _median(slopes, pairs)
    known_years = np.sort(np.where(np.isfinite(values), at, np.nan), axis=1)
    intercept = _median(np.sort(values, axis=1), points) - slope * _median(known_years, points)
    return Slopes(slope, intercept, _ranked(slopes, lowest), _ranked(slopes, highest))


def theil_sen_rate_many(years: Sequence[int], values: Floats, *, confidence: float) -> Rates:
    """`theil_sen_rate` of every row of `values` (series × years, NaN where missing)."""
    found = theil_sen_many(years, logarithms_many(values), confidence=confidence)
    return Rates(np.expm1(found.slope), np.expm1(found.low), np.expm1(found.high))


def mann_kendall(years: Sequence[int], values: Sequence[float]) -> MannKendall:
    """Whether a series rises or falls more than chance would have it.

    `z` has the continuity correction (S − sign S)/√variance, the variance the correction for tied values. Below ten
    points `p_normal` is poor: prefer `p_exact` (Kendall's own distribution, by scipy), which is None where values tie.
    `tau` is tau-b, 0 for a constant series. Raises ValueError below two years or with a missing value.
    """
    at, known = series(years, values, least=LEAST_POINTS)
    signs = np.sign(known[:, None] - known[None, :]) * np.sign(at[:, None] - at[None, :])
    s = int(signs.sum()) // 2
    variance = float(_variance(known[None, :], np.array([known.size]))[0])
    z = (s - np.sign(s)) / np.sqrt(variance) if variance else 0.0
    tied = np.unique(known).size < known.size
    exact = scipy.stats.kendalltau(at, known, method="asymptotic" if tied else "exact") if variance else None
    return MannKendall(
        s=s,
        variance=variance,
        z=float(z),
        p_normal=float(2.0 * scipy.stats.norm.sf(abs(z))),
        p_exact=None if exact is None or tied else float(exact.pvalue),
        tau=0.0 if exact is None else float(exact.statistic),
    )


def series(years: Sequence[int], values: Sequence[float], *, least: int) -> tuple[Floats, Floats]:
    """Years and values as arrays; ValueError with fewer than `least`, lengths that differ or a missing value."""
    at, known = np.asarray(years, dtype=np.float64), np.asarray(values, dtype=np.float64)
    if at.shape != known.shape or known.size < least or not np.isfinite(known).all():
        raise ValueError(f"at least {least} years, each with its value, are needed: {years!r}, {values!r}")
    return at, known


def logarithms(values: Floats) -> Floats:
    """Logarithms of one series; ValueError with a value that is not positive."""
    if (values <= 0).any():
        raise ValueError(f"a relative change needs positive values: {values.tolist()!r}")
    return np.log(values)


def logarithms_many(values: Floats) -> Floats:
    """Logarithms of each series; a series with a value that is not positive is NaN throughout."""
    odd = (values <= 0).any(axis=1, keepdims=True)
    return np.log(np.where(odd, np.nan, values))


def _variance(values: Floats, points: npt.NDArray[np.intp]) -> Floats:
    """Variance of Kendall's S for each row: [n(n−1)(2n+5) − Σ k(k−1)(2k+5) over values tied k times] / 18."""
    alike = (values[:, :, None] == values[:, None, :]).sum(axis=2)
    # Each of the k tied values carries (k−1)(2k+5); a missing value equals nothing, itself included.
    tied = np.where(alike > 0, (alike - 1) * (2 * alike + 5), 0).sum(axis=1)
    variance: Floats = (points * (points - 1) * (2 * points + 5) - tied) / 18.0
    return variance


def _median(ordered: Floats, counts: npt.NDArray[np.intp]) -> Floats:
    """Median of the first `counts` entries of each sorted row; NaN where there is none."""
    lower, upper = _ranked(ordered, (counts - 1) // 2), _ranked(ordered, counts // 2)
    return np.where(counts > 0, (lower + upper) / 2.0, np.nan)


def _ranked(ordered: Floats, ranks: npt.NDArray[np.intp]) -> Floats:
    """The entry of each sorted row at its rank (at least 0); NaN stands last, so a row without entries gives NaN."""
    if not ordered.shape[1]:
        return np.full(len(ordered), np.nan)
    return np.take_along_axis(ordered, np.maximum(ranks, 0)[:, None], axis=1)[:, 0]
