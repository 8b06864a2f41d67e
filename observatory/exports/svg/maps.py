"""Communes by colour: their contours on a plane, what has no value under its sign, and the scale of the colours."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log, pi, radians, tan
from typing import Any

from observatory.exports.svg.contours import Ring, rings_of
from observatory.exports.svg.frame import Frames
from observatory.exports.svg.ink import element, number, write
from observatory.exports.svg.symbols import symbol
from observatory.figures.axes import LINE_HEIGHT, Json
from observatory.figures.theme import mixed

_PLACES = 1  # decimals of a contour: a tenth of a pixel


@dataclass(frozen=True)
class Plane:
    """From degrees to pixels, by the projection of Mercator."""

    left: float
    top: float
    scale: float
    west: float
    north: float

    def at(self, point: Sequence[float]) -> tuple[float, float]:
        """The pixel of a longitude and a latitude."""
        x, y = _mercator(point)
        return self.left + (x - self.west) * self.scale, self.top + (self.north - y) * self.scale


def areas(layout: Json, drawn: Sequence[Json], frames: Frames) -> Iterator[str]:
    """Every commune of the traces, the chosen ones last as they come, then the scale."""
    known: dict[str, tuple[Ring, ...]] = {}
    for trace in drawn:
        known |= rings_of(str(trace["geojson"]), map(str, trace["locations"]))
    if known:
        plane = _plane(known, frames)
        for trace in drawn:
            yield from (
                _signs(trace, known, plane)
                if trace["type"] == "scattergeo"
                else _filled(trace, known, plane, layout["coloraxis"])
            )
    yield from _scale(layout["coloraxis"], frames)


def _mercator(point: Sequence[float]) -> tuple[float, float]:
    longitude, latitude = radians(point[0]), radians(point[1])
    return longitude, log(tan(pi / 4 + latitude / 2))


def _plane(known: Mapping[str, tuple[Ring, ...]], frames: Frames) -> Plane:
    """All contours as large as the room allows, in its middle."""
    points = [_mercator(point) for rings in known.values() for ring in rings for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    wide, tall = frames.right - frames.left, frames.bottom - frames.top
    scale = min(wide / (east - west), tall / (north - south)) * 0.98
    left = frames.left + (wide - (east - west) * scale) / 2
    return Plane(left, frames.top + (tall - (north - south) * scale) / 2, scale, west, north)


def _filled(trace: Json, known: Mapping[str, tuple[Ring, ...]], plane: Plane, axis: Json) -> Iterator[str]:
    line = trace["marker"]["line"]
    for code, value in zip(map(str, trace["locations"]), trace["z"], strict=True):
        fill = _colour(float(value), axis) if trace.get("coloraxis") else trace["colorscale"][0][1]
        path = "".join(_path(ring, plane) for ring in known.get(code, ()))
        if path:
            yield element(
                "path", d=path, fill=fill, fill_rule="evenodd", stroke=line["color"],
                stroke_width=float(line["width"]), stroke_linejoin="round",
            )  # fmt: skip


def _path(ring: Ring, plane: Plane) -> str:
    """A closed line, without the points that would stand on the one before them."""
    placed = [tuple(round(one, _PLACES) for one in plane.at(point)) for point in ring]
    kept = [point for at, point in enumerate(placed) if at == 0 or point != placed[at - 1]]
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in kept) + "Z"


def _colour(value: float, axis: Json) -> str:
    """The colour of a value, between the two stops around it."""
    stops = axis["colorscale"]
    share = min(max((value - axis["cmin"]) / ((axis["cmax"] - axis["cmin"]) or 1.0), 0.0), 1.0)
    after = next(at for at, (place, _) in enumerate(stops) if place >= share)
    if after == 0:
        return str(stops[0][1])
    (low, one), (high, other) = stops[after - 1], stops[after]
    return mixed(one, other, (share - low) / (high - low))


def _signs(trace: Json, known: Mapping[str, tuple[Ring, ...]], plane: Plane) -> Iterator[str]:
    marker = trace["marker"]
    for at, code in enumerate(map(str, trace["locations"])):
        if code in known:
            ring = max(known[code], key=len)
            x, y = plane.at([sum(column) / len(ring) for column in zip(*ring, strict=True)])
            yield symbol(
                str(marker["symbol"][at]), x, y, size=float(marker["size"]), fill=marker["color"],
                stroke=marker["line"]["color"], width=float(marker["line"]["width"]),
            )  # fmt: skip


def _scale(axis: Json, frames: Frames) -> Iterator[str]:
    """The unit, the colours side by side, then their values."""
    bar: dict[str, Any] = axis["colorbar"]
    font, title = bar["tickfont"], bar["title"]
    left, wide = frames.left + bar["xpad"], (frames.right - frames.left) * bar["len"]
    top = frames.bottom + bar["ypad"] + title["font"]["size"] * LINE_HEIGHT + 2
    yield write(
        title["text"], left, frames.bottom + bar["ypad"], size=title["font"]["size"], colour=title["font"]["color"]
    )
    steps = 60
    for at in range(steps):
        value = axis["cmin"] + (at + 0.5) / steps * (axis["cmax"] - axis["cmin"])
        yield element(
            "rect", x=left + wide * at / steps, y=top, width=wide / steps + 0.5, height=float(bar["thickness"]),
            fill=_colour(value, axis),
        )  # fmt: skip
    foot = top + bar["thickness"] + bar["ticklen"] + 1
    for value, text in zip(bar["tickvals"], bar["ticktext"], strict=True):
        x = left + wide * (value - axis["cmin"]) / ((axis["cmax"] - axis["cmin"]) or 1.0)
        yield write(text, x, foot, size=font["size"], colour=font["color"], anchor="middle")
