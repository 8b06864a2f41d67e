"""Ajouter une source: understood, seen, taken, known again; what people type stays text."""

import shutil
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from observatory.store import Store, mappings, snapshots
from observatory.ui.state import VIEW
from observatory.wording.typography import plain_spaces
from tests.mapped import ORCAE
from tests.stores import FIXTURES
from tests.ui.conftest import Open
from tests.ui.test_pages import on
from tests.ui.test_pages import said as raw

PAGE = "ajouter-une-source"


@pytest.fixture
def store(shipped_store: Path, tmp_path: Path) -> Path:
    place = tmp_path / "store"
    shutil.copytree(shipped_store, place)
    return place


def said(app: AppTest) -> str:
    return plain_spaces(unescape(raw(app)))


def sent(open_app: Open, store: Path, content: bytes = ORCAE.read_bytes(), name: str = "orcae.csv") -> AppTest:
    """The page with a file on it."""
    app = on(open_app, store, PAGE)
    app.file_uploader[0].upload(name, content).run()
    assert not app.exception
    return app


def widget(app: AppTest, kind: str, name: str) -> AppTest:
    """The widget of one field."""
    found = [one for one in getattr(app, kind) if str(one.key).startswith(f"mapping_{name}_")]
    assert len(found) == 1, f"{name}: {len(found)}"
    return found[0]


def told(app: AppTest, *, publisher: str = "ORCAE", wood: str = "carrier_bois") -> AppTest:
    """All that the page asks for."""
    widget(app, "text_input", "withheld").input("s").run()
    widget(app, "selectbox", wood).select("wood").run()
    for name, value in (("title", "Consommations"), ("publisher", publisher), ("licence", "ODbL"), ("key", "orcae")):
        widget(app, "text_input", name).input(value)
    widget(app, "selectbox", "recomputes").select("oui").run()
    return app


def take(app: AppTest) -> AppTest:
    app.button(key="mapping_take").click().run()
    assert not app.exception
    return app


def test_an_empty_page_says_what_to_do(open_app: Open, store: Path) -> None:
    """Without a file, and without any known table, a sentence says what may be dropped here."""
    text = said(on(open_app, store, PAGE))
    assert "Déposez la table d'un observatoire régional" in text
    assert "Aucune pour l'instant" in text


def test_a_table_is_shown_before_it_can_be_taken(open_app: Open, store: Path) -> None:
    """The guesses have their reasons, the first figures and findings show, what lacks is asked for, and no button."""
    app = sent(open_app, store)
    text = said(app)
    assert widget(app, "selectbox", "unit").value == "GWh"
    assert "le titre « Code INSEE » le dit" in text
    assert "8 lignes lues, 6 acceptées, 2 à corriger" in text
    assert "Échirolles (38151)" in text
    assert "« Bois-énergie (EnRt) » n'est pas une énergie connue" in text
    assert "il reste à dire : nom court" in text
    assert not [one for one in app.button if one.key == "mapping_take"]
    assert mappings.standing(Store(store)) == ()


def test_a_table_is_taken_seen_and_taken_back(open_app: Open, store: Path) -> None:
    """Once told, the table is a source of its own; « Annuler » leaves none of its figures; it stays known."""
    app = take(told(sent(open_app, store)))
    assert "orcae.csv : 8 lignes lues, 8 enregistrées" in said(app)
    count = "SELECT count(*) FROM energy WHERE source = 'orcae'"
    assert snapshots.current(Store(store)).query(count).rows() == [(7,)]
    app.button(key="mapping_undo").click().run()
    assert snapshots.current(Store(store)).query(count).rows() == [(0,)]
    assert [one.mapping.key for one in mappings.standing(Store(store))] == ["orcae"]


def test_the_second_time_nothing_is_asked(open_app: Open, store: Path) -> None:
    """A next version is recognised, shown and taken with one button; its moves can be seen."""
    take(told(sent(open_app, store)))
    app = sent(open_app, store, ORCAE.read_bytes().replace(b"60,5", b"66,55"), "next.csv")
    assert "Cette table est déjà connue : ORCAE, Consommations." in said(app)
    assert [one.key for one in app.selectbox] == ["select_version"]
    take(app)
    app.expander[0].open = True
    app.session_state["mapping_known_orcae"] = True
    app.run()
    app.button(key="mapping_compare_orcae").click().run()
    text = said(app)
    assert "communes dont un chiffre a bougé : 1 sur 2" in text
    assert "66 550" in text
    app.session_state["mapping_known_orcae"] = True
    app.button(key="mapping_forget_orcae").click().run()
    assert mappings.standing(Store(store)) == ()


def test_text_of_people_stays_text(open_app: Open, store: Path) -> None:
    """A publisher, a header and a cell that are markup or markdown arrive escaped, here and under figures."""
    content = ORCAE.read_bytes().replace("Bois-énergie (EnRt)".encode(), b"<i>Bois</i> [x](http://y)")
    app = sent(open_app, store, content)
    assert "&lt;i&gt;Bois&lt;/i&gt;" in raw(app)
    app = take(told(app, publisher="<b>ORCAE</b>", wood="carrier_i_bois"))
    app = on(open_app, store, "tendances", territoire="38421", source="orcae")
    assert "&lt;b&gt;ORCAE&lt;/b&gt;" in raw(app)
    for page in (raw(app), raw(on(open_app, store, PAGE))):
        assert "<b>ORCAE" not in page
        assert "<i>Bois" not in page


def test_a_file_that_is_no_table_is_one_sentence(open_app: Open, store: Path) -> None:
    """A picture under the name of a table is told, and the page goes on."""
    text = said(sent(open_app, store, b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "a.csv"))
    assert "porte le nom d'un tableau" in text
    assert "Tables reconnues d'elles-mêmes" in text


def test_the_added_table_has_its_card_and_its_place_in_the_selector(open_app: Open, store: Path) -> None:
    """The methods say what is declared of it, and the source can be chosen by its name."""
    take(told(sent(open_app, store)))
    app = on(open_app, store, "donnees-et-methodes")
    app.session_state[VIEW] = app.session_state[VIEW].but(fiches="orcae")
    card = said(app.run())
    assert "Elle ne s'additionne à aucune autre source" in card
    app = on(open_app, store, "tendances", territoire="38151", source="orcae")
    assert app.selectbox(key="select_source").value == "orcae"
    assert "ORCAE, Consommations, millésime 2021, ODbL, climat réel, gaz publié en PCI" in said(app)


def test_the_first_file_of_an_empty_store_is_taken_from_the_page(open_app: Open, tmp_path: Path) -> None:
    """With nothing published yet a table is described, seen and taken here, and the pages then show it."""
    empty = tmp_path / "empty"
    app = take(told(sent(open_app, empty)))
    assert "8 lignes lues, 8 enregistrées" in said(app)
    assert "Voir cette source dans les tendances" in {link.label for link in app.get("page_link")}
    shown = snapshots.current(Store(empty)).query("SELECT DISTINCT source FROM energy")["source"]
    assert shown.to_list() == ["orcae"]


def test_a_published_file_may_be_the_first_too(open_app: Open, tmp_path: Path) -> None:
    """A file of weather, which has no figures by sector, is told by its counts and taken as any other."""
    content = (FIXTURES / "meteofrance_daily.csv").read_bytes()
    app = take(sent(open_app, tmp_path / "empty", content, "meteo.csv"))
    assert "référence" not in said(app)
    assert "enregistrées" in said(app)
