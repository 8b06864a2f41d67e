"""Small communes vary by chance: their values are drawn towards the group's, the more so the less they are known.

Both estimators are θ + B·(y − θ): B is one number for all in James–Stein, and each unit's own in empirical Bayes.
A shrunk value serves to compare; the published value stays the one that is shown.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
LEAST_UNITS = 4


@dataclass(frozen=True)
class Shrunk:
    """What units are drawn to, the share of its own difference that each keeps (0 to 1), and the result."""

    centre: float
    kept: Floats
    values: Floats


def james_stein(values: Floats, *, variance: float) -> Shrunk:
    """Units known equally well: c = 1 − (k−3)·σ²/Σ(y−ȳ)², not below 0, about their mean ȳ.

    `variance` is σ² of one value about its truth, in the square of its unit; for a share p̄ of n draws it is the
    binomial p̄(1−p̄)/n. Raises ValueError below four units. Source: Efron and Morris 1975, 1977.
    """
    if values.size < LEAST_UNITS:
        raise ValueError(f"at least {LEAST_UNITS} units are needed, {values.size} given")
    centre = float(values.mean())
    scatter = float(((values - centre) ** 2).sum())
    kept = max(0.0, 1.0 - (values.size - 3) * variance / scatter) if scatter else 0.0
    return Shrunk(centre, np.full(values.size, kept), centre + kept * (values - centre))


def empirical_bayes(values: Floats, variances: Floats, *, centre: float, tau2: float) -> Shrunk:
    """Units known unequally: ŷ_i = θ + B_i·(y_i − θ), B_i = τ²/(τ² + s_i²).

    `variances` are the s_i², `tau2` the variance between units (both from `funnel`), all in the square of the unit of
    the values. A unit without variance of its own keeps its value. Source: Morris 1983.
    """
    total = tau2 + variances
    kept = np.divide(tau2, total, out=np.ones_like(total), where=variances > 0)
    return Shrunk(centre, kept, centre + kept * (values - centre))
