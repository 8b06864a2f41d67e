"""The page of dashboards: what to do when there is none, ready ones, and a list that forgets nothing."""

import shutil
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from observatory.dashboards import kept
from observatory.dashboards.contract import Dashboard, Screen
from observatory.store import Store
from observatory.view import View
from observatory.wording.typography import plain_spaces
from tests.ui import said
from tests.ui.conftest import Open

PAGE = "tableaux-de-bord"
SCREENS = tuple(Screen(view=View(page=page, territory="38151")) for page in ("tendances", "comparaison"))
MEETING = Dashboard(title="Réunion <b>de juin</b>", screens=SCREENS)


@pytest.fixture
def store(shipped_store: Path, tmp_path: Path) -> Store:
    place = tmp_path / "store"
    shutil.copytree(shipped_store, place)
    return Store(place)


def opened(open_app: Open, store: Store, **query: str) -> AppTest:
    app = said.on(open_app, store.path, PAGE, territoire="38151", **query)
    assert not app.exception
    return app


def click(app: AppTest, key: str) -> AppTest:
    app.button(key).click()
    app.run()
    assert not app.exception
    return app


def test_an_empty_list_says_what_to_do(open_app: Open, store: Store) -> None:
    """Without a dashboard, where one begins; the ready ones are there for the territory chosen."""
    words = said.text(opened(open_app, store))
    assert "Aucun tableau de bord pour l'instant" in words
    assert "Bilan annuel d'une commune" in words
    assert "Comparaison d'EPCI" not in words


def test_a_ready_one_is_kept_and_opened(open_app: Open, store: Store) -> None:
    """Kept, it bears the territory's name, has its screens, and is edited at once."""
    app = click(opened(open_app, store), "keep_implication")
    (one,) = kept.standing(store)
    assert plain_spaces(one.dashboard.title) == "Implication communale : et nous ? · Échirolles"
    assert len(one.dashboard.screens) == 5
    assert "1. Les logements, commune par commune" in said.text(app)


def test_a_removed_one_comes_back(open_app: Open, store: Store) -> None:
    """Removed, it is off the list and can be taken back, title unread as markup."""
    number = kept.add(store, MEETING).number
    app = click(opened(open_app, store), f"remove_{number}")
    assert kept.standing(store) == ()
    assert "« Réunion <b>de juin</b> » est retiré." in unescape(
        plain_spaces(" ".join(block.value for block in app.html))
    )
    assert not [block for block in app.html if "<b>" in block.value]
    click(app, "undo_button")
    assert [one.dashboard for one in kept.standing(store)] == [MEETING]


def test_a_copy_is_another(open_app: Open, store: Store) -> None:
    """A duplicate has its own number and the same screens."""
    number = kept.add(store, MEETING).number
    click(opened(open_app, store), f"copy_{number}")
    copy = next(one for one in kept.standing(store) if one.number != number)
    assert copy.dashboard.title.endswith("(copie)")
    assert copy.dashboard.screens == MEETING.screens


def test_screens_are_put_in_order_named_and_removed(open_app: Open, store: Store) -> None:
    """Down, the first is second; « Afficher les noms » is kept with its screen; a removal is taken back."""
    number = kept.add(store, MEETING).number
    app = click(opened(open_app, store, tableau=str(number)), f"move1_{number}_1_0")
    assert [screen.view.page for screen in kept.get(store, number).dashboard.screens] == ["comparaison", "tendances"]
    app.toggle(f"names_{number}_2_0").set_value(True)
    app.run()
    assert [screen.names for screen in kept.get(store, number).dashboard.screens] == [True, False]
    click(app, f"remove_{number}_3_0")
    assert len(kept.get(store, number).dashboard.screens) == 1
    click(app, "undo_button")
    assert len(kept.get(store, number).dashboard.screens) == 2


def test_a_dashboard_says_which_data_it_shows(open_app: Open, store: Store) -> None:
    """It follows the latest version, or is pinned to the one of the day."""
    number = kept.add(store, MEETING).number
    assert "suit la dernière version des données" in said.text(opened(open_app, store))
    app = opened(open_app, store, tableau=str(number))
    app.toggle(f"pin_{number}_1").set_value(True)
    app.run()
    assert kept.get(store, number).dashboard.snapshot == 1
    assert "épinglé à la version n° 1 des données" in said.text(click(app, "close_dashboard"))


def test_a_change_made_elsewhere_is_not_overwritten(open_app: Open, store: Store) -> None:
    """Somebody changed it since: the second change is told, and the first stands."""
    number = kept.add(store, MEETING).number
    app = opened(open_app, store, tableau=str(number))
    kept.change(store, kept.get(store, number), MEETING.but(title="Réunion de septembre"))
    app.button(f"move1_{number}_1_0").click()
    app.run()
    assert kept.get(store, number).dashboard.title == "Réunion de septembre"
    assert "Quelqu'un a modifié ce tableau de bord entre-temps" in said.text(app)
