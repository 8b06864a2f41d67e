"""The way in: cells with their row numbers, and headers found and named."""

import pytest

from observatory.errors import FileRejected
from observatory.workbook.cells import Cells, find_header, read_cells, with_header

TITLED = "Consommations\n\nCode INSEE;Énergie (MWh)\n01004;12,5\n".encode()


def read(text: str) -> Cells:
    """Read a small CSV file."""
    return read_cells(text.encode(), "essai.csv")


def test_header_is_found_without_case_accents_or_spaces() -> None:
    """The header row is the first that holds every wanted name, however spelled."""
    cells = read_cells(TITLED, "essai.csv")
    assert find_header(cells, ["code_insee", "ENERGIE MWH"]) == 3
    assert find_header(cells, ["code_insee", "commune"]) is None


def test_header_is_looked_for_among_the_first_lines_only() -> None:
    """A header below the first 20 lines is not one."""
    cells = read("\n" * 20 + "a;b\n1;2\n")
    assert find_header(cells, ["a"]) is None
    assert find_header(cells, ["a"], within=21) == 21


def test_columns_take_the_names_of_the_header() -> None:
    """Columns are named as the file spells them, and the rows below keep their numbers."""
    frame = with_header(read_cells(TITLED, "essai.csv"), 3)
    assert frame.columns == ["row", "Code INSEE", "Énergie (MWh)"]
    assert frame.rows() == [(4, "01004", "12,5")]


def test_a_column_without_a_name_is_numbered() -> None:
    """A column without a name is called by its place."""
    assert with_header(read(";b; \n1;2;3\n"), 1).columns == ["row", "column_1", "b", "column_3"]


def test_duplicate_headers_are_refused_unless_declared() -> None:
    """Two columns of one name are refused by that name, unless the source declares it repeated."""
    cells = read("num;num;x\n1;1;2\n")
    with pytest.raises(FileRejected) as caught:
        with_header(cells, 1)
    assert (caught.value.code, caught.value.params) == ("duplicate_header", {"columns": ["num"]})
    assert with_header(cells, 1, repeated=["num"]).columns == ["row", "num", "num_2", "x"]


@pytest.mark.parametrize("text", ["\n\n", " ; ;\n", "\ufeff"])
def test_nothing_but_blanks_is_no_data(text: str) -> None:
    """A file without one filled cell is refused as such."""
    with pytest.raises(FileRejected, match="no_data"):
        read(text)


def test_a_declared_mark_holds_for_text_files() -> None:
    """A text file is read by the mark that its source declares, or by none."""
    cells = read("a;b\n1;2\n")
    assert [cells.decimal_mark(mark) for mark in (".", ",", None)] == [".", ",", None]
