"""From one year to another: the first total, one bar per effect where the one before it ends, the last total.

Rows go down, as one reads: the names of factors are too long to stand under columns on a phone.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from observatory.figures.axes import LABEL_SIZE, TICK_SIZE, Drawing, Json
from observatory.figures.chart import TOTAL, Chart, Series, hidden
from observatory.figures.hover import plain
from observatory.figures.placing import text_width, wrap
from observatory.figures.signs import key_height, key_lines, key_note
from observatory.figures.theme import Look, mixed
from observatory.wording.numbers import number
from observatory.wording.typography import NBSP

ROW = 44  # pixels
_THICK = 0.6  # of a row
_NAME_LETTERS = 17
_NAME_GAP = 6  # pixels between a name and its bar
_BUTTONS = 24  # pixels above the first bar, where the buttons of the figure are on a phone


def draw(chart: Chart, look: Look, *, height: float | None = None) -> Drawing:
    """One row per series: totals from zero, each effect from where the rows above it lead."""
    spans = _spans(chart.series)
    key = key_lines({one.status[0] for one in chart.series if one.group == TOTAL}, chart.language)
    margin = {
        "l": round(max(text_width(line, TICK_SIZE) for one in chart.series for line in _name(one))) + _NAME_GAP + 12,
        "r": round(max(text_width(one.texts[0], LABEL_SIZE) for one in chart.series)) + 14,
        "t": _BUTTONS, "b": 4 + key_height(key),
    }  # fmt: skip
    rows = list(range(len(spans)))
    tops = (_top(one, span) for one, span in zip(chart.series, spans, strict=True))
    reach = [0.0, *tops, *(min(span) for span in spans)]
    layout: Json = {
        "barmode": "overlay", "bargap": 1 - _THICK, "margin": margin, "hovermode": "closest",
        "height": height or len(rows) * ROW + margin["t"] + margin["b"],
        "xaxis": {"range": [min(reach), max(reach) or 1.0], "visible": False, "fixedrange": True},
        "yaxis": {"range": [rows[-1] + 0.5, -0.5], "tickvals": rows, "showgrid": False, "zeroline": False, "fixedrange": True,
                  "ticktext": ["<br>".join(map(plain, _name(one))) for one in chart.series],
                  "ticks": "outside", "ticklen": _NAME_GAP, "tickcolor": look.ground,
                  "tickfont": {"size": TICK_SIZE, "color": look.text}},
        "shapes": [_zero(look), *_links(spans, look)],
        "annotations": [*_values(chart.series, spans, look), *key_note(key, look, down=4)],
    }  # fmt: skip
    return Drawing([_bars(chart, spans, look), *_hidden_parts(chart, look)], layout)


def _spans(series: Sequence[Series]) -> list[tuple[float, float]]:
    """Where each bar starts and ends: an effect starts where the one above it ends."""
    spans, level = [], 0.0
    for one in series:
        value = one.y[0] or 0.0
        start, level = (0.0, value) if one.group == TOTAL else (level, level + value)
        spans.append((start, level))
    return spans


def _top(series: Series, span: tuple[float, float]) -> float:
    """How far to the right a bar reaches; a total, with what it may hide."""
    return max(*span, series.high[0] or 0.0) if series.group == TOTAL else max(span)


def _name(series: Series) -> list[str]:
    return wrap(series.label, _NAME_LETTERS)


def _bars(chart: Chart, spans: Sequence[tuple[float, float]], look: Look) -> Json:
    return {
        "type": "bar", "orientation": "h", "name": "effects", "y": np.arange(len(spans), dtype=float), "showlegend": False,
        "base": np.array([start for start, _ in spans]), "x": np.array([end - start for start, end in spans]),
        "marker": {"color": [look.colour(one.colour) for one in chart.series]},
        "customdata": np.array([_hover(chart, one) for one in chart.series]),
        "hovertemplate": "%{customdata}<extra></extra>",
    }  # fmt: skip


def _hover(chart: Chart, series: Series) -> str:
    """The whole effect, then its steps."""
    head = f"<b>{plain(series.label)}</b>{NBSP}: {plain(series.texts[0])}"
    steps = (
        f"{period}{NBSP}: {number(value, language=chart.language, signed=True)}{NBSP}{chart.unit}"
        for period, value in zip(series.names[1:], series.y[1:], strict=True)
    )
    return "<br>".join([head, *steps])


def _hidden_parts(chart: Chart, look: Look) -> list[Json]:
    """On a total that is a lower bound, what it may reach."""
    found = [(at, one) for at, one in enumerate(chart.series) if hidden(one, 0)]
    return [
        {"type": "bar", "orientation": "h", "name": "band", "y": np.array([at], dtype=float), "hoverinfo": "skip", "showlegend": False,
         "base": np.array([one.y[0]], dtype=float), "x": np.array([(one.high[0] or 0.0) - (one.y[0] or 0.0)]),
         "marker": {"color": mixed(look.colour(one.colour), look.ground, 0.65)}}
        for at, one in found
    ]  # fmt: skip


def _values(series: Sequence[Series], spans: Sequence[tuple[float, float]], look: Look) -> list[Json]:
    return [
        {"xref": "x", "yref": "y", "x": _top(one, span), "y": at,
         "text": plain(one.texts[0]), "xanchor": "left", "yanchor": "middle", "xshift": 6, "showarrow": False,
         "name": f"value {one.key}",
         "font": {"size": LABEL_SIZE, "color": look.text if one.group == TOTAL else look.ink(one.colour)}}
        for at, (one, span) in enumerate(zip(series, spans, strict=True))
    ]  # fmt: skip


def _links(spans: Sequence[tuple[float, float]], look: Look) -> list[Json]:
    """A thin line from the end of each bar down to the next one."""
    return [
        {"type": "line", "xref": "x", "yref": "y", "x0": end, "x1": end, "y0": at + _THICK / 2, "y1": at + 1 - _THICK / 2,
         "line": {"color": look.axis, "width": 1}}
        for at, ((_, end), _) in enumerate(pairwise(spans))
    ]  # fmt: skip


def _zero(look: Look) -> Json:
    return {
        "type": "line", "xref": "x", "yref": "paper", "x0": 0, "x1": 0, "y0": 0, "y1": 1,
        "line": {"color": look.axis, "width": 1},
    }  # fmt: skip
