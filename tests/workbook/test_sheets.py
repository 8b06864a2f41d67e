"""Workbooks as text: every cell kept, in its row, with the value that its type gives it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from observatory.errors import FileRejected
from observatory.grammar import parse_number
from observatory.workbook.cells import Cells, read_cells, read_tables
from observatory.workbook.guard import Inspection, Kind
from observatory.workbook.limits import ADVISER, Limits
from observatory.workbook.sheets import Parser, Sheet, read_workbook
from observatory.workbook.xml_scan import Patch
from tests.workbook.forge import Raw, Tab, error, ods, ods_row, row, xls, xlsx

HEADER = row(1, "code_insee", "kwh")
WIDE_OPEN = Limits(max_rows=2_000_000, max_columns=20_000, max_cells=10**12)


def read(content: bytes, name: str = "essai.xlsx") -> Cells:
    """Read the one table of a workbook."""
    return read_cells(content, name)


def values(cells: Cells) -> list[tuple[object, ...]]:
    """Return the rows of a table."""
    return cells.frame.rows()


def number(cells: Cells, row_number: int, column: str) -> tuple[float | None, str | None]:
    """Read one cell by the number grammar, with no declared mark."""
    parsed = parse_number(column, decimal=cells.decimal_mark(None))
    found = cells.frame.filter(pl.col("row") == row_number)
    return found.select(parsed.value).item(), found.select(parsed.code).item()


def read_alone(found: Inspection, *, limits: Limits) -> tuple[Sheet, ...]:
    """Give a workbook to the parser that no guard has looked at."""
    with Parser(limits) as parser:
        return read_workbook(found, parser)


def refusal(content: bytes, name: str = "essai.xlsx") -> FileRejected:
    """Return the refusal that a workbook meets."""
    with pytest.raises(FileRejected) as caught:
        read_cells(content, name)
    return caught.value


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (xlsx(HEADER + row(3, "01004", 12.5)), "essai.xlsx"),
        (ods(ods_row("code_insee", "kwh") + ods_row(None, None) + ods_row("01004", 12.5)), "essai.ods"),
        (xls([["code_insee", "kwh"], [], ["01004", 12.5]]), "essai.xls"),
    ],
)
def test_the_three_kinds_read_alike(content: bytes, name: str) -> None:
    """The same cells give the same text in .xlsx, .ods and .xls; blank rows are left out, and counted."""
    cells = read(content, name)
    assert values(cells) == [(1, "code_insee", "kwh"), (3, "01004", "12.5")]
    assert cells.frame.schema == {"row": pl.UInt32, "c0": pl.String, "c1": pl.String}
    assert (cells.sheet, cells.rows_seen, cells.findings, cells.warnings) == ("Feuille", 2, (), ())


def test_rows_and_columns_keep_their_place() -> None:
    """A table that starts at C5 keeps its row numbers, and its columns their letters."""
    cells = read(xlsx(row(5, None, None, "a", "b") + row(7, None, None, "x", 1)))
    assert values(cells) == [(5, None, None, "a", "b"), (7, None, None, "x", "1")]


def test_late_text_among_numbers_is_kept() -> None:
    """A text after thousands of numbers is kept, and so is every number."""
    rows = "".join(row(n, "38185", n) for n in range(2, 3_002))
    cells = read(xlsx(HEADER + rows + row(3_002, "38169", "n.d.")))
    assert cells.frame["c1"].null_count() == 0
    assert cells.frame["c1"].to_list()[-2:] == ["3001", "n.d."]


def test_a_small_dimension_loses_no_row() -> None:
    """A sheet that declares itself smaller than it is is read whole."""
    head = '<dimension ref="A1:A1"/>'
    assert len(values(read(xlsx(Tab(HEADER + row(2, "38185", 12), head=head))))) == 2


def test_true_among_numbers_stays_a_word() -> None:
    """A truth value among numbers is no number."""
    cells = read(xlsx(HEADER + row(2, "38185", True) + row(3, "38169", 1)))
    assert cells.frame["c1"].to_list() == ["kwh", "true", "1"]
    assert number(cells, 2, "c1") == (None, "not_a_number")


def test_a_numeric_cell_is_a_number_whatever_its_digits() -> None:
    """1.234 is ambiguous as a text and plain as a number, side by side in one column."""
    cells = read(xlsx(HEADER + row(2, "38185", 1.234) + row(3, "38169", "1.234")))
    assert number(cells, 2, "c1") == (1.234, None)
    assert number(cells, 3, "c1") == (None, "number_ambiguous")


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_numbers_keep_all_their_digits(kind: str) -> None:
    """A number has the same value in the cell as in the file, however small, large or periodic."""
    numbers = [1 / 3, 1e-7, 0.1 + 0.2, 123456.789, 1e20, -12.345, 38185.0]
    content = {
        "xlsx": xlsx(HEADER + "".join(row(n, "38185", x) for n, x in enumerate(numbers, start=2))),
        "ods": ods(ods_row("a", "b") + "".join(ods_row("38185", x) for x in numbers)),
        "xls": xls([("a", "b"), *(("38185", x) for x in numbers)]),
    }[kind]
    cells = read(content, f"essai.{kind}")
    assert [number(cells, n, "c1") for n in range(2, 9)] == [(x, None) for x in numbers]


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (Raw("", "<v>0.1234567891</v>"), "0.1234567891"),
        (Raw('s="0"', "<f>1/3</f><v>0.33333333333333331</v>"), "0.3333333333333333"),
        (Raw('t="n" s="0"', '<f t="shared" si="0"/><v>1.234</v>'), "1.2340"),
        (Raw("", "<v>1.5E-10</v>"), "1.5e-10"),
        (Raw("", "<v>8.1999999999999993</v>"), "8.2"),
        (Raw('t="str"', "<f>A1</f><v>1.234</v>"), "1.234"),
        (Raw('t="str"', "<f>A1</f><v>0.1234567891</v>"), "0.1234567891"),
        (Raw("t='str'", "<f>A1*0.125</f><v>1.234</v>"), "1.234"),
        (Raw("t='n'", "<v>0.1234567891</v>"), "0.1234567891"),
        (Raw("", "<v>1.234</v><!-- fin -->"), "1.2340"),
    ],
)
def test_a_number_is_exact_however_its_cell_is_spelled(inside: Raw, text: str) -> None:
    """A numeric cell has all its digits, with or without a formula, and a text that looks like one stays as it is."""
    cells = read(xlsx(HEADER + row(2, "0.125", inside) + row(3, "b", 7)))
    assert values(cells)[1:] == [(2, "0.125", text), (3, "b", "7")]


def test_a_date_with_an_hour_stays_a_date() -> None:
    """A cell shown as a date is read as one, though the number in it has more decimals than a text keeps."""
    styles = '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs></styleSheet>'
    moment = Raw('s="1"', "<v>44957.520833333336</v>")
    content = xlsx(HEADER + row(2, "a", moment) + row(3, "b", 0.1234567891), extra={"xl/styles.xml": styles})
    assert [each[2] for each in values(read(content))] == ["kwh", "2023-01-31 12:30:00", "0.1234567891"]


@settings(max_examples=8, deadline=None, phases=[Phase.generate])
@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=200))
def test_every_number_comes_through(numbers: list[float]) -> None:
    """Whatever the number, its cell gives the same one."""
    cells = read(xlsx(HEADER + "".join(row(n, "a", x) for n, x in enumerate(numbers, start=2))))
    assert [float(each) for each in cells.frame["c1"][1:]] == numbers


def test_a_declared_comma_concerns_text_cells_only() -> None:
    """In a workbook whose source declares a comma, numeric cells are still read, and texts too."""
    cells = read(xlsx(HEADER + row(2, "38185", 12.5) + row(3, "38169", "13,5")))
    parsed = parse_number("c1", decimal=cells.decimal_mark(","))
    assert cells.frame.select(parsed.value)["c1"].to_list() == [None, 12.5, 13.5]


def test_error_cells_are_read_by_their_name() -> None:
    """An error value is kept as its text, and is an error cell to the grammar."""
    cells = read(xlsx(HEADER + row(2, "38185", error("#N/A")) + row(3, "38169", error("#DIV/0!"))))
    assert cells.frame["c1"].to_list() == ["kwh", "#N/A", "#DIV/0!"]
    assert number(cells, 2, "c1") == (None, "cell_error")


def test_error_cells_of_an_ods() -> None:
    """LibreOffice stores an error as an empty text: it is read by what it shows."""
    attributes = 'table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"'
    cells = read(ods(ods_row("a", "b") + ods_row("x", Raw(attributes, "<text:p>#DIV/0!</text:p>"))), "essai.ods")
    assert values(cells)[1] == (2, "x", "#DIV/0!")


def test_error_cells_of_an_xls() -> None:
    """An error value of an old workbook is read by its name."""
    assert values(read(xls([["a", "b"], ["x", b"#REF!"]]), "essai.xls"))[1] == (2, "x", "#REF!")


@pytest.mark.parametrize("result", ["", "<v></v>", "<v/>"])
def test_a_formula_never_calculated_is_no_blank(result: str) -> None:
    """A formula stored without its result is read as the formula, and is named by the grammar."""
    cells = read(xlsx(HEADER + row(2, "38185", Raw("", f"<f>A2&amp;&quot;x&quot;</f>{result}"))))
    assert values(cells)[1] == (2, "38185", '=A2&"x"')
    assert number(cells, 2, "c1") == (None, "formula_not_calculated")


def test_a_formula_beyond_the_filled_cells_is_not_lost() -> None:
    """A formula without a result is kept though it lies outside all filled cells."""
    cells = read(xlsx(HEADER + row(4, None, None, None, Raw("", "<f>1+1</f>"))))
    assert values(cells) == [(1, "code_insee", "kwh", None, None), (4, None, None, None, "=1+1")]


def test_a_calculated_formula_gives_its_value() -> None:
    """A formula with its result is that result, even where it is the empty text, with a warning."""
    empty = Raw('t="str"', "<f>B1</f><v></v>")
    cells = read(xlsx(HEADER + row(2, "38185", Raw("", "<f>6+6</f><v>12</v>")) + row(3, "38169", empty)))
    assert values(cells)[1:] == [(2, "38185", "12"), (3, "38169", None)]
    assert [(warning.code, warning.params["count"]) for warning in cells.warnings] == [("formula_value_used", 2)]


def test_a_hidden_first_sheet_is_not_the_one_read() -> None:
    """A hidden sheet is left out and told, and the visible one is read."""
    cells = read(xlsx(Tab(row(1, "x", "y"), name="Listes", hidden=True), Tab(HEADER + row(2, "38185", 12))))
    assert (cells.sheet, len(values(cells))) == ("Feuille", 2)
    assert [warning.code for warning in cells.warnings] == ["hidden_sheet_ignored"]


def test_several_sheets_ask_for_a_choice() -> None:
    """Where two visible sheets may be the table, their names are given, and one may be named."""
    book = xlsx(Tab(HEADER + row(2, "38185", 1), name="2022"), Tab(HEADER + row(2, "38185", 2), name="2023"))
    refused = refusal(book)
    assert (refused.code, refused.params) == ("choose_sheet", {"sheets": ("2022", "2023")})
    assert values(read_cells(book, "essai.xlsx", sheet="2023"))[1] == (2, "38185", "2")
    assert [table.sheet for table in read_tables(book, "essai.xlsx")] == ["2022", "2023"]
    with pytest.raises(FileRejected, match="choose_sheet"):
        read_cells(book, "essai.xlsx", sheet="2024")


def test_instructions_and_blank_sheets_are_no_candidates() -> None:
    """A page of instructions and a blank sheet beside the table leave no doubt."""
    notice = Tab(row(1, "Mode d'emploi") + row(2, "Remplir"), name="Notice")
    assert read(xlsx(notice, Tab(HEADER + row(2, "38185", 1)), Tab("", name="Vide"))).sheet == "Feuille"
    assert read(xlsx(notice)).sheet == "Notice"


def test_warnings_go_with_their_sheet() -> None:
    """What is told of one sheet is not told of another."""
    hidden = row(3, "38169", 2, attributes='hidden="1"')
    book = xlsx(Tab(HEADER + hidden, name="2022"), Tab(HEADER + row(2, "38185", 2), name="2023"))
    told = {table.sheet: [warning.code for warning in table.warnings] for table in read_tables(book, "essai.xlsx")}
    assert told == {"2022": ["hidden_rows"], "2023": []}


@pytest.mark.parametrize("content", [xlsx(""), xlsx(row(1, " ", "")), xlsx(Tab(HEADER, hidden=True))])
def test_nothing_visible_is_no_data(content: bytes) -> None:
    """A workbook without a filled cell in a visible sheet is refused as such."""
    assert refusal(content).code == "no_data"


def test_a_parser_that_dies_takes_nothing_along() -> None:
    """The parser dies of one distant cell, and to the caller that is a damaged file."""
    far = xlsx('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    with pytest.raises(FileRejected, match="file_damaged"):
        read_alone(Inspection(Kind.XLSX, far), limits=WIDE_OPEN)


def test_a_parser_that_takes_too_long_is_stopped() -> None:
    """A parser that exceeds its time is stopped, and the file refused."""
    with pytest.raises(FileRejected, match="reason='time'"):
        read_alone(Inspection(Kind.XLSX, xlsx(HEADER)), limits=replace(ADVISER, worker_wall_seconds=0))


def test_nothing_is_parsed_that_the_guard_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    """The parser's process makes ready while the guard looks; of a file that is refused it is told nothing, and ends."""
    told, made = list[object](), list[Parser]()
    monkeypatch.setattr(Parser, "run", lambda _, **task: told.append(task))
    monkeypatch.setattr("observatory.workbook.cells.Parser", lambda limits: made.append(Parser(limits)) or made[-1])
    assert refusal(xlsx(HEADER, extra={"xl/vbaProject.bin": "x"})).code == "macro_forbidden"
    assert told == []
    assert [parser.start().returncode is not None for parser in made] == [True]


def test_a_text_starts_no_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text file is read without any process beside."""
    monkeypatch.setattr(Parser, "start", lambda _: pytest.fail("started"))
    assert values(read(b"a;b\n1;2\n", "essai.csv")) == [(1, "a", "b"), (2, "1", "2")]


def test_a_sheet_within_the_limits_fits_the_memory_of_the_parser() -> None:
    """Two cells as far apart as an adviser's limits allow are read within the memory that the parser has."""
    corners = row(1, "a", "b") + '<row r="1000000"><c r="J1000000"><v>1.5</v></c></row>'
    assert values(read(xlsx(corners)))[1][0] == 1_000_000


def test_an_xls_beyond_the_limits_is_refused() -> None:
    """The size of an old workbook, which has no XML to look at, is judged once read."""
    assert refusal(xls([[None] * 201 + ["x"]]), "essai.xls").code == "sheet_too_large"


def test_passwords() -> None:
    """An old workbook behind a password is named as such."""
    file_pass = b"\x2f\x00\x04\x00\x01\x00\x01\x00"
    assert refusal(xls([["a", "b"]], records=file_pass), "essai.xls").code == "file_encrypted"


def test_a_broken_sheet_is_damage() -> None:
    """A sheet whose XML breaks off is a damaged file."""
    assert refusal(xlsx(HEADER + '<row r="2"><c r="A2"><v>1</v>')).code == "file_damaged"


def test_no_copy_of_a_workbook_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder in which a workbook was parsed is removed, whether it could be read or not."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    read(xlsx(HEADER))
    refusal(xlsx(HEADER + '<row r="2"><c r="A2"><v>1</v>'))
    assert list(tmp_path.iterdir()) == []


def test_patches_of_other_sheets_are_left_out() -> None:
    """A text meant for one sheet is not written into another."""
    patch = Patch(sheet="Autre", row=2, column=0, text="=A1")
    (sheet,) = read_alone(Inspection(Kind.XLSX, xlsx(HEADER), patches=(patch,)), limits=ADVISER)
    assert sheet.frame.height == 1


CELL = st.one_of(st.none(), st.booleans(), st.integers(-(10**9), 10**9), st.text("aé1 .,", max_size=9))


@settings(max_examples=8, deadline=None, phases=[Phase.generate])
@given(st.lists(st.lists(CELL, max_size=9), max_size=6))
def test_every_cell_comes_through(rows: list[list[Any]]) -> None:
    """Whatever the cells, they come out of a workbook in their rows and columns, but for rows of blanks."""
    content = xlsx("".join(row(n, *cells) for n, cells in enumerate(rows, start=1)) + row(50, "fin", "x"))
    found = {each[0]: each[1:] for each in values(read_tables(content, "essai.xlsx")[0])}
    for n, cells in enumerate(rows, start=1):
        texts = [str(each).lower() if isinstance(each, bool) else str(each) for each in cells if each is not None]
        kept = [text for text in texts if text] if any(map(str.strip, texts)) else []
        assert [text for text in found.get(n, ()) if text is not None] == kept
