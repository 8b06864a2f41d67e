"""The page behind a link: one dashboard and nothing beyond it, or a sentence."""

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from observatory.access import LOCAL
from observatory.dashboards import kept, links
from observatory.dashboards.contract import Dashboard, Screen
from observatory.ingest import undo
from observatory.settings import Settings
from observatory.store import Store
from observatory.store import links as rows
from observatory.ui.discovery import discover
from observatory.view import View
from tests.stores import current
from tests.ui import said
from tests.ui.conftest import Open

JUNE = Dashboard(title="Juin <i>", screens=(Screen(view=View(page="tendances", territory="38151"), title="Chez nous"),))
OTHER = Dashboard(title="Ailleurs", screens=(Screen(view=View(page="tendances", territory="38185")),))
READING = "Échirolles consomme 9 % d'électricité de moins qu'en 2011"


@pytest.fixture
def store(shipped_store: Path, tmp_path: Path) -> Store:
    place = tmp_path / "store"
    shutil.copytree(shipped_store, place)
    return Store(place)


@pytest.fixture
def code(store: Store) -> str:
    """A link to the dashboard of June, frozen."""
    return made(store)


def made(store: Store, **changes: object) -> str:
    asked: dict[str, object] = {"frozen": True, "snapshot": 1, "days": None} | changes
    return links.make(store, kept.add(store, JUNE), maker=LOCAL.id, **asked).code  # type: ignore[arg-type]


def opened(open_app: Open, store: Store, page: str = "lien", **query: str) -> AppTest:
    app = said.on(open_app, store.path, page, **query)
    assert not app.exception
    return app


def test_a_link_shows_its_dashboard(open_app: Open, store: Store, code: str) -> None:
    """Its title, its screen and the version of its data, without the row of pages; one opening is counted."""
    app = opened(open_app, store, l=code)
    words = said.text(app)
    assert "Juin <i>" in words
    assert "Chez nous" in words
    assert READING in words
    assert "épinglé à la version n° 1 des données" in words
    assert app.sidebar.children == {}
    app.run()
    assert rows.get(store, code).openings == 1


@pytest.mark.parametrize("page", ["lien", "projection"])
@pytest.mark.parametrize("typed", ["aaaaaaaaaaaa", "<script>", "../../etc/passwd", "é" * 200])
def test_a_damaged_link_is_a_sentence(open_app: Open, store: Store, page: str, typed: str) -> None:
    """An unknown or damaged code says what to do, on the page and on the wall."""
    words = said.text(opened(open_app, store, page, l=typed))
    assert "Ce lien n'ouvre rien." in words
    assert "référence" not in words


def test_a_closed_or_ended_link_is_a_sentence(open_app: Open, store: Store, code: str) -> None:
    """Revoked, expired, or its dashboard removed: each has its own sentence, and nothing of the dashboard."""
    ended = made(store, days=0)
    removed = made(store)
    kept.remove(store, rows.get(store, removed).dashboard)
    rows.revoke(store, code)
    sentences = {code: "Ce lien a été fermé le", ended: "n'est plus ouvert depuis le", removed: "n'est plus partagé"}
    for one, sentence in sentences.items():
        words = said.text(opened(open_app, store, l=one))
        assert sentence in words
        assert "Échirolles" not in words


@pytest.mark.parametrize("page", ["lien", "projection"])
def test_an_address_reaches_nothing_beyond_its_link(open_app: Open, store: Store, code: str, page: str) -> None:
    """Another dashboard, territory, year or version written behind a link's code is not read."""
    number = kept.add(store, OTHER).number
    undo(
        dict(current(Settings(store=store.path)).query("SELECT file, batch FROM batches").rows())[
            "energy_ore_commune.csv"
        ],
        Settings(store=store.path),
    )
    more = {"tableau": str(number), "pret": "bilan", "territoire": "38185", "version": "2", "annees": "2020"}
    app = opened(open_app, store, page, l=code, **more)
    assert app.session_state["read"].snapshot.number == 1
    words = said.text(app)
    assert "Ailleurs" not in words
    assert "Grenoble" not in words
    if page == "lien":
        assert READING in words


def test_a_session_of_a_link_opens_no_other_page(open_app: Open, store: Store, code: str) -> None:
    """Once a session came by a link, every page but that of the link and its wall is refused in a sentence."""
    app = opened(open_app, store, l=code)
    for page in discover():
        app.switch_page(f"../../pages/{page.file.name}").run()
        assert not app.exception
        refused = "Ce lien ne donne accès qu'à ce qu'il montre." in said.text(app)
        assert refused == (page.path not in {"lien", "projection"}), page.path


def test_a_link_with_a_code_asks_for_it(open_app: Open, store: Store) -> None:
    """Before the code nothing is shown nor counted; a wrong one is told; the right one opens."""
    code = made(store, secret="k7m2px")  # noqa: S106 - the code of this test
    app = opened(open_app, store, l=code)
    assert "Échirolles" not in said.text(app)
    app.text_input[0].set_value("k7m2p3")
    app.button[0].click().run()
    assert "Ce code n'est pas celui du lien." in said.text(app)
    assert rows.get(store, code).openings == 0
    app.text_input[0].set_value("K7M 2PX")
    app.button[0].click().run()
    assert READING in said.text(app)
    assert rows.get(store, code).openings == 1


def test_a_frozen_link_shows_the_same_after_new_data(open_app: Open, store: Store, code: str) -> None:
    """Energy taken back since: the frozen link says the same sentence of version 1, the other has nothing to show."""
    following = made(store, frozen=False)
    assert READING in said.text(opened(open_app, store, l=following))
    settings = Settings(store=store.path)
    undo(dict(current(settings).query("SELECT file, batch FROM batches").rows())["energy_ore_commune.csv"], settings)
    assert READING in said.text(opened(open_app, store, l=code))
    words = said.text(opened(open_app, store, l=following))
    assert "Rien à montrer ici pour ce territoire" in words
    assert READING not in words


def test_links_are_made_listed_and_closed(open_app: Open, store: Store) -> None:
    """Made beside the dashboard, a link is listed with its end; closed, it opens no more."""
    number = kept.add(store, JUNE).number
    app = opened(open_app, store, "tableaux-de-bord", tableau=str(number))
    next(one for one in app.button if one.label == "Créer un lien").click().run()
    (link,) = rows.of(store, number)
    assert (link.version, link.snapshot, link.maker, link.asks_code) == (1, 1, "local", False)
    assert link.expires_at is not None
    assert (link.expires_at - link.made_at).days == 30
    assert app.code[0].value.endswith(f"/l/{link.code}")
    assert "figé sur le tableau du" in said.text(app)
    app.button(f"revoke_{link.code}").click().run()
    assert not app.exception
    assert rows.of(store, number) == ()
