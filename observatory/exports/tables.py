"""The table of a figure as paper shows it: years down, series across; where names are hidden, no commune is in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from observatory.figures.chart import COMMUNE_KINDS, Chart, Kind, Series, State, headers, hidden, state_word, table
from observatory.wording import labels
from observatory.wording.language import N_, translate
from observatory.wording.numbers import number

MOST_ROWS = 60
_MORE = N_("Les {count} premières lignes ; le classeur du tableau de bord les a toutes.")
OVER_YEARS = frozenset({Kind.LINES, Kind.MULTIPLES, Kind.STACK})
_PLAIN = frozenset({State.MEASURED, State.PATH, State.PROJECTED})


@dataclass(frozen=True)
class Printed:
    """Headings and rows as texts; `words` are the columns that are not numbers, `wide` those that take what is left.

    `left_out` counts the rows that the table has and paper has not.
    """

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: frozenset[int] = frozenset({0})
    wide: frozenset[int] = frozenset()
    left_out: int = 0

    def told(self, language: str) -> dict[str, Any]:
        """As a template reads it."""
        more = ""
        if self.left_out:
            more = translate(_MORE, language, count=len(self.rows))
        right = [at for at in range(len(self.headings)) if at not in self.words]
        return {
            "caption": self.caption,
            "headings": self.headings,
            "rows": self.rows,
            "right": right,
            "wide": sorted(self.wide),
            "more": more,
        }


def told_tables(found: Iterable[Printed | None], language: str) -> list[dict[str, Any]]:
    """Those that there are, as a template reads them."""
    return [one.told(language) for one in found if one is not None]


def shown_rows(chart: Chart, *, names: bool = True) -> tuple[pl.DataFrame, dict[str, str]]:
    """The table behind a figure and its headings; without `names`, the chosen one's row alone and no code."""
    if names or chart.kind not in COMMUNE_KINDS:
        return table(chart), headers(chart)
    alone = replace(chart, series=tuple(one for one in chart.series if one.emphasis))
    found = table(alone).drop("insee_code")
    return found, {name: words for name, words in headers(chart).items() if name in found.columns}


def printed(chart: Chart, *, names: bool = True) -> Printed | None:
    """The table of a figure; None where there is nothing to write. Without `names`, the chosen one's row alone."""
    if not chart.series:
        return None
    if chart.kind in OVER_YEARS:
        return _over_years(chart)
    return _listed(chart) if names or chart.kind not in COMMUNE_KINDS else _unnamed(chart)


def _caption(chart: Chart) -> str:
    unit = labels.unit(chart.unit, chart.language)
    return translate("Tableau de la figure, en {unit}", chart.language, unit=unit)


def _over_years(chart: Chart) -> Printed:
    """One row per year, one column per series."""
    years = sorted({int(year) for one in chart.series for year in one.x})
    columns = [dict(zip(one.x, range(len(one.x)), strict=True)) for one in chart.series]
    rows = tuple(
        (str(year), *(_cell(chart, one, at.get(year)) for one, at in zip(chart.series, columns, strict=True)))
        for year in years
    )
    headings = (headers(chart)["year"], *(one.label for one in chart.series))
    return Printed(_caption(chart), headings, rows)


def _cell(chart: Chart, one: Series, at: int | None) -> str:
    """A value with what must be known of it, or the word of why there is none; empty where nothing is meant."""
    if at is None:
        return ""
    value, state, language = one.y[at], one.status[at], chart.language
    if value is None:
        return "" if state in _PLAIN else state_word(state, None, language)
    text = number(value, language=language)
    if state is State.PROJECTED and one.low and one.high[at] is not None:
        low, high = (number(end, language=language) for end in (one.low[at], one.high[at]))
        return f"{text} ({low}–{high})"
    if hidden(one, at):
        return f"≥ {text} (≤ {number(one.high[at], language=language)})"
    if state is State.PARTIAL:
        return f"≥ {text}"
    return text if state in _PLAIN else f"{text} ({state_word(state, value, language)})"


def _listed(chart: Chart) -> Printed:
    """One row per place, without the columns that say nothing here."""
    frame, names = table(chart), headers(chart)
    kept = [name for name in frame.columns if name != "unit" and frame[name].null_count() < frame.height]
    amounts = {name for name in kept if frame.schema[name] == pl.Float64}
    rows = tuple(
        tuple(_amount(row, name, chart) if name in amounts else _text(row, name) for name in kept)
        for row in frame.head(MOST_ROWS).iter_rows(named=True)
    )
    words = frozenset(at for at, name in enumerate(kept) if name not in amounts)
    left_out = max(frame.height - MOST_ROWS, 0)
    return Printed(_caption(chart), tuple(names[name] for name in kept), rows, words, left_out=left_out)


def _amount(row: Mapping[str, object], name: str, chart: Chart) -> str:
    value = row[name]
    return number(value, language=chart.language) if isinstance(value, float) else ""


def _text(row: Mapping[str, object], name: str) -> str:
    return "" if row[name] is None else str(row[name])


def _unnamed(chart: Chart) -> Printed | None:
    """The chosen one alone, without a code: what a wall names, paper names."""
    rows = tuple(
        (one.names[at], _cell(chart, one, at)) for one in chart.series if one.emphasis for at in range(len(one.x))
    )
    names = headers(chart)
    return Printed(_caption(chart), (names["commune"], names["value"]), rows) if rows else None
