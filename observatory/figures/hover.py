"""What a figure says under the pointer; nothing of it is only there, the table has it too."""

from html import escape

from observatory.figures.chart import Chart, Series, State, cuts, hidden, lowest, state_word, stretches
from observatory.units import PERCENT
from observatory.wording import labels
from observatory.wording.language import translate
from observatory.wording.numbers import number, percent, quantity
from observatory.wording.typography import NBSP


def plain(text: str) -> str:
    """Text for a drawing library that reads tags in it: names come from files that people send."""
    return escape(text, quote=False)


def amount(value: float | None, chart: Chart) -> str:
    """A value of the chart with its unit."""
    if chart.unit == PERCENT:
        return quantity(value, PERCENT, language=chart.language)
    unit = labels.unit(chart.unit, chart.language)
    return f"{number(value, language=chart.language)}{NBSP}{unit}".rstrip(NBSP)


def series_hovers(chart: Chart, series: Series) -> list[str]:
    """One text per place: name, value, unit, change since the first comparable year, status."""
    firsts = {} if series.names else _first_positions(chart, series)
    return [_hover(chart, series, position, firsts.get(position)) for position in range(len(series.x))]


def band_words(chart: Chart, series: Series, position: int) -> str:
    """Between what and what a value stands, or an empty text where nothing is hidden."""
    if not hidden(series, position):
        return ""
    low, high = lowest(series)[position], series.high[position]
    return translate(
        "entre {low} et environ {high}",
        chart.language,
        low=number(low, language=chart.language),
        high=amount(high, chart),
    )


def _hover(chart: Chart, series: Series, position: int, first: int | None) -> str:
    value, state = series.y[position], series.status[position]
    head = f"<b>{plain(_place_name(series, position))}</b>{NBSP}: "
    word = state_word(state, value, chart.language)
    if value is None:
        return head + word
    parts = [amount(value, chart)]
    if first is not None and first != position:
        parts.append(_change(chart, series, first, position))
    if state is not State.MEASURED or value == 0:
        parts.append(word)
    parts.append(band_words(chart, series, position))
    return head + " · ".join(part for part in parts if part)


def _place_name(series: Series, position: int) -> str:
    return series.names[position] if series.names else series.label


def _first_positions(chart: Chart, series: Series) -> dict[int, int]:
    found: dict[int, int] = {}
    for stretch in stretches(series, cuts(chart, series)):
        valued = [position for position in stretch if series.y[position] is not None]
        found |= dict.fromkeys(valued, valued[0] if valued else 0)
    return found


def _change(chart: Chart, series: Series, first: int, position: int) -> str:
    start, start_high = series.y[first] or 0.0, series.high[first] or 0.0
    value, high = series.y[position] or 0.0, series.high[position] or 0.0
    if start <= 0:
        return ""
    year = series.x[first]
    # The hidden part of either year may turn the sign: then there is no change to tell.
    if (value - start_high) * (high - start) < 0:
        return translate("évolution incertaine depuis {year}", chart.language, year=year)
    if chart.unit == PERCENT:
        points = number(value - start, language=chart.language, digits=1, signed=True)
        return translate("{points} points depuis {year}", chart.language, points=points, year=year)
    change = percent(100 * (value / start - 1), language=chart.language)
    return translate("{change} depuis {year}", chart.language, change=change, year=year)
