"""Deposits in any order against a plain model: what stands is what it says, whatever was sent, judged or undone."""

import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as examples
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from observatory.deposits.loop import Mode, publish, undo, withdraw
from observatory.settings import Settings
from observatory.store import Store, upkeep
from tests.deposits_made import ADVISER, HERE, SECRETARY, THERE, send, stands

Key = tuple[str, int]
LINES = st.dictionaries(
    st.tuples(st.sampled_from(("école", "mairie")), st.integers(1, 3)), st.sampled_from((1.0, 2.0, 3.0)), min_size=1
)


@dataclass
class Sent:
    """A deposit in the model: what it says, and what it takes away once it is published."""

    number: int
    commune: str
    lines: dict[Key, float]
    mode: Mode
    state: str = "submitted"
    removed: frozenset[Key] = frozenset()


@dataclass
class Model:
    """Deposits, and the published ones in the order in which they were accepted last."""

    sent: dict[int, Sent] = field(default_factory=dict)
    order: list[int] = field(default_factory=list)

    def standing(self, commune: str) -> dict[Key, float]:
        """What stands of a commune: the last word on each key."""
        found: dict[Key, float | None] = {}
        for number in self.order:
            one = self.sent[number]
            if one.commune == commune:
                found |= dict.fromkeys(one.removed) | one.lines
        return {key: value for key, value in found.items() if value is not None}


class Deposits(RuleBasedStateMachine):
    """Send, send again, withdraw, publish, undo."""

    empty: Path
    data: Path
    known = Bundle("known")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.mkdtemp()
        store = shutil.copytree(self.empty, Path(self.folder) / "store")
        self.settings = Settings(store=store, data=self.data)
        self.model = Model()

    def teardown(self) -> None:
        """The store verifies, whatever happened to it."""
        try:
            assert upkeep.verify(Store(self.settings.store), data=self.settings.data) == []
        finally:
            shutil.rmtree(self.folder)

    def _send(self, commune: str, lines: dict[Key, float], mode: Mode) -> int:
        told = [(site, month, mwh) for (site, month), mwh in sorted(lines.items())]
        receipt = send(self.settings, told, insee_code=commune, mode=mode)
        live = [
            one.number
            for one in self.model.sent.values()
            if (one.commune, one.lines, one.mode) == (commune, lines, mode) and one.state in {"submitted", "published"}
        ]
        assert receipt.already_received == bool(live)
        if live:
            assert receipt.number in live
        else:
            self.model.sent[receipt.number] = Sent(receipt.number, commune, lines, mode)
        return receipt.number

    @rule(target=known, commune=st.sampled_from((HERE, THERE)), lines=LINES, mode=st.sampled_from(list(Mode)))
    def deposit(self, commune: str, lines: dict[Key, float], mode: Mode) -> int:
        """Send some lines."""
        return self._send(commune, lines, mode)

    @rule(number=known)
    def send_again(self, number: int) -> None:
        """Send the very same file once more."""
        one = self.model.sent[number]
        self._send(one.commune, one.lines, one.mode)

    @rule(number=known)
    def withdraw(self, number: int) -> None:
        """Take back what nobody looked at."""
        one = self.model.sent[number]
        if one.state == "submitted" and one.commune == HERE:
            withdraw(number, SECRETARY, self.settings)
            one.state = "withdrawn"

    @rule(number=known)
    def publish(self, number: int) -> None:
        """Have the adviser publish it."""
        one = self.model.sent[number]
        (decision,) = publish([number], ADVISER, self.settings)
        assert (decision.refusal is None) == (one.state in {"submitted", "undone"})
        if decision.refusal is None:
            standing = self.model.standing(one.commune)
            one.removed = frozenset(set(standing) - set(one.lines)) if one.mode is Mode.REPLACE else frozenset()
            one.state = "published"
            self.model.order.append(number)

    @rule(number=known)
    def undo(self, number: int) -> None:
        """Take a published deposit back."""
        one = self.model.sent[number]
        if one.state == "published":
            undo(number, ADVISER, self.settings)
            one.state = "undone"
            self.model.order.remove(number)

    @invariant()
    def pages_read_what_the_model_says(self) -> None:
        """The invariant."""
        for commune in (HERE, THERE):
            assert stands(self.settings, commune) == self.model.standing(commune)


def _run(empty: Path, data: Path, *, many: int, steps: int) -> None:
    Deposits.empty, Deposits.data = empty, data
    run_state_machine_as_test(
        Deposits,
        settings=examples(
            max_examples=many,
            stateful_step_count=steps,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_what_stands_is_what_a_plain_model_says(empty: Path, small_data: Path) -> None:
    """Deposit, send again, withdraw, publish and undo in any order: pages read what the model says, and all verifies."""
    _run(empty, small_data, many=6, steps=15)


@pytest.mark.long
def test_many_orders(empty: Path, small_data: Path) -> None:
    """The same over hundreds of orders."""
    _run(empty, small_data, many=200, steps=30)
