"""Which communes of a comparison stand further from the others than their size explains, and by how much."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import polars as pl

from observatory.answers.comparison import Comparison
from observatory.methods.funnel import COVERAGES, ENOUGH_UNITS, Expected, Funnel, expected_by_size, funnel
from observatory.methods.outliers import outliers
from observatory.methods.shrinkage import empirical_bayes

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)  # one object per comparison
class Spread:
    """The ranked communes of a comparison about what their size leads to expect.

    `frame`, by name: key, name, inhabitants, value, high, status; `expected`; `shrunk` (the value drawn towards it, the
    more so the smaller the commune); `outside` (the widest coverage whose limits it is beyond, 0.95 or 0.998, else
    null), `above` (on which side), `outlier` (its residual is far from all others': shown as such, never removed).
    `funnel` is that of the values less what is expected, about the group's ratio.
    """

    comparison: Comparison
    frame: pl.DataFrame
    expected: Expected
    funnel: Funnel


@lru_cache(maxsize=256)
def spread(found: Comparison) -> Spread | None:
    """The funnel of a comparison of values per inhabitant; None where fewer than five communes have one.

    A lower bound is beyond limits only where what it may reach is too.
    """
    rows = found.frame.filter(pl.col("ranked") & (pl.col("inhabitants") > 0)).select(
        "key", "name", "inhabitants", "value", "high", "status"
    )
    if rows.height < ENOUGH_UNITS:
        return None
    value, people = rows["value"].to_numpy(), rows["inhabitants"].to_numpy()
    usual = expected_by_size(value, people)
    ratio = float((value * people).sum() / people.sum())
    moved = usual.at(people) - ratio
    made = funnel(value - moved, people)
    variances = made.deviation**2 / people
    shrunk = empirical_bayes(value - moved, variances, centre=made.centre, tau2=made.tau2).values + moved
    scatter = np.sqrt(variances + made.tau2)
    residuals = np.divide(value - moved - made.centre, scatter, out=np.zeros_like(value), where=scatter > 0)
    frame = rows.with_columns(
        pl.Series("expected", usual.at(people)),
        pl.Series("shrunk", shrunk),
        pl.Series("outlier", outliers(residuals.tolist())),
        pl.Series("above", value > usual.at(people)),
        _outside(made, value - moved, rows["high"].to_numpy() - moved),
    )
    return Spread(found, frame, usual, made)


def _outside(made: Funnel, low: Floats, high: Floats) -> pl.Series:
    """The widest coverage that both bounds of each value are beyond, on the same side."""
    found = np.full(low.shape, np.nan)
    for coverage, limits in zip(COVERAGES, made.units, strict=True):
        found = np.where((low > limits.high) | (high < limits.low), coverage, found)
    return pl.Series("outside", found).fill_nan(None)
