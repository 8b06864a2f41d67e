"""Notes of meetings in the store: every change keeps its past, and closing is one of them."""

from pathlib import Path

import pytest

from observatory.errors import ObservatoryError
from observatory.store import Store, control, decisions, targets
from observatory.store.decisions import Noted, Sort
from tests.store.test_targets import BY, ONE

FIRST = Noted(sort=Sort.DECISION, text="écrire aux communes", who="adjointe")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def test_nothing_was_ever_noted(store: Store) -> None:
    """A store without a control database has no note, and reading makes none."""
    assert decisions.standing(store) == ()
    assert not store.control.exists()


def test_a_change_keeps_the_past(store: Store) -> None:
    """Added, changed, closed, opened again and withdrawn: five versions, each with its author."""
    number = decisions.add(store, FIRST, author="a").number
    decisions.change(store, number, FIRST.model_copy(update={"text": "écrire à toutes"}), author="b")
    decisions.close(store, number, author="c")
    decisions.reopen(store, number, author="d")
    decisions.withdraw(store, number, author="e")
    told = [(one.version, one.action, one.author, one.is_open) for one in decisions.history(store, number)]
    assert told == [
        (1, "add", "a", True),
        (2, "change", "b", True),
        (3, "close", "c", False),
        (4, "reopen", "d", True),
        (5, "withdraw", "e", False),
    ]
    assert [one.noted.text for one in decisions.history(store, number)][::4] == [
        "écrire aux communes",
        "écrire à toutes",
    ]
    assert decisions.standing(store) == ()


def test_the_open_come_first(store: Store) -> None:
    """A closed one stands after those that are open, the last noted first."""
    one, two, three = (decisions.add(store, FIRST, author="a").number for _ in range(3))
    decisions.close(store, three, author="a")
    assert [found.number for found in decisions.standing(store)] == [two, one, three]


def test_an_unknown_one_is_told(store: Store) -> None:
    """No version of a note that was never taken, and nothing is written."""
    decisions.add(store, FIRST, author="a")
    for act in (decisions.close, decisions.reopen, decisions.withdraw):
        with pytest.raises(ObservatoryError, match="decision_unknown"):
            act(store, 7, author="a")
    with pytest.raises(ObservatoryError, match="decision_unknown"):
        decisions.history(store, 7)
    assert len(decisions.standing(store)) == 1


def test_a_store_of_before_has_none(store: Store) -> None:
    """A store whose last decision was a target, before there were notes, is read as one without any."""
    targets.add(store, ONE, **BY)
    with control.deciding(store) as connection:
        connection.execute("DROP TABLE decision_versions")
    assert decisions.standing(store) == ()
