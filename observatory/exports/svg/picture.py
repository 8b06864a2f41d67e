"""Chart -> SVG, at a width in pixels, for paper."""

from dataclasses import dataclass

from observatory.exports.svg import axes, notes, shapes, traces
from observatory.exports.svg.frame import frames
from observatory.exports.svg.ink import number
from observatory.figures.chart import Chart, Kind
from observatory.figures.draws import DRAWS
from observatory.figures.theme import Look

FONT = "Source Sans Pro"
DRAWN = frozenset({Kind.LINES, Kind.MULTIPLES, Kind.BARS, Kind.STRIP})  # what documents use


@dataclass(frozen=True)
class Picture:
    """An SVG and its size in pixels; what it says is the chart's alternative text."""

    svg: str
    width: float
    height: float


def picture(chart: Chart, look: Look, *, width: float, height: float | None = None) -> Picture:
    """A chart of one of the DRAWN kinds, `width` pixels wide, as tall as its drawing asks unless `height` says so."""
    drawing = DRAWS[chart.kind](chart, look, height=height)
    layout = drawing.layout
    tall = float(layout["height"])
    placed = frames(layout, width=width, height=tall)
    parts = [
        *axes.grids(placed),
        *shapes.shapes(layout, placed, below=True),
        *traces.traces(drawing.traces, placed, name=chart.kind),
        *shapes.shapes(layout, placed, below=False),
        *axes.ticks(placed),
        *notes.annotations(layout, placed, look),
    ]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{number(width)}" height="{number(tall)}" '
        f'viewBox="0 0 {number(width)} {number(tall)}" font-family="{FONT}" fill="none">'
    )
    return Picture("".join([head, *parts, "</svg>"]), width, tall)
