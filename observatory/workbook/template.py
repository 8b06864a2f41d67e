"""The template that communes fill in: lists, formats and a page of help, with what is known of the commune already."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

# A code, a number of a meter and a period are texts: a spreadsheet would take zeros off them, or make dates of them.
_TEXT, _DATE, _QUANTITY, _EURO = "@", "dd/mm/yyyy", "#,##0.###", "#,##0.00"
_FORMATS: Mapping[str, str] = {
    "code_insee": _TEXT,
    "compteur": _TEXT,
    "periode": _TEXT,
    "date_debut": _DATE,
    "date_fin": _DATE,
    "consommation": _QUANTITY,
    "cout_ht": _EURO,
    "cout_ttc": _EURO,
    "dont_abonnement": _EURO,
}
_NARROW, _WIDE, _WIDEST = 14, 26, 70
_WIDTHS: Mapping[str, int] = {"commune": _WIDE, "site": _WIDE, "compteur": 20, "commentaire": 40}
_ROWS = 2_000  # that lists are offered in
_HEAD = PatternFill("solid", fgColor="1B4D6B")
_REQUIRED = PatternFill("solid", fgColor="0B2E42")


class Meter(NamedTuple):
    """A meter that the commune already has, in the words of the template; `unite` is that of its last bill."""

    site: str
    compteur: str
    fluide: str
    unite: str


@dataclass(frozen=True)
class FieldHelp:
    """One column: what it means, its `choices` where it has a closed list, and an example."""

    name: str
    meaning: str
    example: str
    choices: tuple[str, ...] = ()
    is_required: bool = False


@dataclass(frozen=True)
class Words:
    """The words of the template: names of its two sheets, headings of the help, its fields, and remarks below them."""

    table: str
    help: str
    headings: tuple[str, str, str, str]
    fields: tuple[FieldHelp, ...]
    remarks: tuple[str, ...]
    not_in_list: str


def write_template(words: Words, *, commune: tuple[str, str] | None = None, meters: Sequence[Meter] = ()) -> bytes:
    """Return the template as .xlsx, with a line for each known meter of the commune (code and name)."""
    workbook = Workbook()
    table = workbook.active
    table.title = words.table
    _lay_out(table, words)
    _fill(table, words, commune, meters)
    _explain(workbook.create_sheet(words.help), words)
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def _lay_out(table: Worksheet, words: Words) -> None:
    for place, field in enumerate(words.fields, start=1):
        letter = get_column_letter(place)
        heading = table.cell(1, place, field.name)
        heading.font = Font(bold=True, color="FFFFFF")
        heading.fill = _REQUIRED if field.is_required else _HEAD
        column = table.column_dimensions[letter]
        column.width = _WIDTHS.get(field.name, _NARROW)
        column.number_format = _FORMATS.get(field.name, "General")
        table.add_data_validation(_hint(field, words, f"{letter}2:{letter}{_ROWS}"))
    table.freeze_panes = "A2"
    table.auto_filter.ref = f"A1:{get_column_letter(len(words.fields))}1"


def _hint(field: FieldHelp, words: Words, cells: str) -> DataValidation:
    """Offer the list of a column, and say beside a cell what it means."""
    hint = DataValidation(
        type="list" if field.choices else None,
        formula1=f'"{",".join(field.choices)}"' if field.choices else None,
        allow_blank=True,
        showInputMessage=True,
        showErrorMessage=bool(field.choices),
        promptTitle=field.name,
        prompt=field.meaning[:255],
        errorTitle=field.name,
        error=words.not_in_list,
    )
    hint.add(cells)
    return hint


def _fill(table: Worksheet, words: Words, commune: tuple[str, str] | None, meters: Sequence[Meter]) -> None:
    places = {field.name: place for place, field in enumerate(words.fields, start=1)}
    told = dict(zip(("code_insee", "commune"), commune, strict=True)) if commune else {}
    lines = [{**told, **meter._asdict()} for meter in meters] or ([told] if told else [])
    for row, line in enumerate(lines, start=2):
        for name, text in line.items():
            cell = table.cell(row, places[name])
            cell.value, cell.data_type = text, "s"  # a name that begins with `=` is a name
            cell.number_format = _FORMATS.get(name, "General")


def _explain(sheet: Worksheet, words: Words) -> None:
    sheet.append(list(words.headings))
    for field in words.fields:
        sheet.append([field.name, field.meaning, ", ".join(field.choices), field.example])
    sheet.append([])
    for remark in words.remarks:
        sheet.append([None, remark])
    for cell in sheet[1]:
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = _HEAD
    for letter, width in zip("ABCD", (_WIDE, _WIDEST, _WIDE, _WIDE), strict=True):
        sheet.column_dimensions[letter].width = width
        for cell in sheet[letter]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.number_format = _TEXT
    sheet.freeze_panes = "A2"
