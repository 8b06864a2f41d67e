"""The marks of the theme as paths, each in a square of two by two around its point."""

from collections.abc import Mapping
from math import cos, pi, sin

from observatory.exports.svg.ink import element, number

Outline = tuple[tuple[float, float], ...]


def _around(count: int, *, inner: float = 1.0) -> Outline:
    """Corners on a circle, the first on top; with `inner`, every second one stands nearer."""
    steps = count * 2 if inner < 1 else count
    turns = [(2 * pi * at / steps, inner if at % 2 and inner < 1 else 1.0) for at in range(steps)]
    return tuple((reach * sin(turn), -reach * cos(turn)) for turn, reach in turns)


_A, _B = 0.35, 0.9
CLOSED: Mapping[str, Outline] = {
    "square": ((-_B, -_B), (_B, -_B), (_B, _B), (-_B, _B)),
    "diamond": ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
    "triangle-up": ((0, -1.1), (1.1, 0.8), (-1.1, 0.8)),
    "triangle-down": ((0, 1.1), (1.1, -0.8), (-1.1, -0.8)),
    "triangle-right": ((1.1, 0), (-0.8, 1.1), (-0.8, -1.1)),
    "pentagon": _around(5),
    "hexagon": _around(6),
    "star": tuple((1.4 * x, 1.4 * y) for x, y in _around(5, inner=0.38)),
    "cross": (
        (-_A, -1), (_A, -1), (_A, -_A), (1, -_A), (1, _A), (_A, _A), (_A, 1), (-_A, 1), (-_A, _A), (-1, _A), (-1, -_A),
        (-_A, -_A),
    ),
    "hourglass": ((-1, -1), (1, -1), (-1, 1), (1, 1)),
    "bowtie": ((-1, -1), (-1, 1), (1, -1), (1, 1)),
}  # fmt: skip
_X = cos(pi / 4)
CLOSED = {**CLOSED, "x": tuple(((x - y) * _X, (x + y) * _X) for x, y in CLOSED["cross"])}
THIN: Mapping[str, Outline] = {
    "line-ew-open": ((-1.4, 0), (1.4, 0)),
    "x-thin-open": ((-1, -1), (1, 1), (-1, 1), (1, -1)),
}
OPEN = "-open"


def symbol(
    name: str, x: float, y: float, *, size: float, fill: str, stroke: str, width: float, opacity: float = 1.0
) -> str:
    """One mark of the theme; `-open` ones are empty."""
    radius, look = size / 2, {"stroke": stroke, "stroke_width": width, "opacity": None if opacity == 1 else opacity}
    if name in THIN:
        ends = [f"{number(x + a * radius)} {number(y + b * radius)}" for a, b in THIN[name]]
        return element(
            "path", d="".join(f"M{one}L{two}" for one, two in zip(ends[::2], ends[1::2], strict=True)), **look
        )
    inside = "none" if name.endswith(OPEN) else fill
    if name.removesuffix(OPEN) == "circle":
        return element("circle", cx=x, cy=y, r=radius, fill=inside, **look)
    corners = CLOSED[name.removesuffix(OPEN)]
    path = "L".join(f"{number(x + a * radius)} {number(y + b * radius)}" for a, b in corners)
    return element("path", d=f"M{path}Z", fill=inside, **look)
