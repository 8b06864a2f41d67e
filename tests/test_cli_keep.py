"""The commands that keep a store, one after the other, as an adviser types them."""

import csv
import io
import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from observatory.cli.main import app
from observatory.settings import PROJECT
from tests.stores import FIXTURES

ORE = str(FIXTURES / "ore_commune.csv")
QUESTION = ("query", "energy", "--territory", "38001", "--carrier", "electricity", "--years", "2018", "--format", "csv")


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that has one file, published; to be copied."""
    path = tmp_path_factory.mktemp("first") / "store"
    assert run(path, "ingest", ORE).exit_code == 0
    return path


@pytest.fixture
def store(first: Path, tmp_path: Path) -> Path:
    """A store of one's own that has one file, published."""
    return shutil.copytree(first, tmp_path / "store")


def run(store: Path, *words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--store", str(store)])


def value(store: Path) -> tuple[float, str]:
    row = next(csv.DictReader(io.StringIO(run(store, *QUESTION).stdout)))
    return float(row["value"]), row["status"]


def correction(folder: Path) -> str:
    """The same file with 1,000 MWh of industry put right to 2,000."""
    path = folder / "correction.csv"
    text = (FIXTURES / "ore_commune.csv").read_text(encoding="utf-8-sig")
    path.write_text(text.replace(";1;1000;", ";1;2000;"), encoding="utf-8")
    return str(path)


def test_a_sum_of_rows_is_what_a_query_says(store: Path) -> None:
    """400.25 + 90 + 1.234 + 10 + 1,000 MWh, of which two cells are secret: a lower bound."""
    assert value(store) == (1501.484, "partial")


def test_what_is_taken_without_publishing_waits_for_publish(store: Path, tmp_path: Path) -> None:
    """`--no-publish` leaves the figures as they were, with no snapshot in the report, until `publish`."""
    report = json.loads(run(store, "ingest", correction(tmp_path), "--no-publish", "--json").stdout)
    assert (report["batch"], report["snapshot"]) == (2, None)
    assert value(store)[0] == 1501.484
    assert run(store, "publish").stdout == "2\n"
    assert value(store)[0] == 2501.484


def test_the_same_bytes_again_answer_when_they_came(store: Path) -> None:
    """A second time exits with 0, says so by its code, and keeps the counts of the first."""
    answer = run(store, "ingest", ORE, "--json")
    report = json.loads(answer.stdout)
    assert (answer.exit_code, report["code"], report["batch"], report["rows_read"]) == (0, "already_received", 1, 11)
    assert report["snapshot"] is None


def test_an_undo_gives_the_former_figure_back(store: Path, tmp_path: Path) -> None:
    """The correction counts, is taken back, and its line in the journal stays."""
    run(store, "ingest", correction(tmp_path))
    assert value(store)[0] == 2501.484
    assert run(store, "undo", "2").exit_code == 0
    assert value(store)[0] == 1501.484
    assert "correction.csv" in run(store, "batches").stdout


def test_what_was_published_is_said(store: Path, tmp_path: Path) -> None:
    """The number is the output, for a script; the sentence beside it, for a person, names batch and version."""
    run(store, "ingest", correction(tmp_path), "--no-publish")
    published = run(store, "publish")
    undone = run(store, "undo", "2")
    assert (published.stdout, undone.stdout) == ("2\n", "3\n")
    assert "n°\u00a02 publiée" in published.stderr
    assert "Lot n°\u00a02 retiré" in undone.stderr


def test_serve_stops_with_its_process(store: Path) -> None:
    """Ending the one process that the command started frees the port: no server is left behind."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "observatory.cli", "serve", "--port", str(port), "--store", str(store)]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as serving:
        try:
            wait_for(lambda: listens(port))
        finally:
            serving.terminate()
        serving.wait(20)
    assert not listens(port)


def wait_for(ready: Callable[[], bool], seconds: float = 60) -> None:
    """Until it is so; an error when it takes too long."""
    end = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < end
        time.sleep(0.1)


def listens(port: int) -> bool:
    """Whether anything answers on a port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_a_backup_serves_in_another_place(store: Path, tmp_path: Path) -> None:
    """Restored into a store that never was, a copy answers alike and is sound."""
    other = tmp_path / "ailleurs"
    assert run(store, "backup", str(tmp_path / "copie")).exit_code == 0
    assert run(other, "restore", str(tmp_path / "copie")).exit_code == 0
    assert value(other) == value(store)
    assert run(other, "verify").stdout == "ok 1\n"


def test_damage_is_told_with_exit_3(store: Path) -> None:
    """An archived file that lost a byte is named in one sentence."""
    kept = next(path for path in (store / "archive").rglob("*") if path.is_file())
    kept.write_bytes(kept.read_bytes()[:-1])
    answer = run(store, "verify")
    assert (answer.exit_code, answer.stdout) == (3, "")
    assert kept.name[:8] in answer.stderr


def test_an_export_is_a_file_of_ours(store: Path, tmp_path: Path) -> None:
    """What `export` writes, `check` accepts whole."""
    run(store, "export", str(tmp_path / "out"))
    report = json.loads(run(store, "check", str(tmp_path / "out"), "--json").stdout)
    assert (report["source"], report["outcome"]) == ("observatory_energy", "accept")


@pytest.mark.parametrize("words", [("ingest", "/nowhere/at/all.csv"), ("ingest",), ("query", "energy"), ("undo", "x")])
def test_a_misuse_exits_with_2(tmp_path: Path, words: tuple[str, ...]) -> None:
    """A path that is not, an argument that lacks: 2, and no store appears."""
    assert run(tmp_path / "store", *words).exit_code == 2
    assert not (tmp_path / "store").exists()
