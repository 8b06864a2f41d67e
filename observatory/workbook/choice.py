"""Which table of a file is meant: the one that a source recognises, by its content and never by its name."""

from collections.abc import Sequence

from observatory.errors import FileRejected
from observatory.sources import Recognition, recognise
from observatory.sources.contract import Source
from observatory.workbook.cells import Cells

HEADER_WITHIN = 20


def recognised_table(
    tables: Sequence[Cells], *, only: str | None = None, mapped: Sequence[Source] = ()
) -> tuple[Cells, Recognition]:
    """Find the one sheet that a source, or an adviser's own table, knows; what stands beside it may be anything.

    Raises FileRejected `unrecognised`, and `choose_sheet` with the names where several sheets are known.
    """
    known = [(table, found) for table in tables if (found := _recognised(table, only, mapped)) is not None]
    if not known:
        lines = [line for table in tables for line in first_lines(table)]
        recognise(lines, only=only, mapped=mapped)  # tells what lacks
    if len(known) != 1:
        raise FileRejected("choose_sheet", sheets=tuple(table.sheet for table, _ in known))
    return known[0]


def _recognised(table: Cells, only: str | None, mapped: Sequence[Source]) -> Recognition | None:
    try:
        return recognise(first_lines(table), only=only, mapped=mapped)
    except FileRejected:
        return None


def first_lines(table: Cells) -> list[tuple[int, list[str]]]:
    """Row number and texts of the lines among which a header stands."""
    head = table.frame.head(HEADER_WITHIN)
    return [(line["row"], [text or "" for name, text in line.items() if name != "row"]) for line in head.to_dicts()]
