"""A disk that is full, or no longer answers, at each write: a sentence, nothing half done, and the same again works."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from observatory.deposits.loop import State, publication, publish, reconcile, sent
from observatory.errors import ObservatoryError
from observatory.settings import Settings
from observatory.store import Store, upkeep
from tests.deposits_made import ADVISER, send, stands
from tests.loop import lives
from tests.loop.lives import ONCE_DONE, PREPARED

ACTS = sorted(ONCE_DONE)
TOLD = {"not_written", "publication_behind"}
# How many durable writes of ours each act makes at least; those of the two databases are cramped below.
WRITES = [
    *(("send", os, "fsync", at) for at in range(1, 7)),
    *(("send", Path, "replace", at) for at in (1, 2)),
    *(("publish", os, "fsync", at) for at in (1,)),
    *(("publish", Path, "replace", at) for at in (1, 2)),
    *(("undo", Path, "replace", at) for at in (1, 2)),
]


def failing(whole: Callable[..., Any], at: int, code: int) -> Callable[..., Any]:
    """The same, that fails the `at`-th time and from then on: a disk does not get better by itself."""
    calls = iter(range(1, 10_000))

    def call(*words: Any, **named: Any) -> Any:
        if next(calls) >= at:
            raise OSError(code, os.strerror(code))
        return whole(*words, **named)

    return call


def made_good(settings: Settings, what: str) -> None:
    """The disk has room again: nothing was half done, and the act goes through once."""
    reconcile(settings)
    assert stands(settings) in (PREPARED, ONCE_DONE[what])
    if what == "send" or stands(settings) != ONCE_DONE[what]:
        lives.act(what, settings)
    assert stands(settings) == ONCE_DONE[what]
    assert State.PUBLISHING not in {one.state for one in sent(ADVISER, settings)}
    assert upkeep.verify(Store(settings.store), data=settings.data) == []


@pytest.mark.parametrize(
    "code", [errno.ENOSPC, pytest.param(errno.EIO, marks=pytest.mark.long)], ids=["full", "broken"]
)
@pytest.mark.parametrize(
    ("what", "owner", "write", "at"), WRITES, ids=[f"{what}-{write}-{at}" for what, _, write, at in WRITES]
)
def test_each_write_may_fail(
    prepared: Settings, monkeypatch: pytest.MonkeyPatch, what: str, owner: Any, write: str, at: int, code: int
) -> None:
    """The refusal is a code with a sentence, never a trace."""
    with monkeypatch.context() as broken:
        broken.setattr(owner, write, failing(getattr(owner, write), at, code))
        with pytest.raises(ObservatoryError) as refusal:
            lives.act(what, prepared)
    assert refusal.value.code in TOLD
    made_good(prepared, what)


@pytest.mark.parametrize("what", ACTS)
@pytest.mark.parametrize("kilobytes", [1, 8, 140])
def test_the_databases_may_not_grow(prepared: Settings, tmp_path: Path, what: str, kilobytes: int) -> None:
    """Where no file may grow beyond a size, the act goes through or is refused in words; no process dies of it."""
    answer = tmp_path / "answer"
    process = lives.started(lives.cramped, what, prepared, kilobytes << 10, answer)
    process.join(60)
    assert process.exitcode == 0
    assert answer.read_text(encoding="utf-8") in {"done", *TOLD}
    made_good(prepared, what)


def test_what_counts_is_never_said_not_to_be_written(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control database fails just after the facts were committed: the deposit counts, and no answer denies it."""
    number = send(settings, [("école", 1, 10.0)]).number

    def refused(*_words: object) -> None:
        raise ObservatoryError("not_written")

    with monkeypatch.context() as broken:
        broken.setattr(publication, "follow", refused)
        (decision,) = publish([number], ADVISER, settings)
    assert decision.refusal is None
    assert stands(settings) == {("école", 1): 10.0}
    assert State.PUBLISHING not in {one.state for one in sent(ADVISER, settings)}
