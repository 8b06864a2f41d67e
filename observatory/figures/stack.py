"""Parts of a total, year by year: columns from zero, named on the right; what does not add up is a line apart."""

from collections.abc import Sequence

import numpy as np

from observatory.figures.axes import Drawing, Json, amounts, years_of
from observatory.figures.chart import Chart, Series, State
from observatory.figures.hover import plain, series_hovers
from observatory.figures.lines import extent, series_traces
from observatory.figures.names import End, end_names
from observatory.figures.plane import plane
from observatory.figures.signs import Gaps, gap_signs, gaps
from observatory.figures.theme import HATCHED, Look

_HALF = 0.5
_BARGAP = 0.25
_INCOMPLETE = 0.45  # opacity of a column that lacks a part


def draw(chart: Chart, look: Look, *, height: float | None = None) -> Drawing:
    """One column per year; on top of it, hatched, what is not published."""
    added = [series for series in chart.series if not series.group]
    beside = [series for series in chart.series if series.group]
    years, without = years_of(chart), gaps(chart)
    reach = [top for year in years for top in (_sum(added, year, high=True), _sum(added, year, below=True))]
    axis = amounts([*reach, *extent(beside)], chart, signs=bool(without))
    on = plane(chart, look, axis, without, height=height, half=_HALF)
    names = end_names(_ends(added, beside, years[-1]), axis, look, on.panel, x=years[-1] + _HALF)
    layout = on.layout | {
        "barmode": "relative", "bargap": _BARGAP, "annotations": [*on.layout["annotations"], *names],
    }  # fmt: skip
    traces = [_column(chart, series, without, look) for series in added] + _hidden_parts(added, years, look)
    traces += [trace for series in beside for trace in series_traces(chart, series, look, on.panel)]
    return Drawing([*traces, *gap_signs(chart, without, axis, look, on.panel)], layout)


def pattern(names: Sequence[str], look: Look) -> Json:
    """Hatching of what nobody could attribute."""
    return {
        "shape": ["/" if name in HATCHED else "" for name in names], "fgcolor": [look.colour(name) for name in names],
        "bgcolor": look.ground, "size": 6, "solidity": 0.5, "fillmode": "replace",
    }  # fmt: skip


def _value(series: Series, year: int, *, high: bool = False) -> float:
    found = dict(zip(series.x, series.high if high else series.y, strict=True)).get(year)
    return found or 0.0


def _sum(added: Sequence[Series], year: int, *, high: bool = False, below: bool = False) -> float:
    values = [_value(series, year, high=high) for series in added]
    return sum(value for value in values if (value < 0) is below)


def _ends(added: Sequence[Series], beside: Sequence[Series], year: int) -> list[End]:
    ends, foot = [], 0.0
    for series in added:
        tall = max(_value(series, year), 0.0)
        ends.append(End(series, year + _HALF * (1 - _BARGAP), foot + tall / 2))
        foot += tall
    return ends + [End(series, float(series.x[-1]), series.last) for series in beside if series.last is not None]


def _column(chart: Chart, series: Series, without: Gaps, look: Look) -> Json:
    colour, hovers = look.colour(series.colour), series_hovers(chart, series)
    # A value that is missing must not be given to the stack, which would start again from zero above it.
    shown = [at for at, value in enumerate(series.y) if value is not None]
    hollow = [series.status[at] is State.ESTIMATED for at in shown]
    return {
        "type": "bar", "name": plain(series.label), "x": np.array([series.x[at] for at in shown], dtype=float),
        "y": np.array([series.y[at] for at in shown], dtype=float), "customdata": np.array([hovers[at] for at in shown]),
        "hovertemplate": "%{customdata}<extra></extra>", "showlegend": False,
        "marker": {"color": [look.ground if one else colour for one in hollow],
                   "opacity": [_INCOMPLETE if series.x[at] in without else 1.0 for at in shown],
                   "line": {"color": [colour if one else look.ground for one in hollow], "width": 1},
                   "pattern": pattern([series.colour] * len(shown), look)},
    }  # fmt: skip


def _hidden_parts(added: Sequence[Series], years: Sequence[int], look: Look) -> list[Json]:
    more = [_sum(added, year, high=True) - _sum(added, year) for year in years]
    if not any(part > 0 for part in more):
        return []
    return [
        {"type": "bar", "name": "band", "x": np.array(years, dtype=float), "y": np.array(more), "hoverinfo": "skip",
         "showlegend": False,
         "marker": {"color": look.band, "line": {"color": look.muted, "width": 0.5},
                    "pattern": {"shape": "/", "fgcolor": look.muted, "bgcolor": look.band, "size": 4, "solidity": 0.3,
                                "fillmode": "replace"}}}
    ]  # fmt: skip
