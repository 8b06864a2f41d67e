"""What was noted in meetings, as it concerns a dashboard and its screens."""

from datetime import date
from pathlib import Path

import pytest

from observatory.dashboards.contract import Dashboard, Screen, Theme
from observatory.dashboards.decisions import noted, of_screen, on_screen, open_for, view_of
from observatory.errors import ObservatoryError
from observatory.store import Store, decisions
from observatory.store.decisions import Kept, Noted, Sort
from observatory.view import View

TREND = Screen(view=View(page="tendances", territory="38151", carriers=("gas",)).but(figure="trend"), title="Le gaz")
AMONG = Screen(view=View(page="comparaison", territory="38151").but(figure="distribution"))
JUNE = Dashboard(title="Juin", theme=Theme.FOLLOW_UP, screens=(TREND, AMONG))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def take(store: Store, dashboard: Dashboard, number: int | None, screen: Screen, asked: str = "") -> Kept:
    said = noted(Sort.DECISION, "écrire", "12/6/2027", **of_screen(dashboard, number, screen, asked))
    return decisions.add(store, said, author="essai")


def test_a_note_is_shown_at_the_next_meeting_until_it_is_closed(store: Store) -> None:
    """Another dashboard of the theme and territory shows what June left open; closed, it does not."""
    taken = take(store, JUNE, 1, TREND)
    september = JUNE.but(title="Septembre")
    assert open_for(store, september, 2) == (taken,)
    decisions.close(store, taken.number, author="essai")
    assert open_for(store, september, 2) == open_for(store, JUNE, 1) == ()


def test_another_theme_or_territory_is_not_concerned(store: Store) -> None:
    """Neither a meeting about something else nor one of other communes is shown it; its own dashboard always is."""
    taken = take(store, JUNE, 1, TREND)
    elsewhere = Screen(view=TREND.view.but(territory="38185"))
    assert open_for(store, JUNE.but(theme=Theme.ADAPTATION), 2) == ()
    assert open_for(store, JUNE.but(screens=(elsewhere,)), 2) == ()
    assert open_for(store, JUNE.but(theme=Theme.ADAPTATION, screens=(elsewhere,)), 1) == (taken,)


def test_a_note_stands_on_its_own_figure(store: Store) -> None:
    """The gas of Échirolles, whatever its years; neither its electricity nor a comparison."""
    taken = take(store, JUNE, 1, TREND)
    assert on_screen((taken,), Screen(view=TREND.view.but(years=(2015, 2023)))) == (taken,)
    for other in (AMONG, Screen(view=TREND.view.but(carriers=("electricity",)))):
        assert on_screen((taken,), other) == ()


def test_a_note_of_a_commune_asked_for_keeps_its_view(store: Store) -> None:
    """« Et nous ? » for Gières: the note is of the dashboard's territory, and its view is Gières'."""
    taken = take(store, JUNE, None, TREND, asked="38179")
    assert taken.noted.territory == "38151"
    view = view_of(taken)
    assert view is not None
    assert view.territory == "38179"
    assert open_for(store, JUNE, 3) == (taken,)


def test_a_view_that_is_no_more_is_none(store: Store) -> None:
    """A page that there is not gives no link, and stops nothing."""
    taken = decisions.add(store, Noted(sort=Sort.NOTE, text="x", view={"page": "ancienne"}), author="essai")
    assert view_of(taken) is None
    assert on_screen((taken,), TREND) == ()


def test_what_is_typed_is_read_or_refused() -> None:
    """French and ISO days are read, text is set on one line; nothing, no date, or too much is a refusal."""
    said = noted(Sort.QUESTION, " pourquoi\n 2014 ? ", "2027-06-12")
    assert (said.text, said.due) == ("pourquoi 2014 ?", date(2027, 6, 12))
    assert noted(Sort.NOTE, "x", "12.06.2027").due == date(2027, 6, 12)
    for code, words, due in (
        ("decision_empty", "  ", ""),
        ("decision_due_unreadable", "x", "31/02/2027"),
        ("decision_due_unreadable", "x", "demain"),
        ("decision_too_long", "x" * 601, ""),
    ):
        with pytest.raises(ObservatoryError, match=code):
            noted(Sort.NOTE, words, due)
