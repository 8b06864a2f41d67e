"""One dot per commune along an axis: the middle half shaded, medians and the chosen communes named, the others grey."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from observatory.figures.axes import LABEL_SIZE, SMALL_SIZE, TICK_SIZE, Drawing, Json, bands, tick_texts
from observatory.figures.chart import Chart, MarkKind, Series, State, hidden
from observatory.figures.hover import amount, plain, series_hovers
from observatory.figures.placing import stands, swarm, text_width, ticks, wrap
from observatory.figures.signs import drawn_states, key_height, key_lines, key_note
from observatory.figures.theme import ACCENT, Look, channels_of, mixed
from observatory.wording import labels
from observatory.wording.language import translate
from observatory.wording.numbers import number
from observatory.wording.phrases import shown

_PLOT = 170.0
_ROW = 20.0
_NARROW = 300.0
_AXIS_ROOM = 44.0
_EDGE = 0.03  # of the axis
_REACH = 1.25  # of the plot's half height, over the dots'
_LETTERS = 48
_MANY = 100  # communes, from which dots are smaller
# One ski resort at ten times the median would squeeze all the others into a corner: dots further than this many times
# the spread of the middle half stand at the edge as arrows, and the key says their values.
_FAR = 5.0


@dataclass(frozen=True)
class Frame:
    """The horizontal axis, and the edge at which far dots stand; None where there are none."""

    low: float
    high: float
    ticks: list[float]
    edge: float | None


class Flag(NamedTuple):
    """Something named above the dots, with a line down to where it stands."""

    x: float
    foot: float  # where its line ends
    text: str
    bold: bool


def draw(chart: Chart, look: Look, *, height: float | None = None) -> Drawing:
    """Communes without a value are not drawn; the notes count them."""
    heights, frame = _heights(chart.series), _frame(chart)
    flags = _flags(chart, heights, frame)
    places = [(flag.x - frame.low) / (frame.high - frame.low) * _NARROW for flag in flags]
    stood = stands(places, [text_width(flag.text, LABEL_SIZE) + 8 for flag in flags], total=_NARROW)
    key = [*beyond(chart, frame.edge, sign="▷"), *_middles(chart), *key_lines(drawn_states(chart), chart.language)]
    margin = {
        "l": 12, "r": 14, "t": 8 + _ROW * (1 + max((stand.row for stand in stood), default=-1)),
        "b": _AXIS_ROOM + key_height(key),
    }  # fmt: skip
    notes = [
        _flag_note(flag, stand.row, look, right=stand.on_the_right) for flag, stand in zip(flags, stood, strict=True)
    ]
    layout: Json = {
        "margin": margin, "height": height or _PLOT + margin["t"] + margin["b"], "hovermode": "closest",
        "xaxis": _value_axis(chart, look, frame), "yaxis": {"range": [-_REACH, _REACH], "visible": False, "fixedrange": True},
        "shapes": [*bands(chart, look), *(_flag_line(flag, look) for flag in flags)],
        "annotations": [*notes, *key_note(key, look, down=_AXIS_ROOM)],
    }  # fmt: skip
    dots = [trace for one in chart.series for trace in _dots(chart, one, heights[one.key], frame, look)]
    return Drawing(dots, layout)


def _heights(series: Sequence[Series]) -> dict[str, list[float]]:
    """Every commune's height, in one swarm, so that no series hides another."""
    values = np.array([np.nan if value is None else value for one in series for value in one.y], dtype=float)
    known = ~np.isnan(values)
    lanes = np.full(len(values), np.nan)
    lanes[known] = swarm(values[known])
    ends = np.cumsum([0, *(len(one.y) for one in series)])
    return {one.key: lanes[start:end].tolist() for one, start, end in zip(series, ends, ends[1:], strict=False)}


def _frame(chart: Chart) -> Frame:
    known = [value for series in chart.series for value in series.y if value is not None] or [0.0]
    edge = far_edge(known)
    reach = [high for one in chart.series for high in one.high if high is not None and (edge is None or high <= edge)]
    low, high = min(known), max([*known, *reach]) if edge is None else edge
    room = _EDGE * (high - low) or 1.0
    shown_ticks = [mark for mark in ticks(low, high) if low - room <= mark <= high + room]
    return Frame(low - room, high + room, shown_ticks, edge)


def far_edge(known: Sequence[float]) -> float | None:
    """Where values too far for the axis stand; None where there are none.

    >>> far_edge([1, 2, 3, 4, 60]), far_edge([1, 2, 3, 4])
    (14.0, None)
    """
    first, third = (float(one) for one in np.quantile(known, (0.25, 0.75)))
    edge = third + _FAR * (third - first)
    return edge if first < third and max(known) > edge else None


def _value_axis(chart: Chart, look: Look, frame: Frame) -> Json:
    return {
        "range": [frame.low, frame.high], "tickvals": frame.ticks, "ticktext": tick_texts(frame.ticks, chart.language),
        "showgrid": False, "zeroline": False, "ticks": "outside", "ticklen": 4, "tickcolor": look.axis, "showline": True,
        "linecolor": look.axis, "tickfont": {"size": TICK_SIZE, "color": look.muted}, "tickangle": 0, "fixedrange": True,
        "title": {"text": labels.unit(chart.unit, chart.language), "font": {"size": SMALL_SIZE, "color": look.muted},
                  "standoff": 4},
    }  # fmt: skip


def _at(value: float, frame: Frame) -> float:
    return value if frame.edge is None else min(value, frame.edge)


def _dots(chart: Chart, series: Series, heights: Sequence[float], frame: Frame, look: Look) -> list[Json]:
    colour, hovers = look.colour(series.colour), series_hovers(chart, series)
    fills = {State.ESTIMATED: look.ground, State.PARTIAL: mixed(colour, look.ground, 0.55)}
    valued = [(at, value) for at, value in enumerate(series.y) if value is not None]
    size = 13 if series.emphasis else 6 if len(valued) > _MANY else 8
    opacity = 1 if series.emphasis else 0.75
    far = [frame.edge is not None and value > frame.edge for _, value in valued]
    dots: Json = {
        "type": "scatter", "mode": "markers", "name": plain(series.label), "showlegend": False, "cliponaxis": False,
        "x": np.array([_at(value, frame) for _, value in valued]), "y": np.array([heights[at] for at, _ in valued]),
        "customdata": np.array([series.x[at] for at, _ in valued]), "text": np.array([hovers[at] for at, _ in valued]),
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {"symbol": np.where(far, "triangle-right", series.symbol), "size": size, "opacity": opacity,
                   "color": np.array([fills.get(series.status[at], colour) for at, _ in valued]),
                   "line": {"color": colour, "width": 1}},
        "selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": opacity}},
    }  # fmt: skip
    return [*_hidden_parts(series, heights, frame, look), dots]


def _hidden_parts(series: Series, heights: Sequence[float], frame: Frame, look: Look) -> list[Json]:
    found = [at for at in range(len(series.y)) if hidden(series, at)]
    if not found:
        return []
    red, green, blue = channels_of(look.colour(series.colour))
    x = [end for at in found for end in (_at(series.y[at] or 0.0, frame), _at(series.high[at] or 0.0, frame), np.nan)]
    y = [height for at in found for height in (heights[at], heights[at], np.nan)]
    return [
        {"type": "scatter", "mode": "lines", "name": "band", "x": np.array(x), "y": np.array(y), "hoverinfo": "skip",
         "line": {"color": f"rgba({red},{green},{blue},0.3)", "width": 9 if series.emphasis else 4}, "showlegend": False,
         "cliponaxis": False}
    ]  # fmt: skip


def beyond(chart: Chart, edge: float | None, *, sign: str) -> list[str]:
    """Lines of the key that name what stands at the edge under that sign, with its value."""
    if edge is None:
        return []
    far = sorted(
        (-value, series.names[at]) for series in chart.series for at, value in enumerate(series.y)
        if value is not None and value > edge
    )  # fmt: skip
    named = shown([f"{name} ({number(-value, language=chart.language)})" for value, name in far], chart.language)
    text = translate("{sign} plus loin : {names}", chart.language, sign=sign, names=named)
    return [plain(line) for line in wrap(text, _LETTERS)]


def _middles(chart: Chart) -> list[str]:
    texts = [f"░ {mark.text}" for mark in chart.marks if mark.kind is MarkKind.BAND]
    return [plain(line) for text in texts for line in wrap(text, _LETTERS)]


def _flags(chart: Chart, heights: dict[str, list[float]], frame: Frame) -> list[Flag]:
    medians = [Flag(mark.x, -_REACH, mark.text, bold=False) for mark in chart.marks if mark.kind is MarkKind.MEDIAN]
    chosen = [
        Flag(_at(value, frame), heights[series.key][at], f"{series.names[at]} : {amount(value, chart)}", bold=True)
        for series in chart.series
        for at, value in enumerate(series.y)
        if series.emphasis and value is not None
    ]
    return sorted(medians + chosen)


def _flag_line(flag: Flag, look: Look) -> Json:
    return {
        "type": "line", "xref": "x", "yref": "y", "x0": flag.x, "x1": flag.x, "y0": flag.foot, "y1": _REACH, "name": "flag",
        "line": {"color": look.colour(ACCENT) if flag.bold else look.axis, "width": 1.5 if flag.bold else 1,
                 "dash": "solid" if flag.bold else "4px,3px"},
    }  # fmt: skip


def _flag_note(flag: Flag, row: int, look: Look, *, right: bool) -> Json:
    text, colour = plain(flag.text), look.ink(ACCENT) if flag.bold else look.muted
    return {
        "xref": "x", "yref": "paper", "x": flag.x, "y": 1, "yshift": row * _ROW, "xanchor": "left" if right else "right",
        "yanchor": "bottom", "xshift": -4 if right else 4, "showarrow": False, "text": f"<b>{text}</b>" if flag.bold else text,
        "bgcolor": look.ground, "name": "flag", "font": {"size": LABEL_SIZE if flag.bold else SMALL_SIZE, "color": colour},
    }  # fmt: skip
