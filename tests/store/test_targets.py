"""Targets in the store: every change keeps its past, processes share them, a backup has them."""

import subprocess
import sys
from pathlib import Path

import pytest

from observatory.errors import ObservatoryError
from observatory.settings import PROJECT
from observatory.store import Store, control, targets, upkeep
from observatory.targets.contract import Target
from tests.stores import FIXTURES, settings_in, taken

ONE = Target.model_validate({
    "scope": "territoire", "territory": "38151", "indicator": "energy", "kind": "reduction", "carriers": ("electricity",),
    "baseline": {"first": 2015, "last": 2015}, "milestones": ({"year": 2030, "value": -0.2, "relative": True},),
})  # fmt: skip
OTHER = ONE.model_copy(update={"milestones": ONE.milestones[:1], "text": "deuxième vote"})
BY = {"author": "adviser", "reason": "délibération"}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def test_nothing_was_ever_decided(store: Store) -> None:
    """A store without a control database has no target, and reading makes none."""
    assert targets.standing(store) == ()
    assert targets.revision(store) == 0
    assert not store.control.exists()


def test_a_change_keeps_the_past(store: Store) -> None:
    """A change and a withdrawal are new versions, each with its author and reason; the first stays readable."""
    (added,) = targets.add(store, ONE, **BY)
    targets.change(store, added.number, OTHER, author="adviser", reason="second vote")
    assert [one.target for one in targets.standing(store)] == [OTHER]
    targets.withdraw(store, added.number, author="adviser", reason="mistake")
    assert targets.standing(store) == ()
    told = [(one.version, one.action, one.reason, one.target) for one in targets.history(store, added.number)]
    assert told == [
        (1, "add", "délibération", ONE),
        (2, "change", "second vote", OTHER),
        (3, "withdraw", "mistake", OTHER),
    ]


def test_a_change_brings_a_withdrawn_target_back(store: Store) -> None:
    """What was withdrawn stands again after a change."""
    (added,) = targets.add(store, ONE, **BY)
    targets.withdraw(store, added.number, **BY)
    targets.change(store, added.number, ONE, **BY)
    assert [one.version for one in targets.standing(store)] == [3]


@pytest.mark.parametrize("act", [targets.history, lambda store, number: targets.withdraw(store, number, **BY)])
def test_an_unknown_target_is_told(store: Store, act: object) -> None:
    """No version of a target that was never added."""
    targets.add(store, ONE, **BY)
    with pytest.raises(ObservatoryError, match="target_unknown"):
        act(store, 7)  # type: ignore[operator]


def test_several_are_added_together_or_not_at_all(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file whose second target cannot be written leaves none."""
    write = targets._write

    def failing(connection: object, number: int, *more: object, **by: str) -> object:
        if number > 1:
            raise OSError
        return write(connection, number, *more, **by)  # type: ignore[arg-type]

    monkeypatch.setattr(targets, "_write", failing)
    with pytest.raises(OSError):  # noqa: PT011 - the one raised above
        targets.add(store, ONE, OTHER, **BY)
    monkeypatch.undo()
    assert targets.standing(store) == ()


def test_processes_number_their_targets_in_turn(store: Store) -> None:
    """Four processes that each add ten targets leave forty, numbered once each."""
    code = (
        "import sys; from pathlib import Path; from observatory.store import Store, targets\n"
        "from observatory.targets.contract import Target\n"
        "one = Target.model_validate_json(sys.argv[2])\n"
        "for _ in range(10): targets.add(Store(Path(sys.argv[1])), one, author='a', reason='r')"
    )
    command = [sys.executable, "-c", code, str(store.path), ONE.model_dump_json()]
    running = [subprocess.Popen(command, cwd=PROJECT) for _ in range(4)]
    assert [one.wait() for one in running] == [0] * 4
    assert [one.number for one in targets.standing(store)] == list(range(1, 41))


def test_a_backup_has_the_targets(tmp_path: Path) -> None:
    """A copy taken while the store is used brings the targets back; what came after is set aside."""
    settings = settings_in(tmp_path)
    taken(settings, FIXTURES / "ore_commune.csv")
    store = Store(settings.store)
    targets.add(store, ONE, **BY)
    upkeep.backup(store, tmp_path / "copy")
    targets.add(store, OTHER, **BY)
    upkeep.restore(tmp_path / "copy", store)
    assert [one.target for one in targets.standing(store)] == [ONE]


def test_a_failed_decision_leaves_no_trace(store: Store) -> None:
    """What raises inside a decision is rolled back."""
    targets.add(store, ONE, **BY)

    def fail() -> None:
        with control.deciding(store) as connection:
            connection.execute("DELETE FROM target_versions")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert len(targets.standing(store)) == 1
