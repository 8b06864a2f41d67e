"""How a file seems to be read: proposed whole, with the reason of each column and what only a person can tell."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from observatory.deposits.layouts.around import is_copy, is_summary
from observatory.deposits.layouts.columns import SEVERAL, Found
from observatory.deposits.layouts.mapping import (
    MONTH,
    YEAR,
    ColumnReading,
    DepositMapping,
    TableReading,
)
from observatory.deposits.layouts.needs import Need, answered, needs_of
from observatory.deposits.layouts.sections import sections_of
from observatory.deposits.layouts.tables import HeaderAt, Table, seen, shapes, widest
from observatory.errors import FileRejected
from observatory.workbook.cells import Cells

_FROM_TITLES = ("code_insee", "commune", "site", "compteur", "fluide", "unite", YEAR)
_FROM_SHEETS = ("site", "fluide", YEAR)


@dataclass(frozen=True)
class Guess:
    """A mapping proposed for a file; `groups` are the tables of each of its readings, `left_out` the other sheets.

    `needs` are the questions that it leaves; the file is understood without doubt where none of them is `blocking`.
    """

    mapping: DepositMapping
    groups: tuple[tuple[Table, ...], ...]
    needs: tuple[Need, ...]
    left_out: tuple[str, ...]

    @property
    def unread(self) -> tuple[str, ...]:
        """The sheets left out that do not say by their name that they sum up or explain others."""
        return tuple(name for name in self.left_out if not is_summary(name))

    @cached_property
    def blocking(self) -> tuple[Need, ...]:
        """What must be answered before anything can be read."""
        return tuple(need for need in self.needs if need.blocking)

    def columns(self, at: int) -> tuple[Found, ...]:
        """What the columns of one reading were found to mean, and why."""
        return widest(self.groups[at]).columns

    def answered(self, answers: Mapping[str, str]) -> DepositMapping:
        """The mapping with the answers to its questions, each by the `key` of its need."""
        return answered(self.mapping, self.needs, answers)


def guess(tables: Sequence[Cells], *, header: HeaderAt | None = None) -> Guess:
    """Propose how a file is read, from its headers, its cells, the names of its sheets and its titles.

    Raises FileRejected `unrecognised` where no sheet has a header with something to read.
    """
    found = [table for cells in tables if (table := seen(cells, header)) is not None]
    chosen = _chosen(found)
    if not chosen:
        raise FileRejected("unrecognised", reason="deposit")
    groups = _grouped(chosen)
    several = len(chosen) >= SEVERAL
    readings = tuple(_reading(group, several=several) for group in groups)
    doubted = tuple(table.cells.sheet for table in chosen if several and is_copy(table.cells.sheet))
    mapping = DepositMapping(layout=_layout(groups, readings, several=several), tables=readings)
    needs = [need for at, group in enumerate(groups) for need in needs_of(at, group, readings[at])]
    if doubted:
        names = tuple(table.cells.sheet or "" for table in chosen)
        needs.insert(0, Need(table=-1, field="sheets", choices=names))
    read = {table.cells.sheet for table in chosen}
    left_out = tuple(cells.sheet for cells in tables if cells.sheet is not None and cells.sheet not in read)
    return Guess(mapping, groups, tuple(needs), left_out)


def signature(tables: Sequence[Cells]) -> str:
    """What tells the layout of a file from others: its folded headers without their periods, whatever its sheets.

    Raises FileRejected `unrecognised` as `guess` does.
    """
    found = _chosen([table for cells in tables if (table := seen(cells)) is not None])
    if not found:
        raise FileRejected("unrecognised", reason="deposit")
    headers = sorted({"|".join(sorted(shapes(table.head.labels))) for table in found})
    return hashlib.sha256("\n".join(headers).encode()).hexdigest()[:16]


def _chosen(found: Sequence[Table]) -> list[Table]:
    """The tables with something to read; a summary is left out where there is another."""
    read = [table for table in found if table.measured and not table.body.is_empty()]
    plain = [table for table in read if not is_summary(table.cells.sheet)]
    if plain or read:
        return plain or read
    return [table for table in found if len([one for one in table.columns if one.meaning]) > SEVERAL][:1]


def _grouped(tables: Sequence[Table]) -> tuple[tuple[Table, ...], ...]:
    """Tables of one header and of one meaning together, in the order of the file."""
    groups: dict[tuple[object, ...], list[Table]] = {}
    for table in tables:
        meanings = tuple(dict.fromkeys(one.meaning for one in table.columns if one.meaning))
        groups.setdefault((shapes(table.head.labels), meanings), []).append(table)
    return tuple(map(tuple, groups.values()))


def _reading(group: Sequence[Table], *, several: bool) -> TableReading:
    table = widest(group)
    lacking, have = table.lacks(), {one.meaning for one in table.columns}
    sections = sections_of(table)
    wanted = lacking | {"code_insee", "commune", "compteur"} - have
    in_sheets = [
        name for name in _FROM_SHEETS if name in wanted - {sections} and all(name in each.sheet for each in group)
    ]
    in_titles = [name for name in _FROM_TITLES if name in wanted and any(name in each.titles for each in group)]
    if "site" in in_sheets and not several:
        in_sheets.remove("site")
    if "site" in in_titles and "site" in in_sheets:
        in_sheets.remove("site")
    for name in set(in_sheets) & set(in_titles):
        in_titles.remove(name)
        if any(each.titles.get(name, each.sheet[name]) != each.sheet[name] for each in group):
            in_sheets.remove(name)  # the two disagree: it is asked
    given: dict[str, str] = {}
    meter = table.column_of("compteur")
    if "fluide" in wanted - {*in_sheets, *in_titles} and meter is not None and "fluide" in meter.given:
        given["fluide"] = meter.given["fluide"]
    return TableReading(
        header_lines=table.head.lines,
        columns=tuple(_column(one) for one in table.columns),
        sheet_says=tuple(in_sheets),
        title_says=tuple(in_titles),
        given=given,
        sections=sections,
    )


def _column(one: Found) -> ColumnReading:
    meaning = one.meaning if one.meaning != "cout" else ""
    given = dict(one.given) if meaning and (one.is_value or meaning == MONTH) else {}
    if meaning != "consommation":
        given.pop("unite", None)
    return ColumnReading(header=one.label, meaning=meaning, given=given)


def _layout(groups: Sequence[Sequence[Table]], readings: Sequence[TableReading], *, several: bool) -> str:
    """The name of the form of a file: `months_across`, or `sheet_per_year+long` of two forms at once."""
    names = []
    if several:
        said = {name for reading in readings for name in reading.sheet_says}
        kinds = (("site", "sheet_per_site"), (YEAR, "sheet_per_year"), ("fluide", "sheet_per_fluid"))
        names += [kind for name, kind in kinds if name in said][:1] or ["sheets"]
    given = [one.given for group in groups for one in widest(group).values]
    if any(MONTH in one for one in given):
        names.append("months_across")
    elif len({one[YEAR] for one in given if YEAR in one}) >= SEVERAL:
        names.append("years_across")
    else:
        names.append("long")
    return "+".join(names)
