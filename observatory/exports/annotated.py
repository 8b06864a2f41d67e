"""A sender's own workbook, with what was found in it written where it was found."""

from collections.abc import Mapping, Sequence

from observatory.deposits.checked import Checked
from observatory.deposits.layouts import places
from observatory.errors import Finding, Severity
from observatory.wording.annotated import annotated_words
from observatory.wording.sentences import finding as sentence
from observatory.workbook.annotate import Note, annotate
from observatory.workbook.cells import Cells, read_tables
from observatory.workbook.limits import Limits


def annotated(content: bytes, checked: Checked, *, limits: Limits, language: str = "fr") -> bytes:
    """The file as .xlsx, each finding a comment on its cell, and a list of them all on a sheet of its own.

    Raises FileRejected as the readers do: a file that cannot be read cannot be written in.
    """
    tables = read_tables(content, checked.file, limits=limits)
    known = places(tables, checked.mapping) if checked.mapping is not None else {}
    notes = [_note(each, tables, known, language) for each in checked.findings]
    if checked.code is not None:
        told = sentence(checked.code, checked.params, language)
        notes.insert(0, Note(sheet=None, row=None, column=None, header="", value="", text=told))
    return annotate(content, tables, notes, words=annotated_words(language), limits=limits)


def _note(found: Finding, tables: Sequence[Cells], known: Mapping[tuple[str | None, str], int], language: str) -> Note:
    sheet = found.params.get("sheet")
    table = next((table for table in tables if table.sheet == sheet), tables[0])
    return Note(
        sheet=sheet,
        row=found.row,
        column=known.get((sheet, found.column or "")) if known and found.row is not None else _place(table, found),
        header=found.column or "",
        value=found.value or "",
        text=sentence(found.code, {"value": found.value or None, **found.params}, language),
        error=found.severity is Severity.ERROR,
    )


def _place(table: Cells, found: Finding) -> int | None:
    """The column under the header that a finding names: that of the nearest line above it."""
    if found.column is None or found.row is None:
        return None
    wanted = found.column.strip()
    for _, *texts in table.frame.filter(table.frame["row"] < found.row).sort("row", descending=True).iter_rows():
        for place, text in enumerate(texts):
            if text is not None and text.strip() == wanted:
                return place
    return None
