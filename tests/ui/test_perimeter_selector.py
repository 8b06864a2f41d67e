"""The sidebar offers the perimeters of an EPCI that are known, and the page says which one it shows."""

from pathlib import Path

import pytest

from observatory.ingest import ingest
from observatory.settings import PROJECT, Settings
from observatory.ui.discovery import discover
from observatory.wording.typography import plain_spaces
from tests.stores import FIXTURES
from tests.ui.conftest import Open
from tests.ui.said import FILES, on, text

SELECTOR = "select_perimeter"
ABOUT_NONE = {page.path for page in discover() if not page.territory}


@pytest.fixture(scope="module")
def known_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped figures, and the perimeters of 2019."""
    store = tmp_path_factory.mktemp("perimeters")
    list(ingest([PROJECT / "data" / "extracts", FIXTURES / "banatic_perimeters.csv"], Settings(store=store)))
    return store


def test_a_past_perimeter_is_one_choice_away(open_app: Open, known_store: Path) -> None:
    """Choosing 2019 goes into the link, the page says so, and today comes back by the same list."""
    app = on(open_app, known_store, "tendances", territoire="epci:200040715")
    assert app.selectbox(key=SELECTOR).options == ["Aujourd'hui (2026)", "2019"]
    assert "périmètre d'aujourd'hui (2026)" in text(app)
    app.selectbox(key=SELECTOR).set_value("2019").run()
    assert app.query_params["territoire"] == "epci:200040715@2019"
    assert "EPCI · 3 communes" in text(app)
    assert "périmètre de 2019" in text(app)
    assert "Entrées depuis : Bresson" in text(app)
    app.selectbox(key=SELECTOR).set_value("").run()
    assert app.session_state["view"].territory == "epci:200040715"


def test_there_is_no_choice_where_none_is_known(open_app: Open, shipped_store: Path, known_store: Path) -> None:
    """No list for a commune, nor for an EPCI of which no past perimeter was loaded."""
    for store, place in ((known_store, "38185"), (shipped_store, "epci:200040715")):
        app = on(open_app, store, "tendances", territoire=place)
        assert SELECTOR not in {box.key for box in app.selectbox}


def test_an_unknown_year_is_told_on_the_page(open_app: Open, known_store: Path) -> None:
    """A link to a perimeter that is not known opens on a sentence with the years that are; the list leads back."""
    app = on(open_app, known_store, "tendances", territoire="epci:200040715@2011")
    assert not app.exception
    assert "Le périmètre de 2011 n'est pas connu pour Grenoble-Alpes-Métropole. Années connues : 2019" in text(app)
    offered = [plain_spaces(one) for one in app.selectbox(key=SELECTOR).options]
    assert offered == ["Aujourd'hui (2026)", "2019", "2011 : inconnu"]
    app.selectbox(key=SELECTOR).set_value("").run()
    assert app.session_state["view"].territory == "epci:200040715"


@pytest.mark.parametrize("page", sorted(FILES))
def test_every_page_opens_on_a_past_perimeter(open_app: Open, known_store: Path, page: str) -> None:
    """No page fails on it, and those about a territory name it with its year."""
    app = on(open_app, known_store, page, territoire="epci:200040715@2019")
    assert not app.exception
    assert page in ABOUT_NONE or "Grenoble-Alpes-Métropole (périmètre 2019)" in text(app)
