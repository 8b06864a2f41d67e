"""A workbook may hold anything beside its table: the content says which sheet is meant."""

import pytest

from observatory.errors import FileRejected
from observatory.workbook.cells import read_tables
from observatory.workbook.choice import recognised_table
from tests.workbook.forge import Tab, row, xlsx

NOTES = Tab(row(1, "qui", "quand") + row(2, "Service énergie", "2024"), name="Notes")
GROUPS = Tab(row(1, "groupe", "code_insee") + row(2, "Charte", "38151"), name="Liste")
AGAIN = Tab(row(1, "groupe", "code_insee") + row(2, "Charte", "38421"), name="Liste (2)")


@pytest.mark.parametrize("tabs", [(GROUPS,), (NOTES, GROUPS), (GROUPS, NOTES)])
def test_the_sheet_that_a_source_knows_is_read(tabs: tuple[Tab, ...]) -> None:
    """Wherever it stands, the one recognised table is taken, and a table of notes beside it is not."""
    table, found = recognised_table(read_tables(xlsx(*tabs), "envoi.xlsx"))
    assert (table.sheet, found.source.key, found.header_row) == ("Liste", "groups", 1)


def test_two_known_sheets_are_a_question() -> None:
    """Which of two lists counts is not for the reader to guess."""
    with pytest.raises(FileRejected) as refusal:
        recognised_table(read_tables(xlsx(GROUPS, AGAIN, NOTES), "envoi.xlsx"))
    assert (refusal.value.code, refusal.value.params["sheets"]) == ("choose_sheet", ("Liste", "Liste (2)"))


def test_unknown_sheets_are_told_what_they_lack() -> None:
    """Where no sheet is known, the refusal names the nearest source and its missing headers, over all the sheets."""
    half = Tab(row(1, "groupe", "commune") + row(2, "Charte", "Échirolles"), name="Presque")
    with pytest.raises(FileRejected) as refusal:
        recognised_table(read_tables(xlsx(NOTES, half), "envoi.xlsx"))
    assert refusal.value.code == "unrecognised"
    assert refusal.value.params["nearest"][0] == {"source": "groups", "missing": ["code_insee"]}
