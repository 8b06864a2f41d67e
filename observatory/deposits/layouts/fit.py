"""A reading laid over a file: where its header stands there, and what each column of the file then says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from observatory.deposits.layouts.head import WITHIN, Head, head_at
from observatory.deposits.layouts.mapping import MONTH, YEAR, ColumnReading, DepositMapping, TableReading
from observatory.deposits.layouts.tables import period_given, shape
from observatory.errors import FileRejected
from observatory.workbook.cells import Cells


@dataclass(frozen=True)
class Fit:
    """One sheet and the reading that is its own: `columns` are those of the sheet, from A on."""

    cells: Cells
    reading: TableReading
    head: Head
    columns: tuple[ColumnReading, ...]


def fits(tables: Sequence[Cells], mapping: DepositMapping) -> tuple[Fit, ...]:
    """Every sheet that one of the readings knows, in the order of the file.

    Raises FileRejected `missing_column` where there is none, with the headers that the nearest reading lacks.
    """
    chosen = [cells for cells in tables if not mapping.sheets or cells.sheet in mapping.sheets]
    found = [fit for cells in chosen if (fit := _fit(cells, mapping)) is not None]
    if not found:
        wanted = [column.header for column in mapping.tables[0].columns if column.meaning]
        texts = [text for cells in chosen for text in _longest(cells)]
        missing = [header for header in wanted if shape(header) not in set(map(shape, texts))] or wanted
        raise FileRejected("missing_column", missing=missing, found=texts)
    return tuple(found)


def _fit(cells: Cells, mapping: DepositMapping) -> Fit | None:
    """The first reading whose columns all stand in one header of the sheet."""
    for reading in mapping.tables:
        wanted = {_plain(column.header) for column in reading.columns if column.meaning}
        for head in _heads(cells, reading.header_lines):
            if wanted <= set(map(_plain, head.labels)):
                return Fit(cells, reading, head, aligned(reading, head))
    return None


def _heads(cells: Cells, lines: int) -> Iterator[Head]:
    for number in cells.frame["row"].head(WITHIN):
        yield head_at(cells, number, lines)


def aligned(reading: TableReading, head: Head) -> tuple[ColumnReading, ...]:
    """What each column of a header says: as the reading has it by name, or by shape where its period is another."""
    left = list(reading.columns)
    found: list[ColumnReading] = []
    for label in head.labels:
        exact = next((column for column in left if column.header == label), None)
        if exact is not None:
            left.remove(exact)
        like = exact or _alike(reading, label)
        found.append(_dated(like, label) if like is not exact and like else like or ColumnReading(header=label))
    return tuple(found)


def _alike(reading: TableReading, label: str) -> ColumnReading | None:
    """The column of the same shape; a name that only accents or spaces tell apart is the same too."""
    return next((column for column in reading.columns if _plain(column.header) == _plain(label)), None)


def _dated(column: ColumnReading, label: str) -> ColumnReading:
    """The same meaning, for the period that the header says."""
    if not {YEAR, MONTH} & set(column.given):
        return column.model_copy(update={"header": label})
    period = {name: text for name, text in period_given(label).items() if name in column.given}
    return column.model_copy(update={"header": label, "given": {**column.given, **period}})


def _plain(label: str) -> str:
    return shape(label).replace("@/@", "@")


def _longest(cells: Cells) -> list[str]:
    """The line of most texts among the first: what a person would call the header."""
    lines = [[text for text in texts if text] for _, *texts in cells.frame.head(WITHIN).iter_rows()]
    return max(lines, key=len, default=[])
