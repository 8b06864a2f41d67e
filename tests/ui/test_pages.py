"""Every page, with data, without, and for a commune that no source describes."""

import itertools
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from observatory.access import LOCAL, ever
from observatory.ingest import ingest
from observatory.settings import Settings
from observatory.ui.discovery import discover
from observatory.wording.typography import plain_spaces
from tests.stores import FIXTURES
from tests.ui.conftest import Open

PAGES = [page.path for page in discover() if ever(LOCAL, page.act)]
NEEDING_DATA = [page.path for page in discover() if page.path in PAGES and not page.first]
PLACES = ("38151", "38185", "epci:200040715", "dep:38", "dep:42", "42218", "75056", "fr")


def said(app: AppTest) -> str:
    """Everything that a page says, as one text."""
    return " ".join(element.proto.body for element in app.main if element.type == "html")


def on(open_app: Open, store: Path, page: str, **query: str) -> AppTest:
    """The frame opened at a page."""
    app = open_app(store, **query)
    return app if page == PAGES[0] else app.switch_page(f"../../pages/{FILES[page]}").run()


FILES = {page.path: page.file.name for page in discover()}


@pytest.mark.parametrize(("page", "place"), list(itertools.product(PAGES, PLACES)))
def test_a_page_shows_any_territory(open_app: Open, shipped_store: Path, page: str, place: str) -> None:
    """No territory makes a page fail: it shows figures, or a sentence."""
    app = on(open_app, shipped_store, page, territoire=place)
    assert not app.exception
    assert "référence" not in said(app)


@pytest.mark.parametrize("page", NEEDING_DATA)
def test_an_empty_store_says_what_to_do(open_app: Open, tmp_path: Path, page: str) -> None:
    """Without data each page is one sentence, never a trace."""
    app = on(open_app, tmp_path / "none", page)
    assert not app.exception
    assert "observatory ingest" in said(app)


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        ("ajouter-une-source", "Rien n'est encore publié : le premier fichier pris ici"),
        ("deposer", "Le tableur que vous tenez convient"),
        ("depots", "Les dépôts des communes arrivent ici"),
    ],
)
def test_where_files_are_sent_takes_the_first_one(open_app: Open, tmp_path: Path, page: str, sentence: str) -> None:
    """A page that brings figures is there before any."""
    app = on(open_app, tmp_path / "none", page, territoire="38151")
    assert not app.exception
    assert sentence in plain_spaces(unescape(said(app)))


@pytest.fixture(scope="module")
def weather_only(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store in which nothing describes a commune."""
    store = tmp_path_factory.mktemp("weather") / "store"
    ingest([FIXTURES / "meteofrance_daily.csv"], Settings(store=store))
    return store


@pytest.mark.parametrize(
    ("page", "query", "sentence"),
    [
        ("vue-d-ensemble", {}, "Chargez les fichiers publiés (observatory ingest)"),
        ("tendances", {}, "Pas de donnée d'énergie pour Grenoble"),
        ("comparaison", {}, "aucun fichier chargé ne décrit ses communes. Chargez les fichiers publiés"),
        ("objectifs", {}, "Ajoutez-le ci-dessous"),
        ("donnees-et-methodes", {"rubrique": "couverture"}, "Chargez les fichiers publiés (observatory ingest)"),
        ("donnees-et-methodes", {"rubrique": "ruptures"}, "aucune rupture connue"),
        ("donnees-et-methodes", {"rubrique": "changements"}, "avant le prochain fichier chargé"),
        ("projection", {}, "Ce tableau de bord n'existe pas, ou il a été retiré. Choisissez-en un dans la liste."),
        ("projection", {"pret": "mobilisation"}, "Ajoutez-y une figure, ou choisissez un autre territoire."),
    ],
)
def test_where_no_commune_is_described_a_sentence_says_what_to_do(
    open_app: Open, weather_only: Path, page: str, query: dict[str, str], sentence: str
) -> None:
    """With weather and nothing else, no page is blank, fails or names a year that there is not."""
    app = open_app(weather_only)
    for name, value in {"territoire": "38185", **query}.items():
        app.query_params[name] = value
    app = app.run() if page == PAGES[0] else app.switch_page(f"../../pages/{FILES[page]}").run()
    assert not app.exception
    text = plain_spaces(unescape(said(app)))
    assert sentence in text
    assert "sous la référence" not in text


@pytest.mark.parametrize("query", [{"territoire": "99999"}, {"territoire": "<script>"}, {"annees": "hier"}])
def test_a_bad_link_is_told(open_app: Open, shipped_store: Path, query: dict[str, str]) -> None:
    """An unknown commune or a bad parameter gives a notice with its sentence."""
    app = open_app(shipped_store, **query)
    assert not app.exception
    assert "notice" in said(app)


@pytest.mark.parametrize(
    "indicator",
    ["energy", "energy_per_inhabitant", "emissions", "emissions_per_inhabitant", "population", "heat_network_share"],
)
def test_every_indicator_has_its_trend(open_app: Open, shipped_store: Path, indicator: str) -> None:
    """Tendances shows each indicator of an EPCI, or says why it cannot."""
    app = on(open_app, shipped_store, "tendances", territoire="epci:200040715", indicateur=indicator)
    assert not app.exception
    assert "référence" not in said(app)


def test_the_answer_is_the_first_thing_said(open_app: Open, shipped_store: Path) -> None:
    """Tendances opens on the reading sentence of the territory, with its scope and its source."""
    text = said(on(open_app, shipped_store, "tendances", territoire="38151"))
    assert "Échirolles consomme 9" in text
    assert "Territoire ·" in text
    assert "Agence ORE, millésime 2023" in text


def test_the_overview_says_who_makes_the_change(open_app: Open, shipped_store: Path) -> None:
    """The metropolis' fall of electricity is told with the one site that makes most of it."""
    text = said(on(open_app, shipped_store, "vue-d-ensemble", territoire="epci:200040715", annees="2018-2023"))
    assert "Champ-sur-Drac" in text
    assert "47" in text


def test_the_interface_speaks_english(open_app: Open, shipped_store: Path) -> None:
    """The English switch changes titles and sentences."""
    text = said(open_app(shipped_store, territoire="38151", langue="en"))
    assert "Échirolles uses" in text


def compared(open_app: Open, store: Path, **query: str) -> str:
    """What Comparaison says, opened by a link with the choices of its own."""
    app = open_app(store, **query)
    for name, value in query.items():
        app.query_params[name] = value
    app.switch_page(f"../../pages/{FILES['comparaison']}").run()
    assert not app.exception
    return unescape(said(app))


def test_a_commune_is_compared_with_those_like_it(open_app: Open, shipped_store: Path) -> None:
    """Comparaison gives Échirolles its place, its eight comparable communes with their density, and its funnel."""
    text = compared(open_app, shipped_store, territoire="38151")
    for words in ("la valeur la plus basse des 49 communes", "la médiane de 8 communes comparables", "4 794"):
        assert words in plain_spaces(text)
    assert "dans les limites attendues pour sa taille" in text


def test_a_link_takes_a_commune_out_and_asks_for_more(open_app: Open, shipped_store: Path) -> None:
    """Twelve comparable communes without Venon for Bresson; what a link says of nobody is dropped."""
    text = compared(open_app, shipped_store, territoire="38057", voisines="12", sans="38533,99999,dep:38")
    assert "la médiane de 12 communes comparables" in plain_spaces(text)
    reasons = text[text.index("Bresson, puis les communes") : text.index("dans les limites attendues")]
    assert "Venon" not in reasons
    assert reasons.count("<tr>") == 1 + 1 + 12


def test_a_refusal_is_said_once(open_app: Open, shipped_store: Path) -> None:
    """A ranking of imputed industry is one sentence on the page, and there is no empty table under it."""
    text = compared(open_app, shipped_store, territoire="dep:38", mesure="emissions", secteur="industry")
    assert text.count("estimées d'après les emplois") == 1
    assert "<table" not in text


def test_no_figure_to_compare_leads_to_the_emissions(open_app: Open, shipped_store: Path) -> None:
    """Where a commune of the Loire has no electricity, the page says so once and links to the emissions."""
    app = on(open_app, shipped_store, "comparaison", territoire="42218")
    assert unescape(said(app)).count("aucune commune n'a de donnée d'électricité") == 1
    assert "<table" not in said(app)
    links = [element.proto for element in app.main if element.type == "page_link"]
    assert any(link.label == "Comparer les émissions" for link in links)


def test_a_column_that_says_nothing_is_not_there(open_app: Open, shipped_store: Path) -> None:
    """Inside an EPCI no row repeats its name, and there is no change where none is asked for."""
    alone = compared(open_app, shipped_store, territoire="epci:200040715")
    assert "Depuis 20" not in alone
    assert '<th scope="col" class="">EPCI</th>' not in alone
    since = compared(open_app, shipped_store, territoire="dep:38", depuis="2018")
    assert "Depuis 2018" in since
    assert '<th scope="col" class="">EPCI</th>' in since
