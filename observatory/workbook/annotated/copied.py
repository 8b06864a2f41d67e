"""The cells of a file in a new .xlsx, marked: for the kinds that cannot be marked in place."""

import io
import re
from collections import defaultdict
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from observatory.workbook.annotated.contract import AUTHOR, SUMMARY, Note, Words
from observatory.workbook.annotated.marking import WIDTHS, heading, line, printable
from observatory.workbook.annotated.styles import ERROR, WARNING
from observatory.workbook.cells import Cells
from observatory.workbook.guard import Kind

# A short number stays one; a meter's fourteen digits, or a code with its zero in front, stay text.
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,9})(?:\.[0-9]+)?")
_NAME = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME = 31


def copied(tables: Sequence[Cells], notes: Sequence[Note], *, words: Words) -> bytes:
    """The same cells at the same places, with marks, comments and the list of what to correct."""
    book = Workbook()
    book.remove(book.active)
    for table in tables:
        if table.sheet != SUMMARY:
            sheet = book.create_sheet(_NAME.sub(" ", table.sheet or "Tableau")[:_LONGEST_NAME])
            _fill(sheet, table)
            _mark(sheet, [note for note in notes if note.sheet == table.sheet and note.row is not None])
    _list(book.create_sheet(SUMMARY), notes, words)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _fill(sheet: Worksheet, table: Cells) -> None:
    for row, *texts in table.frame.iter_rows():
        for column, text in enumerate(texts, start=1):
            if text is not None:
                _write(sheet.cell(row, column), text, numbers=table.kind is not Kind.CSV)


def _write(cell: Cell, text: str, *, numbers: bool) -> None:
    if numbers and _NUMBER.fullmatch(text):
        cell.value = float(text)
        return
    cell.value = printable(text)
    cell.data_type = "s"  # a text that begins with `=` stays a text


def _mark(sheet: Worksheet, notes: Sequence[Note]) -> None:
    said = defaultdict[tuple[int, int], list[Note]](list)
    for note in notes:
        said[note.row or 1, note.column or 0].append(note)
    for (row, column), those in said.items():
        cell = sheet.cell(row, column + 1)
        colour = ERROR if any(note.error for note in those) else WARNING
        cell.fill = PatternFill("solid", fgColor=colour)
        text = "\n".join(dict.fromkeys(note.text for note in those))
        cell.comment = Comment(printable(text), AUTHOR, width=300, height=100)


def _list(sheet: Worksheet, notes: Sequence[Note], words: Words) -> None:
    for number, texts in enumerate([*heading(words), *(line(note) for note in notes)], start=1):
        for column, text in enumerate(texts, start=1):
            _write(sheet.cell(number, column), text, numbers=False)
    for letter, width in zip("ABCDE", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
