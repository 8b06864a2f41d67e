"""Processes that live on a store and may be killed; one more is always started ahead, and waits for what to do."""

import json
import multiprocessing
import os
import random
import resource
import signal
import time
from collections.abc import Callable
from importlib import import_module
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any

from observatory.access import Role, User
from observatory.deposits.loop import Mode, State, publish, queue, send_back, sent, undo, withdraw
from observatory.errors import ObservatoryError
from observatory.settings import Settings
from tests.deposits_made import ADVISER, HERE, THERE, Line, send

LIGHTING: list[Line] = [("éclairage", 1, 4.0)]
# What stands in the store that `prepared` gives, and once each act was done on it.
PREPARED = {("école", 1): 10.0, ("école", 2): 9.0}
PUBLISHED = {("école", 1): 11.0, ("gymnase", 1): 2.0}
ONCE_DONE = {"send": PREPARED, "publish": PUBLISHED, "undo": {}}
PROCESSES = multiprocessing.get_context("spawn")
_AHEAD: list[tuple[SpawnProcess, Connection]] = []


def started(what: Callable[..., None], *words: object) -> SpawnProcess:
    """A process of its own that does something."""
    process, told = _AHEAD.pop() if _AHEAD else _waiting()
    _AHEAD.append(_waiting())
    told.send((what, words))
    told.close()
    return process


def _waiting() -> tuple[SpawnProcess, Connection]:
    hears, told = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=_when_told, args=(hears,), daemon=True)
    process.start()
    hears.close()
    return process, told


def _when_told(hears: Connection) -> None:
    what, words = hears.recv()
    what(*words)


def act(name: str, settings: Settings) -> None:
    """One of the steps of a deposit's life, on the store that `prepared` gives."""
    if name == "send":
        send(settings, LIGHTING)
    elif name == "publish":
        publish([2], ADVISER, settings)
    else:
        undo(1, ADVISER, settings)


def killed(name: str, settings: Settings, module: str, function: str, *, after: bool, at: int) -> None:
    """Do it, and be killed before or after a function is called for the `at`-th time."""
    owner = import_module(module)
    whole, calls = getattr(owner, function), iter(range(1, 1000))

    def dying(*words: Any, **named: Any) -> Any:
        last = next(calls) == at
        if last and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        result = whole(*words, **named)
        if last:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, function, dying)
    act(name, settings)


def cramped(name: str, settings: Settings, most: int, answer: Path) -> None:
    """Do it where no file may grow beyond a size, and say what came of it."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    try:
        act(name, settings)
        told = "done"
    except ObservatoryError as refusal:
        told = refusal.code
    except BaseException as error:  # noqa: BLE001 - the test fails on it, in words
        told = f"{type(error).__name__}: {error}"
    answer.write_text(told, encoding="utf-8")


def busy(settings: Settings, log: Path, seed: int) -> None:
    """Send, publish, undo, withdraw and send back at random until killed; each act is told before and after."""
    chance = random.Random(seed)  # noqa: S311 - which act is next
    with log.open("a", encoding="utf-8") as book:
        for _ in range(10_000):
            doing = _any(chance, settings)
            _tell(book, doing)
            done(doing, settings)
            _tell(book, {"done": True})


def done(doing: dict[str, Any], settings: Settings) -> None:
    """One act of `busy`."""
    what, number = doing["act"], doing["number"]
    if what == "send":
        lines = [(site, month, mwh) for site, month, mwh in doing["lines"]]
        send(settings, lines, insee_code=doing["commune"], mode=Mode(doing["mode"]))
    elif what == "publish":
        publish([number], ADVISER, settings)
    elif what == "undo":
        undo(number, ADVISER, settings)
    elif what == "withdraw":
        withdraw(number, ADVISER, settings)
    else:
        send_back([number], ADVISER, settings)


def _any(chance: random.Random, settings: Settings) -> dict[str, Any]:
    """An act that the store as it is allows."""
    known = sent(ADVISER, settings)
    new = {
        "act": "send",
        "number": len(known) + 1,
        "commune": chance.choice((HERE, THERE)),
        "mode": chance.choice(("complete", "replace")),
        # Never twice the same file: its amount says its number.
        "lines": [(site, 1, float(len(known) + 1)) for site in chance.sample(("école", "mairie", "gymnase"), 2)],
    }
    may = {State.SUBMITTED: ("publish", "publish", "withdraw", "send_back"), State.PUBLISHED: ("undo",)}
    found = [{"act": what, "number": one.number} for one in known for what in may.get(one.state, ())]
    return chance.choice([new, new, *found]) if found else new


def _tell(book: Any, line: dict[str, Any]) -> None:
    book.write(json.dumps(line) + "\n")
    book.flush()
    os.fsync(book.fileno())


def depositor(settings: Settings, commune: str, site: str, rounds: int, answer: Path) -> None:
    """Send the same two lines again and again, the same amount on both."""
    told = "done"
    try:
        for mwh in range(1, rounds + 1):
            send(
                settings,
                [(site, 1, float(mwh)), (site, 2, float(mwh))],
                insee_code=commune,
                user=User(site, Role.COMMUNE, frozenset({commune})),
            )
    except BaseException as error:  # noqa: BLE001
        told = f"{type(error).__name__}: {error}"
    answer.write_text(told, encoding="utf-8")


def adviser(settings: Settings, answer: Path, stop: Path) -> None:
    """Publish whatever waits, until told to stop and nothing waits any more."""
    told = "done"
    try:
        while (waiting := [one.number for one in queue(ADVISER, settings)]) or not stop.exists():
            publish(waiting, ADVISER, settings)
            time.sleep(0.02)
    except BaseException as error:  # noqa: BLE001
        told = f"{type(error).__name__}: {error}"
    answer.write_text(told, encoding="utf-8")
