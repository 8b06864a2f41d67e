"""Dashboards in the store: every version is kept, a removal comes back, and two people do not overwrite one another."""

import sqlite3
from pathlib import Path

import pytest

from observatory.errors import ObservatoryError
from observatory.store import Store, control, dashboards


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def test_nothing_was_ever_kept(store: Store) -> None:
    """A store without a control database has no dashboard, and reading makes none."""
    assert dashboards.standing(store) == ()
    assert not store.control.exists()


def test_every_version_is_kept(store: Store) -> None:
    """A change and a removal are new versions; what was before stays readable, in order."""
    number = dashboards.add(store, "one").number
    dashboards.change(store, number, "two")
    dashboards.withdraw(store, number)
    told = [(one.version, one.action, one.declared) for one in dashboards.history(store, number)]
    assert told == [(1, "add", "one"), (2, "change", "two"), (3, "withdraw", "two")]
    assert dashboards.standing(store) == ()


def test_a_removed_dashboard_comes_back(store: Store) -> None:
    """Removed, it is unknown; changed to what it was, it stands again under its number."""
    number = dashboards.add(store, "one").number
    dashboards.withdraw(store, number)
    with pytest.raises(ObservatoryError, match="dashboard_unknown"):
        dashboards.get(store, number)
    dashboards.change(store, number, "one")
    assert dashboards.get(store, number).declared == "one"


def test_a_change_made_on_an_older_version_is_refused(store: Store) -> None:
    """Two people who saw the first version: the second to write is told, and nothing of the first is lost."""
    seen = dashboards.add(store, "one")
    dashboards.change(store, seen.number, "hers", after=seen.version)
    with pytest.raises(ObservatoryError, match="dashboard_changed"):
        dashboards.change(store, seen.number, "his", after=seen.version)
    assert dashboards.get(store, seen.number).declared == "hers"


def test_an_unknown_number_is_told(store: Store) -> None:
    """No version of a dashboard that was never added, read, changed or removed."""
    dashboards.add(store, "one")
    for act in (dashboards.get, dashboards.withdraw, lambda at, number: dashboards.change(at, number, "x")):
        with pytest.raises(ObservatoryError, match="dashboard_unknown"):
            act(store, 7)


def test_a_store_from_before_dashboards_has_none(store: Store) -> None:
    """A control database whose last decision is older than dashboards reads as empty, and takes the first one."""
    store.path.mkdir()
    before = sqlite3.connect(store.control)
    before.executescript((control.MIGRATIONS / "0001_targets.sql").read_text(encoding="utf-8"))
    before.execute("PRAGMA user_version = 1")
    before.close()
    assert dashboards.standing(store) == ()
    assert dashboards.add(store, "one").number == 1
