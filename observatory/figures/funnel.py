"""One dot per commune by its inhabitants: what its size leads to expect, and the limits between which it may vary."""

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from observatory.figures.axes import (
    LABEL_SIZE,
    SMALL_SIZE,
    TICK_SIZE,
    Amounts,
    Drawing,
    Json,
    Panel,
    amounts,
    left_margin,
    tick_texts,
    unit_note,
    value_axis,
)
from observatory.figures.chart import Chart, Curve, Series, State, hidden
from observatory.figures.hover import amount, plain, series_hovers
from observatory.figures.placing import wrap
from observatory.figures.signs import drawn_states, key_height, key_lines, key_note
from observatory.figures.strip import beyond, far_edge
from observatory.figures.theme import ACCENT, Look, channels_of, mixed
from observatory.wording.language import N_, translate
from observatory.wording.numbers import number, percent
from observatory.wording.typography import NBSP

_PLOT = 300.0
_TOP = 30.0
_AXIS_ROOM = 48.0
_ROOM = 1.15  # of the first and last number of inhabitants, beyond them
_LETTERS = 48
_MANY = 100
_DASHES = ("7px,4px", "2px,3px")  # of the limits, the nearest first
_FEW_TICKS = 3
_NEAR_EDGE = 0.15  # of the axis: a name beyond would leave the plot
_GAP = " " + NBSP * 2  # between two items of the key
_LIMITS = (N_("tirets : limites à {coverage}"), N_("pointillés : limites à {coverage}"))


def draw(chart: Chart, look: Look, *, height: float | None = None) -> Drawing:
    """Limits under the dots; the chosen commune named, the others grey."""
    known = [value for series in chart.series for value in series.y if value is not None] or [0.0]
    edge = far_edge(known)
    axis = amounts([min(value, edge or value) for value in known], chart)
    low, high = min(known_sizes(chart)) / _ROOM, max(known_sizes(chart)) * _ROOM
    key = [*_curve_key(chart), *beyond(chart, edge, sign="△"), *key_lines(drawn_states(chart), chart.language)]
    margin = {"l": left_margin(axis.texts), "r": 14, "t": _TOP, "b": _AXIS_ROOM + key_height(key)}
    panel = Panel(_PLOT)
    layout: Json = {
        "margin": margin, "height": height or _PLOT + margin["t"] + margin["b"], "hovermode": "closest",
        "xaxis": _size_axis(chart, look, low, high), "yaxis": value_axis(axis, look, panel),
        "annotations": [unit_note(chart, look, panel, left=margin["l"]), *_names(chart, axis, look, (low, high), edge),
                        *key_note(key, look, down=_AXIS_ROOM)],
    }  # fmt: skip
    dots = [trace for one in chart.series for trace in _dots(chart, one, look, edge)]
    return Drawing([*_curves(chart.curves, look), *dots], layout)


def known_sizes(chart: Chart) -> list[float]:
    """Inhabitants of every commune drawn."""
    return [people for series in chart.series for people in series.inhabitants] or [1.0]


def size_ticks(low: float, high: float) -> list[float]:
    """Round numbers of inhabitants between two: 100, 1 000, 10 000; where they are few, 2 and 5 of each too.

    >>> size_ticks(80, 20_000), size_ticks(400, 900)
    ([100.0, 1000.0, 10000.0], [500.0])
    """
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    for steps in ((1,), (1, 2, 5)):
        found = [float(step * 10**power) for power in powers for step in steps if low <= step * 10**power <= high]
        if len(found) >= _FEW_TICKS:
            break
    return found


def _size_axis(chart: Chart, look: Look, low: float, high: float) -> Json:
    shown = size_ticks(low, high)
    return {
        "type": "log", "range": [math.log10(low), math.log10(high)], "tickvals": shown,
        "ticktext": tick_texts(shown, chart.language), "showgrid": False, "zeroline": False, "ticks": "outside", "ticklen": 4,
        "tickcolor": look.axis, "tickfont": {"size": TICK_SIZE, "color": look.muted}, "tickangle": 0, "fixedrange": True,
        "title": {"text": chart.x_title, "font": {"size": SMALL_SIZE, "color": look.muted}, "standoff": 4},
    }  # fmt: skip


def _curves(curves: Sequence[Curve], look: Look) -> list[Json]:
    """The nearest limits shaded between them; every line of its own dash."""
    dashes = dict(zip(sorted({curve.coverage for curve in curves if curve.coverage}), _DASHES, strict=False))
    nearest = [curve for curve in curves if curve.coverage and dashes[curve.coverage] == _DASHES[0]]
    fills = [_line(curve, look, "", width=0) for curve in nearest]
    for under, over in pairwise(fills):
        over |= {"fill": "tonexty", "fillcolor": look.band, "name": "band"}
        under["name"] = "band"
    return fills + [
        _line(curve, look, dashes.get(curve.coverage, "solid"), width=1.5 if curve.coverage else 2) for curve in curves
    ]


def _line(curve: Curve, look: Look, dash: str, *, width: float) -> Json:
    return {
        "type": "scatter", "mode": "lines", "x": np.array(curve.x), "y": np.array(curve.y), "hoverinfo": "skip",
        "showlegend": False, "name": f"limit {curve.coverage:g}" if curve.coverage else "expected",
        "line": {"color": look.muted if not curve.coverage else look.axis, "width": width, "dash": dash or "solid"},
    }  # fmt: skip


def _dots(chart: Chart, series: Series, look: Look, edge: float | None) -> list[Json]:
    colour = look.colour(series.colour)
    fills = {State.ESTIMATED: look.ground, State.PARTIAL: mixed(colour, look.ground, 0.55)}
    valued = [at for at, value in enumerate(series.y) if value is not None]
    size = 13 if series.emphasis else 6 if len(valued) > _MANY else 8
    opacity = 1 if series.emphasis else 0.75
    far = [edge is not None and (series.y[at] or 0.0) > edge for at in valued]
    dots: Json = {
        "type": "scatter", "mode": "markers", "name": plain(series.label), "showlegend": False, "cliponaxis": False,
        "x": np.array([series.inhabitants[at] for at in valued]),
        "y": np.array([_at(series.y[at], edge) for at in valued]), "customdata": np.array([series.x[at] for at in valued]),
        "text": np.array([_hover(chart, series, at) for at in valued]), "hovertemplate": "%{text}<extra></extra>",
        "marker": {"symbol": np.where(far, "triangle-up", series.symbol), "size": size, "opacity": opacity,
                   "color": np.array([fills.get(series.status[at], colour) for at in valued]),
                   "line": {"color": np.array([look.text if series.texts[at] and not series.emphasis else colour for at in valued]),
                            "width": np.array([2 if series.texts[at] else 1 for at in valued])}},
        "selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": opacity}},
    }  # fmt: skip
    return [*_hidden_parts(series, look, edge), dots]


def _hidden_parts(series: Series, look: Look, edge: float | None) -> list[Json]:
    found = [at for at in range(len(series.y)) if hidden(series, at)]
    red, green, blue = channels_of(look.colour(series.colour))
    x = [end for at in found for end in (series.inhabitants[at], series.inhabitants[at], np.nan)]
    y = [end for at in found for end in (_at(series.y[at], edge), _at(series.high[at], edge), np.nan)]
    part: Json = {
        "type": "scatter", "mode": "lines", "name": "hidden", "x": np.array(x), "y": np.array(y), "hoverinfo": "skip",
        "line": {"color": f"rgba({red},{green},{blue},0.3)", "width": 5}, "showlegend": False,
    }  # fmt: skip
    return [part] if found else []


def _at(value: float | None, edge: float | None) -> float:
    return min(value or 0.0, edge) if edge is not None else value or 0.0


def _hover(chart: Chart, series: Series, at: int) -> str:
    """Name, value and state; inhabitants, shrunk value and remark, each on its line."""
    people = number(series.inhabitants[at], language=chart.language, digits=0)
    lines = [
        series_hovers(chart, series)[at],
        translate("{count} hab.", chart.language, count=people),
        translate("valeur resserrée : {value}", chart.language, value=amount(series.shrunk[at], chart)),
        series.texts[at],
    ]
    return "<br>".join(line for line in lines if line)


def _names(chart: Chart, axis: Amounts, look: Look, ends: tuple[float, float], edge: float | None) -> list[Json]:
    """The chosen communes, each on the side where there is room."""
    return [
        _name(chart, series, at, (_share(series.inhabitants[at], ends), (_at(value, edge) - axis.low) / (axis.high - axis.low)), look)
        | {"x": math.log10(series.inhabitants[at]), "y": _at(value, edge)}
        for series in chart.series
        if series.emphasis
        for at, value in enumerate(series.y)
        if value is not None
    ]  # fmt: skip


def _share(people: float, ends: tuple[float, float]) -> float:
    low, high = (math.log10(end) for end in ends)
    return (math.log10(people) - low) / (high - low)


def _name(chart: Chart, series: Series, at: int, place: tuple[float, float], look: Look) -> Json:
    """The name of a dot at `place` (shares of the plot, from its foot on the left): off the crowd, inside the plot."""
    across, up = place
    below = _NEAR_EDGE < up < 1 / 2 or up > 1 - _NEAR_EDGE
    return {
        "name": "flag", "showarrow": True, "arrowhead": 0, "arrowcolor": look.colour(ACCENT), "ax": 0, "standoff": 6,
        "ay": 28 if below else -28, "xanchor": "left" if across < 1 / 3 else "right" if across > 2 / 3 else "center",
        "text": f"<b>{plain(series.names[at])}{NBSP}: {amount(series.y[at], chart)}</b>", "bgcolor": _veil(look),
        "font": {"size": LABEL_SIZE, "color": look.ink(ACCENT)},
    }  # fmt: skip


def _veil(look: Look) -> str:
    """The ground, through which the dots under a name still show."""
    red, green, blue = channels_of(look.ground)
    return f"rgba({red},{green},{blue},0.7)"


def _curve_key(chart: Chart) -> list[str]:
    """What each line is, told by its dash; and the ring of those to look at."""
    items = [translate("trait plein : attendu pour cette taille", chart.language)]
    shares = sorted({curve.coverage for curve in chart.curves if curve.coverage})
    for said, share in zip(_LIMITS, shares, strict=False):
        digits = 0 if round(share * 100, 1).is_integer() else 1
        shown = percent(share * 100, language=chart.language, signed=False, digits=digits)
        items.append(translate(said, chart.language, coverage=shown))
    if any(text for series in chart.series for text in series.texts):
        items.append(translate("◎ à regarder", chart.language))
    return [plain(line.strip()) for line in wrap(_GAP.join(item.replace(" ", NBSP) for item in items), _LETTERS)]
