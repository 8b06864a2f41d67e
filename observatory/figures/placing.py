"""Where things go: round ticks, wrapped texts, labels pushed apart, dots that do not hide one another."""

import math
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

# Mean width of a letter over its height, for the sans-serif fonts of the theme: measured on French labels, rounded up.
LETTER = 0.54
_WORD = re.compile(r"[^ -]+-*|-+")
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)

# A strip is read in columns about as wide as a dot is on a phone; in each, dots stand one above the other.
_COLUMNS = 60
_LANE = 0.16
_GOLDEN = 0.618034
# Of the step between two years, the least that keeps their names apart on a phone.
_FITS = 0.6
# A label near the right edge turns to the left of its line.
_TURN = 0.6


_WIDER: ContextVar[float] = ContextVar("wider", default=1.0)


@contextmanager
def wider(times: float) -> Iterator[None]:
    """Draw for something that many times as wide as a phone: lines may be as much longer before they are cut."""
    token = _WIDER.set(times)
    try:
        yield
    finally:
        _WIDER.reset(token)


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most `width` letters, cut at spaces and after hyphens only; a longer word keeps its own line.

    No-break spaces are never cut. Inside `wider`, lines are longer.

    >>> wrap("le gestionnaire de Grenoble-Alpes-Métropole", 15)
    ['le gestionnaire', 'de Grenoble-', 'Alpes-Métropole']
    """
    lines = [""]
    for word in _WORD.findall(text):
        longer = lines[-1] + word if lines[-1].endswith("-") else f"{lines[-1]} {word}".strip()
        if len(longer) <= width * _WIDER.get() or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def text_width(text: str, size: float) -> float:
    """Width in pixels, near enough to leave room for it."""
    return len(text) * LETTER * size


def apart(wanted: Sequence[float], heights: Sequence[float], *, low: float, high: float) -> list[float]:
    """Centres as near as can be to those wanted, so that no two boxes overlap and all stand between low and high.

    Where the boxes together are taller than the room, they start at `low` and go on past `high`.

    >>> apart([10, 12, 50], [10, 10, 10], low=0, high=60)
    [6.0, 16.0, 50.0]
    """

    def start(items: list[int]) -> float:
        below = [sum(heights[item] for item in items[:rank]) for rank in range(len(items) + 1)]
        tops = [wanted[item] - heights[item] / 2 - under for item, under in zip(items, below, strict=False)]
        return max(low, min(sum(tops) / len(tops), high - below[-1]))

    blocks: list[list[int]] = []
    for item in sorted(range(len(wanted)), key=lambda one: wanted[one]):
        block = [item]
        while blocks and start(blocks[-1]) + sum(heights[one] for one in blocks[-1]) > start(block):
            block = blocks.pop() + block
        blocks.append(block)

    placed = [0.0] * len(wanted)
    for block in blocks:
        edge = start(block)
        for item in block:
            placed[item] = edge + heights[item] / 2
            edge += heights[item]
    return placed


class Stand(NamedTuple):
    """The row where a label stands, counted from the plot, and the side of its line."""

    row: int
    on_the_right: bool


def stands(places: Sequence[float], widths: Sequence[float], *, total: float) -> list[Stand]:
    """Rows for labels that stand at a place of an axis `total` pixels long, so that none meets another.

    A label turns to the left of its line where it would leave the figure on its right.

    >>> stands([10, 60, 170], [80, 80, 80], total=180)
    [Stand(row=0, on_the_right=True), Stand(row=1, on_the_right=True), Stand(row=0, on_the_right=False)]
    """
    taken: list[tuple[float, float, int]] = []
    found = []
    for place, width in zip(places, widths, strict=True):
        on_the_right = place < total * _TURN
        left, right = (place, place + width) if on_the_right else (place - width, place)
        met = {row for start, end, row in taken if start < right and left < end}
        row = next(row for row in range(len(taken) + 1) if row not in met)
        taken.append((left, right, row))
        found.append(Stand(row, on_the_right))
    return found


def ticks(low: float, high: float, *, count: int = 4) -> list[float]:
    """Round values that cover low to high, about `count` steps apart.

    >>> ticks(0, 161.8)
    [0.0, 50.0, 100.0, 150.0, 200.0]
    """
    if high <= low:
        high = low + 1.0
    rough = (high - low) / count
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(one * power for one in STEPS if one * power >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(position * step, 12) for position in range(first, last + 1)]


def year_ticks(first: int, last: int, *, most: int = 5) -> list[int]:
    """Whole years to write under an axis: the last one always, the others at an even step, the first one where it fits.

    >>> year_ticks(2011, 2023), year_ticks(2012, 2023), year_ticks(2013, 2023)
    ([2011, 2014, 2017, 2020, 2023], [2012, 2014, 2017, 2020, 2023], [2014, 2017, 2020, 2023])
    """
    step = max(1, math.ceil((last - first) / (most - 1)))
    found = list(range(last, first - 1, -step))[::-1]
    return [first, *found] if found[0] - first >= step * _FITS else found


def swarm(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """A height in -1..1 for each value, so that near values stand one above the other; the same values, the same heights.

    Inside a column the order is scrambled (by the golden ratio): sorted, the dots would draw chevrons that mean nothing.
    """
    if not len(values):
        return np.zeros(0)
    spread = float(np.ptp(values)) or 1.0
    column = np.floor((values - values.min()) / spread * _COLUMNS).astype(int)
    order = np.lexsort((np.arange(len(values)) * _GOLDEN % 1, column))
    sorted_columns = column[order]
    rank = np.arange(len(values)) - np.searchsorted(sorted_columns, sorted_columns)
    side = np.where(rank % 2 == 0, rank // 2, -(rank + 1) // 2) * _LANE
    lanes = np.empty(len(values))
    lanes[order] = side / max(1.0, float(np.abs(side).max()))
    return lanes
