"""Lines and rectangles of a layout: breaks, bands, levels."""

from collections.abc import Iterator

from observatory.exports.svg.frame import Frames
from observatory.exports.svg.ink import dashes, element
from observatory.figures.axes import Json


def shapes(layout: Json, frames: Frames, *, below: bool) -> Iterator[str]:
    """Those that stand behind the drawing, or in front of it."""
    for shape in layout.get("shapes", ()):
        if (shape.get("layer") == "below") is below:
            x = [frames.across(shape.get("xref", "x"), shape[end]) for end in ("x0", "x1")]
            y = [frames.down(shape.get("yref", "y"), shape[end]) for end in ("y0", "y1")]
            yield _rectangle(shape, x, y) if shape["type"] == "rect" else _line(shape, x, y)


def _rectangle(shape: Json, x: list[float], y: list[float]) -> str:
    return element("rect", x=min(x), y=min(y), width=abs(x[1] - x[0]), height=abs(y[1] - y[0]), fill=shape["fillcolor"])


def _line(shape: Json, x: list[float], y: list[float]) -> str:
    line = shape["line"]
    return element(
        "line", x1=x[0], x2=x[1], y1=y[0], y2=y[1], stroke=line["color"], stroke_width=float(line["width"]),
        stroke_dasharray=dashes(line.get("dash")),
    )  # fmt: skip
