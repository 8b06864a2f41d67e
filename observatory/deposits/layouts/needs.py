"""What a file does not say of itself, as questions to whoever sends it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from observatory.deposits.layouts.aliases import COST
from observatory.deposits.layouts.around import sheet_says, titles_say
from observatory.deposits.layouts.cells_like import likenesses
from observatory.deposits.layouts.columns import Found
from observatory.deposits.layouts.fit import Fit, fits
from observatory.deposits.layouts.mapping import MONTH, YEAR, DepositMapping, TableReading
from observatory.deposits.layouts.sections import is_total
from observatory.deposits.layouts.tables import Table, widest
from observatory.grammar import fold
from observatory.vocabulary import FLUID_CODES, FLUIDS, QUANTITY_UNIT_CODES, spellings
from observatory.workbook.cells import Cells

# Units in which each fluid is usually billed: the first one is proposed, never taken.
UNITS_OF: Mapping[str, tuple[str, ...]] = {
    "electricity": ("kWh", "MWh"),
    "gas": ("kWh", "MWh", "m3"),
    "fuel_oil": ("L", "m3", "kWh"),
    "propane": ("kg", "t", "kWh"),
    "wood": ("t", "kg", "stere", "MAP", "kWh", "MWh"),
    "heat_network": ("MWh", "kWh"),
    "cold_network": ("MWh", "kWh"),
    "water": ("m3", "L"),
    "motor_fuel": ("L", "m3"),
}
FILL, LEAVE = "fill", "leave"
_MERGEABLE = frozenset({"site", "commune", "code_insee", "compteur", "fluide", YEAR})
NO_COLUMN = ""  # the answer that leaves a column out


@dataclass(frozen=True)
class Need:
    """One question: a field of one reading (-1: of the file), of a header or of a fluid where `of` names one.

    `choices` are codes or headers, empty where any text may be said; `proposed` is what it probably is. What is not
    `blocking` may stay unanswered: the column is left out, and the sender is told.
    """

    table: int
    field: str
    choices: tuple[str, ...] = ()
    of: str = ""
    proposed: str = ""
    blocking: bool = True

    @property
    def key(self) -> str:
        """The name of its answer."""
        return f"{self.table}.{self.field}.{fold(self.of)}"


def needs(tables: Sequence[Cells], mapping: DepositMapping) -> tuple[Need, ...]:
    """What still lacks once a mapping, as a person changed it, is laid over a file.

    Raises FileRejected `missing_column` where no sheet has its headers.
    """
    found = [(fit.reading, as_table(fit)) for fit in fits(tables, mapping)]
    groups = [[table for own, table in found if own is reading] for reading in mapping.tables]
    return tuple(
        need
        for at, (reading, group) in enumerate(zip(mapping.tables, groups, strict=True))
        if group
        for need in needs_of(at, group, reading, mapping.by_sheet)
    )


def needs_of(
    at: int, group: Sequence[Table], reading: TableReading, by_sheet: Mapping[str, Mapping[str, str]] | None = None
) -> list[Need]:
    """The questions that the tables of one reading leave."""
    table = widest(group)
    lacking = table.lacks() - {*reading.given, reading.sections}
    told = by_sheet or {}
    lacking -= {
        name
        for name in lacking
        if all(_around(each, reading, name) or name in told.get(each.cells.sheet or "", {}) for each in group)
    }
    if not table.measured:
        return [Need(at, "consommation", choices=_free_headers(table))]
    needs = []
    if "fluide" in lacking:
        needs.append(Need(at, "fluide", choices=FLUID_CODES))
    if "unite" in lacking:
        needs += _units(at, group, reading)
    if YEAR in lacking:
        needs.append(Need(at, YEAR if _months(table) else "periode"))
    dates = {one.meaning for one in table.columns} & {"date_debut", "date_fin"}
    if len(dates) == 1 and table.column_of("periode") is None and YEAR not in lacking:
        needs.append(Need(at, next(iter({"date_debut", "date_fin"} - dates)), choices=_free_headers(table)))
    return needs + _costs(at, table) + _repeated(at, table) + _merged(at, table, reading)


def answered(mapping: DepositMapping, needs: Sequence[Need], answers: Mapping[str, str]) -> DepositMapping:
    """A mapping with the answers that were given, each by the key of its need."""
    for need in needs:
        if need.key in answers:
            mapping = _with(mapping, need, answers[need.key])
    return mapping


def _with(mapping: DepositMapping, need: Need, answer: str) -> DepositMapping:
    if need.field == "sheets":
        return mapping.model_copy(update={"sheets": (answer,)})
    reading = mapping.tables[need.table]
    changed: dict[str, Any]
    if need.field in {COST, "repeated", "consommation", "date_debut", "date_fin"}:
        meaning, header = (answer, need.of) if need.field == COST else (need.of or need.field, answer)
        changed = {"columns": _meant(reading, header, meaning)}
    elif need.field == "fill_down":
        told = {one.meaning for one in reading.columns if one.header == need.of} if answer == FILL else set()
        changed = {"fill_down": tuple(sorted({*reading.fill_down, *told}))}
    elif need.field == "unite" and need.of:
        changed = {"units": {**reading.units, need.of: answer}}
    else:
        field = YEAR if need.field == "periode" else need.field
        changed = {"given": {**reading.given, field: answer}}
    tables = list(mapping.tables)
    tables[need.table] = reading.model_copy(update=changed)
    return mapping.model_copy(update={"tables": tuple(tables)})


def _meant(reading: TableReading, header: str, meaning: str) -> tuple[Any, ...]:
    return tuple(
        one.model_copy(update={"meaning": meaning}) if one.header == header else one for one in reading.columns
    )


def as_table(fit: Fit) -> Table:
    """A sheet as somebody says that it is read, for what it then lacks."""
    likes = likenesses(fit.head.body(fit.cells))
    columns = tuple(
        Found(at, column.header, column.meaning, column.given, "told", like)
        for at, (column, like) in enumerate(zip(fit.columns, likes, strict=True))
    )
    sheet, titles = sheet_says(fit.cells.sheet), titles_say(fit.head.above(fit.cells))
    return Table(fit.cells, fit.head, columns, sheet, titles)


def _around(table: Table, reading: TableReading, field: str) -> bool:
    in_sheet = field in reading.sheet_says and field in table.sheet
    return in_sheet or (field in reading.title_says and field in table.titles)


def _months(table: Table) -> bool:
    return table.column_of(MONTH) is not None or any(MONTH in one.given for one in table.values)


def _units(at: int, group: Sequence[Table], reading: TableReading) -> list[Need]:
    fluids = sorted({code for table in group for code in _fluids(table, reading)}, key=FLUID_CODES.index)
    if not fluids:
        return [Need(at, "unite", choices=QUANTITY_UNIT_CODES)]
    fluids = [code for code in fluids if code not in reading.units]
    return [Need(at, "unite", choices=UNITS_OF[code], of=code, proposed=UNITS_OF[code][0]) for code in fluids]


def _fluids(table: Table, reading: TableReading) -> set[str]:
    """The fluids of the measures whose unit is not said."""
    known = spellings(FLUIDS)
    column = table.column_of("fluide")
    if column is not None:
        words = table.body[f"c{column.at}"].drop_nulls().unique()
        return {known[word] for word in map(fold, words) if word in known}
    bare = [one for one in table.values if one.meaning == "consommation" and "unite" not in one.given]
    given = {one.given["fluide"] for one in bare if "fluide" in one.given}
    around = table.sheet.get("fluide") or table.titles.get("fluide") or reading.given.get("fluide")
    return given or ({around} if around else set())


def _costs(at: int, table: Table) -> list[Need]:
    """A cost that says neither HT nor TTC is asked for; where it is all there is, nothing can be read without."""
    unclear = [one for one in table.values if one.meaning == COST]
    alone = len(unclear) == len(table.values)
    choices = ("cout_ttc", "cout_ht", NO_COLUMN)
    return [Need(at, COST, choices=choices, of=one.label, proposed="cout_ttc", blocking=alone) for one in unclear]


def _repeated(at: int, table: Table) -> list[Need]:
    """Columns of one measure of which none says that it is the whole."""
    same = {tuple(one.params["headers"]) for one in table.columns if one.why == "repeated"}
    return [
        Need(
            at,
            "repeated",
            choices=headers,
            of=_measure(table, headers),
            blocking=_measure(table, headers) == "consommation",
        )
        for headers in sorted(same)
    ]


def _merged(at: int, table: Table, reading: TableReading) -> list[Need]:
    """Columns of keys with blank cells under a filled one, as merged cells leave them: nobody but the sender knows."""
    values = [pl.col(f"c{one.at}").is_not_null() for one in table.values]
    if not values:
        return []
    keys = [one for one in table.columns if one.meaning in _MERGEABLE]
    labels = [is_total(pl.col(f"c{one.at}")) for one in keys]
    measured = table.body.filter(pl.any_horizontal(values) & ~pl.any_horizontal(labels)) if keys else table.body
    told = {*reading.fill_down, reading.sections}
    return [
        Need(at, "fill_down", choices=(FILL, LEAVE), of=one.label, blocking=False)
        for one in keys
        if one.meaning not in told and _has_blanks_below(measured[f"c{one.at}"])
    ]


def _has_blanks_below(column: pl.Series) -> bool:
    filled = column.is_not_null()
    first = filled.arg_max()
    return first is not None and bool(filled.any()) and not bool(filled.slice(first).all())


def _measure(table: Table, headers: Sequence[str]) -> str:
    return next(str(one.params.get("meaning", "")) for one in table.columns if one.label in headers)


def _free_headers(table: Table) -> tuple[str, ...]:
    return tuple(one.label for one in table.columns if not one.meaning)
