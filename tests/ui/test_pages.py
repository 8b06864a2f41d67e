"""Every page, with data, without, and for a commune that no source describes."""

import itertools
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from observatory.ui.discovery import discover
from tests.ui.conftest import Open

PAGES = [page.path for page in discover()]
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


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_store_says_what_to_do(open_app: Open, tmp_path: Path, page: str) -> None:
    """Without data each page is one sentence, never a trace."""
    app = on(open_app, tmp_path / "none", page)
    assert not app.exception
    assert "observatory ingest" in said(app)


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
