"""Chart -> Plotly figure. This package alone knows Plotly."""

from functools import lru_cache

import plotly.graph_objects as go

from observatory.figures.axes import LABEL_SIZE, Json
from observatory.figures.chart import Chart
from observatory.figures.draws import DRAWS
from observatory.figures.theme import FONT, Look, look
from observatory.figures.wall import SCALE, drawn_for_wall, enlarged
from observatory.wording.typography import NNBSP

_HOVER_SIZE = 12
_CLEAR = "rgba(0,0,0,0)"
_SEPARATORS = {"fr": "," + NNBSP, "en": ".,"}


class Written(go.Figure):  # type: ignore[misc] # Plotly ships no types
    """A figure that is written out once: a page reads it at every run, and copying it made half of the run."""

    def to_dict(self) -> Json:
        """The whole figure, to be read only."""
        if self._written is None:
            self._written = super().to_dict()
        return self._written or {}

    _written: Json | None = None


@lru_cache(maxsize=256)
def figure(chart: Chart, *, on: Look | None = None, height: float | None = None) -> go.Figure:
    """The figure without its title, subtitle and source line, which a page writes around it as text that wraps."""
    ground = on or look()
    drawing = DRAWS[chart.kind](chart, ground, height=height)
    # Plotly's validation takes 13 ms for six lines and all the rest 3: the tests validate every kind of figure instead.
    return Written(data=drawing.traces, layout=_layout(chart, ground) | drawing.layout, _validate=False)


@lru_cache(maxsize=256)
def on_wall(chart: Chart, *, on: Look, width: float, height: float, times: float) -> go.Figure:
    """The same figure for a wall, of that size in pixels, in a window `times` the smallest."""
    larger = times * SCALE
    drawing = drawn_for_wall(chart, on, width=width / larger, height=height / larger)
    layout = enlarged(_layout(chart, on) | drawing.layout, larger)
    return Written(data=enlarged(drawing.traces, larger), layout=layout, _validate=False)


def _layout(chart: Chart, ground: Look) -> Json:
    return {
        "autosize": True, "separators": _SEPARATORS[chart.language], "showlegend": False, "dragmode": False,
        "paper_bgcolor": _CLEAR, "plot_bgcolor": _CLEAR, "font": {"family": FONT, "size": LABEL_SIZE, "color": ground.text},
        "hoverlabel": {"bgcolor": ground.ground, "bordercolor": ground.axis, "align": "left", "namelength": -1,
                       "font": {"family": FONT, "size": _HOVER_SIZE, "color": ground.text}},
        "modebar": {"bgcolor": _CLEAR, "color": ground.muted, "activecolor": ground.text},
    }  # fmt: skip
