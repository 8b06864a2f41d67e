"""A depositor's file with what was found in it: her own workbook marked, and the whole list as a table."""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from observatory.errors import Finding, Severity
from observatory.exports.tidy import FORMULA
from observatory.wording.language import translate
from observatory.wording.sentences import finding, row_finding
from observatory.workbook.annotate import Note, Words, annotate
from observatory.workbook.annotated.contract import SUMMARY
from observatory.workbook.cells import Cells, read_tables
from observatory.workbook.limits import Limits

MARKED = 2_000  # cells; the list in the report has all
HEADERS_WITHIN = 40  # lines
Heads: TypeAlias = Mapping[str, set[int]]
COLUMNS = ("severity", "code", "sheet", "row", "column", "value", "message")


def returned_workbook(
    content: bytes, name: str, findings: Sequence[Finding], *, language: str, limits: Limits
) -> bytes:
    """The file as an .xlsx in which each cell that a finding is about has its colour and its comment.

    Raises FileRejected as the reading does: what cannot be read cannot be marked.
    """
    tables = [table for table in read_tables(content, name, limits=limits) if table.sheet != SUMMARY]
    heads = {table.sheet: _heads(table) for table in tables}
    notes = [_note(each, tables, heads, language) for each in findings[:MARKED]]
    words = Words(
        title=translate("À corriger dans vos feuilles, puis à déposer de nouveau.", language),
        sheet=translate("Feuille", language),
        row=translate("Ligne", language),
        column=translate("Colonne", language),
        value=translate("Valeur", language),
        advice=translate("Que faire", language),
    )
    return annotate(content, tables, notes, words=words, limits=limits)


def returned_name(name: str) -> str:
    """What the file is called when it comes back.

    >>> returned_name("bilan 2023.csv")
    'bilan 2023 - à corriger.xlsx'
    """
    return f"{re.sub(r'[.][A-Za-z]{2,4}$', '', name)} - à corriger.xlsx"


def findings_table(findings: Sequence[Finding], language: str) -> str:
    """Every finding, one a line, as a semicolon CSV of which no cell runs as a formula."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in findings:
        told = row_finding(one.row, one.column, one.value, one.code, dict(one.params), language)
        cells = (str(one.severity), one.code, one.params.get("sheet"), one.row, one.column, one.value, told)
        writer.writerow(["" if cell is None else re.sub(FORMULA, r"'\1", str(cell)) for cell in cells])
    return text.getvalue()


def _note(one: Finding, tables: Sequence[Cells], heads: Mapping[str | None, Heads], language: str) -> Note:
    sheet = one.params.get("sheet")
    table = next((each for each in tables if each.sheet == sheet), tables[0] if len(tables) == 1 else None)
    return Note(
        sheet=table.sheet if table else sheet,
        row=one.row,
        column=_place(table, heads[table.sheet], one) if table else None,
        header=one.column or "",
        value=one.value or "",
        text=finding(one.code, {"value": one.value or None, **one.params}, language),
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
