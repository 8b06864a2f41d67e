"""Axes and the measures shared by every figure that has years or amounts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

from observatory.figures.chart import Chart, MarkKind
from observatory.figures.placing import text_width, ticks, year_ticks
from observatory.figures.theme import Look
from observatory.wording import labels
from observatory.wording.language import translate
from observatory.wording.numbers import number

Json = dict[str, Any]

TICK_SIZE = 12
SMALL_SIZE = 11
LABEL_SIZE = 13
LINE_HEIGHT = 1.3
UNIT_ROOM = 22.0  # pixels, of the unit above the plot

# In shares of the plot's height: a grid line on the very edge would not be drawn; years without a value need room under
# zero, so that none can be taken for a zero.
EDGE = 0.006
SIGN_ROOM = 0.07

_BASE = 100.0
EXACT = 1e-9  # a rounding that changes a value by less is none


@dataclass(frozen=True)
class Panel:
    """The rectangle of one plot inside a figure, in shares of it, with its height in pixels."""

    height: float
    suffix: str = ""  # of its axes: "" or "2", "3", …
    x: tuple[float, float] = (0.0, 1.0)
    y: tuple[float, float] = (0.0, 1.0)

    @property
    def axes(self) -> Json:
        """Where a trace is drawn."""
        return {"xaxis": f"x{self.suffix}", "yaxis": f"y{self.suffix}"}


@dataclass(frozen=True)
class Drawing:
    """Traces and layout, as Plotly spells them."""

    traces: list[Json]
    layout: Json = field(default_factory=dict)


@dataclass(frozen=True)
class Amounts:
    """A vertical axis: its ends and its ticks."""

    low: float
    high: float
    values: list[float]
    texts: list[str]


def amounts(values: Iterable[float | None], chart: Chart, *, count: int = 4, signs: bool = False) -> Amounts:
    """Round ticks over the values: from zero, or around 100 for an index; `signs` leaves room under them."""
    known = [value for value in values if value is not None and isfinite(value)]
    foot = 0.0 if chart.base_year is None else _BASE
    found = ticks(min([*known, foot]), max([*known, foot]), count=count)
    span = found[-1] - found[0]
    return Amounts(
        found[0] - (SIGN_ROOM if signs else EDGE) * span,
        found[-1] + EDGE * span,
        found,
        tick_texts(found, chart.language),
    )


def tick_texts(values: Sequence[float], language: str) -> list[str]:
    """Ticks with the decimals that their step needs.

    >>> tick_texts([0, 2.5, 5], "fr")
    ['0,0', '2,5', '5,0']
    """
    digits = next(digits for digits in range(13) if all(abs(round(one, digits) - one) < EXACT for one in values))
    return [number(value, language=language, digits=digits) for value in values]


def value_axis(axis: Amounts, look: Look, panel: Panel) -> Json:
    """The vertical axis: a light grid, no line, no frame."""
    return {
        "domain": panel.y, "anchor": f"x{panel.suffix}", "range": [axis.low, axis.high], "tickvals": axis.values,
        "ticktext": axis.texts, "gridcolor": look.grid, "zerolinecolor": look.axis, "zerolinewidth": 1, "ticks": "",
        "zeroline": axis.low <= 0, "tickfont": {"size": TICK_SIZE, "color": look.muted}, "fixedrange": True,
    }  # fmt: skip


def year_axis(years: Sequence[int], look: Look, panel: Panel, *, half: float, most: int = 5) -> Json:
    """The horizontal axis: few years, the last one always."""
    shown = year_ticks(years[0], years[-1], most=most)
    return {
        "domain": panel.x, "anchor": f"y{panel.suffix}", "range": [years[0] - half, years[-1] + half], "tickvals": shown,
        "ticktext": [str(year) for year in shown], "showgrid": False, "zeroline": False, "ticks": "outside", "ticklen": 4,
        "tickcolor": look.axis, "tickfont": {"size": TICK_SIZE, "color": look.muted}, "tickangle": 0, "hoverformat": "d",
        "fixedrange": True,
    }  # fmt: skip


def left_margin(texts: Iterable[str]) -> int:
    """Room for the ticks of the vertical axis."""
    return round(max((text_width(text, TICK_SIZE) for text in texts), default=0.0)) + 10


def unit_note(chart: Chart, look: Look, panel: Panel, *, left: float) -> Json:
    """The unit, above the ticks it is the unit of."""
    unit = labels.unit(chart.unit, chart.language)
    if chart.base_year is not None:
        unit = translate("base 100 en {year}", chart.language, year=chart.base_year)
    return {
        "xref": "paper", "yref": "paper", "x": panel.x[0], "y": panel.y[1], "xanchor": "left", "yanchor": "bottom",
        "xshift": -left, "yshift": 6, "text": unit, "showarrow": False, "name": "unit",
        "font": {"size": SMALL_SIZE, "color": look.muted},
    }  # fmt: skip


def level(value: float, look: Look, panel: Panel) -> Json:
    """A thin line across the plot."""
    return {
        "type": "line", "xref": "paper", "x0": panel.x[0], "x1": panel.x[1], "yref": f"y{panel.suffix}", "y0": value,
        "y1": value, "line": {"color": look.axis, "width": 1}, "layer": "below",
    }  # fmt: skip


def bands(chart: Chart, look: Look) -> list[Json]:
    """What is shaded behind the drawing, over its whole height."""
    return [
        {"type": "rect", "xref": "x", "yref": "paper", "x0": mark.x, "x1": mark.x_end, "y0": 0, "y1": 1, "layer": "below",
         "fillcolor": look.band, "line": {"width": 0}, "name": "band"}
        for mark in chart.marks
        if mark.kind is MarkKind.BAND
    ]  # fmt: skip


def years_of(chart: Chart) -> list[int]:
    """Every year of the chart, sorted."""
    return sorted({int(year) for series in chart.series for year in series.x})
