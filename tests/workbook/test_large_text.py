"""A text read in parts says what the strict splitter says of it: cells, row numbers, findings, outcome."""

import codecs
import io
import zipfile
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from observatory.errors import FileRejected
from observatory.ingest.received import received
from observatory.workbook.cells import read_tables
from observatory.workbook.large_text import NotUtf8, open_large
from observatory.workbook.limits import ADVISER, Limits
from observatory.workbook.text_table import refuse_decimal_commas

MANY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
# Parts of a few bytes, so that a record, a quote or a line end is cut wherever it can be.
SMALL = replace(ADVISER, file_bytes=1, part_bytes=40)
Told: TypeAlias = tuple[object, ...]


def strictly(content: bytes) -> Told:
    """Cells, findings and warnings of the strict splitter, or the code of its refusal."""
    try:
        cells = read_tables(content, "a.csv", limits=ADVISER)[0]
    except FileRejected as refusal:
        return (refusal.code,)
    findings = [(one.row, one.value, dict(one.params)) for one in cells.findings]
    return cells.frame.rows(), findings, [one.code for one in cells.warnings]


def in_parts(content: bytes, *, limits: Limits = SMALL) -> Told:
    """The same of the file read in parts."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.csv")
        path.write_bytes(content)
        try:
            return _in_parts(path, limits=limits, cp1252=False)
        except NotUtf8:
            return _in_parts(path, limits=limits, cp1252=True)


def _in_parts(path: Path, *, limits: Limits, cp1252: bool) -> Told:
    try:
        large = open_large(path, "a.csv", path.parent, limits=limits, cp1252=cp1252)
        parts = list(large.parts())
        ragged = [one for part in parts for one in part.ragged]
        refuse_decimal_commas(ragged)
    except FileRejected as refusal:
        return (refusal.code,)
    findings = [(one.finding.row, one.finding.value, dict(one.finding.params)) for one in ragged]
    return [row for part in parts for row in part.frame.rows()], findings, [one.code for one in large.warnings]


CELLS = st.text(alphabet="ab1é€ \"'=;,\t\n\r", max_size=6)


@st.composite
def tables(draw: st.DrawFn) -> bytes:
    """A CSV file: quoted or not, any delimiter, line end and encoding, some rows short, long, blank or ill quoted."""
    delimiter, end = draw(st.sampled_from(";,\t")), draw(st.sampled_from(["\n", "\r\n", "\r"]))
    width = draw(st.integers(2, 4))
    lines = [delimiter.join(f"nom{place}" for place in range(width))]
    for _ in range(draw(st.integers(1, 12))):
        fields = draw(st.lists(CELLS, min_size=width, max_size=width))
        odd = draw(st.sampled_from(["", "", "", "", "short", "long", "blank", "raw"]))
        fields = fields[:1] if odd == "short" else [*fields, "x"] if odd == "long" else fields
        spelled = fields if odd == "raw" else [_quoted(field, delimiter) for field in fields]
        lines.append("" if odd == "blank" else delimiter.join(spelled))
    text = draw(st.sampled_from(["", "Titre\n\n"])) + end.join(lines) + draw(st.sampled_from(["", end]))
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]))
    return text.encode(encoding)


def _quoted(field: str, delimiter: str) -> str:
    needs = any(mark in field for mark in (delimiter, '"', "\n", "\r"))
    return '"' + field.replace('"', '""') + '"' if needs else field


@MANY
@given(tables())
@example(b'a;b\n1;"x\ny"\n3;4\n')
@example(b'a;b\n5" pipe;1\n6" pipe;2\n')
@example(b"a;b\r1;2\r\r3;4")
@example(b"a;b\n1;2\n;\n \t; \n3;4\n")
@example("a;b\n1;\xe9\n2;\xe9t\xe9\n".encode("cp1252"))
@example("a;b\n1;é\n".encode() + b"2;\xe9\n")
@example(b'a;b\n"1;2\n3;4\n')
def test_in_parts_as_whole(content: bytes) -> None:
    """Whatever the delimiter, quotes, line ends, encoding and ragged rows, both ways give the same rows or refusal."""
    assert in_parts(content) == strictly(content)


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"], ids=["LF", "CRLF", "CR"])
def test_every_line_is_counted(end: bytes) -> None:
    """Ten thousand rows come out of hundreds of parts with the numbers of their lines, 2 to 10,001."""
    lines = [b"code;mwh", *(b"%05d;%d" % (at, at) for at in range(10_000))]
    rows, findings, _ = in_parts(end.join(lines), limits=replace(SMALL, part_bytes=500))
    assert isinstance(rows, list)
    assert [row[0] for row in rows[1:]] == list(range(2, 10_002))
    assert [row[2] for row in rows[1:]] == [str(at) for at in range(10_000)]
    assert findings == []


def test_a_missing_field_far_away_is_found() -> None:
    """A row that lacks one field, among parts that Polars reads, is a finding with its own number, and no null cell."""
    lines = [b"code;mwh;an", *(b"%05d;%d;2020" % (at, at) for at in range(3_000))]
    lines[2_000] = b"01999;1999"
    rows, findings, _ = in_parts(b"\n".join(lines), limits=replace(SMALL, part_bytes=5_000))
    assert isinstance(rows, list)
    assert len(rows) == 3_000
    assert findings == [(2_001, "01999;1999", {"expected": 3, "found": 2})]


def test_a_zero_byte_far_away_is_refused() -> None:
    """A file that turns out to be no text, beyond the bytes by which it was judged, is refused as when it is small."""
    content = b"a;b\n" + b"1;2\n" * 100 + b"\0;3\n"
    assert in_parts(content) == strictly(content) == ("format_mismatch",)


def test_another_encoding_far_away_is_refused() -> None:
    """UTF-8 in one place and cp1252 in another are refused, however far apart, even across two blocks."""
    content = "a;b\n1;é\n".encode() + b"1;2\n" * 1000 + b"3;\xe9\n"
    assert in_parts(content) == strictly(content) == ("encoding_mixed",)


def test_too_many_rows_are_refused() -> None:
    """Beyond the rows that an adviser's large file may have, the file is refused whole."""
    assert in_parts(b"a;b\n" + b"1;2\n" * 50, limits=replace(SMALL, large_rows=50)) == ("sheet_too_large",)


def _zip_of(folder: Path, **files: bytes) -> Path:
    path = folder / "envoi.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(f"{name}.csv", content)
    return path


def test_a_large_table_in_a_zip_is_unpacked_to_disk(tmp_path: Path) -> None:
    """A table larger than what is held comes out of its zip as a file, byte for byte, archived as the zip it came in."""
    content = codecs.BOM_UTF8 + b"code;mwh\n" + b"".join(b"%d;%d\n" % (at, at) for at in range(2_000))
    path = _zip_of(tmp_path, table=content)
    limits = replace(ADVISER, file_bytes=10_000, archive_bytes=15_000)
    with received(path, limits=limits) as found:
        assert [(one.name, one.around) for one in found] == [("envoi.zip", path)]
        assert isinstance(found[0].content, Path)
        assert found[0].content.read_bytes() == content


def test_a_bomb_is_refused_whatever_may_be_unpacked(tmp_path: Path) -> None:
    """A zip that inflates 150 times its bytes and more is refused, though its size alone would be allowed."""
    path = _zip_of(tmp_path, table=b"a;b\n" + bytes(8) * 1_000_000)
    limits = replace(ADVISER, archive_bytes=1 << 20)
    with received(path, limits=limits) as found:
        assert isinstance(found[0].content, FileRejected)
        assert found[0].content.code == "archive_too_large"


def test_a_zip_that_lies_about_its_table_is_refused(tmp_path: Path) -> None:
    """A table whose bytes are not those of its checksum is refused while it is unpacked."""
    path = _zip_of(tmp_path, table=b"".join(b"%d;%d\n" % (at, at * at) for at in range(3_000)))
    content = bytearray(path.read_bytes())
    at = content.rfind(b"PK\x01\x02") + 16
    content[at] ^= 0xFF
    path.write_bytes(bytes(content))
    with received(path, limits=replace(ADVISER, file_bytes=10_000, archive_bytes=15_000)) as found:
        assert isinstance(found[0].content, FileRejected)
        assert found[0].content.code == "file_damaged"


def test_a_large_workbook_is_still_refused() -> None:
    """Only texts are read in parts: a workbook beyond 25 MB stays too large, whatever its name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>" * 2_000)
    limits = replace(ADVISER, file_bytes=10_000)
    assert in_parts(buffer.getvalue(), limits=limits) == ("file_too_large",)
    assert in_parts(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(20_000), limits=limits) == ("file_too_large",)
