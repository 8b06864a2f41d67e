"""A deposit's whole life on the command line: sent, sent again, judged, taken back, replaced, rebuilt."""

from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from observatory.cli.main import app
from observatory.settings import Settings
from observatory.wording.typography import plain_spaces
from tests.deposits_made import stands

HEADER = "site;compteur;periode;fluide;consommation;unite;cout_ttc\n"
BILLS = HEADER + "École;PDL 1;2023-01;électricité;1000;kWh;200\nÉcole;PDL 1;2023-02;électricité;900;kWh;180\n"
WRONG = BILLS + "Mairie;PDL 2;2023-01;électricité;beaucoup;kWh;10\n"
LIGHTING = HEADER + "Éclairage;EP 1;2023-01;électricité;400;kWh;80\n"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


def run(store: Path, *words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--store", str(store)])


def send(store: Path, text: str, *words: str, name: str = "relevés.csv") -> Result:
    path = store.parent / name
    path.write_text(text, encoding="utf-8")
    return run(store, "deposit", str(path), "--as", "38151", *words)


def shown(store: Path) -> dict[tuple[str, int], float]:
    return stands(Settings(store=store), "38151")


def test_the_life_of_a_deposit(store: Path) -> None:
    """Two of three rows kept, published, taken back: the number leads, and sentences say what was done."""
    sent = send(store, WRONG)
    assert (sent.exit_code, sent.stdout) == (0, "1\n")
    assert "3 lignes lues, 2 enregistrées, 1 à corriger" in plain_spaces(sent.stderr)
    assert "a déjà été reçu" in send(store, WRONG).stderr
    assert "relevés.csv" in run(store, "deposits", "--queue").stdout
    assert run(store, "review", "1").exit_code == 0
    assert shown(store) == {}
    assert "publié" in run(store, "review", "1", "--publish", "--comment", "Merci").stderr
    assert shown(store) == {("École", 1): 1.0, ("École", 2): 0.9}
    assert run(store, "withdraw", "1").exit_code != 0
    assert "annulé" in run(store, "undo", "1", "--deposit").stderr
    assert shown(store) == {}
    assert run(store, "verify").exit_code == 0


def test_the_lighting_after_the_school_and_instead_of_it(store: Path) -> None:
    """Both remain, unless the year is replaced."""
    for number, text in enumerate((BILLS, LIGHTING), start=1):
        send(store, text)
        run(store, "review", str(number), "--publish")
    assert set(shown(store)) == {("École", 1), ("École", 2), ("Éclairage", 1)}
    send(store, LIGHTING, "--replace-year")
    run(store, "review", "3", "--publish")
    assert set(shown(store)) == {("Éclairage", 1)}
    assert run(store, "rebuild").exit_code == 0
    assert set(shown(store)) == {("Éclairage", 1)}
    again = store.parent / "again"
    assert run(store, "rebuild", str(again)).exit_code == 0
    assert shown(again) == shown(store)


def test_several_are_sent_back_at_once(store: Path) -> None:
    """Two deposits given back with one comment; one already withdrawn is told, and the exit says so."""
    send(store, BILLS)
    send(store, LIGHTING)
    assert run(store, "withdraw", "2").exit_code == 0
    result = run(store, "review", "1", "2", "--send-back", "--comment", "Il manque mars.")
    assert result.exit_code != 0
    assert "renvoyé à la commune" in result.stderr
    assert "retiré par la commune" in result.stderr


def test_a_refused_file_is_no_deposit(store: Path) -> None:
    """A picture by its content: refused, said why, and nothing listed."""
    result = send(store, "%PDF-1.7 …", name="relevés.xlsx")
    assert result.exit_code == 3
    assert result.stdout == ""
    assert "relevés.xlsx" not in run(store, "deposits").stdout


def test_the_follow_up_says_the_last_month(store: Path) -> None:
    """February 2023, one meter."""
    send(store, BILLS)
    run(store, "review", "1", "--publish")
    assert "février 2023" in run(store, "deposits", "--follow-up").stdout


def test_a_backup_holds_deposits(store: Path) -> None:
    """What waited and what was published come back, with their files."""
    send(store, BILLS)
    run(store, "review", "1", "--publish")
    send(store, LIGHTING)
    folder = store.parent / "backup"
    assert run(store, "backup", str(folder)).exit_code == 0
    send(store, LIGHTING, "--replace-year")
    run(store, "review", "3", "--publish")
    assert run(store, "restore", str(folder)).exit_code == 0
    assert set(shown(store)) == {("École", 1), ("École", 2)}
    assert "Éclairage" not in str(shown(store))
    assert run(store, "review", "2", "--publish").exit_code == 0
    assert run(store, "verify").exit_code == 0
