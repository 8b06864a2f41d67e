"""CSV text too large to be held: read in parts, each with the cells, row numbers and findings of the strict splitter.

Polars reads the parts in which every record is seen to be as its header; the strict splitter reads the others. The
file stays on disk, in UTF-8: another encoding is spelled anew beside it.
"""

import codecs
import csv
import io
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from observatory.errors import FileRejected, Finding, Severity
from observatory.workbook.delimiter import Layout
from observatory.workbook.guard import OLE, UTF16, ZIP, is_text, no_table
from observatory.workbook.limits import Limits
from observatory.workbook.record_ends import Records, count_of, regular_records, whole_records, with_line_feeds
from observatory.workbook.text_table import FILLED, FRENCH_UTF8, Ragged, as_cells, checked_layout, split

_HEAD = 16 << 20  # more than the two hundred lines, of any length, by which a layout is judged
_FIRST = 1 << 20  # titles need the strict splitter: they stand in a small part
_BLOCK = 8 << 20
_NEAR = 64 << 10  # of the end of a part: its last line end
_LONGEST_SEQUENCE = 3


class NotUtf8(Exception):
    """A byte that is no UTF-8 was met in a file that was read as such."""


@dataclass(frozen=True)
class Part:
    """Rows that fit, with the columns asked for, and records that do not; `read` is how far in the file, in bytes."""

    frame: pl.DataFrame
    ragged: tuple[Ragged, ...]
    read: int


@dataclass(frozen=True)
class LargeText:
    """A text table on disk, in UTF-8."""

    path: Path
    name: str
    layout: Layout
    warnings: tuple[Finding, ...]
    limits: Limits
    start: int = 0  # where the text begins, after a byte order mark

    @property
    def size(self) -> int:
        """Bytes."""
        return self.path.stat().st_size

    def parts(self, columns: Sequence[int] | None = None) -> Iterator[Part]:
        """Read the file from its first line on: `row`, then `c0`, `c1`…, or those of the columns asked for.

        Raises NotUtf8, and FileRejected as the strict splitter does.
        """
        row, seen, at, size = 1, 0, self.start, min(_FIRST, self.limits.part_bytes)
        chosen = range(self.layout.width) if columns is None else columns
        with self.path.open("rb", buffering=0) as file:
            while at < self.size:
                data = _lines_from(file, at, size)
                last = at + len(data) >= self.size
                stop = len(data) if last else whole_records(data)
                whole = data if stop == len(data) else data[:stop]
                try:
                    frame, ragged = self._split(whole, row, chosen) if whole else (None, ())
                except FileRejected as refusal:
                    if last or refusal.code != "csv_quotes" or len(data) > self.limits.part_bytes + _HEAD:
                        raise
                    frame = None  # a quote that closes further on
                if frame is None:
                    size += self.limits.part_bytes
                    continue
                at, size = at + stop, self.limits.part_bytes
                row += _lines_in(whole)
                seen += frame.height + len(ragged)
                if seen > self.limits.large_rows:
                    raise FileRejected("sheet_too_large", rows=seen, max_rows=self.limits.large_rows)
                yield Part(frame, tuple(ragged), at)

    def head(self, rows: int) -> pl.DataFrame:
        """As many of the first rows, with every column."""
        first, found = list[pl.DataFrame](), 0
        for part in self.parts():
            first.append(part.frame)
            found += part.frame.height
            if found >= rows:
                break
        return pl.concat(first).head(rows)

    def _split(self, data: bytes, row: int, columns: Sequence[int]) -> tuple[pl.DataFrame, Sequence[Ragged]]:
        if b"\0" in data:
            raise no_table(self.name)
        plain = with_line_feeds(data)
        records = regular_records(plain, self.layout, line_bytes=self.limits.line_chars) if plain else None
        fast = _fast(plain, records, self.layout, columns) if plain and records else None
        if fast is not None:
            return fast.with_columns(pl.col("row") + row).cast({"row": pl.UInt32}), ()
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise NotUtf8 from error
        limits = replace(self.limits, max_rows=self.limits.large_rows)
        frame, ragged = split(text, self.layout, limits=limits, first_row=row)
        return frame.select("row", *(f"c{place}" for place in columns)), ragged


def open_large(path: Path, name: str, folder: Path, *, limits: Limits, cp1252: bool = False) -> LargeText:
    """Look at the first lines of a text; `cp1252` where it was found not to be UTF-8.

    Raises FileRejected as the guard and the strict splitter do.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith((ZIP, OLE)):  # a workbook is read whole or not at all
        size = path.stat().st_size
        raise FileRejected("file_too_large", reason="workbook", size=size, limit=limits.file_bytes)
    if not is_text(head):
        raise no_table(name)
    start, warnings = 0, tuple[Finding, ...]()
    if head.startswith(UTF16):
        path = _spelled_anew(path, folder, "utf-16")
    elif cp1252:
        _refuse_two_encodings(path)
        path = _spelled_anew(path, folder, "cp1252")
        warnings = (Finding(code="encoding_cp1252", severity=Severity.WARNING),)
    elif head.startswith(codecs.BOM_UTF8):
        start = len(codecs.BOM_UTF8)
    with path.open("rb") as file:
        file.seek(start)
        text = file.read(_HEAD).decode("utf-8", errors="replace")
    if not FILLED.search(text):
        raise FileRejected("no_data")
    return LargeText(path, name, checked_layout(text, limits=limits), warnings, limits, start)


def _lines_from(file: io.FileIO, at: int, size: int) -> bytes:
    """Read from a place as many bytes, up to the last line end among them where one is near: no more is copied."""
    file.seek(max(at, at + size - _NEAR))
    near = file.read(min(size, _NEAR))
    beyond = len(near) - (near.rfind(b"\n") + 1) if file.tell() < os.fstat(file.fileno()).st_size else 0
    whole = file.tell() - at - (beyond if beyond < len(near) else 0)
    return os.pread(file.fileno(), whole, at)


def _lines_in(data: bytes) -> int:
    """Count the line ends, within quotes or not: CR, LF and CRLF."""
    if b"\r" not in data:
        return count_of(data, b"\n")
    return data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n")


def _fast(content: bytes, records: Records, layout: Layout, columns: Sequence[int]) -> pl.DataFrame | None:
    """Let Polars read records that are all alike; None where it finds another number of them."""
    quoted = b'"' in content
    try:
        frame = pl.read_csv(
            content,
            has_header=False,
            separator=layout.delimiter,
            quote_char='"' if quoted else None,
            schema={f"c{place}": pl.String for place in range(layout.width)},
            columns=list(columns),
        )
    except pl.exceptions.PolarsError:
        return None
    if frame.height != len(records.starts):
        return None
    numbered = frame.select(pl.Series("row", records.lines), *(f"c{place}" for place in columns))
    filled = _without_blank(numbered, content, records, layout)
    escaped = filled.select(pl.any_horizontal(pl.col(pl.String).str.starts_with("'").any())).item()
    return as_cells(filled) if quoted or escaped else filled


def _without_blank(frame: pl.DataFrame, content: bytes, records: Records, layout: Layout) -> pl.DataFrame:
    """Leave out the records that hold nothing: of those whose columns here are blank, the whole line is looked at."""
    doubtful = frame.with_row_index("at")
    for name in frame.columns[1:]:
        if not doubtful.is_empty():  # as nearly always after a column or two
            doubtful = doubtful.filter(pl.col(name).str.strip_chars().fill_null("") == "")
    blank = [
        at
        for at in doubtful["at"]
        if _is_blank(content[records.starts[at] : records.ends[at]].decode("utf-8"), layout.delimiter)
    ]
    return frame.with_row_index("at").filter(~pl.col("at").is_in(blank)).drop("at") if blank else frame


def _is_blank(record: str, delimiter: str) -> bool:
    fields = next(csv.reader(io.StringIO(record, newline=""), delimiter=delimiter), [])
    return not any(map(str.strip, fields))


def _refuse_two_encodings(path: Path) -> None:
    """Refuse a text that says it is UTF-8, or is in places: see the strict splitter."""
    tail = b""
    with path.open("rb") as file:
        if file.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8:
            raise FileRejected("encoding_mixed")
        file.seek(0)
        while block := file.read(_BLOCK):
            if FRENCH_UTF8.search(tail + block):
                raise FileRejected("encoding_mixed")
            tail = block[-_LONGEST_SEQUENCE + 1 :]


def _spelled_anew(path: Path, folder: Path, encoding: str) -> Path:
    """Write a text in UTF-8 beside it. Raises FileRejected `file_damaged`."""
    decoder, done = codecs.getincrementaldecoder(encoding)("strict"), 0
    spelled = folder / f"{path.name}.utf8"
    with path.open("rb") as file, spelled.open("wb") as out:
        try:
            while block := file.read(_BLOCK):
                text = decoder.decode(block)
                if "\0" in text:
                    raise FileRejected("file_damaged", position=done + text.index("\0"))
                out.write(text.encode("utf-8"))
                done += len(text)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            raise FileRejected("file_damaged", position=done + error.start) from error
    return spelled
