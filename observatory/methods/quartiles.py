"""The band where half of a group lies."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Quartiles:
    """A quarter of the values lies at or below `first`, half at or below `median`, three quarters below `third`."""

    first: float
    median: float
    third: float


def quartiles(values: Sequence[float], *, minimum: int = 5) -> Quartiles | None:
    """Quartiles with linear interpolation (Hyndman and Fan's type 7), None below `minimum` values: too few to say.

    >>> quartiles([1, 2, 3, 4, 5])
    Quartiles(first=2.0, median=3.0, third=4.0)
    >>> quartiles([1, 2, 3, 4]) is None
    True
    """
    if len(values) < minimum:
        return None
    first, median, third = (float(found) for found in np.quantile(values, (0.25, 0.5, 0.75)))
    return Quartiles(first, median, third)
