"""`--as-of` and `changes`, as an adviser types them: yesterday's answers, and what moved since."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from observatory.cli.main import app, main
from tests.stores import FIXTURES

CSV = ("--format", "csv")
QUESTION = ("query", "energy", "--territory", "38001", "--carrier", "electricity", "--years", "2018", *CSV)


def run(store: Path, *words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--store", str(store)])


def table(answer: Result) -> list[dict[str, str]]:
    assert answer.exit_code == 0, answer.output
    return list(csv.DictReader(io.StringIO(answer.stdout)))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Version 1: the file; version 2: 1,000 MWh of industry put right to 2,000; version 3: the correction undone."""
    folder = tmp_path_factory.mktemp("as_of")
    text = (FIXTURES / "ore_commune.csv").read_text(encoding="utf-8-sig").replace(";1;1000;", ";1;2000;")
    (folder / "correction.csv").write_text(text, encoding="utf-8")
    path = folder / "store"
    for words in (("ingest", str(FIXTURES / "ore_commune.csv")), ("ingest", str(folder / "correction.csv"))):
        assert run(path, *words).exit_code == 0
    assert run(path, "undo", "2").exit_code == 0
    return path


def test_a_query_answers_as_of_each_version(store: Path) -> None:
    """400.25 + 90 + 1.234 + 10 MWh and 1,000, then 2,000, then 1,000 again of industry."""
    values = [float(table(run(store, *QUESTION, "--as-of", number))[0]["value"]) for number in ("1", "2", "3")]
    assert values == [1501.484, 2501.484, 1501.484]
    assert float(table(run(store, *QUESTION))[0]["value"]) == 1501.484


def test_an_export_is_of_its_version(store: Path, tmp_path: Path) -> None:
    """The tidy file of version 2 has the 2,000 MWh, the one of today the 1,000."""
    found = {}
    for number in ("2", "3"):
        written = run(store, "export", str(tmp_path / number), "--as-of", number)
        with Path(written.stdout.splitlines()[0]).open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        found[number] = [
            row["energy_mwh"] for row in rows if row["insee_code"] == "38001" and row["sector"] == "industry"
        ]
    assert [[float(value) for value in values] for values in found.values()] == [[2000.0], [1000.0]]


def test_sources_are_those_of_the_version(store: Path) -> None:
    """`sources --as-of` reads the same versions, and refuses one that is not."""
    assert run(store, "sources", "--as-of", "1").exit_code == 0
    assert run(store, "sources", "--as-of", "9").exit_code != 0


def test_changes_name_the_file_that_moved_a_figure(store: Path) -> None:
    """From 1 to 2 one figure doubled by the correction; from 2 to today it went back by its undo."""
    (forth,) = table(run(store, "changes", "--since", "1", "--until", "2", *CSV))
    (back,) = table(run(store, "changes", "--since", "2", *CSV))
    kept = ("insee_code", "sector", "value_before", "value_after", "kind", "batch", "file", "undone")
    assert [forth[name] for name in kept] == [
        "38001", "industry", "1000.0", "2000.0", "changed", "2", "correction.csv", "false"
    ]  # fmt: skip
    assert [back[name] for name in kept] == [
        "38001", "industry", "2000.0", "1000.0", "changed", "2", "correction.csv", "true"
    ]  # fmt: skip
    assert run(store, "changes", "--since", "1", *CSV).stdout.count("\n") == 1  # its headings alone


def test_changes_are_said(store: Path) -> None:
    """The sentence beside the table counts them, and names the batch that was taken back."""
    said = run(store, "changes", "--since", "2", "--territory", "38001", "--source", "ore_commune").stderr
    assert "aucun chiffre nouveau, 1 modifié et aucun retiré" in said
    assert "retrait du lot" in said
    assert "correction.csv" in said


@pytest.mark.parametrize("asked", ["9", "2001-01-01", "hier"])
def test_an_unknown_version_is_a_misuse(
    store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], asked: str
) -> None:
    """Exit code 2 and one sentence that says which versions there are, or how to write one."""
    monkeypatch.setattr("sys.argv", ["observatory", *QUESTION, "--as-of", asked, "--store", str(store)])
    with pytest.raises(SystemExit) as stopped:
        main()
    told = capsys.readouterr()
    assert (stopped.value.code, told.out) == (2, "")
    assert {"9": "elles vont de la n°", "2001-01-01": "Rien n'était encore publié", "hier": "2026-11-24"}[
        asked
    ] in told.err


def test_progress_is_that_of_the_version(store: Path) -> None:
    """A target of today is told today, and not in a version superseded before it was adopted."""
    added = run(
        store, "targets", "add", "--territory", "38001", "--scope", "territoire", "--indicator", "energy", "--carrier", "electricity",
        "--kind", "reduction", "--baseline", "2017", "--milestone", "2030=-20%", "--author", "ALEC", "--reason", "vote",
    )  # fmt: skip
    assert added.exit_code == 0, added.output
    words = ("query", "progress", "--territory", "38001", "--format", "json")
    assert len(json.loads(run(store, *words).stdout)) == 1
    assert json.loads(run(store, *words, "--as-of", "1").stdout) == []
