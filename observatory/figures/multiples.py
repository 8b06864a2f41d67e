"""Small multiples: one panel of lines per series, each from zero on its own axis."""

import math

from observatory.figures.axes import (
    LABEL_SIZE,
    LINE_HEIGHT,
    Drawing,
    Json,
    Panel,
    amounts,
    left_margin,
    value_axis,
    year_axis,
    years_of,
)  # fmt: skip
from observatory.figures.breaks import break_line, cause_lines
from observatory.figures.chart import Chart, Series, cuts
from observatory.figures.hover import plain
from observatory.figures.lines import extent, series_traces
from observatory.figures.placing import wrap
from observatory.figures.signs import Gaps, drawn_states, gap_signs, gaps, key_height, key_lines, key_note
from observatory.figures.theme import Look
from observatory.wording import labels

COLUMNS = 2
_PLOT = 110.0  # pixels
_YEARS = 26.0
_GUTTER = 0.11  # of the figure's width: the ticks of the right panel, on a phone
_NAME_LETTERS = 21
_HALF = 0.4


def draw(chart: Chart, look: Look, *, height: float | None = None) -> Drawing:
    """Panels in rows of two, and under them the causes of the breaks."""
    without, years = gaps(chart), years_of(chart)
    notes = [*cause_lines(chart.marks, years), *key_lines(drawn_states(chart, without), chart.language)]
    axes = [amounts(extent([one]), chart, count=2, signs=bool(without)) for one in chart.series]
    bottom = key_height(notes)
    rows = math.ceil(len(chart.series) / COLUMNS)
    name = 12 + LABEL_SIZE * LINE_HEIGHT * max(len(_name_lines(chart, one)) for one in chart.series)
    total = height or rows * (name + _PLOT + _YEARS) + bottom
    margin = {"l": left_margin(text for axis in axes for text in axis.texts), "r": 14, "t": 0, "b": bottom}
    layout: Json = {"margin": margin, "height": total, "hovermode": "x unified", "shapes": [], "annotations": []}
    traces: list[Json] = []
    for at, (series, axis) in enumerate(zip(chart.series, axes, strict=True)):
        panel = _panel(at, rows, total - bottom, name=name)
        layout[f"xaxis{panel.suffix}"] = year_axis(years, look, panel, half=_HALF, most=3)
        layout[f"yaxis{panel.suffix}"] = value_axis(axis, look, panel)
        layout["shapes"] += [break_line(year - 0.5, look, panel) for year in sorted(cuts(chart, series))]
        layout["annotations"].append(_name(chart, series, look, panel))
        traces += series_traces(chart, series, look, panel)
        traces += gap_signs(chart, _of(without, series), axis, look, panel)
    layout["annotations"] += key_note(notes, look, down=4)
    return Drawing(traces, layout)


def _panel(at: int, rows: int, height: float, *, name: float) -> Panel:
    row, column = divmod(at, COLUMNS)
    wide = (1 - _GUTTER * (COLUMNS - 1)) / COLUMNS
    tall = 1 / rows
    left, top = column * (wide + _GUTTER), 1 - row * tall
    y = (max(0.0, top - tall + _YEARS / height), top - name / height)
    return Panel(height=(y[1] - y[0]) * height, suffix=str(at + 1) if at else "", x=(left, left + wide), y=y)


def _of(without: Gaps, series: Series) -> Gaps:
    mine = {year: [pair for pair in found if pair[0] is series] for year, found in without.items()}
    return {year: found for year, found in mine.items() if found}


def _name_lines(chart: Chart, series: Series) -> list[str]:
    unit = labels.unit(chart.unit, chart.language)
    return wrap(f"{series.label}, {unit}" if unit else series.label, _NAME_LETTERS)


def _name(chart: Chart, series: Series, look: Look, panel: Panel) -> Json:
    text = f"<b>{'<br>'.join(map(plain, _name_lines(chart, series)))}</b>"
    return {
        "xref": "paper", "yref": "paper", "x": panel.x[0], "y": panel.y[1], "xanchor": "left", "yanchor": "bottom",
        "yshift": 6, "align": "left", "showarrow": False, "text": text, "name": f"name {series.key}",
        "font": {"size": LABEL_SIZE, "color": look.ink(series.colour)},
    }  # fmt: skip
