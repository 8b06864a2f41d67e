"""A first understanding of a file that nobody described: its table, its header and what its columns seem to mean."""

from observatory.sources.guessing import Draft, header_row, suggest
from observatory.workbook.cells import Cells, read_tables, with_header
from observatory.workbook.choice import first_lines
from observatory.workbook.limits import ADVISER


def draft(content: bytes, name: str) -> Draft:
    """Guess how the largest table of a file is read.

    Raises FileRejected as the readers do, and `duplicate_header` for two columns of one name.
    """
    cells = max(read_tables(content, name, limits=ADVISER), key=_size)
    lines = first_lines(cells)
    header = header_row(lines)
    above = [text for row, texts in lines if row < header for text in texts if text]
    return suggest(with_header(cells, header), header, above)


def _size(cells: Cells) -> int:
    return cells.frame.height * cells.frame.width
