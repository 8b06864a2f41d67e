"""CSV text into rows of text, each with the number of the line it starts on.

Ready-made readers inflate, guess types, drop rows or shift columns without a word, so decoding and splitting are done
here, strictly: a row that does not fit its header is set apart as a finding, and never moved into other columns.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import polars as pl

from observatory.errors import FileRejected, Finding, Severity
from observatory.workbook.delimiter import Layout, commas_in_numbers, find_layout
from observatory.workbook.limits import Limits

_BATCH = 20_000
_SHOWN = 200
# Letters of French as UTF-8 writes them: found beside bytes that are no UTF-8, they prove two encodings in one file.
# Other two-byte sequences prove nothing: `É»` in cp1252 is valid UTF-8 too.
_FRENCH_UTF8 = re.compile(rb"[\xc2\xc3][\x80-\xbf]|\xc5[\x92\x93]|\xe2\x80[\x90-\xaf]|\xe2\x82\xac")
_FILLED = re.compile(r"\w")
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
    if not _FILLED.search(text):
        raise FileRejected("no_data")
    layout = find_layout(text)
    if layout.width > limits.max_columns:
        raise FileRejected("sheet_too_large", columns=layout.width, max_columns=limits.max_columns)
    ragged: list[_Record] = []
    records = _fitting(_records(text, layout.delimiter, limits=limits), layout, ragged)
    frame = _frame(records, layout.width)
    _refuse_decimal_commas(ragged, layout)
    return TextTable(
        frame=frame,
        findings=tuple(_field_count(record, layout) for record in ragged),
        warnings=warnings,
        rows_seen=frame.height + len(ragged),
    )


def decode(content: bytes) -> tuple[str, tuple[Finding, ...]]:
    """Decode by byte order mark, else as UTF-8, else as cp1252 with the warning `encoding_cp1252`."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decode_or_refuse(content, "utf-16", code="file_damaged"), ()
    if content.startswith(codecs.BOM_UTF8):
        return _decode_or_refuse(content, "utf-8-sig", code="encoding_mixed"), ()
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError:
        if _FRENCH_UTF8.search(content):
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


def _records(text: str, delimiter: str, *, limits: Limits) -> Iterator[_Record]:
    """Yield the lines that hold something; a quoted field over several lines counts from its first."""
    reader = csv.reader(_lines(text, limits=limits), delimiter=delimiter, strict=True)
    start, seen = 1, 0
    try:
        for fields in reader:
            if any(map(str.strip, fields)):
                seen += 1
                if seen > limits.max_rows:
                    raise FileRejected("sheet_too_large", rows=seen, max_rows=limits.max_rows)
                yield _Record(row=start, fields=fields)
            start = reader.line_num + 1
    except csv.Error as error:
        raise FileRejected("csv_quotes", row=start) from error


def _lines(text: str, *, limits: Limits) -> Iterator[str]:
    # `newline=""` splits at CR, LF and CRLF and nowhere else: str.splitlines also splits at U+2028 or a form feed.
    for number, line in enumerate(io.StringIO(text, newline=""), start=1):
        if len(line) > limits.line_chars:
            raise FileRejected("csv_line_too_long", row=number, length=len(line), limit=limits.line_chars)
        yield line


def _fitting(records: Iterator[_Record], layout: Layout, ragged: list[_Record]) -> Iterator[_Record]:
    """Yield the records of the header's width, and put the others aside."""
    for record in records:
        missing = layout.width - len(record.fields)
        if missing == 0:
            yield record
        elif missing > 0 and record.row <= layout.header_line:
            yield _Record(row=record.row, fields=record.fields + [""] * missing)
        else:
            ragged.append(record)


def _frame(records: Iterator[_Record], width: int) -> pl.DataFrame:
    schema: dict[str, pl.DataType] = {"row": pl.UInt32()} | {f"c{index}": pl.String() for index in range(width)}
    parts = [pl.DataFrame(schema=schema)]
    while batch := list(islice(records, _BATCH)):
        columns = [[record.row for record in batch], *zip(*(record.fields for record in batch), strict=True)]
        parts.append(pl.DataFrame(dict(zip(schema, columns, strict=True)), schema=schema))
    cells = pl.col(pl.String).str.replace(_ESCAPED, "$1")
    return pl.concat(parts).with_columns(pl.when(cells != "").then(cells))


def _refuse_decimal_commas(ragged: list[_Record], layout: Layout) -> None:
    """Refuse a file whose comma is both delimiter and decimal mark: where a number ends is anybody's guess."""
    if layout.delimiter != ",":
        return
    cut = [record for record in ragged if 0 < len(record.fields) - layout.width <= commas_in_numbers(record.fields)]
    if cut and 2 * len(cut) >= len(ragged):
        raise FileRejected("csv_delimiter", row=cut[0].row, expected=layout.width, found=len(cut[0].fields))


def _field_count(record: _Record, layout: Layout) -> Finding:
    return Finding(
        code="field_count",
        row=record.row,
        value=layout.delimiter.join(record.fields)[:_SHOWN],
        params={"expected": layout.width, "found": len(record.fields)},
    )
