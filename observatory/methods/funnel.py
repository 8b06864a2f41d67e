"""How far from its group a commune may stand by its size alone: the funnel plot.

Source: Spiegelhalter, Statistics in Medicine 24 (2005), and Quality and Safety in Health Care 14 (2005) for the
additive treatment of over-dispersion, as the R package FunnelPlotR does. A unit inside says nothing; a unit outside
deserves a question, not a verdict.

Limits of the method, measured on simulated groups: winsorising makes τ² lean low where large communes truly differ,
so that more than the nominal share of them stands outside the 95 % limits. Say "to look at", never "abnormal".
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy  # its submodules load at first use: scipy.stats alone takes a second

Floats = npt.NDArray[np.float64]
COVERAGES = (0.95, 0.998)
WINSORISED = 0.10  # share of the scores drawn in at each end
ENOUGH_UNITS = 5
GRID_POINTS = 60
SURE = 0.01  # probability of chance alone under which values are said to follow size
ROUNDING = 1e-9  # relative to the centre; below it a difference is arithmetic, not information


@dataclass(frozen=True)
class Limits:
    """Where `coverage` of the units should lie, one entry per unit or per point of a grid."""

    coverage: float
    low: Floats
    high: Floats


@dataclass(frozen=True)
class Funnel:
    """A group's centre, how its units scatter about it, the limits at 95 % and 99.8 %, and who stands outside.

    `deviation` is s in s_i = s/√n_i; `phi` the over-dispersion Σz²/I of winsorised scores, `tau2` the variance between
    units that size does not explain. `units` has the limits of each unit, `curves` those of the sizes in `grid`, and
    `outside` one array of flags per coverage; their order is that of `COVERAGES`.
    """

    centre: float
    deviation: float
    phi: float
    tau2: float
    units: tuple[Limits, ...]
    grid: Floats
    curves: tuple[Limits, ...]
    outside: tuple[npt.NDArray[np.bool_], ...]


@dataclass(frozen=True)
class Expected:
    """What a number of inhabitants leads to expect: `level` + `slope`·ln(inhabitants), in the unit of the values."""

    level: float
    slope: float

    def at(self, inhabitants: Floats) -> Floats:
        """The value expected of each number of inhabitants; a line that would go below zero stops there."""
        expected: Floats = np.maximum(self.level + self.slope * np.log(inhabitants), 0.0)
        return expected


def expected_by_size(values: Floats, inhabitants: Floats) -> Expected:
    """What size leads to expect of values per inhabitant (none missing, all inhabitants above 0; at least one).

    The group's own ratio Σ y_i·n_i / Σ n_i for all, unless values follow size (Kendall's τ, p < 0.01): then the least
    squares line on ln(n), weighted by n, of which the same ratio is the mean. Small communes that all stand high do not
    do so by chance, and limits taken about one level would call it so: a funnel is then drawn of the values less what
    is expected, as one adjusted for case-mix is. Limit: one straight line; where values bend, its ends fit badly.

    >>> expected_by_size(np.array([2.0, 1.0]), np.array([100.0, 300.0]))
    Expected(level=1.25, slope=0.0)
    """
    ratio = float((values * inhabitants).sum() / inhabitants.sum())
    if np.ptp(values) <= ROUNDING * abs(ratio) or scipy.stats.kendalltau(inhabitants, values).pvalue >= SURE:
        return Expected(ratio, 0.0)
    slope, level = np.polyfit(np.log(inhabitants), values, 1, w=np.sqrt(inhabitants))
    return Expected(float(level), float(slope))


def poisson_limits(expected: Floats, *, coverage: float) -> Limits:
    """Exact limits of observed over expected counts: χ²(α/2; 2E)/2E and χ²(1−α/2; 2(E+1))/2E; every E is above 0.

    >>> limits = poisson_limits(np.array([20.0]), coverage=0.95)
    >>> round(float(limits.low[0]), 4), round(float(limits.high[0]), 4)
    (0.6108, 1.5444)
    """
    tail = (1.0 - coverage) / 2.0
    low = scipy.stats.chi2.ppf(tail, 2.0 * expected) / (2.0 * expected)
    high = scipy.stats.chi2.isf(tail, 2.0 * (expected + 1.0)) / (2.0 * expected)
    return Limits(coverage, low, high)


def funnel(values: Floats, inhabitants: Floats) -> Funnel:
    """The funnel of values per inhabitant (any unit, none missing) against inhabitants (all above 0).

    The centre θ0 is the group's own ratio, Σ y_i·n_i / Σ n_i. Limits are θ0 ± z·√(s_i² + τ²), with s_i = s/√n_i. The
    low limit may be negative. Raises ValueError below five units.
    """
    if values.size < ENOUGH_UNITS:
        raise ValueError(f"at least {ENOUGH_UNITS} units are needed, {values.size} given")
    centre = float((values * inhabitants).sum() / inhabitants.sum())
    away = values - centre
    away = np.where(np.abs(away) <= ROUNDING * abs(centre), 0.0, away)
    deviation = _deviation(away, inhabitants)
    phi, tau2 = _dispersion(away, deviation / np.sqrt(inhabitants)) if deviation else (0.0, 0.0)
    grid = np.geomspace(inhabitants.min(), inhabitants.max(), GRID_POINTS)
    units = tuple(_limits(centre, deviation**2 / inhabitants + tau2, coverage) for coverage in COVERAGES)
    curves = tuple(_limits(centre, deviation**2 / grid + tau2, coverage) for coverage in COVERAGES)
    outside = tuple((centre + away < limits.low) | (centre + away > limits.high) for limits in units)
    return Funnel(centre, deviation, phi, tau2, units, grid, curves, outside)


def _deviation(away: Floats, inhabitants: Floats) -> float:
    """s, the deviation that one inhabitant would have: 1.4826·median|y_i − θ0|·√n_i of the smallest quarter of units.

    Among small units size explains most of the scatter; among large ones what is left is τ², and taking s from them
    would hide it. Where most of the quarter stands at the centre, the root mean square of all takes its place.
    """
    smallest = np.argsort(inhabitants, kind="stable")[: max(ENOUGH_UNITS, -(-inhabitants.size // 4))]
    scaled = np.abs(away) * np.sqrt(inhabitants)
    robust = float(np.median(scaled[smallest]) / scipy.stats.norm.ppf(0.75))
    return robust or float(np.sqrt(np.mean(scaled**2)))


def _dispersion(away: Floats, errors: Floats) -> tuple[float, float]:
    """φ = Σz²/I of scores winsorised at 10 %, and τ² of DerSimonian and Laird from the same scores, not below 0."""
    from statsmodels.stats.meta_analysis import combine_effects  # noqa: PLC0415 - two seconds, for this alone

    scores = away / errors
    drawn = np.clip(scores, *np.quantile(scores, (WINSORISED, 1.0 - WINSORISED)))
    # Scores less scattered than chance have a negative τ² and, from it, roots that are not used.
    with np.errstate(invalid="ignore", divide="ignore"):
        combined = combine_effects(drawn * errors, errors**2, method_re="dl")
    return float(np.mean(drawn**2)), max(0.0, float(combined.tau2))


def _limits(centre: float, variance: Floats, coverage: float) -> Limits:
    reach = scipy.stats.norm.isf((1.0 - coverage) / 2.0) * np.sqrt(variance)
    return Limits(coverage, centre - reach, centre + reach)
