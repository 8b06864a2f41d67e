"""Rows that no publisher should write, and some do: each is told where it stands, and no figure is made up of it."""

from pathlib import Path

import pytest

from observatory.errors import Outcome
from observatory.exports.tidy import export_tidy
from tests.sources.rows import IGT_HEADER, facts, found, networks, own, read
from tests.stores import FIXTURES, current, settings_in, taken, written

ORE_TEXT = (FIXTURES / "ore_commune.csv").read_text(encoding="utf-8-sig")
SOUND = [{"sector": "tertiary"}, {"sector": "industry"}]


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("rows", "-1", "negative"),
        ("sites", "-5", "negative"),
        ("withheld_cells", "1.5", "out_of_range"),
        ("unflagged", "-1", "negative"),
        ("rejected_rows", "4294967296", "out_of_range"),
        ("withheld_cells", "deux", "not_a_number"),
        ("energy_mwh", "#REF!", "cell_error"),
    ],
)
def test_a_count_that_counts_nothing_is_told(column: str, value: str, code: str) -> None:
    """A negative, a fraction of a row or an absurd count refuses its row, never the whole file."""
    report = read(own({column: value}, *SOUND)).report
    assert [(one.row, one.column, one.value, one.code) for one in report.findings] == [(2, column, value, code)]
    assert (report.outcome, report.rows_accepted, report.rows_rejected) == (Outcome.ACCEPT_WITH_ROW_ERRORS, 2, 1)


def test_two_columns_of_one_name_are_refused() -> None:
    """`Nom Commune` and `NOM_COMMUNE` are one name to the eye: which one counts is not for a program to choose."""
    header, *rows = ORE_TEXT.splitlines()
    text = "\n".join([f"{header};NOM_COMMUNE", *(f"{row};x" for row in rows)])
    report = read(text).report
    assert (report.outcome, report.code) == (Outcome.REJECT, "duplicate_header")
    assert report.params["columns"] == ["Nom Commune", "NOM_COMMUNE"]


def test_a_finding_names_the_header_as_the_file_spells_it() -> None:
    """The column told is the one that a person finds in the file, whatever its case."""
    header, first, *rows = ORE_TEXT.splitlines()
    text = "\n".join([header.replace("Conso totale (MWh)", "CONSO TOTALE MWH"), first.replace("500.5", "cinq"), *rows])
    assert found(text) == [(2, "CONSO TOTALE MWH", "cinq", "not_a_number")]


def test_a_finding_names_the_sector_that_has_a_column_of_its_own() -> None:
    """In a table with one column per sector, the wrong cell is told by that column."""
    rows = ["38151,ECHIROLLES,1,,,,,,,2,trois,4", "38185,GRENOBLE,1,,,,,,,2,3,4"]
    assert found("\n".join([IGT_HEADER, *rows])) == [(2, "Routier", "trois", "not_a_number")]
    sound = "3802C Vert 2018 C 38185 Grenoble 1 5 5 - - - -"
    wrong = found(networks("3801C Bois 2018 C 38281 Noyarey 3 9 9? - - - -", sound))
    assert wrong == [(2, "CONSOR", "9?", "not_a_number")]
    assert found(networks("3801C Bois 2018 C 38281 Noyarey 3 neuf - - - - -", sound)) == [
        (2, "CONSOTOT", "neuf", "not_a_number")
    ]


def test_a_row_written_again_with_one_value_more_is_a_contradiction() -> None:
    """Its new value is neither lost as a copy nor added: both rows are refused, and the sums say that they lack them."""
    first, again = "38151,ECHIROLLES,1,,,,,,,2,3,", "38151,ECHIROLLES,1,,,,,,,2,3,4"
    others = [f"{code},X,1,,,,,,,2,3,4" for code in ("38185", "38421")]
    reading = read("\n".join([IGT_HEADER, first, again, *others]))
    assert (reading.report.rows_rejected, reading.report.duplicates, reading.report.rows_accepted) == (2, 0, 2)
    assert {one.code for one in reading.report.findings} == {"duplicate_conflict"}
    assert reading.observed is not None
    mine = reading.observed.facts.filter(insee_code="38151")
    assert set(mine["status"]) == {"withheld"}


def test_a_network_written_twice_counts_once() -> None:
    """All of its sectors are the same again: one duplicate, no figure doubled."""
    line = "3801C Bois 2018 C 38281 Noyarey 3 150 100 50 - - -"
    report = read(networks(line, line)).report
    assert (report.rows_read, report.rows_accepted, report.duplicates, report.rows_rejected) == (2, 1, 1, 0)
    assert facts(networks(line, line))["energy_mwh"].to_list() == [100.0, 50.0]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("150 - - - - 150", {"unspecified": 150.0}),  # attributed to no sector by the publisher
        ("150 - - - - -", {"unspecified": 150.0}),  # nor by a blank
        ("150 0 0 0 0 0", {"unspecified": 150.0}),
        ("150 100 50 - - -", {"residential": 100.0, "tertiary": 50.0}),
        ("151 100 50 - - -", {"residential": 100.0, "tertiary": 50.0}),  # rounding is no sector
        ("160 100 50 - - -", {"residential": 100.0, "tertiary": 50.0, "unspecified": 10.0}),
        ("160 100 50 - - 4", {"residential": 100.0, "tertiary": 50.0, "unspecified": 10.0}),
        ("secret secret 50 - - -", {"residential": None, "tertiary": 50.0}),
        ("secret secret secret secret secret secret", {"unspecified": None}),
        ("- - - - - -", {"unspecified": None}),
        ("0 0 0 0 0 0", {"unspecified": 0.0}),
    ],
)
def test_a_network_is_its_sectors_and_what_they_leave(row: str, expected: dict[str, float | None]) -> None:
    """What no sector accounts for stands as unspecified, once; a blank total and a secret one are withheld, not 0."""
    table = facts(networks(f"3801C Bois 2018 C 38281 Noyarey 3 {row}"))
    assert dict(table.select("sector", "energy_mwh").rows()) == expected
    withheld = table.filter(table["energy_mwh"].is_null())
    assert set(withheld["status"]) <= {"withheld"}
    assert table["sites"].drop_nulls().to_list() == [3.0]


def test_thousands_set_apart_are_not_counted_twice() -> None:
    """`1 234` is one number to the sum of the sectors and to their rest alike."""
    text = networks("3801C Bois 2018 C 38281 Noyarey 3 1234 TOTAL - - - -").replace("TOTAL", "1 234")
    assert facts(text).select("sector", "energy_mwh").rows() == [("residential", 1234.0)]


def test_a_sector_that_nobody_knows_leaves_the_total_a_lower_bound() -> None:
    """The row is refused, and the commune's year says that it lacks something."""
    table = facts(own({}, {"sector": "loisirs"}, {"sector": "tertiary"}))
    assert table.select("sector", "energy_mwh", "rejected_rows", "status").rows() == [
        ("residential", 10.0, 0, "measured"),
        ("tertiary", 10.0, 0, "measured"),
        ("unspecified", None, 1, "withheld"),
    ]


def test_a_declared_lower_bound_stays_one() -> None:
    """A hand-written row that says `partial` without a count hides one cell at least; `estimated` stays estimated."""
    table = facts(own({"status": "partial"}, {"sector": "industry", "status": "estimated"}))
    assert table.select("status", "withheld_cells").rows() == [("estimated", 0), ("partial", 1)]


def test_the_key_of_a_source_is_an_identifier(tmp_path: Path) -> None:
    """A row of our layout may name any source: it cannot name a file outside the folder of an export."""
    text = own({"source": "../../Étude locale"}, {"source": "", "sector": "industry"})
    settings = settings_in(tmp_path)
    taken(settings, written(tmp_path, "a.csv", text))
    paths = export_tidy(current(settings), tmp_path / "out")
    assert [path.relative_to(tmp_path / "out").as_posix() for path in paths] == [
        "energy_etude_locale.csv",
        "energy_observatory_energy.csv",
    ]


def test_a_group_without_a_name_is_told() -> None:
    """A list of communes needs a name that a link can carry; the others of the file are kept."""
    assert found("groupe;code_insee\n;38151\nSCoT;38185\nSCoT;38421\n") == [(2, "groupe", "", "missing_value")]
    assert found("groupe;code_insee\n→;38151\nSCoT;38185\nSCoT;38421\n") == [(2, "groupe", "→", "missing_value")]


def test_a_group_has_one_name_and_each_commune_once() -> None:
    """Two spellings of a name are one group; two communes that merged since are one commune."""
    table = facts("groupe;code_insee\nSCoT Été;38163\nscot ete;38306\nSCoT Été;38151\n")
    assert table.rows() == [("scot_ete", "SCoT Été", None, "38151"), ("scot_ete", "SCoT Été", None, "38163")]


def test_a_group_has_one_date_in_one_file() -> None:
    """The list of an older date is told and left out, not mixed with the newer one."""
    text = "groupe;code_insee\nSCoT (2020);38151\nSCoT (2024);38185\nSCoT (2024);38421\n"
    assert found(text) == [(2, "groupe", "2020", "duplicate_conflict")]
    assert facts(text)["insee_code"].to_list() == ["38185", "38421"]


def test_a_code_that_lost_its_zero_needs_the_name_to_agree() -> None:
    """`1004` is Ambérieu-en-Bugey where the name says so, and nobody where it does not."""
    table = own({"insee_code": "1004", "commune": "AMBERIEU EN BUGEY"}, *SOUND)
    assert found(table) == [(2, "insee_code", "1004", "insee_repadded")]
    assert "01004" in facts(table)["insee_code"].to_list()
    assert found(own({"insee_code": "1004"}, *SOUND)) == [(2, "insee_code", "1004", "commune_unknown")]


def test_a_correction_that_one_value_lacks_is_none() -> None:
    """Two operators of one sector, one of them at normal climate: each keeps its own, their sum in a cell has none."""
    parts = facts(own({"corrected_mwh": "11"}, {"operator": "GreenAlp"}))
    assert parts.select("operator", "corrected_mwh").rows() == [("Enedis", 11.0), ("GreenAlp", None)]
    twice = ORE_TEXT.replace(";47;3;1.234;;0;;0.0;0.0;;0.0", ";47;3;1.234;;0;;500.0;0.0;;600.0")
    cell = facts(twice).filter(sector="tertiary", category="ENT")
    assert cell.select("energy_mwh", "corrected_mwh").rows() == [(11.234, None)]


def test_an_extract_without_corrections_still_loads() -> None:
    """The column came later: a file of ours that lacks it has the same figures, and none at normal climate."""
    older = "\n".join(line.rsplit(",", 1)[0] for line in own({}, *SOUND).splitlines())
    assert read(older).report.outcome is Outcome.ACCEPT
    assert facts(older).drop("corrected_mwh").equals(facts(own({}, *SOUND)).drop("corrected_mwh"))
    assert facts(older)["corrected_mwh"].null_count() == 3


def test_an_unreadable_correction_is_told() -> None:
    """What stands in the publisher's corrected column and is no number refuses its row, by name."""
    text = ORE_TEXT.replace(";100000.0;0.0;62.5;120000.0;", ";100000.0;0.0;62.5;beaucoup;")
    [(row, column, value, code)] = found(text)
    assert (row, value, code) == (3, "beaucoup", "not_a_number")
    assert "corrigée de l'aléa climatique" in column
