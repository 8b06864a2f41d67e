"""What explains a change: additive LMDI-I of a sum of products, year after year, and Kitagawa's split of a ratio.

A value is V = Σ over categories of the product of factors; the change of V is shared between the factors with nothing
left over. Effects are in the unit of V. Sources: Ang, Energy Policy 33 (2005), equations 4 and 5; zeros: Ang, Zhang &
Choi, Energy 23 (1998), table 2; Kitagawa, JASA 50 (1955).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Effects:
    """How much of a change each factor makes: `cells` is categories × factors and sums to `after - before`."""

    before: float
    after: float
    cells: Array

    @property
    def by_factor(self) -> Array:
        """One effect per factor, in the order of the columns."""
        return np.asarray(self.cells.sum(axis=0))

    @property
    def ratios(self) -> Array | None:
        """The multiplicative form, exp(effect / L(after, before)): the product is after / before.

        None where nothing stands on one side: a ratio to zero says nothing.
        """
        if not (self.before > 0 and self.after > 0):
            return None
        return np.asarray(np.exp(self.by_factor / log_mean(self.after, self.before)))


@dataclass(frozen=True, eq=False)
class Chain:
    """The effects of each step of a sequence; per factor their sum is not that of the end points, in total it is."""

    steps: tuple[Effects, ...]

    @property
    def by_factor(self) -> Array:
        """One effect per factor over the whole sequence."""
        return np.asarray(sum(step.by_factor for step in self.steps))


@dataclass(frozen=True)
class RatioChange:
    """The change of a ratio: `between` groups (their weights moved) and `within` them (their ratios moved)."""

    before: float
    after: float
    between: float
    within: float


def log_mean(first: npt.ArrayLike, second: npt.ArrayLike) -> Array:
    """Logarithmic mean (a − b) / ln(a / b), elementwise: L(a, a) = a and L(0, b) = 0; a, b ≥ 0.

    >>> round(float(log_mean(0.5913, 0.5650)), 3)
    0.578
    """
    low, high = np.minimum(first, second), np.maximum(first, second)
    apart = (low > 0) & (high > low)
    safe_low, safe_high = np.where(apart, low, 1.0), np.where(apart, high, 2.0)
    mean = (safe_high - safe_low) / _log_ratio(safe_high, safe_low)
    return np.where(apart, mean, np.where(low > 0, high, 0.0))


def lmdi(before: npt.ArrayLike, after: npt.ArrayLike) -> Effects:
    """Effect of each factor of each category: L(V₁, V₀)·ln(x₁ / x₀).

    Both matrices are categories × factors (the same, in the same order) of numbers ≥ 0; a category absent on one side
    has zeros there. Where a category appears or disappears, its whole value goes to the factor that is zero, by the
    analytical limit; to each in equal parts where several are zero at once. Raises ValueError for other matrices.
    """
    start, end = _factors(before), _factors(after)
    if start.shape != end.shape:
        raise ValueError("shapes_differ")
    values, ends = start.prod(axis=1), end.prod(axis=1)
    both = (start > 0) & (end > 0)
    logs = _log_ratio(np.where(both, end, 1.0), np.where(both, start, 1.0))
    usual = log_mean(ends, values)[:, np.newaxis] * logs
    cells = usual + _limit(start, ends) - _limit(end, values)
    return Effects(float(values.sum()), float(ends.sum()), cells)


def chained(matrices: Sequence[npt.ArrayLike]) -> Chain:
    """LMDI from each matrix to the next, as one does from year to year: a factor's path counts, not its ends alone.

    Raises ValueError for fewer than two matrices.
    """
    if len(matrices) < 2:  # noqa: PLR2004 - a step has two ends
        raise ValueError("no_step")
    return Chain(tuple(lmdi(before, after) for before, after in pairwise(matrices)))


def kitagawa(before: npt.ArrayLike, after: npt.ArrayLike) -> RatioChange:
    """Split the change of Σ numerators / Σ denominators between groups and within them.

    Both matrices are groups × (numerator, denominator), numbers ≥ 0. With w the share of a group in the denominators
    and r its ratio: between = Σ r̄·Δw, within = Σ w̄·Δr. A group that exists on one side only moves between groups.
    Raises ValueError where a numerator has no denominator, or no denominator is above zero.
    """
    start, end = _factors(before), _factors(after)
    if start.shape != end.shape:
        raise ValueError("shapes_differ")
    weights, ratios = _weights_and_ratios(start)
    weights_after, ratios_after = _weights_and_ratios(end)
    ratios, ratios_after = (
        np.where(weights > 0, ratios, ratios_after),
        np.where(weights_after > 0, ratios_after, ratios),
    )
    return RatioChange(
        before=float(weights @ ratios),
        after=float(weights_after @ ratios_after),
        between=float((ratios + ratios_after) / 2 @ (weights_after - weights)),
        within=float((weights + weights_after) / 2 @ (ratios_after - ratios)),
    )


def _factors(matrix: npt.ArrayLike) -> Array:
    factors = np.asarray(matrix, dtype=np.float64)
    if factors.ndim != 2:  # noqa: PLR2004 - categories × factors
        raise ValueError("not_a_matrix")
    if not (np.isfinite(factors).all() and (factors >= 0).all()):
        raise ValueError("factor_negative_or_unknown")
    return factors


def _log_ratio(high: Array, low: Array) -> Array:
    """ln(high / low); near-equal values through log1p, where the difference of two logarithms would lose its digits."""
    with np.errstate(divide="ignore", over="ignore"):  # the branch that is not taken
        relative = (high - low) / low
        near = np.abs(relative) < 0.5  # noqa: PLR2004 - either formula is exact there
        return np.where(near, np.log1p(relative), np.log(high) - np.log(low))


def _limit(absent: Array, values: Array) -> Array:
    """What goes to factors that are zero on the other side of `values`; nothing where `values` are zero too."""
    zero = absent == 0
    return np.asarray(zero / np.maximum(zero.sum(axis=1, keepdims=True), 1) * values[:, np.newaxis])


def _weights_and_ratios(groups: Array) -> tuple[Array, Array]:
    numerators, denominators = groups.T
    present = denominators > 0
    if not present.any() or (numerators[~present] > 0).any():
        raise ValueError("ratio_to_nothing")
    return denominators / denominators.sum(), numerators / np.where(present, denominators, 1.0)
