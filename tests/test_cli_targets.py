"""Targets on the command line: added, listed, imported, withdrawn, and where they stand."""

import json
from pathlib import Path

import pytest

from tests.stores import EXTRACTS, written
from tests.test_cli import run, table

ADD = (
    "targets", "add", "--territory", "38151", "--scope", "territoire", "--indicator", "energy", "--carrier", "electricity",
    "--kind", "reduction", "--baseline", "2015", "--milestone", "2030=-20%",
)  # fmt: skip
PROGRESS = {
    "target", "scope", "indicator", "year", "value", "path_value", "gap", "gap_percent", "required_per_year",
    "observed_per_year", "rate_unit", "acceleration", "overshoot", "arrival_year", "probability", "status", "refused",
}  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "store"
    assert run("ingest", str(EXTRACTS), store=path).returncode == 0
    return path


def test_from_a_vote_to_a_status(store: Path) -> None:
    """A target added by its options stands with the documented fields; its value and path are those of 2023."""
    assert run(*ADD, "--deliberated", "2024-06-27", store=store).stdout == "1\n"
    answer = run("query", "progress", "--territory", "38151", "--format", "json", store=store)
    (one,) = json.loads(answer.stdout)
    assert set(one) >= PROGRESS
    assert (one["target"], one["year"], one["status"], one["refused"]) == (1, 2023, "on_track", None)
    # 174,697.67 MWh in 2015, read in the published file: −20 % × 8 ÷ 15 is the path of 2023.
    assert one["path_value"] == pytest.approx(174_697.67 * (1 - 0.2 * 8 / 15))
    assert one["gap"] == pytest.approx(one["value"] - one["path_value"])
    assert "Dans la trajectoire" in answer.stderr


def test_what_is_listed_is_imported_again(store: Path, tmp_path: Path) -> None:
    """`list --csv` is a file that `import` reads back as the same targets."""
    run(*ADD, store=store)
    listed = run("targets", "list", "--csv", store=store).stdout
    assert run("targets", "import", str(written(tmp_path, "again.csv", listed)), store=store).returncode == 0
    assert run("targets", "list", "--csv", store=store).stdout == listed + listed.split("\n", 1)[1]


def test_a_bad_line_takes_none_in(store: Path, tmp_path: Path) -> None:
    """A file with one unreadable line is refused with its row and its sentence, and adds nothing."""
    text = "territory;scope;indicator;milestones\n38151;territoire;energy;2030=5000\n38151;territoire;energy;bientôt\n"
    answer = run("targets", "import", str(written(tmp_path, "t.csv", text)), store=store)
    assert answer.returncode == 2
    assert "Ligne 3" in answer.stderr
    assert "bientôt" in answer.stderr
    assert table(run("targets", "list", "--csv", store=store)) == []


def test_a_change_says_who_and_why(store: Path) -> None:
    """A change without a reason is refused; with one, the history has both versions."""
    run(*ADD, store=store)
    assert run(*ADD, "--change", "1", store=store).returncode == 2
    assert run(*ADD, "--change", "1", "--reason", "second vote", "--author", "adviser", store=store).returncode == 0
    history = run("targets", "history", "1", store=store).stdout
    assert "second vote" in history
    assert run("targets", "withdraw", "1", "--reason", "erreur", store=store).returncode == 0
    assert table(run("targets", "list", "--csv", store=store)) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--milestone", "2030"), "échéance"),
        (("--territory", "99999"), "99999"),
        (("--carrier", "vapeur"), "vapeur"),
        (("--scope", "ailleurs"), "ailleurs"),
    ],
)
def test_a_wrong_word_is_told(store: Path, words: tuple[str, str], said: str) -> None:
    """What is no target is refused by one French sentence that quotes it, and exit code 2."""
    answer = run(*ADD, *words, store=store)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert said in answer.stderr


def test_no_target_is_an_empty_table_and_a_sentence(store: Path) -> None:
    """A territory without a target answers no row, and what to do."""
    answer = run("query", "progress", "--territory", "38057", "--format", "csv", store=store)
    assert table(answer) == []
    assert "targets add" in answer.stderr
