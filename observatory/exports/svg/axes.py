"""The grid behind a drawing, and the ticks around it."""

from collections.abc import Iterator

from observatory.exports.svg.frame import Axis, Frames, partner
from observatory.exports.svg.ink import element, write
from observatory.figures.axes import LINE_HEIGHT

_GAP = 5.0  # pixels between a tick and its text


def grids(frames: Frames) -> Iterator[str]:
    """Light lines across each plot, and the axis of zero."""
    for name, axis in _shown(frames, "y"):
        across = partner(frames, name)
        if axis.told.get("showgrid", True):
            for value in axis.told.get("tickvals", ()):
                is_zero = value == 0 and axis.told.get("zeroline")
                yield _line(axis, across, value, axis.told["zerolinecolor" if is_zero else "gridcolor"])


def ticks(frames: Frames) -> Iterator[str]:
    """The texts of both axes, with the small strokes and the line of those that have them."""
    for name, axis in _shown(frames, "y"):
        left = partner(frames, name).start
        for value, text in _told(axis):
            yield _text(axis, text, left - _GAP, axis.at(value), anchor="end")
    for name, axis in _shown(frames, "x"):
        foot = partner(frames, name).start
        reach = float(axis.told.get("ticklen", 0))
        if axis.told.get("showline"):
            yield element(
                "line", x1=axis.start, x2=axis.end, y1=foot, y2=foot, stroke=axis.told["linecolor"], stroke_width=1.0
            )
        for value, text in _told(axis):
            x = axis.at(value)
            yield element("line", x1=x, x2=x, y1=foot, y2=foot + reach, stroke=axis.told["tickcolor"], stroke_width=1.0)
            yield _text(axis, text, x, foot + reach + 2 + axis.told["tickfont"]["size"] * LINE_HEIGHT / 2, "middle")
        yield from _title(axis, foot + reach)


def _shown(frames: Frames, side: str) -> Iterator[tuple[str, Axis]]:
    for name, axis in frames.axes.items():
        if name[0] == side and axis.told.get("visible", True):
            yield name, axis


def _told(axis: Axis) -> Iterator[tuple[float, str]]:
    low, high = sorted((axis.low, axis.high))
    for value, text in zip(axis.told["tickvals"], axis.told["ticktext"], strict=True):
        if low <= axis.measured(value) <= high:
            yield value, text


def _line(axis: Axis, across: Axis, value: float, colour: str) -> str:
    y = axis.at(value)
    return element("line", x1=across.start, x2=across.end, y1=y, y2=y, stroke=colour, stroke_width=1.0)


def _text(axis: Axis, text: str, x: float, middle: float, anchor: str) -> str:
    font = axis.told["tickfont"]
    half = (1 + text.count("<br>")) * font["size"] * LINE_HEIGHT / 2
    return write(text, x, middle - half, size=font["size"], colour=font["color"], anchor=anchor)


def _title(axis: Axis, foot: float) -> Iterator[str]:
    title = axis.told.get("title")
    if title:
        font = title["font"]
        top = foot + 2 + axis.told["tickfont"]["size"] * LINE_HEIGHT + title["standoff"]
        middle = (axis.start + axis.end) / 2
        yield write(title["text"], middle, top, size=font["size"], colour=font["color"], anchor="middle")
