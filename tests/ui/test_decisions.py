"""The page of decisions, and the form under a dashboard: noted, closed, removed and taken back, inert in files."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from observatory.dashboards import kept as dashboards
from observatory.dashboards.contract import Dashboard, Screen, Theme
from observatory.dashboards.decisions import noted, of_screen
from observatory.exports import noted as listed
from observatory.settings import Settings
from observatory.store import Store, decisions
from observatory.store.decisions import Sort
from observatory.ui.discovery import discover
from observatory.ui.download import Listed
from observatory.view import View
from tests.stores import current
from tests.ui import said
from tests.ui.conftest import Open

HOSTILE = '=HYPERLINK("http://x") <b>gras</b> [lien](x)'
SCREEN = Screen(view=View(page="tendances", territory="38151").but(figure="trend"), title="L'énergie")
JUNE = Dashboard(title="Juin", theme=Theme.FOLLOW_UP, screens=(SCREEN,))


@pytest.fixture
def store(shipped_store: Path, tmp_path: Path) -> Store:
    place = tmp_path / "store"
    shutil.copytree(shipped_store, place)
    return Store(place)


def take(store: Store, words: str = HOSTILE) -> int:
    said = noted(Sort.DECISION, words, "12/06/2027", who="+33", **of_screen(JUNE, 1, SCREEN))
    return decisions.add(store, said, author="@essai").number


def click(app: AppTest, key: str) -> AppTest:
    app.button(key).click()
    app.run()
    assert not app.exception
    return app


def test_an_empty_page_says_what_to_do(open_app: Open, store: Store) -> None:
    """Without a note, where one is taken."""
    assert "la touche N note une question" in said.text(said.on(open_app, store.path, "decisions"))


def test_a_note_is_closed_opened_again_and_removed(open_app: Open, store: Store) -> None:
    """Closed, it leaves the list of what is open; removed by mistake, it comes back as it was."""
    number = take(store)
    app = said.on(open_app, store.path, "decisions")
    assert "Décision : =HYPERLINK" in said.text(app)
    assert not [block for block in app.html if "<b>gras" in block.value]
    click(app, f"decision_withdraw_{number}")
    assert decisions.standing(store) == ()
    click(app, "undo_decision_button")
    assert [one.is_open for one in decisions.standing(store)] == [True]
    click(app, f"decision_close_{number}")
    assert "Rien à suivre" in said.text(app)
    app = said.on(open_app, store.path, "decisions", etat="closes")
    click(app, f"decision_reopen_{number}")
    assert [one.is_open for one in decisions.standing(store)] == [True]


def test_a_theme_keeps_its_own(open_app: Open, store: Store) -> None:
    """Notes of « Évaluation et suivi » are not listed under « Adaptation »."""
    take(store, "écrire")
    assert "écrire" in said.text(said.on(open_app, store.path, "decisions", theme="suivi"))
    assert "écrire" not in said.text(said.on(open_app, store.path, "decisions", theme="adaptation"))


def test_a_file_runs_nothing(store: Store) -> None:
    """In CSV, a text, a name or an author that begins as a formula has an apostrophe before it."""
    take(store)
    snapshot = current(Settings(store=store.path))
    rows = listed.rows(decisions.standing(store), snapshot, "fr")
    file = Listed(("Décisions",), (), listed.headings("fr"))
    content = file.written(rows, "fr", identity="a1b2c3d4", now=datetime(2026, 11, 24, tzinfo=UTC)).decode("utf-8-sig")
    last = content.splitlines()[-1]
    assert last.startswith("Évaluation et suivi;Décision;\"'=HYPERLINK")
    assert ";'+33;" in last
    assert ";'@essai;" in last
    assert last.endswith(";Juin;L'énergie;Échirolles")


def test_a_note_is_taken_under_a_dashboard(open_app: Open, store: Store) -> None:
    """What is typed for the first screen is kept with its theme, its figure and its territory."""
    number = dashboards.add(store, JUNE).number
    app = said.on(open_app, store.path, "tableaux-de-bord", territoire="38151", tableau=str(number))
    app.selectbox(f"noted_screen_{number}").set_value(1)
    app.text_input(f"note_text_of_{number}").set_value("Écrire aux communes")
    app.text_input(f"note_due_of_{number}").set_value("12/06/2027")
    next(one for one in app.button if one.label == "Noter").click()
    app.run()
    assert not app.exception
    (one,) = decisions.standing(store)
    assert (one.noted.text, one.noted.theme, one.noted.screen) == ("Écrire aux communes", "suivi", "L'énergie")
    assert (one.noted.territory, str(one.noted.due)) == ("38151", "2027-06-12")


def test_a_frame_takes_every_choice_of_a_page() -> None:
    """The page of a figure to embed reads all the options that a page with figures has, so that none is dropped."""
    pages = {page.path: page for page in discover()}
    asked = {
        name for path in ("vue-d-ensemble", "tendances", "comparaison", "objectifs") for name in pages[path].options
    }
    assert set(pages["integrer"].options) == asked | {"sur", "figure"}
    assert [page.path for page in discover() if page.framed] == ["integrer"]
