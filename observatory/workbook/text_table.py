"""CSV text into rows of text, each with the number of the line it starts on.

Ready-made readers inflate, guess types, drop rows or shift columns without a word, so decoding and splitting are done
here, strictly: a row that does not fit its header is set apart as a finding, and never moved into other columns.
"""

import codecs
import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import polars as pl

from observatory.errors import FileRejected, Finding, Severity
from observatory.workbook.delimiter import Layout, commas_in_numbers, find_layout, lines_of
from observatory.workbook.limits import Limits

_BATCH = 20_000
_SHOWN = 200
# Letters of French as UTF-8 writes them: found beside bytes that are no UTF-8, they prove two encodings in one file.
# Other two-byte sequences prove nothing: `É»` in cp1252 is valid UTF-8 too.
FRENCH_UTF8 = re.compile(rb"[\xc2\xc3][\x80-\xbf]|\xc5[\x92\x93]|\xe2\x80[\x90-\xaf]|\xe2\x82\xac")
FILLED = re.compile(r"\w")
# A cell that would run as a formula leaves with an apostrophe in front (`'=1+1`); it comes off on the way back.
_ESCAPED = r"^'([=+\-@\t\r])"


@dataclass(frozen=True)
class TextTable:
    """The lines of a text table: `row` (UInt32, 1 = first line), then `c0`, `c1`… as text, null where empty."""

    frame: pl.DataFrame
    findings: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    rows_seen: int


@dataclass(frozen=True)
class Ragged:
    """A record that has another number of fields than its header, and whether numbers cut in two may explain it."""

    finding: Finding
    cut: bool


@dataclass(frozen=True)
class _Record:
    row: int
    fields: list[str]


def read_text_table(content: bytes, *, limits: Limits) -> TextTable:
    """Split a CSV file into cells; a row with another number of fields than its header becomes a `field_count`.

    Lines above the header (titles) may be shorter than it. Blank lines are dropped, and still counted in `row`.
    Raises FileRejected: `encoding_mixed`, `file_damaged`, `csv_line_too_long`, `csv_quotes`, `csv_delimiter`,
    `sheet_too_large`, `no_data`.
    """
    text, warnings = decode(content)
    if not FILLED.search(text):
        raise FileRejected("no_data")
    layout = checked_layout(text, limits=limits)
    frame, ragged = split(text, layout, limits=limits)
    refuse_decimal_commas(ragged)
    return TextTable(
        frame=frame,
        findings=tuple(each.finding for each in ragged),
        warnings=warnings,
        rows_seen=frame.height + len(ragged),
    )


def checked_layout(text: str, *, limits: Limits) -> Layout:
    """Judge how a text is laid out. Raises FileRejected `sheet_too_large` where it has too many columns."""
    layout = find_layout(text)
    if layout.width > limits.max_columns:
        raise FileRejected("sheet_too_large", columns=layout.width, max_columns=limits.max_columns)
    return layout


def split(text: str, layout: Layout, *, limits: Limits, first_row: int = 1) -> tuple[pl.DataFrame, list[Ragged]]:
    """Split lines, of which the first has this number, into the rows that fit and the records that do not.

    Raises FileRejected `csv_quotes`, `csv_line_too_long`, `sheet_too_large`.
    """
    ragged: list[Ragged] = []
    records = _fitting(_records(text, layout.delimiter, first_row, limits=limits), layout, ragged)
    return _frame(records, layout.width), ragged


def decode(content: bytes) -> tuple[str, tuple[Finding, ...]]:
    """Decode by byte order mark, else as UTF-8, else as cp1252 with the warning `encoding_cp1252`."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decode_or_refuse(content, "utf-16", code="file_damaged"), ()
    if content.startswith(codecs.BOM_UTF8):
        return _decode_or_refuse(content, "utf-8-sig", code="encoding_mixed"), ()
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError:
        if FRENCH_UTF8.search(content):
            raise FileRejected("encoding_mixed") from None
    text = _decode_or_refuse(content, "cp1252", code="file_damaged")
    return text, (Finding(code="encoding_cp1252", severity=Severity.WARNING),)


def _decode_or_refuse(content: bytes, encoding: str, *, code: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise FileRejected(code, position=error.start) from error
    if "\0" in text:
        raise FileRejected("file_damaged", position=text.index("\0"))
    return text


def _records(text: str, delimiter: str, first_row: int, *, limits: Limits) -> Iterator[_Record]:
    """Yield the lines that hold something; a quoted field over several lines counts from its first."""
    reader = csv.reader(_lines(text, first_row, limits=limits), delimiter=delimiter, strict=True)
    start, seen = first_row, 0
    try:
        for fields in reader:
            if any(map(str.strip, fields)):
                seen += 1
                if seen > limits.max_rows:
                    raise FileRejected("sheet_too_large", rows=seen, max_rows=limits.max_rows)
                yield _Record(row=start, fields=fields)
            start = first_row + reader.line_num
    except csv.Error as error:
        raise FileRejected("csv_quotes", row=start) from error


def _lines(text: str, first_row: int, *, limits: Limits) -> Iterator[str]:
    for number, line in enumerate(lines_of(text), start=first_row):
        if len(line) > limits.line_chars:
            raise FileRejected("csv_line_too_long", row=number, length=len(line), limit=limits.line_chars)
        yield line


def _fitting(records: Iterator[_Record], layout: Layout, ragged: list[Ragged]) -> Iterator[_Record]:
    """Yield the records of the header's width, and put the others aside."""
    for record in records:
        missing = layout.width - len(record.fields)
        if missing == 0:
            yield record
        elif missing > 0 and record.row <= layout.header_line:
            yield _Record(row=record.row, fields=record.fields + [""] * missing)
        else:
            ragged.append(_apart(record, layout))


def _frame(records: Iterator[_Record], width: int) -> pl.DataFrame:
    schema: dict[str, pl.DataType] = {"row": pl.UInt32()} | {f"c{index}": pl.String() for index in range(width)}
    parts = [pl.DataFrame(schema=schema)]
    while batch := list(islice(records, _BATCH)):
        columns = [[record.row for record in batch], *zip(*(record.fields for record in batch), strict=True)]
        parts.append(pl.DataFrame(dict(zip(schema, columns, strict=True)), schema=schema))
    return as_cells(pl.concat(parts))


def as_cells(frame: pl.DataFrame) -> pl.DataFrame:
    """Take off the apostrophe that a cell left with, and make empty cells null."""
    cells = pl.col(pl.String).str.replace(_ESCAPED, "$1")
    return frame.with_columns(pl.when(cells != "").then(cells))


def refuse_decimal_commas(ragged: Sequence[Ragged]) -> None:
    """Refuse a file whose comma is both delimiter and decimal mark: where a number ends is anybody's guess."""
    cut = [each.finding for each in ragged if each.cut]
    if cut and 2 * len(cut) >= len(ragged):
        raise FileRejected("csv_delimiter", row=cut[0].row, **cut[0].params)


def _apart(record: _Record, layout: Layout) -> Ragged:
    more = len(record.fields) - layout.width
    finding = Finding(
        code="field_count",
        row=record.row,
        value=layout.delimiter.join(record.fields)[:_SHOWN],
        params={"expected": layout.width, "found": len(record.fields)},
    )
    return Ragged(finding, cut=layout.delimiter == "," and 0 < more <= commas_in_numbers(record.fields))
