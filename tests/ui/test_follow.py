"""The page of those who follow a room: its screens, those of one's own commune, and sentences where there is none."""

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from observatory.dashboards import files
from observatory.dashboards.contract import Dashboard, Screen
from observatory.ingest import undo
from observatory.settings import Settings
from observatory.store import Store, rooms
from observatory.store.rooms import Opened
from observatory.ui import follow
from observatory.ui.guesses import Guesses
from observatory.view import View
from tests.stores import current
from tests.ui import said
from tests.ui.conftest import Open

SCREENS = tuple(Screen(view=View(page=page, territory="38151")) for page in ("tendances", "comparaison"))
MEETING = files.written(Dashboard(title="Juin <i>", screens=SCREENS))
READING = "Échirolles consomme 9 % d'électricité de moins qu'en 2011"


@pytest.fixture
def store(shipped_store: Path, tmp_path: Path) -> Store:
    place = tmp_path / "store"
    shutil.copytree(shipped_store, place)
    return Store(place)


@pytest.fixture
def room(store: Store) -> Opened:
    return rooms.begin(store, MEETING, snapshot=1, screen=2)


def opened(open_app: Open, store: Store, **query: str) -> AppTest:
    app = said.on(open_app, store.path, "suivre", **query)
    assert not app.exception
    return app


def test_a_follower_has_every_screen(open_app: Open, store: Store, room: Opened) -> None:
    """All screens stand in the page, below the title of the meeting; a comparison names no other commune."""
    words = said.text(opened(open_app, store, salle=room.code))
    assert "Juin <i>" in words
    assert READING in words
    assert "Vous : 1,03 MWh/hab., moins que les trois quarts des 49 communes" in words
    assert "Meylan" not in words


def test_a_follower_has_the_same_of_her_commune(open_app: Open, store: Store, room: Opened) -> None:
    """With a commune in the address, each figure stands twice: the room's and hers, with the same choices."""
    words = said.text(opened(open_app, store, salle=room.code, commune="38179"))
    assert READING in words
    assert "Gières consomme" in words
    assert words.count("moins que les trois quarts des 49 communes") == 2


@pytest.mark.parametrize("commune", ["99999", "<script>", "dep:99", ""])
def test_a_commune_that_there_is_not_is_left_out(open_app: Open, store: Store, room: Opened, commune: str) -> None:
    """The room's figures are there, once, and no error is told."""
    words = said.text(opened(open_app, store, salle=room.code, commune=commune))
    assert words.count(READING) == 1
    assert "référence" not in words


def test_a_room_keeps_the_data_that_it_began_with(open_app: Open, store: Store, room: Opened) -> None:
    """Energy taken back during the meeting, phones go on with what the wall shows; no address has them see another."""
    settings = Settings(store=store.path)
    undo(dict(current(settings).query("SELECT file, batch FROM batches").rows())["energy_ore_commune.csv"], settings)
    app = opened(open_app, store, salle=room.code, version="2")
    assert app.session_state["read"].snapshot.number == 1
    assert READING in said.text(app)


def test_no_room_is_a_sentence(open_app: Open, store: Store, room: Opened) -> None:
    """Without a code, where to type one; with an unknown or damaged one, or that of an ended room, why."""
    rooms.end(store, room)
    told = {
        "": "Suivre une séance",
        "aaaaaa": "Aucune séance n'est ouverte sous ce code.",
        "<script>": "Aucune séance n'est ouverte sous ce code.",
        room.code: "Cette séance est terminée.",
    }
    for code, sentence in told.items():
        app = opened(open_app, store, **({"salle": code} if code else {}))
        assert sentence in said.text(app)
        assert [field.label for field in app.text_input] == ["Code affiché dans la salle"]


def test_a_code_is_typed(open_app: Open, store: Store, room: Opened) -> None:
    """As the wall spells it, in capitals and with a space, it opens the room."""
    app = opened(open_app, store)
    app.text_input[0].set_value(f" {room.code[:3]} {room.code[3:]} ".upper())
    app.button[0].click().run()
    assert READING in said.text(app)


def test_guesses_end(open_app: Open, store: Store, room: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    """After two wrong codes of two, the right one is not told apart until a minute has passed."""
    monkeypatch.setattr(follow, "CODES", Guesses(2))
    monkeypatch.setattr(follow, "visitor", lambda: "192.0.2.1")
    for code in ("aaaaaa", "bbbbbb"):
        opened(open_app, store, salle=code)
    words = said.text(opened(open_app, store, salle=room.code))
    assert "Trop de codes erronés viennent d'être essayés." in words
    assert READING not in words


def test_other_pages_lead_back(open_app: Open, store: Store, room: Opened) -> None:
    """On a page opened from a room, a link leads back to it; in a session without one there is none."""
    app = opened(open_app, store, salle=room.code, commune="38179")
    app.switch_page("../../pages/trends.py").run()
    assert not app.exception
    (back,) = [one.proto for one in app.get("page_link") if one.proto.label == "Revenir à la séance"]
    assert back.page.endswith("suivre")
    assert sorted(back.query_string.split("&")) == ["commune=38179", f"salle={room.code}"]
    alone = said.on(open_app, store.path, "tendances")
    assert not [one for one in alone.get("page_link") if one.proto.label == "Revenir à la séance"]
