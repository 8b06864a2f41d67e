"""A figure for a wall: the drawing that a phone gets, enlarged whole, so that it reads from the back of a room."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from observatory.figures.axes import Drawing, Json
from observatory.figures.chart import Chart, Kind, MarkKind
from observatory.figures.draws import DRAWS
from observatory.figures.maps import SCALE_ROOM as MAP_SCALE
from observatory.figures.multiples import COLUMNS
from observatory.figures.placing import wider
from observatory.figures.theme import Look

SCALE = 2.0  # of lines, dots, margins and letters, in the smallest window
PHONE = 350.0  # pixels: the width that lines are cut for elsewhere
CAUSES = 3  # breaks whose causes a wall has room for
LEAST = 24.0  # pixels, in the smallest window: no letter is smaller

# What Plotly counts in pixels, by the name it has wherever it stands.
_PIXELS = frozenset({
    "height", "ticklen", "standoff", "thickness", "xpad", "ypad", "xshift", "yshift", "ax", "ay", "l", "r", "t", "b",
    "pad", "borderpad", "borderwidth", "zerolinewidth", "outlinewidth", "arrowwidth", "tickwidth", "gridwidth",
})  # fmt: skip
_INSIDE = {"line": frozenset({"width"}), "marker": frozenset({"size"}), "pattern": frozenset({"size"})}


def drawn_for_wall(chart: Chart, look: Look, *, width: float, height: float) -> Drawing:
    """Traces and layout in the sizes of a phone, of that width and height, before they are enlarged."""
    shown = _on_one_plot(chart) if chart.kind is Kind.MULTIPLES and len(chart.series) > COLUMNS else chart
    shown = _with_few_words(shown)
    with wider(max(1.0, width / PHONE)):
        drawing = DRAWS[shown.kind](shown, look, height=height)
    if chart.kind is Kind.MAP:
        return Drawing(drawing.traces, drawing.layout | _scale_beside(drawing.layout))
    return drawing


def _on_one_plot(chart: Chart) -> Chart:
    """Small panels are too small for a wall: their lines together, on one axis."""
    return replace(chart, kind=Kind.LINES)


def _with_few_words(chart: Chart) -> Chart:
    """Many breaks are named by their years alone: their causes, which the page tells, would take the figure's room."""
    breaks = {mark.text for mark in chart.marks if mark.kind is MarkKind.BREAK}
    if len(breaks) <= CAUSES:
        return chart
    short = (replace(one, text=f"{one.x:.0f}") if one.kind is MarkKind.BREAK else one for one in chart.marks)
    return replace(chart, marks=tuple(short))


def _scale_beside(layout: Json) -> Json:
    """The scale of a map upright on its left, where a wall has room."""
    axis = layout["coloraxis"]
    upright = {
        "orientation": "v", "x": 0, "xanchor": "left", "y": 0.5, "yanchor": "middle", "len": 0.9, "xpad": 0, "ypad": 0,
    }  # fmt: skip
    notes = [note | {"yshift": -4} for note in layout["annotations"]]
    return {
        "coloraxis": axis | {"colorbar": axis["colorbar"] | upright},
        "margin": layout["margin"] | {"b": layout["margin"]["b"] - MAP_SCALE + 4},
        "annotations": notes,
    }


def enlarged(drawn: Any, times: float, *, inside: str = "") -> Any:
    """A Plotly figure, or a part of one, with everything that is counted in pixels made that many times larger.

    >>> drawn = {"margin": {"l": 10}, "line": {"width": 2, "dash": "7px,3px"}, "font": {"size": 11}, "x": [1]}
    >>> enlarged(drawn, 2.0)
    {'margin': {'l': 20.0}, 'line': {'width': 4.0, 'dash': '14px,6px'}, 'font': {'size': 24.0}, 'x': [1]}
    """
    if isinstance(drawn, Mapping):
        kept = {"ax"} if "axref" in drawn else set()  # a place on the axis, then, and no pixels
        return {name: value if name in kept else _value(name, value, times, inside) for name, value in drawn.items()}
    if isinstance(drawn, list | tuple) and drawn and isinstance(drawn[0], Mapping):
        return [enlarged(one, times, inside=inside) for one in drawn]
    return drawn


def _value(name: str, value: Any, times: float, inside: str) -> Any:
    if inside.endswith("font") and name == "size":
        return max(LEAST / SCALE, value) * times
    if name == "dash" and isinstance(value, str) and "px" in value:
        return ",".join(f"{float(part.removesuffix('px')) * times:g}px" for part in value.split(","))
    if name in _PIXELS or name in _INSIDE.get(inside, ()):
        return _larger(value, times)
    return enlarged(value, times, inside=name)


def _larger(value: Any, times: float) -> Any:
    """A number, or one for each place."""
    if isinstance(value, np.ndarray):
        return value * times
    if isinstance(value, list | tuple):
        return [_larger(one, times) for one in value]
    return value * times if isinstance(value, int | float) else value
