"""Objectifs: a commune's page and the board say the same, empty places say what to do, the form writes what it says."""

import shutil
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from observatory.store import Store, targets
from observatory.targets.contract import Target
from observatory.targets.spelling import read_baseline, read_milestones
from observatory.ui.state import VIEW
from tests.ui.conftest import Open
from tests.ui.test_pages import on
from tests.ui.test_pages import said as raw

METROPOLIS = "epci:200040715"


def voted(territory: str, **more: object) -> Target:
    """−20 % of electricity in 2030 from 2015."""
    usual = {
        "scope": "territoire", "territory": territory, "indicator": "energy", "kind": "reduction",
        "carriers": ("electricity",), "baseline": read_baseline("2015"), "milestones": read_milestones("2030=-20%"),
    }  # fmt: skip
    return Target.model_validate(usual | more)


@pytest.fixture
def store(shipped_store: Path, tmp_path: Path) -> Path:
    """The shipped figures, with the targets of three communes and of their EPCI."""
    place = tmp_path / "store"
    shutil.copytree(shipped_store, place)
    found = [voted(code) for code in ("38151", "38170", "38421", METROPOLIS)]
    hostile = voted("38151", milestones=read_milestones("2030=-30%"), text="<b>gras</b> [lien](http://x)")
    targets.add(Store(place), *found, hostile, author="<i>adviser</i>", reason="délibération")
    return place


def objectives(open_app: Open, store: Path, place: str, **more: str) -> AppTest:
    """The page of a territory, with these options of it."""
    app = on(open_app, store, "objectifs", territoire=place)
    if more:
        app.session_state[VIEW] = app.session_state[VIEW].but(**more)
        app.run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    """Everything that the page says, as a reader reads it."""
    return unescape(raw(app))


def test_the_answer_is_one_sentence_and_four_numbers(open_app: Open, store: Path) -> None:
    """Échirolles reads its status first, then its gap, the pace needed, the pace seen and the year of arrival."""
    text = said(objectives(open_app, store, "38151"))
    assert "Dans la trajectoire" in text
    for name in ("Écart à la trajectoire", "Rythme nécessaire", "Rythme observé", "Atteinte au rythme actuel"):
        assert name in text
    assert "−611\N{NO-BREAK SPACE}MWh" in text  # 155,452.0 − 156,063.3, by hand
    assert "Territoire ·" in text


def test_the_board_and_the_page_agree(open_app: Open, store: Path) -> None:
    """The status and the gap of a commune on the board of its EPCI are those of its own page."""
    board = said(objectives(open_app, store, METROPOLIS))
    assert "3 communes sur 49 ont délibéré un objectif" in board
    for place, status, gap in (
        ("38151", "dans la trajectoire", "−611\N{NO-BREAK SPACE}MWh"),
        ("38170", "loin de la trajectoire", "+2,09\N{NO-BREAK SPACE}GWh"),
        ("38421", "rythme insuffisant", "+819\N{NO-BREAK SPACE}MWh"),
    ):
        page = said(objectives(open_app, store, place))
        assert status in page.lower()
        assert gap in page
        assert status in board
        assert gap in board


def test_no_target_says_what_to_do(open_app: Open, store: Path) -> None:
    """A commune without a target is told so, and how to add one; no status is invented."""
    text = said(objectives(open_app, store, "38057"))
    assert "Aucun objectif délibéré" in text
    assert "Rythme nécessaire" not in text


def test_the_law_is_a_benchmark_without_status(open_app: Open, store: Path) -> None:
    """The national target stands apart, not opposable, refused on electricity and gas alone."""
    text = said(objectives(open_app, store, "38057"))
    assert "repère national, non opposable à la commune" in text
    assert "les données ne couvrent que l'électricité et le gaz" in text


def test_the_probability_is_said_to_the_adviser_alone(open_app: Open, store: Path) -> None:
    """No reading sentence, note or number beside the figure speaks of probability."""
    app = objectives(open_app, store, "38151")
    outside = [one.proto.body for one in app.main if one.type == "html" and "figure" in one.proto.body]
    assert not [body for body in outside if "robabilité" in body]


def test_two_years_are_set_aside_by_a_link(open_app: Open, store: Path) -> None:
    """`ecarter=oui` leaves 2020 and 2021 out of the pace, and says so."""
    assert "laissent de côté 2020" in said(objectives(open_app, store, "38151", ecarter="oui"))


def test_text_of_people_stays_text(open_app: Open, store: Path) -> None:
    """What was typed in a target, and who typed it, arrive escaped."""
    text = raw(objectives(open_app, store, "38151", objectif="5"))
    assert "<b>gras</b>" not in text
    assert "&lt;b&gt;gras&lt;/b&gt;" in text
    assert "&lt;i&gt;adviser&lt;/i&gt;" in text


def test_a_board_can_be_filtered_by_a_link(open_app: Open, store: Path) -> None:
    """`statut=far_off` keeps Fontanil-Cornillon alone."""
    text = said(objectives(open_app, store, METROPOLIS, statut="far_off"))
    assert '<td class="">Fontanil-Cornillon</td>' in text
    assert '<td class="">Saint-Martin-d\'Hères</td>' not in text
