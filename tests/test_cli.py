"""The command line: what it writes, where, and with which exit code."""

import csv
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest

from observatory.dashboards import kept
from observatory.dashboards.contract import Dashboard, Screen
from observatory.settings import PROJECT
from observatory.store import Store
from observatory.view import View
from observatory.wording.typography import plain_spaces
from tests.stores import EXTRACTS, FIXTURES, written

REPORT = {
    "file",
    "sha256",
    "kind",
    "source",
    "vintage",
    "outcome",
    "code",
    "message",
    "rows_read",
    "rows_accepted",
    "rows_rejected",
    "duplicates",
    "findings",
    "findings_total",
    "warnings",
    "batch",
    "snapshot",
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the shipped extracts, taken in by the command itself."""
    path = tmp_path_factory.mktemp("cli") / "store"
    assert run("ingest", str(EXTRACTS), store=path).returncode == 0
    return path


def run(*words: str, store: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "observatory.cli", *words, "--store", str(store)]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False, timeout=120)


def table(answer: subprocess.CompletedProcess[str]) -> list[dict[str, str]]:
    assert answer.returncode == 0, answer.stderr
    return list(csv.DictReader(io.StringIO(answer.stdout)))


def test_a_report_has_the_documented_fields(tmp_path: Path) -> None:
    """One object per file, findings with their row, column, value, code and French sentence."""
    text = (FIXTURES / "ore_commune.csv").read_text(encoding="utf-8-sig").replace(";500.5;", ";beaucoup;")
    answer = run("check", str(written(tmp_path, "a.csv", text)), "--json", store=tmp_path / "store")
    report = json.loads(answer.stdout)
    assert (answer.returncode, set(report)) == (0, REPORT)
    assert report["rows_read"] == report["rows_accepted"] + report["rows_rejected"] + report["duplicates"]
    assert (report["outcome"], report["findings_total"]) == ("accept_with_row_errors", 1)
    found = report["findings"][0]
    assert {key: found[key] for key in ("row", "column", "value", "code")} == {
        "row": 2,
        "column": "Conso totale (MWh)",
        "value": "beaucoup",
        "code": "not_a_number",
    }
    assert found["message"].startswith("Ligne 2, colonne")
    assert not (tmp_path / "store").exists()


def test_a_refused_file_exits_with_3_and_a_misuse_with_2(store: Path, tmp_path: Path) -> None:
    """A file that no source recognises is 3; an unknown territory, indicator or option is 2, with one sentence."""
    assert run("check", str(FIXTURES / "address.csv"), store=tmp_path).returncode == 3
    for words in (
        ("energy", "--territory", "99999"),
        ("energie", "--territory", "38185"),
        ("energy", "--territory", "38185", "--years", "hier"),
        ("heat_network_share", "--territory", "38185"),
        ("energy", "--territory", "38185", "--colour", "red"),
    ):
        answer = run("query", *words, store=store)
        assert (answer.returncode, answer.stdout) == (2, "")
        assert "Traceback" not in answer.stderr


def test_the_refusal_of_a_file_lists_all_that_each_source_lacks(tmp_path: Path) -> None:
    """The sentence names three columns; the JSON has one finding per near source, with every column."""
    path = written(tmp_path, "a.csv", "Code Commune;couleur\n38151;1\n38421;2\n")
    report = json.loads(run("check", str(path), "--json", store=tmp_path / "store").stdout)
    assert (report["code"], report["findings_total"]) == ("unrecognised", len(report["findings"]))
    near = next(one for one in report["findings"] if one["value"] == "ore_commune")
    for column in ("OPERATEUR", "FILIERE", "CODE SECTEUR NAF2", "Conso totale (MWh)"):
        assert column in near["message"]


@pytest.mark.parametrize("columns", ["80", "40"])
def test_a_table_cuts_no_number_and_speaks_french(store: Path, columns: str) -> None:
    """However narrow the terminal, what Grenoble's tertiary used is whole, with French spaces; inhabitants have no decimal."""
    environment = os.environ | {"COLUMNS": columns, "TTY_COMPATIBLE": "1", "FORCE_COLOR": "1", "NO_COLOR": "1"}
    told = {}
    for words in (("energy", "--by", "commune,sector", "--years", "2015"), ("population",)):
        command = [
            sys.executable,
            "-m",
            "observatory.cli",
            "query",
            *words,
            "--territory",
            "38185",
            "--store",
            str(store),
        ]
        answer = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=True)
        told[words[0]] = plain_spaces(answer.stdout)
    assert "861 231" in told["energy"]
    assert "…" not in told["energy"]
    assert "158 180 │ hab." in told["population"]


def test_a_query_gives_year_value_unit_and_status_sorted(store: Path) -> None:
    """Grenoble by year and carrier: the documented columns in order, years ascending, gas where it is published."""
    rows = table(run("query", "energy", "--territory", "38185", "--by", "year,carrier", "--format", "csv", store=store))
    assert list(rows[0])[:5] == ["year", "carrier", "value", "unit", "status"]
    assert rows == sorted(rows, key=lambda row: (row["year"], row["carrier"]))
    first = rows[0]
    assert (first["year"], float(first["value"]), first["unit"]) == ("2012", 137507.7, "MWh")


def test_a_query_at_normal_climate_names_its_correction(store: Path) -> None:
    """Each series says how it was corrected; between communes the command refuses, and says why."""
    words = ("--territory", "38151", "--carrier", "electricity", "--sector", "residential", "--years", "2020-2023")
    rows = table(run("query", "energy", *words, "--correction", "sdes", "--format", "csv", store=store))
    assert {row["correction"] for row in rows} == {"sdes"}
    assert {row["correction"] for row in table(run("query", "energy", *words, "--format", "csv", store=store))} == {
        "none"
    }
    refused = run("query", "energy", *words, "--by", "commune", "--correction", "publisher", store=store)
    assert refused.returncode == 2
    assert "ne départage pas les communes" in refused.stderr


def test_a_withheld_value_is_empty(store: Path) -> None:
    """Champagnier's residential gas of 2020: an empty value with the status withheld."""
    words = (
        "--territory",
        "38068",
        "--carrier",
        "gas",
        "--sector",
        "residential",
        "--years",
        "2020",
        "--format",
        "csv",
    )
    assert [(row["value"], row["status"]) for row in table(run("query", "energy", *words, store=store))] == [
        ("", "withheld")
    ]


def test_by_commune_gives_code_and_name(store: Path) -> None:
    """49 communes with their INSEE code and name."""
    words = (
        "--territory",
        "epci:200040715",
        "--carrier",
        "electricity",
        "--years",
        "2023",
        "--by",
        "commune",
        "--format",
        "json",
    )
    rows = json.loads(run("query", "energy", *words, store=store).stdout)
    assert len(rows) == 49
    assert (rows[0]["insee_code"], rows[0]["commune"], rows[0]["year"]) == ("38057", "Bresson", 2023)


def test_each_row_has_the_coverage_of_its_carrier(store: Path) -> None:
    """Isère split by carrier: 49 communes of electricity, 31 of gas, and none of what networks deliver."""
    answer = run("query", "energy", "--territory", "dep:38", "--by", "year,carrier", "--years", "2012-2023",
                 "--format", "csv", store=store)  # fmt: skip
    covered = {row["carrier"]: row["communes_covered"] for row in table(answer) if row["year"] == "2023"}
    assert covered == {"electricity": "49", "gas": "31", "heat_network": "", "cold_network": ""}


def test_a_break_says_which_years_compare(store: Path) -> None:
    """Beside the figures of Grenoble, its break is told with the years before it and those that compare."""
    answer = run("query", "energy", "--territory", "38185", "--carrier", "electricity", store=store)
    assert "les années 2012–2014 ne sont pas comparables aux suivantes, car" in answer.stderr
    assert "Années comparables : 2015–2023." in plain_spaces(answer.stderr)


def test_no_figure_is_a_sentence(store: Path) -> None:
    """Years that nothing describes give an empty table and what to do."""
    answer = run("query", "energy", "--territory", "38185", "--years", "2030", store=store)
    assert answer.returncode == 0
    assert "choisissez d'autres années" in answer.stderr


def test_parquet_is_the_same_answer(store: Path, tmp_path: Path) -> None:
    """The Parquet of an answer holds the rows of its CSV."""
    words = ("query", "emissions", "--territory", "dep:42", "--by", "sector")
    command = [sys.executable, "-m", "observatory.cli", *words, "--format", "parquet", "--store", str(store)]
    path = tmp_path / "answer.parquet"
    path.write_bytes(subprocess.run(command, cwd=PROJECT, capture_output=True, check=True, timeout=120).stdout)
    rows = table(run(*words, "--format", "csv", store=store))
    assert pl.read_parquet(path)["value"].to_list() == [float(row["value"]) for row in rows]


def test_a_decomposition_sums_to_the_change(store: Path) -> None:
    """The metropolis' homes, 2018–2023: the factors of each step add up to the change that `query energy` gives."""
    words = ("--territory", "epci:200040715", "--sector", "residential", "--years", "2018-2023", "--format", "csv")
    rows = table(run("query", "decomposition", *words, store=store))
    values = {row["year"]: float(row["value"]) for row in table(run("query", "energy", *words, store=store))}
    assert list(rows[0]) == ["year_from", "year_to", "factor", "value", "unit"]
    assert [row["factor"] for row in rows[:3]] == ["inhabitants", "use_per_inhabitant", "weather"]
    for first, last in pairwise(sorted(values)):
        effects = [float(row["value"]) for row in rows if (row["year_from"], row["year_to"]) == (first, last)]
        assert sum(effects) == pytest.approx(values[last] - values[first], abs=1e-9 * values[first])


def test_a_decomposition_is_refused_by_a_sentence(store: Path) -> None:
    """Without a sector, across the new split of 2018, of a single inventory: one sentence, exit 2, nothing on stdout."""
    for name, words, told in (
        ("decomposition", ("--territory", "38151"), "résidentiel seul"),
        ("decomposition", ("--territory", "38151", "--sector", "residential", "--years", "2017-2018"), "Avant 2018"),
        ("emissions_decomposition", ("--territory", "38151"), "une année comparable"),
    ):
        answer = run("query", name, *words, store=store)
        assert (answer.returncode, answer.stdout) == (2, "")
        assert told in answer.stderr


def test_degree_days_are_listed_by_series(store: Path) -> None:
    """Source, station, base, method and months stand in each row, and in words beside; no two stations make a series."""
    answer = run("query", "degree_days", "--territory", "38185", "--years", "2020", "--format", "csv", store=store)
    lines = [line for line in table(answer) if (line["base"], line["months"]) == ("18.0", "1-12")]
    assert {(line["source"], line["method"]) for line in lines} == {("meteofrance_daily", "meteo")}
    assert {line["station"]: round(float(line["degree_days"])) for line in lines} == {
        "38185012": 1833,
        "38421002": 1942,
    }
    assert "Grenoble – CEA-Radôme : base 18 °C, méthode Météo, année entière" in plain_spaces(answer.stderr)
    assert "deux séries ne s'additionnent pas" in answer.stderr


def test_an_epci_as_it_was_is_a_territory(tmp_path: Path) -> None:
    """`epci:SIREN@YEAR` is answered on that year's communes and says so; an unknown year exits with 2 and a sentence."""
    store = tmp_path / "store"
    assert run("ingest", str(EXTRACTS), str(FIXTURES / "banatic_perimeters.csv"), store=store).returncode == 0
    asked = ("query", "energy", "--carrier", "electricity", "--years", "2023", "--format", "csv", "--territory")
    answer = run(*asked, "epci:200040715@2019", store=store)
    assert table(answer)[0]["communes_total"] == "3"
    assert "périmètre de 2019" in plain_spaces(answer.stderr)
    assert "périmètre d'aujourd'hui (2026)" in plain_spaces(run(*asked, "epci:200040715", store=store).stderr)
    refused = run(*asked, "epci:200040715@2011", store=store)
    assert refused.returncode == 2
    assert "Années connues : 2019" in plain_spaces(refused.stderr)


def test_an_empty_store_says_what_to_do(tmp_path: Path) -> None:
    """Before anything is published, a question is answered by a sentence."""
    answer = run("query", "energy", "--territory", "38185", store=tmp_path / "none")
    assert answer.returncode == 2
    assert "ingest" in answer.stderr


def test_the_commands_of_the_readme_run(store: Path, tmp_path: Path) -> None:
    """Every command that the README shows for one's own files runs as written, one after the other, on a real store."""
    readme = (PROJECT / "README.md").read_text(encoding="utf-8").replace("\\\n", " ")
    shown = re.findall(r"^\.venv/bin/observatory ([^#\n]+)", readme, flags=re.MULTILINE)
    assert {line.split()[0] for line in shown} >= {"check", "ingest", "query", "batches", "undo"}
    own = shutil.copytree(store, tmp_path / "store")
    (tmp_path / "my-folder").mkdir()
    screen = Screen(view=View(page="tendances", territory="38151"))
    kept.add(Store(own), Dashboard(title="Réunion de juin", screens=(screen,)))
    shutil.copy(FIXTURES / "ore_commune.csv", tmp_path / "my-file.csv")
    shutil.copy(FIXTURES / "deposit.csv", tmp_path / "bills.csv")
    shutil.copy(FIXTURES / "sdes_heat_networks_2023-09.csv", tmp_path / "my-folder")
    table = shutil.copy(FIXTURES / "mapped_orcae.csv", tmp_path / "orcae.csv")
    (tmp_path / "orcae-2025.csv").write_bytes(table.read_bytes().replace(b"60,5", b"66,55"))
    for line in shown:
        command = [sys.executable, "-m", "observatory.cli", *shlex.split(line), "--store", str(own)]
        environment = os.environ | {"PYTHONPATH": str(PROJECT)}
        answer = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=120
        )
        looks = line.startswith("map ") and "--save" not in line  # it tells what remains to say
        assert answer.returncode == (2 if looks else 0), (line, answer.stderr)
        assert "--mapping" not in line or "8 lignes lues, 8 enregistrées\n" in plain_spaces(answer.stdout)


def test_every_published_file_is_listed(store: Path) -> None:
    """The listing names weather and perimeters beside energy, with the years that the store has of each."""
    shown = run("sources", store=store).stdout
    assert all(key in shown for key in ("banatic_perimeters", "cegibat_monthly", "meteofrance_daily", "ore_commune"))
    (weather,) = (line for line in shown.splitlines() if "meteofrance_daily" in line)
    assert "2004–2024" in weather


def test_the_store_is_kept_by_its_commands(store: Path, tmp_path: Path) -> None:
    """batches, sources, verify, export, backup and undo answer on a real store."""
    assert "energy_ore_commune" in run("batches", store=store).stdout
    assert "ore_commune" in run("sources", "--missing", "dep:42", store=store).stdout
    assert run("verify", store=store).stdout.startswith("ok 1")
    assert "energy_ore_commune.csv" in run("export", str(tmp_path / "out"), store=store).stdout
    assert run("backup", str(tmp_path / "copy"), store=store).returncode == 0
    assert run("undo", "99", store=store).returncode == 2
