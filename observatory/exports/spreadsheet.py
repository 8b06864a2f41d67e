"""A figure -> XLSX: its table, a native chart that reads from it, and where its numbers come from."""

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from math import ceil
from typing import Any

import polars as pl
import xlsxwriter

from observatory.exports.edition import Edition, about
from observatory.exports.native import Plotted, plotted
from observatory.exports.tables import shown_rows
from observatory.figures.chart import Chart, Kind, headers
from observatory.figures.theme import Look
from observatory.wording.language import translate

# Nothing that a name or a note may hold runs, links or becomes a number.
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_TYPES: dict[Kind, dict[str, Any]] = {
    Kind.LINES: {"type": "line"},
    Kind.MULTIPLES: {"type": "line"},
    Kind.STACK: {"type": "column", "subtype": "stacked"},
    Kind.BARS: {"type": "bar"},
}
_SIZE = {"width": 860, "height": 420}
_WIDE, _NARROW, _NUMBER = 34, 12, "#,##0.###"
_LINE, _TALL = 120, 15  # letters across a sheet of lines, points of one line


@contextmanager
def workbook(out: io.BytesIO, title: str, comments: str, edition: Edition) -> Iterator[xlsxwriter.Workbook]:
    """A workbook in which nothing runs."""
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        book.set_properties({"title": title, "comments": comments, "created": edition.moment.replace(tzinfo=None)})
        yield book


def spreadsheet(chart: Chart, look: Look, edition: Edition) -> bytes:
    """A workbook of three sheets: the drawing and its numbers, the whole table, the sources."""
    out = io.BytesIO()
    with workbook(out, chart.title, chart.alt, edition) as book:
        drawn = plotted(chart, look)
        if drawn is not None:
            drawing(book, chart, drawn, name=translate("Figure", chart.language))
        numbers(book, chart, name=translate("Tableau", chart.language))
        lines(book, about(chart, edition), name=translate("Sources", chart.language))
    return out.getvalue()


def _sheet(book: xlsxwriter.Workbook, name: str) -> Any:
    """A sheet that prints on one page across."""
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    return sheet


def drawing(book: xlsxwriter.Workbook, chart: Chart, drawn: Plotted, *, name: str) -> None:
    """A sheet of that name: the numbers that a native chart reads, and the chart."""
    sheet, bold = _sheet(book, name), book.add_format({"bold": True, "text_wrap": True})
    amounts = book.add_format({"num_format": _NUMBER})
    sheet.write(0, 0, chart.title, book.add_format({"bold": True, "font_size": 13}))
    sheet.write(1, 0, chart.subtitle)
    head, last = 3, 3 + len(drawn.categories)
    sheet.set_column(0, 0, _WIDE if chart.kind is Kind.BARS else _NARROW)
    sheet.set_column(1, len(drawn.columns), _NARROW + 4)
    sheet.write(head, 0, "" if chart.kind is Kind.BARS else headers(chart)["year"], bold)
    for row, category in enumerate(drawn.categories, start=head + 1):
        sheet.write(row, 0, category)
    made = book.add_chart(dict(_TYPES[chart.kind]))
    for at, column in enumerate(drawn.columns, start=1):
        sheet.write(head, at, column.label, bold)
        for row, value in enumerate(column.values, start=head + 1):
            if value is not None:
                sheet.write_number(row, at, value, amounts)
        line = {"color": column.colour, "width": 2.25, "dash_type": "dash" if column.is_dashed else "solid"}
        ink = {"line": line, "marker": {"type": "circle", "size": 5, "fill": {"color": column.colour}}}
        made.add_series({
            "name": [name, head, at], "categories": [name, head + 1, 0, last, 0],
            "values": [name, head + 1, at, last, at],
            **(ink if _TYPES[chart.kind]["type"] == "line" else {"fill": {"color": column.colour}}),
        })  # fmt: skip
    _dress(made, chart, single=len(drawn.columns) == 1)
    sheet.insert_chart(last + 2, 0, made, {"description": chart.alt})


def _dress(made: Any, chart: Chart, *, single: bool) -> None:
    """Axes from zero, a light grid, gaps left open; the sentence of the figure as its title."""
    values = {
        "name": chart.unit,
        "num_format": _NUMBER,
        "major_gridlines": {"visible": True, "line": {"color": "#E8EAED"}},
    }
    is_bar = chart.kind is Kind.BARS
    made.set_x_axis(values if is_bar else {})
    made.set_y_axis({"reverse": True} if is_bar else values if chart.base_year else values | {"min": 0})
    made.set_title({"name": chart.title, "name_font": {"size": 12}, "overlay": False})
    made.set_legend({"none": True} if single else {"position": "right"})
    made.show_blanks_as("gap")
    made.set_size(_SIZE)


def numbers(book: xlsxwriter.Workbook, chart: Chart, *, name: str, names: bool = True) -> None:
    """A sheet of that name: the table of a figure, of the chosen one alone where communes are not named."""
    frame, titles = shown_rows(chart, names=names)
    sheet = _sheet(book, name)
    bold, amounts = book.add_format({"bold": True}), book.add_format({"num_format": _NUMBER})
    for at, column in enumerate(frame.columns):
        is_amount = frame.schema[column] == pl.Float64
        sheet.set_column(at, at, _NARROW if is_amount or column == "year" else _WIDE)
        sheet.write(0, at, titles[column], bold)
        for row, cell in enumerate(frame[column], start=1):
            if cell is not None:
                sheet.write(row, at, cell, amounts if is_amount else None)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, frame.height, frame.width - 1)


def lines(book: xlsxwriter.Workbook, found: Sequence[str], *, name: str) -> None:
    """A sheet of that name: one line under the other."""
    sheet = _sheet(book, name)
    sheet.set_column(0, 0, _LINE, book.add_format({"text_wrap": True}))
    for row, line in enumerate(found):
        sheet.set_row(row, _TALL * max(1, ceil(len(line) / _LINE)))
        sheet.write(row, 0, line)


def grid(book: xlsxwriter.Workbook, headings: Sequence[str], rows: Iterable[Sequence[str]], *, name: str) -> None:
    """A sheet of that name: texts under their headings."""
    sheet, bold = _sheet(book, name), book.add_format({"bold": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, len(headings) - 1, _WIDE, wrapped)
    for at, heading in enumerate(headings):
        sheet.write(0, at, heading, bold)
    for at, row in enumerate(rows, start=1):
        sheet.set_row(at, _TALL * max(1, *(ceil(len(cell) / _WIDE) for cell in row)))
        sheet.write_row(at, 0, row)
    sheet.freeze_panes(1, 0)
