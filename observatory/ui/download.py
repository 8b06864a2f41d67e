"""The table behind a figure: as a reader sees it, and as a file.

Streamlit tells two large files of one length apart by samples only, so every file has a line and a name of its own.
"""

import csv
import io
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import polars as pl
import streamlit as st

from observatory.exports.edition import Edition, about, made
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
    frame, names = table(chart), headers(chart)
    headings = [names[column] for column in frame.columns]
    return _file(about(chart, Edition(now, identity)), headings, frame.iter_rows(), chart.language)


@dataclass(frozen=True)
class Listed:
    """A table to download: what it is, what must be known beside it, and its headings."""

    title: tuple[str, ...]
    beside: tuple[str, ...]
    headings: tuple[str, ...]

    def written(self, rows: Iterable[Sequence[object]], language: str, *, identity: str, now: datetime) -> bytes:
        """The CSV, with its number and its moment."""
        lines = (*self.title, made(Edition(now, identity), language), *self.beside)
        return _file([line for line in lines if line], self.headings, rows, language)

    def button(self, rows: Callable[[], Iterable[Sequence[object]]], language: str, *, key: str) -> None:
        """A button that writes the file when it is pressed."""
        identity = secrets.token_hex(4)
        st.download_button(
            translate("Télécharger", language),
            lambda: self.written(rows(), language, identity=identity, now=datetime.now(UTC)),
            file_name=f"{fold(self.title[0])[:_NAME_LETTERS].strip('_')}-{identity}.csv",
            mime="text/csv",
            key=f"file_{key}",
            on_click="ignore",
        )


def _file(lines: Sequence[str], headings: Sequence[str], rows: Iterable[Sequence[object]], language: str) -> bytes:
    separator, mark = MARKS[language]
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerows([safe(line)] for line in lines)
    writer.writerow([])
    writer.writerow(headings)
    writer.writerows(_written(row, mark) for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _written(row: Sequence[object], mark: str) -> list[str]:
    return [repr(round(cell, 6)).replace(".", mark) if isinstance(cell, float) else safe(_plain(cell)) for cell in row]


def safe(cell: str) -> str:
    """A text that a spreadsheet will not run as a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _plain(cell: object) -> str:
    return "" if cell is None else str(cell)
