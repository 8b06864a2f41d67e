"""The command line on an adviser's own table: shown, saved, taken, known the second time."""

import re
from pathlib import Path

import pytest

from observatory.sources.mapping_text import read_toml
from observatory.wording.typography import plain_spaces
from tests.mapped import ORCAE
from tests.stores import written
from tests.test_cli import run

SAID = (
    "key=orcae",
    "title=Consommations d'énergie",
    "publisher=ORCAE",
    "licence=Licence Ouverte",
    "recomputes=oui",
    "withheld=s",
    "carriers.Bois-énergie (EnRt)=wood",
)


def arguments(*said: str) -> list[str]:
    return [part for one in said for part in ("--set", one)]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cli") / "store"


@pytest.fixture(scope="module")
def saved(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The mapping of the table, saved by the command."""
    path = tmp_path_factory.mktemp("mapping") / "orcae.toml"
    done = run("map", str(ORCAE), "--save", str(path), *arguments(*SAID), store=store)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, str(path))
    return path


def test_what_lacks_is_told_and_nothing_is_written(store: Path, tmp_path: Path) -> None:
    """A file alone is shown as it is understood, with its first rows and findings; what nobody can guess is asked for."""
    path = tmp_path / "m.toml"
    done = run("map", str(ORCAE), "--save", str(path), store=store)
    assert done.returncode == 2
    assert "le titre « Code INSEE » le dit" in plain_spaces(done.stdout)
    assert re.search(r"38421 +│ +2020 +│ +gas +│ +residential +│ +55 500 ", plain_spaces(done.stdout))
    assert "« Bois-énergie (EnRt) » n'est pas une énergie connue" in plain_spaces(done.stderr)
    assert "Il reste à dire : nom court" in plain_spaces(done.stderr)
    assert "éditeur (publisher)" in done.stderr
    assert not path.exists()


def test_all_that_lacks_is_told_at_once(store: Path, tmp_path: Path) -> None:
    """Where nothing says what a table describes, its name and its terms are asked for in the same sentence."""
    bare = written(tmp_path, "bare.csv", "Territoire;An;Valeur\n38151;2020;5\n")
    done = run("map", str(bare), store=store)
    assert done.returncode == 2
    fields = ("key", "title", "publisher", "licence", "fact", "unit", "gas", "climate_corrected", "recomputes")
    assert all(f"({field})" in done.stderr for field in fields)


def test_a_saved_mapping_is_read_and_commented(saved: Path) -> None:
    """Each field stands under what it means, in a file that people correct."""
    text = saved.read_text(encoding="utf-8")
    assert '# unité des valeurs\nunit = "GWh"' in text
    assert read_toml(text).carriers == {"Toutes énergies": "-", "Bois-énergie (EnRt)": "wood"}


def test_the_second_time_nothing_is_asked(saved: Path, store: Path, tmp_path: Path) -> None:
    """Taken with its mapping, then known by itself; the versions are compared, and the source has its name."""
    first = run("ingest", str(ORCAE), "--mapping", str(saved), store=store)
    assert (first.returncode, plain_spaces(first.stdout)) == (0, "mapped_orcae.csv : 8 lignes lues, 8 enregistrées\n")
    text = ORCAE.read_text(encoding="utf-8").replace("60,5", "66,55")
    second = run("ingest", str(written(tmp_path, "next.csv", text)), store=store)
    assert plain_spaces(second.stdout) == "next.csv : 8 lignes lues, 8 enregistrées\n"
    moved = run("vintages", "orcae", store=store)
    assert re.search(
        r"2020 +│ +electricity +│ +residential +│ +60 500 +│ +66 550 +│ +6 050 +│ +10 ", plain_spaces(moved.stdout)
    )
    assert "communes dont un chiffre a bougé : 1 sur 2" in plain_spaces(moved.stderr)
    asked = run("query", "energy", "--territory", "38421", store=store)
    assert (
        "ORCAE, Consommations d'énergie, millésime 2021, Licence Ouverte, climat réel, gaz publié en PCI"
        in asked.stderr
    )
    assert "orcae" in run("sources", store=store).stdout
    assert run("verify", store=store).returncode == 0


def test_the_versions_of_an_unknown_source_are_no_versions(store: Path) -> None:
    """A word that names no source is told to be none, with those that there are; a source of one file has too few."""
    unknown = run("vintages", "nope", store=store)
    assert (unknown.returncode, plain_spaces(unknown.stderr)[:27]) == (2, "« nope » n'est pas reconnu.")
    assert "n'a pas encore deux versions" in plain_spaces(run("vintages", "ademe_igt", store=store).stderr)


def test_tables_are_listed_written_and_forgotten(saved: Path, store: Path, tmp_path: Path) -> None:
    """What is remembered comes back as the file that was saved; forgotten, the table is unknown again."""
    assert run("ingest", str(ORCAE), "--mapping", str(saved), store=store).returncode == 0
    assert "ORCAE" in run("mappings", store=store).stdout
    assert run("mappings", "--toml", "orcae", store=store).stdout == saved.read_text(encoding="utf-8")
    assert run("forget", "orcae", store=store).returncode == 0
    text = ORCAE.read_text(encoding="utf-8").replace("60,5", "70")
    assert run("check", str(written(tmp_path, "a.csv", text)), store=store).returncode == 3
    unknown = run("mappings", "--toml", "orcae", store=store)
    assert (unknown.returncode, plain_spaces(unknown.stderr).strip()) == (
        2,
        "Aucune table n'est connue sous le nom « orcae ».",
    )


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("unit=pouces", "Unité des valeurs (unit) : « pouces » n'est pas reconnu."),
        ("key=ore_commune", "Le nom court « ore_commune » est celui d'une source publiée."),
        ("values=Prix", "La table n'a pas de colonne Prix."),
        ("oups", "oups : « oups » n'est pas reconnu."),
    ],
)
def test_a_wrong_word_is_one_sentence(said: str, sentence: str, store: Path) -> None:
    """What cannot be is told by its field, without a trace, and with the code of a command misused."""
    done = run("map", str(ORCAE), *arguments(*SAID, said), store=store)
    assert done.returncode == 2
    assert sentence.casefold() in plain_spaces(done.stderr).casefold()
    assert "Traceback" not in done.stderr
