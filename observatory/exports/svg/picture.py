"""Chart -> SVG, at a width in pixels, for paper."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from observatory.exports.letters import FONT
from observatory.exports.svg import axes, maps, notes, shapes, traces
from observatory.exports.svg.frame import Frames, frames
from observatory.exports.svg.ink import number
from observatory.figures.axes import Json
from observatory.figures.chart import Chart, Kind
from observatory.figures.draws import DRAWS
from observatory.figures.signs import KEY, key_height
from observatory.figures.theme import Look

# What documents use.
DRAWN = frozenset({Kind.LINES, Kind.MULTIPLES, Kind.BARS, Kind.STRIP, Kind.WATERFALL, Kind.FUNNEL, Kind.MAP})


@dataclass(frozen=True)
class Picture:
    """An SVG and its size in pixels; what it says is the chart's alternative text.

    `key` is what its signs mean, where that is written under it and not in it.
    """

    svg: str
    width: float
    height: float
    key: str = ""


def picture(
    chart: Chart, look: Look, *, width: float, tallest: float | None = None, key_apart: bool = False
) -> Picture:
    """A chart of one of the DRAWN kinds, `width` pixels wide, and no taller than `tallest`."""
    layout, drawn, key = _drawn(chart, look, key_apart=key_apart)
    if tallest is not None and layout["height"] > tallest:
        taken = key_height(key) if key_apart else 0.0
        layout, drawn, key = _drawn(chart, look, height=tallest + taken, key_apart=key_apart)
    tall = float(layout["height"])
    placed = frames(layout, width=width, height=tall)
    parts = [
        *axes.grids(placed),
        *shapes.shapes(layout, placed, below=True),
        *_traced(layout, drawn, placed, name=chart.kind),
        *shapes.shapes(layout, placed, below=False),
        *axes.ticks(placed),
        *notes.annotations(layout, placed, look),
    ]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xml:space="preserve" width="{number(width)}" '
        f'height="{number(tall)}" viewBox="0 0 {number(width)} {number(tall)}" font-family="{FONT}" fill="none">'
    )
    return Picture("".join([head, *parts, "</svg>"]), width, tall, " ".join(key))


def _traced(layout: Json, drawn: list[Json], placed: Frames, *, name: str) -> Iterator[str]:
    if name == Kind.MAP:
        yield from maps.areas(layout, drawn, placed)
    else:
        yield from traces.traces(drawn, placed, name=name, **({"gap": layout["bargap"]} if "bargap" in layout else {}))


def _drawn(
    chart: Chart, look: Look, *, key_apart: bool, height: float | None = None
) -> tuple[Json, list[Json], list[str]]:
    """Layout, traces, and the lines of the key where it stands apart: it was wrapped for a phone."""
    drawing = DRAWS[chart.kind](chart, look, height=height)
    layout = drawing.layout
    found = [one for one in layout.get("annotations", ()) if one.get("name") == KEY]
    if not key_apart or not found:
        return layout, drawing.traces, []
    key = [unescape(line) for line in found[0]["text"].split("<br>")]
    taken = key_height(key)
    margin = layout["margin"] | {"b": layout["margin"]["b"] - taken}
    left = [one for one in layout["annotations"] if one.get("name") != KEY]
    return layout | {"margin": margin, "height": layout["height"] - taken, "annotations": left}, drawing.traces, key
