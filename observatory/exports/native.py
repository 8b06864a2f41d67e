"""What an office suite can draw of a chart by itself: categories, and columns of numbers with their colours.

A line is one column per stretch between breaks, so that no stroke of a spreadsheet or of a slide crosses one.
"""

from dataclasses import dataclass

from observatory.figures.chart import APART, Chart, Kind, Series, cuts, stretches
from observatory.figures.theme import Look
from observatory.wording.numbers import year_span

OVER_YEARS = frozenset({Kind.LINES, Kind.MULTIPLES, Kind.STACK})
DRAWN = OVER_YEARS | {Kind.BARS}


@dataclass(frozen=True)
class Column:
    """One series, or one stretch of it; None where there is no value."""

    label: str
    values: tuple[float | None, ...]
    colour: str  # #RRGGBB
    is_dashed: bool = False


@dataclass(frozen=True)
class Plotted:
    """The numbers of a native chart."""

    kind: Kind
    categories: tuple[str, ...]
    columns: tuple[Column, ...]


def plotted(chart: Chart, look: Look) -> Plotted | None:
    """The numbers that a native chart shows; None for a kind that office suites do not draw, or without a value.

    What is no part of the total is left to the table.
    """
    if chart.kind not in DRAWN or not chart.series:
        return None
    if chart.kind is Kind.BARS:
        added = [one for one in chart.series if one.group != APART]
        values = tuple(one.y[0] for one in added)
        return Plotted(chart.kind, tuple(one.label for one in added), (Column(chart.unit, values, look.accent),))
    years = sorted({int(year) for one in chart.series for year in one.x})
    columns = [column for one in chart.series if one.group != APART for column in _columns(chart, one, years, look)]
    return Plotted(chart.kind, tuple(map(str, years)), tuple(columns))


def _columns(chart: Chart, one: Series, years: list[int], look: Look) -> list[Column]:
    found = [
        {int(one.x[at]): one.y[at] for at in stretch if one.y[at] is not None}
        for stretch in stretches(one, cuts(chart, one))
    ]
    parts = [part for part in found if part]
    is_cut = len(parts) > 1 and chart.kind is not Kind.STACK
    if not is_cut:
        parts = [{year: value for part in parts for year, value in part.items()}] if parts else []
    colour, is_dashed = look.colour(one.colour), one.dash != "solid"
    return [
        Column(
            f"{one.label} ({year_span(min(part), max(part))})" if is_cut else one.label,
            tuple(part.get(year) for year in years),
            colour,
            is_dashed,
        )
        for part in parts
    ]
