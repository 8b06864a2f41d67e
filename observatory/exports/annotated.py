"""A sender's own workbook, with what was found in it written where it was found, and the whole list as a table."""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from observatory.deposits.layouts import places
from observatory.deposits.layouts.mapping import DepositMapping
from observatory.errors import Finding, Severity
from observatory.exports.tidy import FORMULA
from observatory.wording.annotated import annotated_words
from observatory.wording.sentences import finding as sentence
from observatory.wording.sentences import row_finding
from observatory.workbook.annotate import Note, annotate
from observatory.workbook.annotated.contract import SUMMARY
from observatory.workbook.cells import Cells, read_tables
from observatory.workbook.limits import Limits

MARKED = 2_000  # cells; the table has all
HEADERS_WITHIN = 40  # lines
COLUMNS = ("file", "severity", "code", "sheet", "row", "column", "value", "message")
Heads: TypeAlias = Mapping[str, set[int]]


def annotated(
    content: bytes,
    name: str,
    findings: Sequence[Finding],
    *,
    limits: Limits,
    mapping: DepositMapping | None = None,
    refusal: tuple[str, Mapping[str, Any]] | None = None,
    language: str = "fr",
) -> bytes:
    """The file as .xlsx, each finding a comment on its cell, and a list of them all on a sheet of its own.

    `mapping` says which column is under which header, where the layout is the sender's own; `refusal` is the code and
    the parameters for which the whole file was refused. Raises FileRejected as the readers do: a file that cannot be
    read cannot be written in.
    """
    tables = [table for table in read_tables(content, name, limits=limits) if table.sheet != SUMMARY]
    heads = {table.sheet: _heads(table) for table in tables}
    known = places(tables, mapping) if mapping is not None else {}
    notes = [_note(each, tables, heads, language) for each in findings[:MARKED]]
    notes = [replace(note, column=known.get((note.sheet, note.header), note.column)) for note in notes]
    if refusal is not None:
        told = sentence(refusal[0], refusal[1], language)
        notes.insert(0, Note(sheet=None, row=None, column=None, header="", value="", text=told))
    return annotate(content, tables, notes, words=annotated_words(language), limits=limits)


def annotated_name(name: str) -> str:
    """What the file is called when it comes back.

    >>> annotated_name("bilan 2023.csv")
    'bilan 2023 - à corriger.xlsx'
    """
    return f"{re.sub(r'[.][A-Za-z]{2,4}$', '', name)} - à corriger.xlsx"


def findings_table(found: Mapping[str, Sequence[Finding]], language: str = "fr") -> str:
    """Every finding of each file, one a line, as a semicolon CSV of which no cell runs as a formula."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(COLUMNS)
    for name, findings in found.items():
        writer.writerows(_lines(name, findings, language))
    return text.getvalue()


def _lines(name: str, findings: Sequence[Finding], language: str) -> Iterator[list[str]]:
    for one in findings:
        told = row_finding(one.row, one.column, one.value, one.code, dict(one.params), language)
        cells = (name, str(one.severity), one.code, one.params.get("sheet"), one.row, one.column, one.value, told)
        yield ["" if cell is None else re.sub(FORMULA, r"'\1", str(cell)) for cell in cells]


def _note(one: Finding, tables: Sequence[Cells], heads: Mapping[str | None, Heads], language: str) -> Note:
    sheet = one.params.get("sheet")
    table = next((each for each in tables if each.sheet == sheet), tables[0] if len(tables) == 1 else None)
    return Note(
        sheet=table.sheet if table else sheet,
        row=one.row,
        column=_place(table, heads[table.sheet], one) if table else None,
        header=one.column or "",
        value=one.value or "",
        text=sentence(one.code, {"value": one.value or None, **one.params}, language),
        error=one.severity is Severity.ERROR,
    )


def _heads(table: Cells) -> Heads:
    """Where each text of the first lines stands: among them are the headers."""
    found = defaultdict[str, set[int]](set)
    for _, *texts in table.frame.head(HEADERS_WITHIN).iter_rows():
        for place, text in enumerate(texts):
            if text:
                found[text.strip()].add(place)
    return found


def _place(table: Cells, heads: Heads, one: Finding) -> int | None:
    """The column under that header: of several, the one where the value stands on the row."""
    places = sorted(heads.get((one.column or "").strip(), ()))
    if one.row is None or len(places) < 2:  # noqa: PLR2004 - one is no choice
        return next(iter(places), None)
    line = table.frame.filter(table.frame["row"] == one.row)
    texts = line.row(0)[1:] if line.height else ()
    said = (one.value or "").strip()
    return next((place for place in places if place < len(texts) and (texts[place] or "").strip() == said), places[0])
