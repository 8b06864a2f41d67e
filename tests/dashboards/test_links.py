"""What a link shows: what its maker may show, as it was or as it is, and nothing once that is gone."""

from pathlib import Path

import pytest

from observatory.access import LOCAL
from observatory.dashboards import kept, links
from observatory.dashboards.contract import Dashboard, Screen
from observatory.errors import ObservatoryError
from observatory.store import Store
from observatory.store import links as rows
from observatory.view import View

JUNE = Dashboard(title="Juin", screens=(Screen(view=View(page="tendances", territory="38151")),))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def shown(store: Store, code: str) -> Dashboard:
    return links.reached(store, code).dashboard


def test_a_frozen_link_shows_that_day(store: Store) -> None:
    """Frozen on version 3 of the data, it shows the dashboard and the data of that day after both have changed."""
    seen = kept.add(store, JUNE)
    code = links.make(store, seen, maker=LOCAL.id, frozen=True, snapshot=3, days=None).code
    kept.change(store, seen, JUNE.but(title="Septembre", screens=(), snapshot=9))
    assert shown(store, code) == JUNE.but(snapshot=3)


def test_a_frozen_link_keeps_the_pin_of_its_dashboard(store: Store) -> None:
    """Of a dashboard pinned to version 2, the link shows version 2, whatever the latest is."""
    code = links.make(
        store, kept.add(store, JUNE.but(snapshot=2)), maker=LOCAL.id, frozen=True, snapshot=3, days=None
    ).code
    assert shown(store, code).snapshot == 2


def test_a_link_follows_its_dashboard(store: Store) -> None:
    """Not frozen, it shows the dashboard as it is now, over the data that this one says."""
    seen = kept.add(store, JUNE)
    code = links.make(store, seen, maker=LOCAL.id, frozen=False, snapshot=3, days=None).code
    assert shown(store, code) == JUNE
    kept.change(store, seen, JUNE.but(title="Septembre"))
    assert shown(store, code).title == "Septembre"


@pytest.mark.parametrize("frozen", [True, False])
def test_a_removed_dashboard_is_shared_no_more(store: Store, *, frozen: bool) -> None:
    """Its dashboard taken off the list, the link says that nothing is shared; brought back, it shows it again."""
    seen = kept.add(store, JUNE)
    code = links.make(store, seen, maker=LOCAL.id, frozen=frozen, snapshot=3, days=None).code
    kept.remove(store, seen.number)
    with pytest.raises(ObservatoryError, match="link_empty"):
        links.reached(store, code)
    kept.bring_back(store, seen.number)
    assert shown(store, code).title == "Juin"


def test_a_link_has_no_more_rights_than_its_maker(store: Store) -> None:
    """Made by somebody who may show nothing today, a link shows nothing."""
    number = kept.add(store, JUNE).number
    assert shown(store, rows.make(store, number, maker=LOCAL.id).code) == JUNE
    gone = rows.make(store, number, maker="4f1c").code
    with pytest.raises(ObservatoryError, match="link_empty"):
        links.reached(store, gone)
