"""Perimeters of EPCI as hands leave them: whatever the year, the order and the workbook, the same members."""

import csv
import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from observatory.answers.contract import Note
from observatory.answers.epci_perimeters import notes
from observatory.errors import Outcome
from observatory.territory import parse_territory
from tests.sources.rows import facts, found, read, table
from tests.stores import FIXTURES, current, settings_in, taken, written
from tests.workbook.forge import Tab, row, xlsx

LINES = [*csv.reader((FIXTURES / "banatic_perimeters.csv").read_text(encoding="cp1252").splitlines(), delimiter=";")]
HEADER, ROWS = LINES[0], LINES[1:-1]  # the publisher's file ends in a line of nothing but semicolons
FACTS = "SELECT * EXCLUDE (batch) FROM perimeters ORDER BY ALL"
SOME = settings(max_examples=25, deadline=None)
KNOWN = ("38151", "38185", "38163", "38306", "38421", "01304")  # 38306 is in 38163 today


def text(rows: Sequence[Sequence[str]], header: Sequence[str] = HEADER) -> str:
    return table(header, rows, delimiter=";")


def but(**cells: str) -> list[str]:
    """The last member of the fixture with these cells changed."""
    return [cells.get(name, cell) for name, cell in zip(HEADER, ROWS[-1], strict=True)]


def test_the_year_is_that_of_the_headers() -> None:
    """`ptot_2022` and `pmun_2022` make a perimeter of 2022; columns between them have no part in it."""
    header = [*(name.replace("2019", "2022") for name in HEADER[:-1]), "pcap_2022", HEADER[-1].replace("2019", "2022")]
    told = facts(text([[*one[:-1], "1", one[-1]] for one in ROWS], header))
    assert (told["year"].unique().to_list(), told["vintage"].unique().to_list()) == ([2022], ["2022"])


@pytest.mark.parametrize(("year", "code"), [("1985", "period_out_of_range"), ("2999", "period_out_of_range")])
def test_a_year_that_cannot_be_refuses_the_file(year: str, code: str) -> None:
    """Every row bears the year of the headers: none is kept where it is no year of a perimeter."""
    found_in = read(text(ROWS, [name.replace("2019", year) for name in HEADER])).report
    assert (found_in.outcome, found_in.code) == (Outcome.REJECT, "too_many_errors")
    assert {one.code for one in found_in.findings} == {code}


def test_headers_of_two_years_are_a_question() -> None:
    """`ptot_2019` beside `pmun_2020`: nobody can tell which year the perimeter is of."""
    report = read(text(ROWS, [*HEADER[:-1], "pmun_2020"])).report
    assert (report.code, report.params["columns"]) == ("years_differ", ["pmun_2020", "ptot_2019"])


def test_a_file_without_its_year_is_told_what_it_lacks() -> None:
    """Without a dated header it is no perimeter of a year: the refusal names the columns that would date it."""
    report = read(text(ROWS, [*HEADER[:-2], "ptot", "pmun"])).report
    near = next(one for one in report.params["nearest"] if one["source"] == "banatic_perimeters")
    assert (report.code, near["missing"]) == ("unrecognised", ["ptot_AAAA", "pmun_AAAA"])


@pytest.mark.parametrize(
    ("cells", "finding"),
    [
        ({"siren": "20002999"}, ("siren", "20002999", "siren_invalid")),
        ({"siren": ""}, ("siren", "", "siren_invalid")),
        ({"raison_sociale": ""}, ("raison_sociale", "", "missing_value")),
        ({"insee": ""}, ("insee", "", "missing_code")),
        ({"insee": "99999"}, ("insee", "99999", "commune_unknown")),
    ],
)
def test_a_member_that_is_no_commune_is_told_and_counted(cells: dict[str, str], finding: tuple[str, str, str]) -> None:
    """Its row is refused by column and value; the EPCI, where it has a number, knows that it lacks a member."""
    lines = text([*ROWS, but(**{"insee": "01199", "nom_membre": "Jujurieux"} | cells)])
    assert [(column, value, code) for _, column, value, code in found(lines)] == [finding]
    told = facts(lines)
    lacks = dict(told.select("siren", "rejected_rows").rows())
    assert lacks["200029999"] == (0 if "siren" in cells else 1)
    assert lacks["200040715"] == 0


def test_a_lost_member_is_said_beside_the_figure(tmp_path: Path) -> None:
    """A perimeter of which a member could not be read says that its total is that of the others."""
    chosen = settings_in(tmp_path)
    taken(chosen, FIXTURES / "observatory_perimeters.csv")
    told = notes(current(chosen), parse_territory("epci:200040715@2019"))
    assert Note("perimeter_incomplete", {"count": 1}) in told


def test_a_list_of_one_epci_takes_no_other_away(tmp_path: Path) -> None:
    """A file of one EPCI and the same year replaces its members, and leaves those of the others."""
    chosen = settings_in(tmp_path)
    alone = text([one for one in ROWS if one[1] == "200040715" and one[9] != "38151"])
    taken(chosen, FIXTURES / "banatic_perimeters.csv", written(tmp_path, "isere.csv", alone))
    members = current(chosen).query("SELECT siren, insee_code FROM perimeters ORDER BY ALL").rows()
    assert members == [("200029999", "01304"), ("200040715", "38163"), ("200040715", "38185"), ("243800001", "38225")]


def test_a_commune_in_two_epci_is_a_contradiction() -> None:
    """A commune has one EPCI with its own taxes: neither of two rows counts."""
    lines = text([*ROWS, but(siren="200040715", raison_sociale="Grenoble-Alpes-Métropole")])
    assert {code for *_, code in found(lines)} == {"duplicate_conflict"}
    assert "01304" not in facts(lines)["insee_code"].to_list()


def test_a_workbook_with_its_columns_in_any_order_says_the_same(tmp_path: Path) -> None:
    """Shuffled columns, numbers where codes are, a title above: the members of the text file."""
    order = [*range(1, len(HEADER), 2), *range(0, len(HEADER), 2)]
    numbers = {"siren", "nb_membres", "insee"}  # 01304 loses its zero, which the name gives back

    def cell(name: str, value: str) -> str | int:
        return int(value) if name in numbers else value

    lines = [[HEADER[at].upper() for at in order], *([cell(HEADER[at], one[at]) for at in order] for one in ROWS)]
    rows = "".join(row(number, *line) for number, line in enumerate([["Périmètres"], *lines], start=1))
    path = tmp_path / "liste.xlsx"
    path.write_bytes(xlsx(Tab(rows, "Composition")))
    first, second = settings_in(tmp_path / "a"), settings_in(tmp_path / "b")
    taken(first, FIXTURES / "banatic_perimeters.csv")
    report = taken(second, path)[0]
    assert (report.source, report.rows_accepted, report.rows_rejected) == ("banatic_perimeters", 7, 0)
    assert_frame_equal(current(first).query(FACTS), current(second).query(FACTS))


@SOME
@given(st.lists(st.sampled_from(KNOWN), min_size=1, unique=True), st.randoms(use_true_random=False))
def test_members_are_the_communes_of_today_whatever_their_order(codes: list[str], luck: random.Random) -> None:
    """Any members in any order: each of today's communes once, with the former codes it stands for, none lost."""
    lines = [but(insee=code, nom_membre="") for code in codes]
    told = facts(text(lines)).sort("insee_code")
    luck.shuffle(lines)
    assert_frame_equal(told, facts(text(lines)).sort("insee_code"))
    assert set(told["insee_code"]) == {"38163" if code == "38306" else code for code in codes}
    former = dict(told.select("insee_code", "merged_from").rows())
    assert {code for code, merged in former.items() if merged} == ({"38163"} if "38306" in codes else set())
