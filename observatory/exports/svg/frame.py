"""Where things stand: the axes of a layout, from their units to pixels."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log10

from observatory.figures.axes import Json


@dataclass(frozen=True)
class Axis:
    """One axis: what it spans, in its units and in pixels, and how it is told."""

    told: Json
    low: float
    high: float
    start: float  # the pixel of `low`
    end: float

    def at(self, value: float) -> float:
        """The pixel of a value."""
        return self.along(self.measured(value))

    def along(self, place: float) -> float:
        """The pixel of a place in the units of the axis, which are powers of ten where it is logarithmic."""
        return self.start + (place - self.low) / (self.high - self.low) * (self.end - self.start)

    def measured(self, value: float) -> float:
        """A value in the units of the axis."""
        return log10(value) if self.told.get("type") == "log" else value


@dataclass(frozen=True)
class Frames:
    """Every axis of a figure by its name (`x`, `y2`), and the rectangle of paper that they share."""

    axes: Mapping[str, Axis]
    left: float
    right: float
    top: float
    bottom: float
    width: float  # of the whole picture

    def across(self, ref: str, value: float) -> float:
        """The pixel of a place across, in the units of an axis or in shares of the paper."""
        return self.left + value * (self.right - self.left) if ref == "paper" else self.axes[ref].along(value)

    def down(self, ref: str, value: float) -> float:
        """The pixel of a height, in the units of an axis or in shares of the paper."""
        return self.bottom - value * (self.bottom - self.top) if ref == "paper" else self.axes[ref].along(value)


def frames(layout: Json, *, width: float, height: float) -> Frames:
    """The axes of a layout on a picture of this size."""
    margin = layout["margin"]
    left, right = float(margin["l"]), width - margin["r"]
    top, bottom = float(margin["t"]), height - margin["b"]
    found = {}
    for key, told in layout.items():
        if key.startswith(("xaxis", "yaxis")):
            first, last = told.get("domain", (0.0, 1.0))
            is_across = key[0] == "x"
            foot, length = (left, right - left) if is_across else (bottom, top - bottom)
            low, high = (float(end) for end in told["range"])
            found[key.replace("axis", "")] = Axis(told, low, high, foot + first * length, foot + last * length)
    return Frames(found, left, right, top, bottom, width)


def partner(frames: Frames, name: str) -> Axis:
    """The axis that another one is drawn against."""
    other = frames.axes[name].told.get("anchor", "y" if name[0] == "x" else "x")
    return frames.axes[other]
