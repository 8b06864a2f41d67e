"""The way in for every file: bytes in, text cells with their row numbers out."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import polars as pl

from observatory.errors import FileRejected, Finding
from observatory.grammar import DecimalMark, fold
from observatory.workbook.guard import Inspection, Kind, inspect, seems_workbook
from observatory.workbook.limits import ADVISER, Limits
from observatory.workbook.sheets import Parser, Sheet, read_workbook
from observatory.workbook.text_table import read_text_table

_BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True)
class Cells:
    """One table as text: `row` (UInt32, the spreadsheet's own number, 1 = first line), then `c0`, `c1`… (String).

    Title and header lines are among the rows; blank lines are dropped, and counted in the numbering. Rows that do not
    fit the table are not in `frame` but in `findings`, one each; `rows_seen` counts both.
    """

    kind: Kind
    sheet: str | None
    frame: pl.DataFrame
    findings: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    rows_seen: int

    def decimal_mark(self, declared: DecimalMark) -> DecimalMark:
        """Return the mark to read numbers by, given what the source declares for its text.

        A workbook's numeric cells are spelled with a point whatever the country, never so that two readings exist: a
        declared comma then concerns text cells only, and both spellings are to be read.
        """
        return None if self.kind is not Kind.CSV and declared == "," else declared


def read_cells(content: bytes, name: str, *, sheet: str | None = None, limits: Limits = ADVISER) -> Cells:
    """Read the one table of a file as text, whatever its kind.

    Where a workbook has several sheets that may be the table, `sheet` names the one.
    Raises FileRejected with the codes of the guard and of the readers, `no_data` where every line is blank, and
    `choose_sheet` with the names of the `sheets`.
    """
    tables = read_tables(content, name, limits=limits)
    chosen = (
        [table for table in tables if table.sheet in {sheet, None}] if sheet is not None else _likely_tables(tables)
    )
    if len(chosen) != 1:
        raise FileRejected("choose_sheet", sheets=tuple(table.sheet for table in tables))
    return chosen[0]


def read_tables(content: bytes, name: str, *, limits: Limits = ADVISER) -> tuple[Cells, ...]:
    """Read every visible sheet that holds something, or the one table of a text file, for who chooses by content.

    Raises FileRejected as `read_cells` does, but for `choose_sheet`.
    """
    with Parser(limits) as parser:
        if seems_workbook(content, limits=limits):
            parser.start()  # it makes ready while the bytes are looked at
        inspection = inspect(content, name, limits=limits)
        if inspection.kind is Kind.CSV:
            return (_text_cells(inspection, limits=limits),)
        sheets = read_workbook(inspection, parser)
    if not sheets:
        raise FileRejected("no_data")
    return tuple(_sheet_cells(inspection, each) for each in sheets)


def _text_cells(inspection: Inspection, *, limits: Limits) -> Cells:
    table = read_text_table(inspection.content, limits=limits)
    return Cells(
        kind=inspection.kind,
        sheet=None,
        frame=table.frame,
        findings=table.findings,
        warnings=inspection.warnings + table.warnings,
        rows_seen=table.rows_seen,
    )


def _sheet_cells(inspection: Inspection, sheet: Sheet) -> Cells:
    about = (None, sheet.name)
    return Cells(
        kind=inspection.kind,
        sheet=sheet.name,
        frame=sheet.frame,
        findings=(),
        warnings=tuple(each for each in inspection.warnings if each.params.get("sheet") in about),
        rows_seen=sheet.frame.height,
    )


def _likely_tables(tables: Sequence[Cells]) -> list[Cells]:
    """Leave out the sheets that cannot be tables (a page of instructions), unless there is nothing else."""
    return [table for table in tables if _is_tabular(table.frame)] or list(tables)


def _is_tabular(frame: pl.DataFrame) -> bool:
    filled = sum(frame[name].null_count() < frame.height for name in frame.columns[1:])
    return filled > 1 and frame.height > 1


def find_header(cells: Cells, wanted: Sequence[str], *, within: int = 20) -> int | None:
    """Return the number of the first row, among the first `within` lines, that holds every wanted header.

    Headers are compared without case, accents or spaces.
    """
    names = {fold(name) for name in wanted}
    for row in cells.frame.filter(pl.col("row") <= within).iter_rows():
        if names <= {fold(text) for text in row[1:] if text is not None}:
            return int(row[0])
    return None


def with_header(
    cells: Cells, header_row: int, *, repeated: Collection[str] = (), titles: Collection[str] = ()
) -> pl.DataFrame:
    """Name the columns by the text of one row, and keep `row` and the lines below it.

    A column without a name, or named `row`, is `column_N` (N = 1 for the first). Raises FileRejected
    `duplicate_header` for a name met twice, unless the source declares it `repeated` (compared as headers are): the
    second is then `NAME_2`. Each of `titles` is one more column: what follows that label in a line above.
    """
    header = cells.frame.filter(pl.col("row") == header_row)
    if header.is_empty():
        raise FileRejected("missing_column", row=header_row)
    names = _column_names(header.row(0)[1:], repeated=repeated)
    below = cells.frame.filter(pl.col("row") > header_row)
    named = below.rename(dict(zip(below.columns[1:], names, strict=True)))
    return named.with_columns(**title_columns(cells, header_row, titles))


def title_columns(cells: Cells, header_row: int, titles: Collection[str]) -> dict[str, pl.Expr]:
    """What follows each label in a line above the header, as columns of one text."""
    above = cells.frame.filter(pl.col("row") < header_row)
    return {title: pl.lit(_titled(above, title), dtype=pl.String) for title in titles}


def _titled(above: pl.DataFrame, title: str) -> str | None:
    """What stands after a label, in the first line that begins with it."""
    for _, *texts in above.iter_rows():
        filled = [text for text in texts if text is not None]
        if filled and fold(filled[0]) == fold(title):
            return filled[1] if len(filled) > 1 else None
    return None


def _column_names(texts: Sequence[str | None], *, repeated: Collection[str]) -> list[str]:
    names, seen, declared = [], Counter[str](), {fold(name) for name in repeated}
    for number, text in enumerate(texts, start=1):
        name = (text or "").strip().strip(_BYTE_ORDER_MARK).strip()
        name = f"column_{number}" if name in {"", "row"} else name
        seen[fold(name)] += 1
        again = fold(name) in declared and seen[fold(name)] > 1
        names.append(f"{name}_{seen[fold(name)]}" if again else name)
    twice = sorted(name for name, count in Counter(names).items() if count > 1)
    if twice:
        raise FileRejected("duplicate_header", columns=twice)
    return names
