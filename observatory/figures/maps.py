"""Communes by colour. Contours come by address, never by value, and nothing is asked of any other host.

A commune without a value is light grey with a sign at its centre; the chosen one has a thick outline. Where most of
an area has no data, what has none is not drawn at all: the map is of the rest, and the notes count them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from observatory.figures.axes import SMALL_SIZE, TICK_SIZE, Drawing, Json, tick_texts
from observatory.figures.chart import Chart, Series, State
from observatory.figures.hover import plain, series_hovers
from observatory.figures.placing import ticks, wrap
from observatory.figures.signs import SYMBOLS, key_height, key_lines, key_note
from observatory.figures.theme import ACCENT, Look
from observatory.wording import labels

HEIGHT = 460.0
SCALE_ROOM = 62.0
_SCALE_PAD = 20.0  # without it, the first number would leave the figure, and be hidden
_LETTERS = 48
_SIGN, _SMALL_SIGN = 5, 3  # pixels
_MANY = 100  # communes without a value, from which their signs would hide the map
_CASING = 7.0  # pixels, under the outline of a chosen commune: it must show on any colour
# One factory must not make all the others look alike: colours stop at this quantile where the largest value is far
# beyond it, and the scale says so.
_CLIPPED = 0.95
_FAR = 1.5


def draw(chart: Chart, look: Look, *, height: float | None = None) -> Drawing:
    """The map, its scale under it and the key of its signs."""
    chart = replace(chart, series=_drawn(chart.series))
    key = [*_chosen(chart), *key_lines(_empty_states(chart), chart.language)]
    margin = {"l": 0, "r": 0, "t": 4, "b": SCALE_ROOM + key_height(key)}
    total = height or HEIGHT
    layout: Json = {
        "margin": margin, "height": total, "coloraxis": _scale(chart, look),
        "geo": {"fitbounds": "locations", "visible": False, "projection": {"type": "mercator"}, "bgcolor": "rgba(0,0,0,0)"},
        "annotations": key_note(key, look, down=SCALE_ROOM),
    }  # fmt: skip
    # The chosen communes come last: their outline must lie over their neighbours'.
    ordered = sorted(chart.series, key=lambda series: series.emphasis)
    return Drawing([trace for series in ordered for trace in _series_traces(chart, series, look)], layout)


def _drawn(series: Sequence[Series]) -> tuple[Series, ...]:
    """All communes; without those that have no data where they are many and the most, but the one chosen."""
    states = [state for one in series for state in one.status]
    without = states.count(State.ABSENT)
    if without < _MANY or without <= len(states) / 2:
        return tuple(series)
    return tuple(one if one.emphasis else _with_data(one) for one in series)


def _with_data(series: Series) -> Series:
    kept = [at for at, state in enumerate(series.status) if state is not State.ABSENT]
    return replace(
        series,
        x=tuple(series.x[at] for at in kept),
        y=tuple(series.y[at] for at in kept),
        high=tuple(series.high[at] for at in kept),
        status=tuple(series.status[at] for at in kept),
        names=tuple(series.names[at] for at in kept),
    )


def departement(insee_code: str) -> str:
    """The département of a commune, by its code.

    >>> departement("38185"), departement("2A004"), departement("97411")
    ('38', '2A', '974')
    """
    return insee_code[:3] if insee_code.startswith("97") else insee_code[:2]


def colour_marks(chart: Chart) -> list[float]:
    """Round values from one end of the colours to the other: around zero for a change, else without a far few."""
    low, high = _reach(chart)
    return ticks(low, high, count=6 if chart.diverging else 8)


def _reach(chart: Chart) -> tuple[float, float]:
    known = np.array([value for series in chart.series for value in series.y if value is not None])
    if not len(known):
        return 0.0, 1.0
    if chart.diverging:
        reach = float(np.quantile(np.abs(known), _CLIPPED)) or 1.0
        return -reach, reach
    stop, high = float(np.quantile(known, _CLIPPED)), float(known.max())
    return float(known.min()), stop if high > _FAR * stop > 0 else high


def _chosen(chart: Chart) -> list[str]:
    names = [name for series in chart.series if series.emphasis for name in series.names]
    return [plain(line) for line in wrap(f"▢ {', '.join(names)}", _LETTERS)] if names else []


def _empty_states(chart: Chart) -> set[State]:
    return {series.status[at] for series in chart.series for at, value in enumerate(series.y) if value is None}


def _series_traces(chart: Chart, series: Series, look: Look) -> Iterator[Json]:
    hovers = series_hovers(chart, series)
    codes = [str(code) for code in series.x]
    for key, address in chart.geometry.items():
        here = [at for at, code in enumerate(codes) if departement(code) == key]
        valued = [at for at in here if series.y[at] is not None]
        empty = [at for at in here if series.y[at] is None]
        place: Json = {
            "geojson": address,
            "featureidkey": "id",
            "showlegend": False,
            "hovertemplate": "%{text}<extra></extra>",
        }
        line = {"color": look.colour(ACCENT), "width": 3} if series.emphasis else {"color": look.border, "width": 0.5}
        if series.emphasis:
            casing = {"marker": {"line": {"color": look.ground, "width": _CASING}}}
            yield _areas(codes, hovers, here, [0.0] * len(here)) | place | _flat(look.ground) | casing
        for positions, z, colours in (
            (empty, [0.0] * len(empty), _flat(look.land)),
            (valued, [series.y[at] for at in valued], {"coloraxis": "coloraxis"}),
        ):
            if positions:
                yield _areas(codes, hovers, positions, z) | place | colours | {"marker": {"line": line}}
        if empty:
            yield _signs(codes, hovers, empty, series, look) | place


def _flat(colour: str) -> Json:
    return {"colorscale": [[0, colour], [1, colour]], "showscale": False}


def _areas(codes: Sequence[str], hovers: Sequence[str], positions: Sequence[int], z: Sequence[float | None]) -> Json:
    return {
        "type": "choropleth", "locations": np.array([codes[at] for at in positions]), "z": np.array(z, dtype=float),
        "text": np.array([hovers[at] for at in positions]), "customdata": np.array([codes[at] for at in positions]),
        "selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": 1}},
    }  # fmt: skip


def _signs(codes: Sequence[str], hovers: Sequence[str], empty: Sequence[int], series: Series, look: Look) -> Json:
    return {
        "type": "scattergeo", "mode": "markers", "locationmode": "geojson-id", "locations": np.array([codes[at] for at in empty]),
        "text": np.array([hovers[at] for at in empty]), "customdata": np.array([codes[at] for at in empty]), "name": plain(series.label),
        "marker": {"symbol": np.array([SYMBOLS.get(series.status[at], SYMBOLS[State.ABSENT]) for at in empty]),
                   "size": _SIGN if len(empty) < _MANY else _SMALL_SIGN,
                   "color": look.muted, "line": {"color": look.muted, "width": 1}},
    }  # fmt: skip


def _scale(chart: Chart, look: Look) -> Json:
    marks, unit = colour_marks(chart), labels.unit(chart.unit, chart.language)
    shown = marks if chart.diverging else marks[::-2][::-1]
    stops = look.scale(diverging=chart.diverging)
    return {
        "cmin": marks[0], "cmax": marks[-1], "colorscale": [[at / (len(stops) - 1), stop] for at, stop in enumerate(stops)],
        "colorbar": {"orientation": "h", "x": 0, "xanchor": "left", "y": 0, "yanchor": "top", "len": 0.6, "thickness": 10,
                     "ypad": 6, "xpad": _SCALE_PAD, "outlinewidth": 0, "tickvals": shown, "ticktext": _scale_texts(chart, shown),
                     "tickfont": {"size": TICK_SIZE, "color": look.muted}, "ticklen": 3,
                     "title": {"text": unit, "side": "top", "font": {"size": SMALL_SIZE, "color": look.muted}}},
    }  # fmt: skip


def _scale_texts(chart: Chart, shown: Sequence[float]) -> list[str]:
    known = [value for series in chart.series for value in series.y if value is not None]
    texts = tick_texts(shown, chart.language)
    first = f"≤ {texts[0]}" if known and min(known) < shown[0] else texts[0]
    last = f"≥ {texts[-1]}" if known and max(known) > shown[-1] else texts[-1]
    return [first, *texts[1:-1], last]
