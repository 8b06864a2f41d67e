"""What a careless hand does to a published file is told by row and column, and never stops the other rows."""

from pathlib import Path

import pytest

from observatory.errors import Outcome, QuestionRefused
from observatory.ingest import Report, check
from observatory.sources.observatory_energy import COLUMNS
from tests.stores import FIXTURES, current, settings_in, taken, written
from tests.workbook.forge import Tab, row, xlsx

ORE = (FIXTURES / "ore_commune.csv").read_text(encoding="utf-8-sig").splitlines()
IGT = (FIXTURES / "ademe_igt.csv").read_text(encoding="utf-8").splitlines()
NETWORKS = (FIXTURES / "sdes_heat_networks_2020-10.csv").read_text(encoding="utf-8").splitlines()
OWN = {
    "source": "ore_commune",
    "vintage": "2023",
    "insee_code": "38151",
    "commune": "Échirolles",
    "year": "2020",
    "carrier": "gas",
    "sector": "residential",
    "operator": "GRDF",
    "category": "",
    "energy_mwh": "5",
    "sites": "2",
    "rows": "1",
    "withheld_cells": "0",
    "unflagged": "0",
    "rejected_rows": "0",
    "status": "measured",
    "merged_from": "",
    "corrected_mwh": "",
}


def own(folder: Path, **cells: str) -> Path:
    """A file of our own layout: a sound row of 2019, and one of 2020 with these cells."""
    lines = [OWN | {"year": "2019"}, OWN | cells]
    text = "\n".join(",".join(line[name] for name in COLUMNS) for line in lines)
    return written(folder, "own.csv", ",".join(COLUMNS) + "\n" + text + "\n")


def verdict(folder: Path, *lines: str) -> Report:
    return check([written(folder, "a.csv", "\n".join(lines) + "\n")], settings_in(folder))[0]


def told(report: Report) -> list[tuple[int | None, str | None, str | None, str]]:
    return [(one.row, one.column, one.value, one.code) for one in report.findings]


def counted(report: Report) -> tuple[int, int, int, int]:
    return report.rows_read, report.rows_accepted, report.rows_rejected, report.duplicates


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("rows", "-1", "negative"),
        ("rows", "1e20", "out_of_range"),
        ("rows", "1.5", "out_of_range"),
        ("withheld_cells", "-1", "negative"),
        ("unflagged", "-2", "negative"),
        ("rejected_rows", "1e12", "out_of_range"),
        ("sites", "-3", "negative"),
        ("sites", "deux", "not_a_number"),
    ],
)
def test_a_count_that_counts_nothing_refuses_its_row_alone(tmp_path: Path, column: str, value: str, code: str) -> None:
    """Counts below zero, without end or by halves are findings; the sound row beside them is kept."""
    report = check([own(tmp_path, **{column: value})], settings_in(tmp_path))[0]
    assert counted(report) == (2, 1, 1, 0)
    assert told(report) == [(3, column, value, code)]


def test_a_partial_figure_of_ours_stays_partial(tmp_path: Path) -> None:
    """A file of our own that says partial without counting what is hidden is believed."""
    settings = settings_in(tmp_path)
    taken(settings, own(tmp_path, status="partial"))
    sql = "SELECT energy_mwh, status, withheld_cells FROM energy WHERE year = 2020"
    assert current(settings).query(sql).rows() == [(5.0, "partial", 1)]


def test_an_unnamed_source_of_ours_is_ours(tmp_path: Path) -> None:
    """A row of our own layout that names no source belongs to the layout itself, never to an empty key."""
    settings = settings_in(tmp_path)
    taken(settings, own(tmp_path, source=""))
    sql = "SELECT source FROM energy WHERE year = 2020"
    assert current(settings).query(sql).item() == "observatory_energy"


def test_two_columns_of_one_name_are_a_question(tmp_path: Path) -> None:
    """« Année » and « ANNEE » in one file: nobody can tell which is meant."""
    report = verdict(tmp_path, ORE[0] + ";ANNEE", *(line + ";2018" for line in ORE[1:]))
    assert (report.outcome, report.code, report.params["columns"]) == (
        Outcome.REJECT,
        "duplicate_header",
        ["Année", "ANNEE"],
    )


def test_a_bad_cell_of_the_inventory_is_told_by_its_own_column(tmp_path: Path) -> None:
    """One column per sector: the finding names that of the sector, as the file spells it."""
    report = verdict(tmp_path, *IGT[:-1], IGT[-1].replace(",0.0", ",beaucoup"))
    assert told(report) == [(5, "Tertiaire", "beaucoup", "not_a_number")]
    assert counted(report) == (4, 3, 1, 0)


def test_a_bad_cell_of_a_network_is_told_by_its_own_column(tmp_path: Path) -> None:
    """The residential heat of one network is no number: its column, not the total's."""
    report = verdict(tmp_path, *(line.replace('"430205"', '"4302O5"') for line in NETWORKS))
    assert told(report) == [(4, "CONSOR", "4302O5", "not_a_number")]
    assert counted(report) == (5, 4, 1, 0)


def test_an_unreadable_total_of_a_network_is_told(tmp_path: Path) -> None:
    """A total that is no number does not vanish, where it alone says what the network delivers."""
    report = verdict(tmp_path, *(line.replace('"150";"";"";"";"";"150"', '"cent";"";"";"";"";""') for line in NETWORKS))
    assert told(report) == [(3, "CONSOTOT", "cent", "not_a_number")]


def test_a_commune_written_twice_with_one_more_sector_is_a_contradiction(tmp_path: Path) -> None:
    """A second row that fills another cell is not the same row again: neither counts, both are told."""
    more = IGT[2].replace("5.0,,,50.0", "5.0,9.9,,50.0")
    report = verdict(tmp_path, *IGT, more)
    assert {(one.row, one.code) for one in report.findings} == {(3, "duplicate_conflict"), (6, "duplicate_conflict")}
    assert counted(report) == (5, 3, 2, 0)


def test_a_commune_written_twice_alike_counts_once(tmp_path: Path) -> None:
    """The same line again, all its sectors alike, is one duplicate and no error."""
    assert counted(verdict(tmp_path, *IGT, IGT[2])) == (5, 4, 0, 1)


def test_an_unknown_sector_leaves_the_total_a_lower_bound(tmp_path: Path) -> None:
    """A refused sector is refused aloud, and the commune's figure of that year is partial, not whole."""
    settings = settings_in(tmp_path)
    lines = [line.replace(";PRO;TERTIAIRE;", ";PRO;LOISIRS;") for line in ORE]
    taken(settings, written(tmp_path, "a.csv", "\n".join(lines) + "\n"))
    sql = """SELECT sum(rejected_rows), bool_or(status IN ('partial', 'withheld')) FROM energy
             WHERE insee_code = '38001' AND year = 2018 AND carrier = 'electricity'"""
    assert current(settings).query(sql).rows() == [(1, True)]


def test_a_group_needs_a_name(tmp_path: Path) -> None:
    """A name of signs alone makes no key that a link could hold."""
    report = verdict(tmp_path, "groupe;code_insee", "???;38151", "Charte;38151", "Charte;38421")
    assert told(report) == [(2, "groupe", "???", "missing_value")]


def test_a_group_of_merged_communes_holds_today_s_once(tmp_path: Path) -> None:
    """Pinsot and La Ferrière are Le Haut-Bréda, however the name of the group is written."""
    settings = settings_in(tmp_path)
    taken(settings, written(tmp_path, "g.csv", "groupe;code_insee\nScot;38306\nSCOT;38163\nScot;38151\n"))
    sql = "SELECT group_key, insee_code FROM memberships ORDER BY ALL"
    assert current(settings).query(sql).rows() == [("scot", "38151"), ("scot", "38163")]


def test_a_workbook_is_read_where_its_table_is(tmp_path: Path) -> None:
    """A sheet of notes before the list does not stop it."""
    notes = Tab(row(1, "qui", "quand") + row(2, "Service énergie", "2024"), name="Notes")
    table = Tab(row(1, "groupe", "code_insee") + row(2, "Charte", "38151"), name="Liste")
    path = tmp_path / "liste.xlsx"
    path.write_bytes(xlsx(notes, table))
    report = check([path], settings_in(tmp_path))[0]
    assert (report.outcome, report.source, report.rows_read) == (Outcome.ACCEPT, "groups", 1)


def test_the_key_of_no_source_is_a_misuse(tmp_path: Path) -> None:
    """A source that does not exist is refused before anything is read, with the ones that do."""
    with pytest.raises(QuestionRefused) as refusal:
        check([FIXTURES / "groups.csv"], settings_in(tmp_path), only="ore")
    assert refusal.value.code == "parameter_unknown"
    assert "ore_commune" in refusal.value.params["known"]
