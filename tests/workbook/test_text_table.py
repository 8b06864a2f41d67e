"""CSV files as they come: encodings, delimiters, quotes, and rows that do not fit."""

import csv
import io

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from observatory.errors import FileRejected
from observatory.workbook.limits import ADVISER, COMMUNE, Limits
from observatory.workbook.text_table import TextTable, decode, read_text_table

HEADER = "code_insee;commune;kwh"
CELL = st.text(st.characters(codec="utf-8", exclude_characters="\0\x1f\ufeff"), max_size=8)


def read(text: str, *, encoding: str = "utf-8", limits: Limits = ADVISER) -> TextTable:
    """Read a text as if it had been received in this encoding."""
    return read_text_table(text.encode(encoding), limits=limits)


def refusal(content: bytes, *, limits: Limits = ADVISER) -> FileRejected:
    """Return the refusal that these bytes meet."""
    with pytest.raises(FileRejected) as caught:
        read_text_table(content, limits=limits)
    return caught.value


def test_every_cell_is_text() -> None:
    """A code keeps its zero and a number its spelling, because nothing is converted."""
    table = read("code_insee;kwh\n01004;1.50\n2A004;NaN\n")
    assert table.frame.rows() == [(1, "code_insee", "kwh"), (2, "01004", "1.50"), (3, "2A004", "NaN")]
    assert table.frame.schema == {"row": pl.UInt32, "c0": pl.String, "c1": pl.String}
    assert (table.findings, table.warnings, table.rows_seen) == ((), (), 3)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    """LF, CRLF and a lone CR all end a line."""
    assert read(end.join([HEADER, "38185;Grenoble;12", ""])).frame.rows()[1] == (2, "38185", "Grenoble", "12")


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_delimiters(delimiter: str) -> None:
    """The delimiter is found on the header line."""
    table = read(f"a{delimiter}b{delimiter}c\n1{delimiter}2{delimiter}3\n")
    assert table.frame.rows()[1] == (2, "1", "2", "3")


def test_decimal_commas_do_not_pass_for_delimiters() -> None:
    """A file delimited by `;` is read as such though its decimal commas are more numerous."""
    assert read("a;b\n1,5;2,5\n3,5;4,5\n").frame.rows()[1] == (2, "1,5", "2,5")


def test_years_side_by_side_are_a_header() -> None:
    """A header of years delimited by commas is no row of decimal numbers."""
    assert read("commune,2019,2020\nGrenoble,12,13\n").frame.rows()[1] == (2, "Grenoble", "12", "13")


def test_quoted_decimal_comma() -> None:
    """A quoted decimal comma stays in its cell though commas delimit."""
    assert read('site,kwh\nECOLE,"1425,54"\n').frame.rows()[1] == (2, "ECOLE", "1425,54")


def test_comma_as_delimiter_and_decimal_is_refused() -> None:
    """A comma that is both delimiter and decimal mark is refused, naming the first such row."""
    error = refusal(b"code,commune,kwh\n38185,Grenoble,12\n38169,Fontaine,12,5\n")
    assert (error.code, error.params) == ("csv_delimiter", {"row": 3, "expected": 3, "found": 4})


@pytest.mark.parametrize("row", ["Grenoble,12,5", "Grenoble,1200,25"])
def test_every_number_cut_by_its_comma_is_refused(row: str) -> None:
    """Decimal commas in all rows are no header one column wider."""
    assert refusal(f"commune,kwh\n{row}\n{row}\n".encode()).code == "csv_delimiter"


def test_one_column_of_decimals_stays_one_column() -> None:
    """Decimal commas under a lone header do not make two columns of one."""
    assert read("kwh\n12,5\n13,5\n").frame.rows() == [(1, "kwh"), (2, "12,5"), (3, "13,5")]


def test_ragged_rows_are_set_apart() -> None:
    """A row with more or fewer fields than the header is a finding of its own, and no other row is lost or shifted."""
    table = read(f"{HEADER}\n38185;Grenoble;12\n38169;Fontaine\n38421;Saint;Martin;13\n38229;Meylan;14\n")
    assert table.frame["row"].to_list() == [1, 2, 5]
    assert table.frame["c2"].to_list() == ["kwh", "12", "14"]
    assert [(found.code, found.row, found.params) for found in table.findings] == [
        ("field_count", 3, {"expected": 3, "found": 2}),
        ("field_count", 4, {"expected": 3, "found": 4}),
    ]
    assert table.findings[1].value == "38421;Saint;Martin;13"
    assert table.rows_seen == 5


def test_titles_above_the_header_may_be_shorter() -> None:
    """Title lines above the header are kept, filled up with blanks."""
    table = read(f"Consommations 2023\nCommune;Grenoble\n\n{HEADER}\n38185;Grenoble;12\n")
    assert table.frame["row"].to_list() == [1, 2, 4, 5]
    assert table.frame.rows()[0] == (1, "Consommations 2023", None, None)
    assert table.findings == ()


def test_rows_wider_than_their_header_never_become_the_measure() -> None:
    """Where every row has one field more than the header, every row is a finding: none is read one column off."""
    table = read("nom;code;kwh\nSaint;Martin;38421;12\nSaint;Égrève;38382;13\nSaint;Ismier;38397;14\n")
    assert table.frame.rows() == [(1, "nom", "code", "kwh")]
    assert [found.row for found in table.findings] == [2, 3, 4]


def test_short_rows_do_not_make_a_header_too_long() -> None:
    """The header keeps its width though most rows are shorter."""
    table = read("a;b;c;d;e\n1;2;3;4\n1;2;3;4\n1;2;3;4;5;6\n")
    assert table.frame.rows() == [(1, "a", "b", "c", "d", "e")]


def test_rows_that_all_end_with_a_delimiter() -> None:
    """A delimiter at the end of every row but the header shifts nothing, and is accepted."""
    table = read("a;b\n1;2;\n3;4;\n")
    assert table.frame.rows() == [(1, "a", "b", None), (2, "1", "2", None), (3, "3", "4", None)]
    assert table.findings == ()


def test_blank_lines_are_dropped_and_counted() -> None:
    """Blank lines, and lines of blank cells, are dropped and the others keep their number."""
    assert read("\na;b\n\n;  \n1;2\n").frame["row"].to_list() == [2, 5]


def test_a_record_over_several_lines_counts_from_its_first() -> None:
    """A quoted line end belongs to its cell, and the next row keeps its line number."""
    table = read('a;b\n"x\ny";2\n3;4\n')
    assert table.frame.rows()[1:] == [(2, "x\ny", "2"), (4, "3", "4")]


@pytest.mark.parametrize("content", [b'a;b\n"1;2\n3;4\n', b'a;b\n"1"x;2\n', b'a;b\n1;2\n3;"4'])
def test_broken_quotes_are_refused(content: bytes) -> None:
    """A quote that is not closed, or closed too early, is refused and not guessed."""
    assert refusal(content).code == "csv_quotes"


def test_a_line_beyond_64_kib_is_refused() -> None:
    """A line longer than 64 KiB is refused by its number."""
    error = refusal(b"a;b\n" + b"x" * 65_537 + b";2\n")
    assert (error.code, error.params["row"]) == ("csv_line_too_long", 2)


def test_a_quote_that_swallows_the_file_is_refused() -> None:
    """A quote left open over many lines is refused without reading them all as one cell."""
    assert refusal(b'a;b\n"1;2\n' + b"3;4\n" * 100_000).code == "csv_quotes"


def test_more_columns_or_rows_than_allowed_are_refused() -> None:
    """A table beyond 200 columns, or beyond the rows of its sender, is refused."""
    assert refusal(b";".join([b"a"] * 201)).code == "sheet_too_large"
    assert refusal(b"a;b\n" + b"1;2\n" * 50_000, limits=COMMUNE).params == {"rows": 50_001, "max_rows": 50_000}


def test_cp1252_is_read_with_a_warning() -> None:
    """A file of an old spreadsheet is decoded as cp1252, and says so."""
    table = read("commune;coût €\nGières;« élevé »\n", encoding="cp1252")
    assert table.frame.rows()[1] == (2, "Gières", "« élevé »")
    assert [warning.code for warning in table.warnings] == ["encoding_cp1252"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_marks(encoding: str) -> None:
    """A byte order mark names the encoding, and is no part of the first header."""
    table = read("année;kwh\n2019;12\n", encoding=encoding)
    assert table.frame.rows()[0] == (1, "année", "kwh")
    assert table.warnings == ()


def test_utf16_of_either_order() -> None:
    """UTF-16 is read in both byte orders."""
    assert decode("\ufeffannée".encode("utf-16-be"))[0] == decode("\ufeffannée".encode("utf-16-le"))[0] == "année"


def test_two_encodings_in_one_file_are_refused() -> None:
    """A file glued together from UTF-8 and cp1252 is refused, with or without a byte order mark."""
    glued = "Gières;1\n".encode() + "Gières;2\n".encode("cp1252")
    assert refusal(glued).code == "encoding_mixed"
    assert refusal(b"\xef\xbb\xbf" + "Gières;2\n".encode("cp1252")).code == "encoding_mixed"


def test_cp1252_that_looks_like_utf8_in_places() -> None:
    """A capital before a closing guillemet is valid UTF-8 by chance, and no proof of two encodings."""
    assert decode("« CAFÉ» à Gières".encode("cp1252"))[0] == "« CAFÉ» à Gières"


@pytest.mark.parametrize("content", [b"\xff\xfea\0;\0b", b"\x81\x8d;1\n", b"\xff\xfea\0;\0\0\0"])
def test_bytes_of_no_encoding_are_damaged(content: bytes) -> None:
    """Half a UTF-16 character, a byte that no encoding has, or a zero character is a damaged file."""
    assert refusal(content).code == "file_damaged"


@pytest.mark.parametrize("text", ["=1+1", "+33", "-5", "@x", "\tx"])
def test_the_apostrophe_of_an_export_comes_off(text: str) -> None:
    """A cell that left with an apostrophe in front comes back without it, and only such a cell."""
    assert read(f"a;b\n'{text};'été\n").frame.rows()[1] == (2, text, "'été")


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=20))
def test_what_a_csv_writer_writes_is_read_back(rows: list[list[str]]) -> None:
    """Any cells written with quotes by Python come back unchanged, below a header, whatever they hold."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=";", quoting=csv.QUOTE_ALL).writerows([["a", "b", "c"], *rows])
    table = read(buffer.getvalue())
    expected = [tuple(row) for row in rows if any(cell.strip() for cell in row)]
    found = [tuple(cell or "" for cell in row[1:]) for row in table.frame.rows()[1:]]
    escaped = tuple("'" + mark for mark in "=+-@\t\r")
    assert found == [tuple(c[1:] if c.startswith(escaped) else c for c in row) for row in expected]


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    """No bytes whatever raise anything but a refusal with a code."""
    try:
        table = read_text_table(content, limits=ADVISER)
    except FileRejected:
        return
    assert table.rows_seen == table.frame.height + len(table.findings)
