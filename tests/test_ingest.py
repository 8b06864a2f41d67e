"""From bytes to report: rows are counted, good ones survive bad neighbours, and order never matters."""

import io
import random
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from observatory.errors import Outcome
from observatory.exports.tidy import export_tidy
from observatory.ingest import Report, check, ingest
from observatory.settings import Settings
from tests.stores import FIXTURES, current, settings_in, taken, written

FEW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
ORE_LINES = (FIXTURES / "ore_commune.csv").read_text(encoding="utf-8-sig").splitlines()
FACTS = """SELECT insee_code, year, carrier, sector, operator, category, energy_mwh, sites, withheld_cells, status
           FROM coverage ORDER BY ALL"""


def counted(report: Report) -> bool:
    return report.rows_read == report.rows_accepted + report.rows_rejected + report.duplicates


def facts(chosen: Settings) -> list[tuple[object, ...]]:
    return current(chosen).query(FACTS).rows()


def with_value(value: str, column: str = "Conso totale (MWh)") -> str:
    """The fixture with one cell of its second line changed."""
    header, first, *rest = ORE_LINES
    cells = first.split(";")
    cells[header.split(";").index(column)] = value
    return "\n".join([header, ";".join(cells), *rest]) + "\n"


@FEW
@given(st.permutations(range(1, len(ORE_LINES))), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_columns_is_irrelevant(
    tmp_path_factory: pytest.TempPathFactory, order: list[int], luck: random.Random
) -> None:
    """The same rows and columns in any order give the same facts."""
    folder = tmp_path_factory.mktemp("order")
    columns = list(range(len(ORE_LINES[0].split(";"))))
    luck.shuffle(columns)
    lines = [ORE_LINES[0], *(ORE_LINES[at] for at in order)]
    text = "\n".join(";".join(line.split(";")[at] for at in columns) for line in lines)
    one, other = settings_in(folder / "a"), settings_in(folder / "b")
    taken(one, FIXTURES / "ore_commune.csv")
    taken(other, written(folder, "shuffled.csv", text + "\n"))
    assert facts(one) == facts(other)


@FEW
@given(
    st.text(alphabet="0123456789.,-NaN #é=", max_size=6),
    st.sampled_from(["Conso totale (MWh)", "Année", "Code Commune", "FILIERE"]),
)
def test_rows_are_always_counted(tmp_path_factory: pytest.TempPathFactory, value: str, column: str) -> None:
    """Whatever stands in a cell, rows read = accepted + rejected + duplicates, and the other rows survive."""
    folder = tmp_path_factory.mktemp("cell")
    if ";" in value or '"' in value:
        return
    report = check([written(folder, "a.csv", with_value(value, column))], settings_in(folder))[0]
    assert counted(report)
    assert report.rows_read == len(ORE_LINES) - 1
    assert report.rows_accepted >= len(ORE_LINES) - 2


@pytest.mark.parametrize(
    ("value", "column", "code"),
    [
        ("NaN", "Conso totale (MWh)", "not_a_number"),
        ("1,5", "Conso totale (MWh)", "not_a_number"),
        ("#N/A", "Conso totale (MWh)", "cell_error"),
        ("-5", "Conso totale (MWh)", "negative"),
        ("99999999999", "Conso totale (MWh)", "out_of_range"),
        ("99999", "Code Commune", "commune_unknown"),
        ("", "Code Commune", "missing_code"),
        ("1850", "Année", "period_out_of_range"),
        ("l'an dernier", "Année", "period_invalid"),
        ("Vapeur", "FILIERE", "carrier_unknown"),
        ("LOISIRS", "CODE GRAND SECTEUR", "sector_unknown"),
    ],
)
def test_a_bad_cell_is_told_with_its_row_column_and_value(tmp_path: Path, value: str, column: str, code: str) -> None:
    """The finding names the spreadsheet's row, the file's own header, the text found, and the stable code."""
    report = check([written(tmp_path, "a.csv", with_value(value, column))], settings_in(tmp_path))[0]
    assert (report.outcome, report.rows_rejected) == (Outcome.ACCEPT_WITH_ROW_ERRORS, 1)
    told = [(one.row, one.column, one.value, one.code) for one in report.findings]
    assert told == [(2, column, value, code)]


def test_a_total_that_lost_a_row_is_a_lower_bound(tmp_path: Path) -> None:
    """Of two rows that make a cell, one is refused: the other is published as partial, never as the whole."""
    header, *rows = ORE_LINES
    cells = rows[3].split(";")
    cells[header.split(";").index("Conso totale (MWh)")] = "beaucoup"
    rows[3] = ";".join(cells)
    chosen = settings_in(tmp_path)
    taken(chosen, written(tmp_path, "a.csv", "\n".join([header, *rows]) + "\n"))
    line = current(chosen).query(
        "SELECT energy_mwh, status, rejected_rows FROM coverage WHERE sector = 'tertiary' AND category = 'ENT'"
    )
    assert line.rows() == [(10.0, "partial", 1)]


def test_a_row_written_twice_counts_once_and_two_values_of_a_key_count_not_at_all(tmp_path: Path) -> None:
    """An identical row is a duplicate; a second value under the same key is a contradiction of both."""
    twice = check([written(tmp_path, "a.csv", "\n".join([*ORE_LINES, ORE_LINES[1]]) + "\n")], settings_in(tmp_path))[0]
    assert (twice.duplicates, twice.rows_rejected, counted(twice)) == (1, 0, True)
    other = ORE_LINES[1].replace("500.5", "501")
    torn = check([written(tmp_path, "b.csv", "\n".join([*ORE_LINES, other]) + "\n")], settings_in(tmp_path))[0]
    assert (torn.rows_rejected, {one.code for one in torn.findings}) == (2, {"duplicate_conflict"})


def test_a_file_of_which_more_than_half_is_wrong_is_refused(tmp_path: Path) -> None:
    """Nothing of it is kept, and all its rows are counted as rejected."""
    text = (FIXTURES / "ore_commune.csv").read_text(encoding="utf-8-sig").replace(";38001;", ";99999;")
    report = check([written(tmp_path, "a.csv", text)], settings_in(tmp_path))[0]
    assert (report.outcome, report.code, report.rows_accepted) == (Outcome.REJECT, "too_many_errors", 0)
    assert counted(report)


def test_check_writes_nothing(tmp_path: Path) -> None:
    """The verdict of `check` is that of `ingest`, and no store appears."""
    chosen = settings_in(tmp_path)
    verdict = check([FIXTURES / "ore_commune.csv"], chosen)[0]
    assert not chosen.store.exists()
    assert taken(chosen, FIXTURES / "ore_commune.csv")[0].rows_accepted == verdict.rows_accepted


def test_what_is_exported_reads_back_as_the_same_facts(tmp_path: Path) -> None:
    """Export, then ingest into an empty store: the same facts of the same sources, merged communes included."""
    first, second = settings_in(tmp_path / "a"), settings_in(tmp_path / "b")
    taken(first, FIXTURES / "ore_commune.csv", FIXTURES / "ademe_igt.csv", FIXTURES / "sdes_heat_networks_2020-10.csv")
    taken(second, *export_tidy(current(first), tmp_path / "out"))
    emissions = (
        "SELECT source, insee_code, year, sector, emissions_tco2e, status, merged_from FROM emissions ORDER BY ALL"
    )
    assert facts(first) == facts(second)
    assert current(first).query(emissions).rows() == current(second).query(emissions).rows()


def test_folders_and_zips_are_opened(tmp_path: Path) -> None:
    """Every file of a folder is taken, hidden ones left out; each table of a zip is a file of its own."""
    folder = tmp_path / "in"
    (folder / ".cache").mkdir(parents=True)
    written(folder / ".cache", "x.csv", "a;b\n1;2\n")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in ("ore_commune.csv", "ademe_igt.csv"):
            archive.writestr(name, (FIXTURES / name).read_bytes())
    (folder / "envoi.zip").write_bytes(packed.getvalue())
    reports = ingest([folder], settings_in(tmp_path))
    assert [(one.file, one.source, one.outcome) for one in reports] == [
        ("envoi.zip/ore_commune.csv", "ore_commune", Outcome.ACCEPT),
        ("envoi.zip/ademe_igt.csv", "ademe_igt", Outcome.ACCEPT),
    ]


def test_one_call_publishes_once(tmp_path: Path) -> None:
    """Three files are three batches and one snapshot; with `publish=False`, none."""
    chosen = settings_in(tmp_path)
    paths = [FIXTURES / f"{name}.csv" for name in ("ore_commune", "ademe_igt", "groups")]
    assert {one.snapshot for one in ingest(paths, chosen, publish=False)} == {None}
    again = ingest([FIXTURES / "sdes_heat_networks_2020-10.csv"], chosen)
    assert again[0].snapshot == 1
