"""Values that stand apart from the others: shown as such, never removed.

The median and the median absolute deviation (MAD) describe the bulk whatever a few values do, where the mean and the
standard deviation follow the very values they should reveal. Sources: Leys et al. 2013 (J. Exp. Soc. Psychol. 49) for
the bounds, Iglewicz and Hoaglin 1993 for the modified z-score and its 3.5.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy  # its submodules load at first use: scipy.stats alone takes a second

Floats = npt.NDArray[np.float64]
NORMAL_MAD = 0.6745  # MAD of the standard normal distribution, as Iglewicz and Hoaglin print it
NORMAL_MEAN = 1.253314  # standard deviation of a normal distribution over its mean absolute deviation, √(π/2)
FAR = 3.5


@dataclass(frozen=True)
class Bounds:
    """The median, the MAD scaled to a standard deviation (× 1.4826), and the bounds that far from the median."""

    median: float
    mad: float
    low: float
    high: float


def mad_bounds(values: Sequence[float], *, cutoff: float = 3.0) -> Bounds:
    """Bounds of what is usual: median ± `cutoff` scaled MADs, in the unit of the values, of which none is missing.

    Where more than half of the values are equal the MAD is 0 and the bounds are the median: ask `modified_z` then.

    >>> bounds = mad_bounds([1, 3, 3, 6, 8, 10, 10, 1000])
    >>> round(bounds.low, 2), round(bounds.high, 2)
    (-8.57, 22.57)
    """
    median = float(np.median(values))
    mad = float(scipy.stats.median_abs_deviation(values, scale="normal"))
    return Bounds(median, mad, median - cutoff * mad, median + cutoff * mad)


def modified_z(values: Sequence[float]) -> Floats:
    """0.6745·(x − median)/MAD of each value, without unit; none may be missing.

    Where more than half of the values are equal the MAD is 0: the mean absolute deviation takes its place,
    (x − median)/(1.253314·mean|x − median|), as IBM Cognos documents; values all equal score 0.
    """
    away = np.asarray(values, dtype=np.float64) - np.median(values)
    deviation = float(np.median(np.abs(away))) / NORMAL_MAD or float(np.mean(np.abs(away))) * NORMAL_MEAN
    return away / deviation if deviation else away


def outliers(values: Sequence[float]) -> npt.NDArray[np.bool_]:
    """Which values to show as outliers: those whose modified z is beyond 3.5 in size."""
    return np.abs(modified_z(values)) > FAR
