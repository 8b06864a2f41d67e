"""The rubrics about the data themselves, and a session that looks at them as they stood."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from observatory.ingest import ingest, undo
from observatory.settings import Settings
from observatory.ui.methods import RUBRICS
from observatory.wording.typography import plain_spaces
from tests.store.test_versions import ore
from tests.stores import FIXTURES
from tests.ui.conftest import Open
from tests.ui.said import on, text

PAGE = "donnees-et-methodes"
FORMER = "Vous regardez les données telles qu'elles étaient : version n° "


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Version 1: two communes; version 2: a figure put right and a year more; version 3: that undone."""
    folder = tmp_path_factory.mktemp("former")
    settings = Settings(store=folder / "store")
    ingest([ore(folder, "a.csv", "Gaz;2020;38151;20", "Gaz;2020;38185;30", "Gaz;2021;38185;x")], settings)
    (report,) = ingest([ore(folder, "b.csv", "Gaz;2020;38151;25", "Gaz;2021;38151;26")], settings)
    assert report.batch is not None
    undo(report.batch, settings)
    return settings.store


def rubric(open_app: Open, store: Path, name: str, **query: str) -> AppTest:
    app = on(open_app, store, PAGE, rubrique=name, **query)
    assert not app.exception
    assert "enregistrée sous la référence" not in text(app)
    return app


# What each rubric alone says, in French and in English.
OWN = {
    "sources": ("Agence ORE · ", "Agence ORE · "),
    "couverture": ("Ce que chaque source a ici", "What each source has here"),
    "ruptures": ("les chiffres ne décrivent plus la même chose", "no longer describe the same thing"),
    "fichiers": ("n° 1 · a.csv", "no. 1 · a.csv"),
    "changements": ("De la version n° 2 à la n° 3", "From version no. 2 to no. 3"),
    "indicateurs": ("Part des réseaux de chaleur", "Share of heat networks"),
    "methodes": ("Facteur d'accélération", "Acceleration"),
    "conventions": ("data/conventions.csv", "data/conventions.csv"),
    "glossaire": ("PCAET", "PCAET"),
}


@pytest.mark.parametrize("name", list(RUBRICS))
def test_every_rubric_is_drawn_by_its_link(open_app: Open, store: Path, name: str) -> None:
    """Each says what it alone has, in both languages, and nothing of the eight others."""
    for at, language in enumerate(("fr", "en")):
        app = rubric(open_app, store, name, langue=language)
        said = plain_spaces(" ".join([text(app), *(block.label for block in app.expander)])).lower()
        found = [other for other, words in OWN.items() if words[at].lower() in said]
        assert found == [name]


def test_production_that_comes_is_not_called_emissions(open_app: Open, tmp_path: Path) -> None:
    """Enedis' file after a file of gas: the figures of what changed are of electricity produced."""
    settings = Settings(store=tmp_path / "store")
    ingest([ore(tmp_path, "a.csv", "Gaz;2020;38151;20")], settings)
    ingest([FIXTURES / "enedis_production.csv"], settings)
    said = text(rubric(open_app, settings.store, "changements"))
    assert "Production d'électricité" in plain_spaces(said)
    assert "Émissions" not in said


def test_coverage_answers_first(open_app: Open, store: Path) -> None:
    """The sentence, the letters of both communes and what the source has here: two communes of 49 in 2020."""
    said = text(rubric(open_app, store, "couverture"))
    assert "Gaz, Agence ORE, consommation par commune : 2 communes sur 49, 2020" in said
    assert "Ce que chaque source a ici" in said
    assert "M mesuré" in " ".join(said.split())


def test_coverage_follows_the_territory(open_app: Open, store: Path) -> None:
    """A commune's link shows that commune; one that does not exist is told, and the search stays."""
    assert "aucune donnée pour Claix" in text(rubric(open_app, store, "couverture", territoire="38111"))
    assert "99999" in text(rubric(open_app, store, "couverture", territoire="99999"))


def test_a_country_is_not_listed_commune_by_commune(open_app: Open, store: Path) -> None:
    """France has a sentence that says what to choose, and the counts of each source."""
    said = text(rubric(open_app, store, "couverture", territoire="fr"))
    assert "Choisissez un département ou un EPCI" in said
    assert "Ce que chaque source a ici" in said


def test_only_communes_with_a_gap_are_listed(open_app: Open, store: Path) -> None:
    """With the switch on, what is measured every year leaves the matrix."""
    whole = rubric(open_app, store, "couverture", territoire="38151", version="2")
    part = rubric(open_app, store, "couverture", territoire="38151", version="2", lacunes="oui")
    assert 'scope="row">Échirolles<' in bodies(whole)
    assert 'scope="row">Échirolles<' not in bodies(part)


def bodies(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.main if element.type == "html")


def test_a_file_tells_its_report(open_app: Open, store: Path) -> None:
    """Three rows read, one to correct, its finding with its column and its row; a withdrawn file is not listed."""
    app = rubric(open_app, store, "fichiers", fiches="lot1")
    said = text(app)
    assert "1 fichier reçu, qui compte." in said
    assert "3 lignes lues, 2 enregistrées, 1 à corriger" in said
    assert "1 fois : " in said
    assert "premières lignes : 4" in said
    assert [block.label for block in app.expander if "b.csv" in block.label] == []


def test_what_changed_is_told(open_app: Open, store: Path) -> None:
    """From 1 to 2 one new and one changed figure; by default, the last version with the one before it."""
    said = text(rubric(open_app, store, "changements", depuis="1", jusqua="2"))
    assert "De la version n° 1 à la n° 2 : 1 chiffre nouveau, 1 modifié et aucun retiré." in said
    assert "lot n° 2 (b.csv, reçu le" in said
    assert "De la version n° 2 à la n° 3 : " in text(rubric(open_app, store, "changements"))


def test_one_version_has_nothing_to_compare(open_app: Open, shipped_store: Path) -> None:
    """A store that was published once says so."""
    assert "il n'y a rien à comparer" in text(rubric(open_app, shipped_store, "changements"))


def test_breaks_have_cause_and_comparable_years(open_app: Open, shipped_store: Path) -> None:
    """RTE enters in 2012 with what it moves, and the years from then compare."""
    said = text(rubric(open_app, shipped_store, "ruptures"))
    assert "Le gestionnaire RTE entre dans les données en 2012" in said
    assert "1,02 TWh" in said
    assert "2012–2023" in said


def test_a_former_version_is_said_and_left(open_app: Open, store: Path) -> None:
    """A link to version 2 shows its figures under a banner; the button goes back to the last, and out of the link."""
    app = on(open_app, store, "tendances", territoire="38151", version="2", energies="gas")
    assert f"{FORMER}2" in text(app)
    assert app.query_params["version"] == "2"
    app.button(key="back_to_newest").click().run()
    assert FORMER not in text(app)
    assert "version" not in app.query_params


def test_the_selector_lists_the_versions(open_app: Open, store: Path) -> None:
    """The last one first, then the others; choosing one opens it."""
    app = on(open_app, store, "tendances", territoire="38151")
    box = app.sidebar.selectbox(key="select_version")
    assert [plain_spaces(option)[:4] for option in box.options] == ["dern", "n° 2", "n° 1"]
    box.set_value("1").run()
    assert f"{FORMER}1" in text(app)


@pytest.mark.parametrize(
    ("asked", "told"), [("9", "n'existe pas"), ("hier", "ni une date"), ("2001-01-01", "Rien n'était")]
)
def test_a_version_that_is_not_there_is_told(open_app: Open, store: Path, asked: str, told: str) -> None:
    """The last version is shown, with a sentence that says what was wrong."""
    app = on(open_app, store, "tendances", territoire="38151", version=asked)
    said = text(app)
    assert FORMER not in said
    assert told in said


def test_a_former_version_takes_no_new_target(open_app: Open, store: Path) -> None:
    """Targets belong to now: the form of Objectifs asks to come back."""
    assert "revenez aux dernières données" in text(on(open_app, store, "objectifs", version="1"))
