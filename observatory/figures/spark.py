"""A tiny series for a card: the card says the value, this shows where it comes from."""

import numpy as np

from observatory.figures.axes import Drawing, Json, Panel, amounts, years_of
from observatory.figures.chart import Chart
from observatory.figures.lines import extent, series_traces
from observatory.figures.theme import Look

HEIGHT = 64.0
_SIZE = 10
_MARGIN = {"l": 4, "r": 4, "t": 4, "b": 14}


def draw(chart: Chart, look: Look, *, height: float | None = None) -> Drawing:
    """The line and its band, from zero, with its first and last year; nothing to touch."""
    total = height or HEIGHT
    panel, years = Panel(height=total - _MARGIN["t"] - _MARGIN["b"]), years_of(chart)
    axis = amounts(extent(chart.series), chart)
    traces = [_without_dots(trace) for one in chart.series for trace in series_traces(chart, one, look, panel)]
    layout: Json = {
        "margin": _MARGIN, "height": total, "hovermode": False,
        "xaxis": {"visible": False, "range": [years[0] - 0.4, years[-1] + 0.4], "fixedrange": True},
        "yaxis": {"visible": False, "range": [axis.low, axis.high], "fixedrange": True},
        "shapes": [{"type": "line", "xref": "paper", "yref": "y", "x0": 0, "x1": 1, "y0": 0, "y1": 0,
                    "line": {"color": look.grid, "width": 1}}],
        "annotations": [_year(years[0], "left", 0.0, look), _year(years[-1], "right", 1.0, look)],
    }  # fmt: skip
    return Drawing(traces, layout)


def _without_dots(trace: Json) -> Json:
    """A dot on the last value only, and on the values that no line joins."""
    if trace["mode"] != "lines+markers":
        return trace
    gone = np.isnan(trace["y"])
    alone = np.concatenate(([True], gone[:-1])) & np.concatenate((gone[1:], [True]))
    last = np.arange(len(gone)) == np.flatnonzero(~gone)[-1:].sum()
    return trace | {
        "marker": trace["marker"] | {"size": np.where(alone | last, trace["marker"]["size"], 0), "opacity": 1}
    }


def _year(year: int, side: str, x: float, look: Look) -> Json:
    return {
        "xref": "paper", "yref": "paper", "x": x, "y": 0, "xanchor": side, "yanchor": "top", "text": str(year),
        "showarrow": False, "name": "year", "font": {"size": _SIZE, "color": look.muted},
    }  # fmt: skip
