"""Lines with their marks, bands and horizontal bars."""

from collections.abc import Iterator, Sequence
from typing import Any

from observatory.exports.svg.frame import Axis, Frames
from observatory.exports.svg.ink import dashes, element, number, paint
from observatory.exports.svg.symbols import symbol
from observatory.figures.axes import Json

_GAP = 0.3  # between two bars, in rows

Point = tuple[float, float]


def traces(found: Sequence[Json], frames: Frames, *, name: str, gap: float = _GAP) -> Iterator[str]:
    """Every trace, in its order; `gap` is the share of a row that a bar leaves empty."""
    before: list[Point | None] = []
    for at, trace in enumerate(found):
        x, y = frames.axes[trace.get("xaxis", "x")], frames.axes[trace.get("yaxis", "y")]
        if trace["type"] == "bar":
            yield from _bars(trace, x, y, name=f"{name}{at}", half=(1 - gap) / 2)
            continue
        points = [(x.at(a), y.at(b)) if a == a and b == b else None for a, b in _pairs(trace)]  # noqa: PLR0124 - NaN
        if trace.get("fill") == "tonexty":
            yield _between(trace, _held(points, y), _held(before, y))
        if "lines" in trace["mode"]:
            yield from _strokes(trace, [point if point and _is_on(point[1], y) else None for point in points])
        if "markers" in trace["mode"]:
            yield from _marks(trace, points)
        before = points


def _is_on(height: float, axis: Axis) -> bool:
    """Whether a pixel is on the plot: a line that leaves it stops at its edge."""
    return min(axis.start, axis.end) - 1 <= height <= max(axis.start, axis.end) + 1


def _held(points: Sequence[Point | None], axis: Axis) -> list[Point | None]:
    """The same points, none outside the plot."""
    top, foot = sorted((axis.start, axis.end))
    return [point and (point[0], min(max(point[1], top), foot)) for point in points]


def _between(trace: Json, points: Sequence[Point | None], before: Sequence[Point | None]) -> str:
    """What lies between a line and the one before it."""
    outline = [point for point in (*points, *reversed(before)) if point is not None]
    colour, opacity = paint(trace["fillcolor"])
    path = "L".join(f"{number(x)} {number(y)}" for x, y in outline)
    return element("path", d=f"M{path}Z", fill=colour, fill_opacity=opacity)


def _pairs(trace: Json) -> list[Point]:
    return list(zip(map(float, trace["x"]), map(float, trace["y"]), strict=True))


def _strokes(trace: Json, points: Sequence[Point | None]) -> Iterator[str]:
    """One path per run of points: none crosses a break or a gap."""
    line = trace["line"]
    is_band = trace.get("fill") == "toself"
    colour, opacity = paint(trace["fillcolor"] if is_band else line["color"])
    for run in _runs(points):
        path = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in run)
        if is_band:
            yield element("path", d=f"{path}Z", fill=colour, fill_opacity=opacity)
        elif len(run) > 1 and line["width"]:
            yield element(
                "path", d=path, stroke=colour, stroke_opacity=opacity, stroke_width=float(line["width"]),
                stroke_dasharray=dashes(line.get("dash")), stroke_linejoin="round",
            )  # fmt: skip


def _runs(points: Sequence[Point | None]) -> list[list[Point]]:
    found: list[list[Point]] = [[]]
    for point in points:
        if point is None:
            found.append([])
        else:
            found[-1].append(point)
    return [run for run in found if run]


def _marks(trace: Json, points: Sequence[Point | None]) -> Iterator[str]:
    marker = trace["marker"]
    line = marker.get("line", {})
    for at, point in enumerate(points):
        if point is not None:
            yield symbol(
                str(_of(marker["symbol"], at)),
                *point,
                size=float(_of(marker["size"], at)),
                fill=str(_of(marker["color"], at)),
                stroke=str(_of(line.get("color", marker["color"]), at)),
                width=float(_of(line.get("width", 1), at)),
                opacity=float(marker.get("opacity", 1)),
            )


def _of(one: Any, at: int) -> Any:
    """What is said once for all points, or of each."""
    return one if isinstance(one, str | int | float) else one[at]


def _bars(trace: Json, x: Axis, y: Axis, *, name: str, half: float) -> Iterator[str]:
    marker = trace["marker"]
    bases = trace.get("base", [0.0] * len(trace["x"]))
    hatches = marker.get("pattern", {}).get("shape", [""] * len(trace["x"]))
    for at, (row, base, wide) in enumerate(zip(trace["y"], bases, trace["x"], strict=True)):
        ends, sides = sorted((x.at(base), x.at(base + wide))), sorted((y.at(row - half), y.at(row + half)))
        fill = _of(marker["color"], at)
        if hatches[at]:
            yield _hatch(f"{name}-{at}", marker["pattern"]["fgcolor"][at])
            fill = f"url(#{name}-{at})"
        line = marker.get("line", {"width": [0] * len(trace["x"])})
        is_open = line["width"][at] > 0
        yield element(
            "rect", x=ends[0], y=sides[0], width=ends[1] - ends[0], height=sides[1] - sides[0], fill=fill,
            stroke=line["color"][at] if is_open else None, stroke_width=float(line["width"][at]) if is_open else None,
        )  # fmt: skip


def _hatch(key: str, colour: str) -> str:
    """Oblique lines, of what nobody could attribute."""
    line = element("path", d="M-1 1L1 -1M0 6L6 0M5 7L7 5", stroke=colour, stroke_width=2.0)
    return f'<pattern id="{key}" width="6" height="6" patternUnits="userSpaceOnUse">{line}</pattern>'
