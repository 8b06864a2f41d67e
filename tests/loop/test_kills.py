"""A process killed at every named step of a deposit's life, and at any moment: what was committed is there, nothing else."""

import json
import os
import random
import signal
import time
from pathlib import Path

import pytest

from observatory.deposits.loop import Mode, State, found, reconcile, sent
from observatory.settings import Settings
from observatory.store import Store, upkeep
from tests.deposits_made import ADVISER, HERE, THERE, stands
from tests.loop import lives
from tests.loop.lives import ONCE_DONE, PREPARED, PUBLISHED
from tests.loop.test_model import Model, Sent

ARCHIVE, STAGED, DEPOSITS = "observatory.store.archive", "observatory.store.staged", "observatory.store.deposits"
TRANSMIT, PUBLICATION = "observatory.deposits.loop.transmit", "observatory.deposits.loop.publication"
DEPOSITED, PRIVATE, SNAPSHOTS = (
    "observatory.store.deposited",
    "observatory.store.private",
    "observatory.store.snapshots",
)
BATCHES = "observatory.store.batches"
BEFORE, AFTER = False, True
# What is done, the function before or after which the process dies, at which call, and whether that was too late to
# stop it: committed.
STEPS = {
    "nothing archived": ("send", ARCHIVE, "digest_of", AFTER, 1, False),
    "archived, not durable": ("send", ARCHIVE, "sync_folder", BEFORE, 1, False),
    "archived": ("send", ARCHIVE, "keep", AFTER, 1, False),
    "staged, not named": ("send", STAGED, "digest_of", AFTER, 1, False),
    "staged, not durable": ("send", STAGED, "sync_folder", BEFORE, 1, False),
    "staged": ("send", STAGED, "keep", AFTER, 1, False),
    "deposit written": ("send", DEPOSITS, "add", AFTER, 1, False),
    "deposit committed": ("send", TRANSMIT, "_recorded", AFTER, 1, True),
    "claimed": ("publish", PUBLICATION, "_claim", AFTER, 1, False),
    "batch written": ("publish", BATCHES, "record", AFTER, 1, False),
    "facts written": ("publish", DEPOSITED, "publish", AFTER, 1, False),
    "facts committed": ("publish", PUBLICATION, "_write", AFTER, 1, True),
    "told to the control database": ("publish", PUBLICATION, "follow", AFTER, 1, True),
    "private snapshot begun": ("publish", PRIVATE, "build", BEFORE, 1, True),
    "private snapshot half written": ("publish", PRIVATE, "_moment", AFTER, 1, True),
    "private snapshot written": ("publish", PRIVATE, "build", AFTER, 1, True),
    "shown": ("publish", SNAPSHOTS, "replace_text", AFTER, 1, True),
    "undo written": ("undo", DEPOSITED, "undo", AFTER, 1, False),
    "undo committed": ("undo", PUBLICATION, "follow", BEFORE, 1, True),
    "undo told": ("undo", PUBLICATION, "show", BEFORE, 1, True),
}
SAMPLE, MANY = 8, 300


def sound(settings: Settings) -> bool:
    return upkeep.verify(Store(settings.store), data=settings.data) == []


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_a_named_step(prepared: Settings, step: str) -> None:
    """Committed, it is visible; not committed, it left no trace but the archive; done again, it counts once."""
    settings, (what, module, function, after, at, committed) = prepared, STEPS[step]
    process = lives.started(_killed, what, settings, module, function, after, at)
    process.join(60)
    assert process.exitcode == -signal.SIGKILL
    assert stands(settings) in (PREPARED, ONCE_DONE[what])  # a reader meanwhile sees the one or the other
    reconcile(settings)
    assert stands(settings) == (ONCE_DONE[what] if committed else PREPARED)
    states = {one.number: one.state for one in sent(ADVISER, settings)}
    assert State.PUBLISHING not in states.values()
    if what == "send":
        assert (3 in states) == committed
        assert len(found(ADVISER, settings)) == (not committed and step != "nothing archived")
    again = reconcile(settings)
    assert (again.given_back, again.cleared, again.found, again.recovered) == ((), (), (), False)
    if not committed or what == "send":
        lives.act(what, settings)
    assert stands(settings) == ONCE_DONE[what]
    assert found(ADVISER, settings) == ()
    assert sound(settings)


def _killed(what: str, settings: Settings, module: str, function: str, after: bool, at: int) -> None:
    lives.killed(what, settings, module, function, after=after, at=at)


@pytest.mark.parametrize("kills", [SAMPLE, pytest.param(MANY, marks=[pytest.mark.long, pytest.mark.timeout(3600)])])
def test_killed_at_any_moment(prepared: Settings, tmp_path: Path, kills: int) -> None:
    """Life after life on one store, each cut short: all that was acknowledged is there, and what was begun once or not."""
    chance = random.Random(5)  # noqa: S311 - when a life ends
    settings, model, log = prepared, _model(prepared), tmp_path / "log"
    for life in range(kills):
        log.unlink(missing_ok=True)
        process = lives.started(lives.busy, settings, log, life)
        _wait_for(log)
        time.sleep(chance.random() * 0.8)
        os.kill(process.pid or 0, signal.SIGKILL)
        process.join(60)
        reconcile(settings)
        acts = [
            json.loads(line)
            for line in log.read_text(encoding="utf-8").splitlines(keepends=True)
            if line.endswith("\n")
        ]
        for doing, answer in zip(acts[::2], [*acts[1::2], None], strict=False):
            if answer is None and not _happened(model, doing, settings):
                continue
            _apply(model, doing)
        assert {one.number: str(one.state) for one in sent(ADVISER, settings)} == {
            n: s.state for n, s in model.sent.items()
        }
        assert (stands(settings, HERE), stands(settings, THERE)) == (model.standing(HERE), model.standing(THERE))
    assert sound(settings)


def _wait_for(log: Path) -> None:
    for _ in range(6000):
        if log.exists() and log.stat().st_size:
            return
        time.sleep(0.01)
    raise TimeoutError


def _happened(model: Model, doing: dict, settings: Settings) -> bool:
    """Whether the act during which the process died went through: the states say so, wholly or not at all."""
    states = {one.number: str(one.state) for one in sent(ADVISER, settings)}
    before = model.sent[doing["number"]].state if doing["number"] in model.sent else None
    return states.get(doing["number"]) != before


def _model(settings: Settings) -> Model:
    first = Sent(1, HERE, dict(PREPARED), Mode.COMPLETE, "published")
    second = Sent(2, HERE, dict(PUBLISHED), Mode.REPLACE)
    assert stands(settings) == PREPARED
    return Model({1: first, 2: second}, [1])


def _apply(model: Model, doing: dict) -> None:
    number = doing["number"]
    if doing["act"] == "send":
        lines = {(site, month): mwh for site, month, mwh in doing["lines"]}
        model.sent[number] = Sent(number, doing["commune"], lines, Mode(doing["mode"]))
        return
    one = model.sent[number]
    if doing["act"] == "publish":
        standing = set(model.standing(one.commune))
        one.removed = frozenset(standing - set(one.lines)) if one.mode is Mode.REPLACE else frozenset()
        model.order.append(number)
    elif doing["act"] == "undo":
        model.order.remove(number)
    one.state = {"publish": "published", "undo": "undone", "withdraw": "withdrawn", "send_back": "sent_back"}[
        doing["act"]
    ]
