"""One table as it was seen: its header, its columns and what stands around it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from observatory.deposits.layouts.around import measure_said, sheet_says, titles_say
from observatory.deposits.layouts.cells_like import SAMPLE, likenesses
from observatory.deposits.layouts.columns import Found, understood
from observatory.deposits.layouts.head import Head, find_head, head_at
from observatory.deposits.layouts.mapping import MONTH, YEAR
from observatory.deposits.layouts.periods import period_of
from observatory.grammar import fold
from observatory.workbook.cells import Cells

_PERIOD = "@"  # what stands for a period in the shape of a header


@dataclass(frozen=True)
class HeaderAt:
    """Where a person says that the header of a sheet stands: its first line, and how many it has."""

    first: int
    lines: int = 1


@dataclass(frozen=True)
class Table:
    """A sheet with a header, what its columns mean, and what its name and the lines above say."""

    cells: Cells
    head: Head
    columns: tuple[Found, ...]
    sheet: dict[str, str]
    titles: dict[str, str]

    @property
    def values(self) -> tuple[Found, ...]:
        """The columns of measures."""
        return tuple(one for one in self.columns if one.is_value)

    @property
    def measured(self) -> bool:
        """Whether it counts or costs anything: a standing charge alone is no reading."""
        return any(one.meaning != "dont_abonnement" for one in self.values)

    @property
    def body(self) -> pl.DataFrame:
        """The lines below the header."""
        return self.head.body(self.cells)

    def column_of(self, meaning: str) -> Found | None:
        """The column that says something."""
        return next((one for one in self.columns if one.meaning == meaning), None)

    def lacks(self) -> set[str]:
        """What a line of it needs and no column says: `site`, `fluide`, `unite`, `annee`."""
        have, values = {one.meaning for one in self.columns}, self.values
        lacking = {
            field
            for field in ("site", "fluide")
            if field not in have and not (values and all(field in one.given for one in values))
        }
        counted = [one for one in values if one.meaning == "consommation"]
        fluid = self.column_of("fluide")
        within = fluid is not None and "unite_within" in fluid.like
        if not within and "unite" not in have and any("unite" not in one.given for one in counted):
            lacking.add("unite")
        if not self._dated(have):
            lacking.add(YEAR)
        return lacking

    def _dated(self, have: set[str]) -> bool:
        whole = "periode" in have or {"date_debut", "date_fin"} & have
        return bool(whole) or YEAR in have or (bool(self.values) and all(YEAR in one.given for one in self.values))


def seen(cells: Cells, header: HeaderAt | None = None) -> Table | None:
    """Look at one sheet; None where no line looks like a header and nobody says which is one."""
    head = head_at(cells, header.first, header.lines) if header else find_head(cells)
    if head is None:
        return None
    columns = understood(head, likenesses(_plain_lines(head, cells)))
    above = head.above(cells)
    measure = measure_said([text for line in above for text in line] + [cells.sheet or ""])
    if measure and not any(one.why in {"alias", "near", "words", "unit"} for one in columns if one.is_value):
        columns = [replace(one, meaning=measure) if one.is_value else one for one in columns]
    return Table(cells, head, tuple(columns), sheet_says(cells.sheet), titles_say(above))


def widest(group: Sequence[Table]) -> Table:
    """The table of a reading that has most columns of measures: the others are read as it is."""
    return max(group, key=lambda table: len(table.values))


def _plain_lines(head: Head, cells: Cells) -> pl.DataFrame:
    """The first lines of the body that are no header once more, and no text alone: those whose cells tell a column."""
    body = head.body(cells).head(4 * SAMPLE)
    names = body.columns[1:]
    filled = pl.sum_horizontal(pl.col(name).is_not_null().cast(pl.UInt32) for name in names)
    again = pl.all_horizontal(
        pl.col(name).str.strip_chars().eq_missing(text or None) for name, text in zip(names, head.texts, strict=True)
    )
    plain = body.filter((filled > 1) & ~again)
    return body if plain.is_empty() else plain


def shape(label: str) -> str:
    """A header without its period: what the columns of months, or of years, have in common.

    >>> shape("Janv. 2023 / Conso (kWh)"), shape("2024 / Conso (kWh)"), shape("Mois")
    ('@/conso_kwh', '@/conso_kwh', 'mois')
    """
    return "/".join(filter(None, (_part_shape(part) for part in label.split(" / "))))


def _part_shape(part: str) -> str:
    period = period_of(part)
    if not period.given() and not re.fullmatch(r"m?(?:0?[1-9]|1[0-2])", fold(part)):
        return fold(part)
    rest = period.rest if period.given() else ""
    return f"{_PERIOD}_{rest}" if rest else _PERIOD


def shapes(labels: Sequence[str]) -> tuple[str, ...]:
    """The shapes of a header's columns, each once and in order; those without a name do not tell it from another."""
    named = [shape(label) for label in labels if not re.fullmatch(r"column_[0-9]+", label)]
    return tuple(dict.fromkeys(_collapsed(named)))


def _collapsed(named: Sequence[str]) -> list[str]:
    """A month over a measure and a year over a month are periods alike."""
    return [re.sub(r"@(?:/@)+", "@", text) for text in named]


def period_given(label: str) -> dict[str, str]:
    """The year and the month that a header says, whatever level says them."""
    given: dict[str, str] = {}
    for part in label.split(" / "):
        given |= period_of(part).given()
    return {name: text for name, text in given.items() if name in {YEAR, MONTH}}
