"""The table behind a figure: as a reader sees it, and as a file.

Streamlit tells two large files of one length apart by samples only, so every file has a line and a name of its own.
"""

import csv
import io
import secrets
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import polars as pl

from observatory.exports.edition import Edition, about
from observatory.figures.chart import Chart, headers, table
from observatory.grammar import fold
from observatory.ui import text
from observatory.wording.language import translate
from observatory.wording.numbers import number

# A spreadsheet in French reads `;` and `,`; one in English `,` and `.`.
MARKS = {"fr": (";", ","), "en": (",", ".")}
FORMULA = ("=", "+", "-", "@", "\t", "\r")
MOST_ROWS = 1000
_NAME_LETTERS = 60


def show_table(chart: Chart) -> None:
    """The table behind a figure, as text."""
    frame, names = table(chart), headers(chart)
    amounts = [column for column, kind in frame.schema.items() if kind == pl.Float64]
    shown = frame.head(MOST_ROWS).with_columns(
        pl.col(amounts).map_elements(
            lambda value: number(value, language=chart.language), return_dtype=pl.String, skip_nulls=False
        )
    )
    at = frozenset(frame.columns.index(column) for column in amounts)
    rows = ([_plain(cell) for cell in row] for row in shown.iter_rows())
    text.table([names[column] for column in frame.columns], rows, caption=chart.title, numbers=at)
    if frame.height > MOST_ROWS:
        more = translate("Les {count} premières lignes ; le fichier les a toutes.", chart.language, count=MOST_ROWS)
        text.lines([more])


def file_for(chart: Chart) -> tuple[str, Callable[[], bytes]]:
    """Name of the file of a figure, and what writes it when it is asked for."""
    identity = secrets.token_hex(4)
    name = f"{fold(chart.title)[:_NAME_LETTERS].strip('_') or 'figure'}-{identity}.csv"
    return name, lambda: as_csv(chart, identity=identity, now=datetime.now(UTC))


def as_csv(chart: Chart, *, identity: str, now: datetime) -> bytes:
    """A CSV that a spreadsheet opens: what it is, when it was made and under which number, then the table."""
    separator, mark = MARKS[chart.language]
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerows([safe(line)] for line in about(chart, Edition(now, identity)))
    writer.writerow([])
    frame, names = table(chart), headers(chart)
    writer.writerow([names[column] for column in frame.columns])
    writer.writerows(_written(row, mark) for row in frame.iter_rows())
    return out.getvalue().encode("utf-8-sig")


def _written(row: Sequence[object], mark: str) -> list[str]:
    return [repr(round(cell, 6)).replace(".", mark) if isinstance(cell, float) else safe(_plain(cell)) for cell in row]


def safe(cell: str) -> str:
    """A text that a spreadsheet will not run as a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _plain(cell: object) -> str:
    return "" if cell is None else str(cell)
