"""How communes' own layouts are read: kept by layout and by whom, shared by advisers, never lost."""

from pathlib import Path

import pytest

from observatory.errors import ObservatoryError
from observatory.store import Store, control, deposit_mappings

SIGNATURE, OTHER = "a1b2", "c3d4"
FIRST, SECOND = '{"layout": "long"}', '{"layout": "months_across"}'


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def declared(store: Store, signature: str, owner: str) -> str | None:
    found = deposit_mappings.known(store, signature, owner)
    return found.declared if found else None


def versions(store: Store) -> list[tuple[int, str, str]]:
    with control.reading(store) as connection:
        assert connection is not None
        rows = connection.execute("SELECT version, action, declared FROM deposit_mapping_versions ORDER BY version")
        return [tuple(row) for row in rows]


def test_nothing_is_known_of_a_new_store(store: Store) -> None:
    """A store in which nobody decided anything knows no layout, and asking creates nothing."""
    assert declared(store, SIGNATURE, "u1") is None
    assert deposit_mappings.standing(store, "u1") == deposit_mappings.shared(store) == ()
    assert not store.control.exists()


def test_what_somebody_said_is_hers_alone(store: Store) -> None:
    """A layout that a secretary described is known when she sends it again, and to nobody else."""
    deposit_mappings.remember(store, SIGNATURE, "u1", FIRST)
    assert declared(store, SIGNATURE, "u1") == FIRST
    assert declared(store, SIGNATURE, "u2") is None
    assert declared(store, OTHER, "u1") is None


def test_what_an_adviser_shares_serves_whoever_has_not_said_otherwise(store: Store) -> None:
    """A shared reading is known to all, and one's own stands before it."""
    deposit_mappings.remember(store, SIGNATURE, "adviser", FIRST, shared=True)
    deposit_mappings.remember(store, SIGNATURE, "u1", SECOND)
    assert (declared(store, SIGNATURE, "u1"), declared(store, SIGNATURE, "u2")) == (SECOND, FIRST)
    assert [one.owner for one in deposit_mappings.shared(store)] == ["adviser"]


def test_every_change_is_kept_and_the_same_again_is_none(store: Store) -> None:
    """Saying the same twice adds no version; saying otherwise and forgetting add one each, and nothing is deleted."""
    for text in (FIRST, FIRST, SECOND):
        deposit_mappings.remember(store, SIGNATURE, "u1", text)
    deposit_mappings.forget(store, SIGNATURE, "u1")
    assert versions(store) == [(1, "remember", FIRST), (2, "remember", SECOND), (3, "forget", SECOND)]
    assert declared(store, SIGNATURE, "u1") is None
    deposit_mappings.remember(store, SIGNATURE, "u1", SECOND)
    assert declared(store, SIGNATURE, "u1") == SECOND


def test_a_layout_that_is_no_longer_shared_serves_its_owner_only(store: Store) -> None:
    """An adviser who stops sharing keeps the reading, and the others lose it."""
    deposit_mappings.remember(store, SIGNATURE, "adviser", FIRST, shared=True)
    deposit_mappings.remember(store, SIGNATURE, "adviser", FIRST)
    assert (declared(store, SIGNATURE, "adviser"), declared(store, SIGNATURE, "u1")) == (FIRST, None)


def test_forgetting_what_nobody_knows_is_refused(store: Store) -> None:
    """A layout that was never described, or is forgotten already, cannot be forgotten."""
    with pytest.raises(ObservatoryError, match="mapping_unknown"):
        deposit_mappings.forget(store, SIGNATURE, "u1")
