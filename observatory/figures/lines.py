"""Lines over the years: cut at breaks, open at gaps, with their hidden part above them and their names at their ends."""

from collections.abc import Sequence

import numpy as np

from observatory.figures.axes import Drawing, Json, Panel, amounts, bands, level, years_of
from observatory.figures.chart import REFERENCE, Chart, Series, State, cuts, hidden, lowest, segments
from observatory.figures.hover import plain, series_hovers
from observatory.figures.names import End, end_names, name_above
from observatory.figures.plane import plane
from observatory.figures.signs import gap_signs, gaps
from observatory.figures.theme import Look, channels_of, mixed

_HALF = 0.3  # years of room on both sides
_FAR = 3.0  # years before the right edge from which a line is named where it ends
_ALONE = 0.15  # half the width, in years, of the band of a year that stands alone
_PARTIAL_TINT = 0.55


def draw(chart: Chart, look: Look, *, height: float | None = None) -> Drawing:
    """One plot, from zero unless it is an index."""
    without = gaps(chart)
    axis = amounts(extent(chart.series), chart, signs=bool(without))
    on = plane(chart, look, axis, without, height=height, half=_HALF)
    traces = [trace for series in chart.series for trace in series_traces(chart, series, look, on.panel)]
    layout = dict(on.layout)
    if len(chart.series) > 1:
        right = years_of(chart)[-1] + _HALF
        ends = _ends(chart)
        names = [*end_names([end for end in ends if right - end.x < _FAR], axis, look, on.panel, x=right)]
        names += [name_above(end, look, on.panel) for end in ends if right - end.x >= _FAR]
        layout["annotations"] = [*layout["annotations"], *names]
    layout["shapes"] = [*bands(chart, look), *layout["shapes"]]
    if chart.base_year is not None:
        layout["shapes"] = [*layout["shapes"], level(100.0, look, on.panel)]
    return Drawing([*traces, *gap_signs(chart, without, axis, look, on.panel)], layout)


def extent(series: Sequence[Series]) -> list[float | None]:
    """Every value that the drawing of these series reaches."""
    return [value for one in series for value in (*one.y, *one.high, *one.low)]


def series_traces(chart: Chart, series: Series, look: Look, panel: Panel) -> list[Json]:
    """The band of what is hidden, when there is one, then the line."""
    joined = segments(series, cuts(chart, series))
    return [*_band(series, joined, look, panel), _line(chart, series, joined, look, panel)]


def _ends(chart: Chart) -> list[End]:
    found = []
    for series in chart.series:
        valued = [(year, value) for year, value in zip(series.x, series.y, strict=True) if value is not None]
        found += [End(series, float(valued[-1][0]), valued[-1][1])] if valued else []
    return found


def _line(chart: Chart, series: Series, joined: Sequence[Sequence[int]], look: Look, panel: Panel) -> Json:
    colour = look.colour(series.colour)
    # -1 stands between two segments, so that no stroke crosses a break or a gap.
    order = [at for segment in joined for at in (*segment, -1)][:-1]
    hovers = series_hovers(chart, series)
    fills = {State.ESTIMATED: look.ground, State.PARTIAL: mixed(colour, look.ground, _PARTIAL_TINT)}
    width, size = (3.0, 7) if series.emphasis else (1.5, 3) if series.group == REFERENCE else (2.0, 6)
    return {
        "type": "scatter", "mode": "lines+markers" if series.symbol else "lines", "name": plain(series.label), "showlegend": False, **panel.axes,
        "x": np.array([np.nan if at < 0 else float(series.x[at]) for at in order]),
        "y": np.array([np.nan if at < 0 else series.y[at] for at in order], dtype=float),
        "customdata": np.array(["" if at < 0 else hovers[at] for at in order]), "connectgaps": False, "cliponaxis": False,
        "hovertemplate": "%{customdata}<extra></extra>", "line": {"color": colour, "width": width, "dash": series.dash},
        "marker": {"symbol": series.symbol or "circle", "size": size, "line": {"color": colour, "width": 1.5},
                   "color": [colour if at < 0 else fills.get(series.status[at], colour) for at in order]},
    }  # fmt: skip


def _band(series: Series, joined: Sequence[Sequence[int]], look: Look, panel: Panel) -> list[Json]:
    xs: list[float] = []
    ys: list[float] = []
    for segment in joined:
        if any(hidden(series, at) for at in segment):
            around, edge = _outline(series, segment)
            xs += [*around, np.nan]
            ys += [*edge, np.nan]
    red, green, blue = channels_of(look.colour(series.colour))
    band: Json = {
        "type": "scatter", "mode": "lines", "x": np.array(xs[:-1]), "y": np.array(ys[:-1]), "fill": "toself",
        "fillcolor": f"rgba({red},{green},{blue},0.3)", "line": {"width": 0}, "hoverinfo": "skip", "showlegend": False,
        "name": "band", **panel.axes,
    }  # fmt: skip
    return [band] if xs else []


def _outline(series: Series, segment: Sequence[int]) -> tuple[list[float], list[float]]:
    lows = lowest(series)
    x = [float(series.x[at]) for at in segment]
    low, high = [lows[at] or 0.0 for at in segment], [series.high[at] or 0.0 for at in segment]
    if len(segment) == 1:
        x, low, high = [x[0] - _ALONE, x[0] + _ALONE], low * 2, high * 2
    return [*x, *x[::-1]], [*high, *low[::-1]]
