"""Which table of a file is meant: the one that a source recognises, by its content and never by its name."""

from collections.abc import Sequence

from observatory.errors import FileRejected
from observatory.sources import Recognition, recognise
from observatory.workbook.cells import Cells

HEADER_WITHIN = 20


def recognised_table(tables: Sequence[Cells], *, only: str | None = None) -> tuple[Cells, Recognition]:
    """Find the one sheet that a source knows; notes and pivot tables beside it may be what they like.

    Raises FileRejected `unrecognised`, and `choose_sheet` with the names where several sheets are known.
    """
    known = [(table, found) for table in tables if (found := _recognised(table, only=only)) is not None]
    if not known:
        recognise([line for table in tables for line in _first_lines(table)], only=only)  # tells what lacks
    if len(known) != 1:
        raise FileRejected("choose_sheet", sheets=tuple(table.sheet for table, _ in known))
    return known[0]


def _recognised(table: Cells, *, only: str | None) -> Recognition | None:
    try:
        return recognise(_first_lines(table), only=only)
    except FileRejected:
        return None


def _first_lines(table: Cells) -> list[tuple[int, list[str]]]:
    head = table.frame.head(HEADER_WITHIN)
    return [(line["row"], [text or "" for name, text in line.items() if name != "row"]) for line in head.to_dicts()]
