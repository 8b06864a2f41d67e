"""Horizontal bars, the largest on top, each with its name on its left and its value on its right."""

from collections.abc import Sequence

import numpy as np

from observatory.figures.axes import LABEL_SIZE, SMALL_SIZE, TICK_SIZE, Drawing, Json
from observatory.figures.chart import APART, Chart, Series, State, hidden
from observatory.figures.hover import plain, series_hovers
from observatory.figures.placing import text_width, wrap
from observatory.figures.signs import drawn_states, key_height, key_lines, key_note
from observatory.figures.stack import pattern
from observatory.figures.theme import Look, mixed
from observatory.wording.language import translate

ROW = 38  # pixels
_NAME_LETTERS = 16
_GAP = 0.9  # rows, before what stands apart


def draw(chart: Chart, look: Look, *, height: float | None = None) -> Drawing:
    """One bar per series, in the chart's order; series of a named group stand apart, under its name."""
    rows = _rows(chart.series)
    key = key_lines(drawn_states(chart), chart.language)
    room = max(text_width(line, TICK_SIZE) for series in chart.series for line in _name(series))
    margin = {
        "l": round(room) + 12, "r": round(max(text_width(_said(series), LABEL_SIZE) for series in chart.series)) + 14,
        "t": 6, "b": 4 + key_height(key),
    }  # fmt: skip
    deep = max(rows) + 0.5
    values = [value for series in chart.series for value in (series.y[0], series.high[0]) if value is not None]
    layout: Json = {
        "barmode": "overlay", "bargap": 0.3, "margin": margin, "hovermode": "closest",
        "height": height or (deep + 0.5) * ROW + margin["t"] + margin["b"],
        "xaxis": {"range": [min([0.0, *values]), max([0.0, *values]) or 1.0], "visible": False, "fixedrange": True},
        "yaxis": {"range": [deep, -0.5], "tickvals": rows, "ticktext": ["<br>".join(map(plain, _name(s))) for s in chart.series],
                  "tickfont": {"size": TICK_SIZE, "color": look.text}, "showgrid": False, "zeroline": False, "fixedrange": True},
        "shapes": [{"type": "line", "xref": "x", "yref": "paper", "x0": 0, "x1": 0, "y0": 0, "y1": 1,
                    "line": {"color": look.axis, "width": 1}}],
        "annotations": [*_values(chart.series, rows, look), *_group_names(chart, rows, look),
                        *key_note(key, look, down=4)],
    }  # fmt: skip
    traces = [_bars(chart, rows, look), *_hidden_parts(chart, rows, look)]
    return Drawing(traces, layout)


def _rows(series: Sequence[Series]) -> list[float]:
    rows, at = [], 0.0
    for before, one in zip((None, *series), series, strict=False):
        at += 0.0 if before is None else 1.0 + (_GAP if before.group != one.group else 0.0)
        rows.append(at)
    return rows


def _name(series: Series) -> list[str]:
    return wrap(series.label, _NAME_LETTERS)


def _said(series: Series) -> str:
    return series.texts[0] if series.texts else ""


def _bars(chart: Chart, rows: Sequence[float], look: Look) -> Json:
    colours = [look.colour(series.colour) for series in chart.series]
    estimated = [series.status[0] is State.ESTIMATED for series in chart.series]
    return {
        "type": "bar", "orientation": "h", "x": np.array([series.y[0] or 0.0 for series in chart.series]),
        "y": np.array(rows), "customdata": np.array([series_hovers(chart, series)[0] for series in chart.series]),
        "hovertemplate": "%{customdata}<extra></extra>", "showlegend": False,
        "marker": {
            "color": [look.ground if open_ else colour for open_, colour in zip(estimated, colours, strict=True)],
            "line": {"color": colours, "width": [2 if open_ else 0 for open_ in estimated]},
            "pattern": pattern([series.colour for series in chart.series], look),
        },
    }  # fmt: skip


def _hidden_parts(chart: Chart, rows: Sequence[float], look: Look) -> list[Json]:
    found = [(series, row) for series, row in zip(chart.series, rows, strict=True) if hidden(series, 0)]
    if not found:
        return []
    return [
        {"type": "bar", "orientation": "h", "y": np.array([row for _, row in found]), "hoverinfo": "skip", "name": "band",
         "base": np.array([series.y[0] for series, _ in found], dtype=float), "showlegend": False,
         "x": np.array([(series.high[0] or 0.0) - (series.y[0] or 0.0) for series, _ in found]),
         "marker": {"color": [mixed(look.colour(series.colour), look.ground, 0.65) for series, _ in found]}}
    ]  # fmt: skip


def _values(series: Sequence[Series], rows: Sequence[float], look: Look) -> list[Json]:
    return [
        {"xref": "x", "yref": "y", "x": max(one.high[0] or one.y[0] or 0.0, 0.0), "y": row, "text": plain(_said(one)),
         "xanchor": "left", "yanchor": "middle", "xshift": 6, "showarrow": False, "name": f"value {one.key}",
         "font": {"size": LABEL_SIZE, "color": look.text if one.y[0] is not None else look.muted}}
        for one, row in zip(series, rows, strict=True)
    ]  # fmt: skip


def _group_names(chart: Chart, rows: Sequence[float], look: Look) -> list[Json]:
    firsts = {one.group: row for one, row in reversed(list(zip(chart.series, rows, strict=True))) if one.group}
    return [
        {"xref": "paper", "yref": "y", "x": 0, "y": row - 0.5 - _GAP / 2, "text": f"<i>{plain(_group_name(name, chart.language))}</i>", "xanchor": "left",
         "yanchor": "middle", "xshift": 4, "showarrow": False, "name": f"group {name}",
         "font": {"size": SMALL_SIZE, "color": look.muted}}
        for name, row in firsts.items()
    ]  # fmt: skip


def _group_name(group: str, language: str) -> str:
    return translate("hors total", language) if group == APART else group
