"""Sheets drawn as text, `|` between cells, and the lines that are read of them."""

from collections.abc import Sequence

import polars as pl

from observatory.deposits.layouts import understand
from observatory.deposits.layouts.mapping import DepositMapping
from observatory.workbook.cells import Cells
from observatory.workbook.guard import Kind

Line = tuple[str | None, ...]
SHOWN = ("row", "site", "compteur", "periode", "fluide", "consommation", "unite", "cout_ttc")


def sheet(text: str, name: str | None = None, *, kind: Kind = Kind.XLSX) -> Cells:
    """One sheet; a blank line counts in the numbers, and is left out as readers do."""
    drawn = [[cell.strip() or None for cell in line.split("|")] for line in text.strip("\n").split("\n")]
    return filled(drawn, name, kind=kind)


def filled(rows: Sequence[Sequence[str | None]], name: str | None = None, *, kind: Kind = Kind.XLSX) -> Cells:
    """One sheet from its rows of texts."""
    width = max(map(len, rows))
    whole = [[number, *row, *[None] * (width - len(row))] for number, row in enumerate(rows, start=1)]
    schema = {"row": pl.UInt32} | {f"c{at}": pl.String for at in range(width)}
    frame = pl.DataFrame(whole, schema=schema, orient="row")
    frame = frame.filter(pl.any_horizontal(pl.col(pl.String).is_not_null()))
    return Cells(kind=kind, sheet=name, frame=frame, findings=(), warnings=(), rows_seen=frame.height)


def lines(*sheets: Cells, mapping: DepositMapping | None = None, shown: Sequence[str] = SHOWN) -> list[Line]:
    """What is read, as (row, site, compteur, periode, fluide, consommation, unite, cout_ttc), in the file's order."""
    frame = understand(sheets, mapping=mapping).frame
    return [tuple(None if cell is None else str(cell) for cell in row) for row in frame.select(shown).iter_rows()]
