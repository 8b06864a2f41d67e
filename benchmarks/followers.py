"""Sixty phones that follow one wall: from the presenter's move to each of them, and the server's work in between."""

import asyncio
import contextlib
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from benchmarks import pages
from benchmarks.table import Measure
from observatory.dashboards import kept
from observatory.dashboards.contract import Dashboard, Screen
from observatory.store import Store, control
from observatory.view import View

FOLLOWERS = 60
ARRIVAL = 0.5  # seconds between two of them
MOVES = 20
PAUSE = 1.0
IDLE = 30.0  # seconds in which nothing changes
P95 = 2000  # ms
OF_A_CORE = 0.10
PAGES = ("tendances", "comparaison", "vue-d-ensemble", "tendances", "comparaison")
DASHBOARD = Dashboard(title="Suivi", screens=tuple(Screen(view=View(page=page, territory="38151")) for page in PAGES))
DEBOUNCE = 150  # ms that the wall waits after a key, before it says where it is (components/wall.js)


@dataclass
class Phone:
    """One follower's connection: when each screen was heard."""

    heard: dict[int, float] = field(default_factory=dict)
    move: int = 0

    async def listen(self, code: str) -> None:
        """Hear the events of a room, until it is cancelled."""
        reader, writer = await asyncio.open_connection("127.0.0.1", pages.PORT)
        try:
            writer.write(f"GET /evenements/salle/{code} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
            while line := await reader.readline():
                if line.startswith(b"data: ") and "screen" in json.loads(line[6:]):
                    self.heard.setdefault(self.move, time.perf_counter())
        finally:
            writer.close()


@dataclass(frozen=True)
class Followed:
    """The waits of all phones for all moves, their first pages, and the share of a core while nothing changes."""

    waits: Measure
    arrivals: Measure
    missed: int
    idle: float

    @property
    def holds(self) -> bool:
        """Whether the bounds hold, and every phone heard every move."""
        return self.waits.holds and self.idle <= OF_A_CORE and not self.missed


def followed(store: Path) -> Followed:
    """Serve a store, open a room from its wall, let the phones come, and move."""
    number = kept.add(Store(store), DASHBOARD).number
    with pages.served(store) as server:
        return asyncio.run(_meeting(Store(store), number, psutil.Process(server.pid)))


async def _meeting(store: Store, number: int, server: psutil.Process) -> Followed:
    async with contextlib.AsyncExitStack() as stack:
        wall = await stack.enter_async_context(pages.connected(pages.PORT))
        seen = await pages.opened(wall, "projection", f"tableau={number}")
        await pages.told(wall, seen, "observatory_room", "opened", value=True)
        code = _code(store)
        phones = [Phone() for _ in range(FOLLOWERS)]
        arrivals = await asyncio.gather(*(_arrive(stack, one, at, code) for at, one in enumerate(phones)))
        idle = await _idle(server)
        waits: list[float] = []
        for move in range(1, MOVES + 1):
            for phone in phones:
                phone.move = move
            start = time.perf_counter()
            await pages.told(wall, seen, "observatory_wall", "moved", move % len(PAGES) + 1)
            await asyncio.sleep(PAUSE)
            waits += [one.heard[move] - start for one in phones if move in one.heard]
    missed = MOVES * FOLLOWERS - len(waits)
    return Followed(Measure("move to phone", waits, None, P95), Measure("first page", arrivals), missed, idle)


async def _arrive(stack: contextlib.AsyncExitStack, phone: Phone, at: int, code: str) -> float:
    """Open the page, then listen, as a browser does; seconds until the page was whole."""
    await asyncio.sleep(at * ARRIVAL)
    stream = await stack.enter_async_context(pages.connected(pages.PORT))
    start = time.perf_counter()
    await pages.opened(stream, "suivre", f"salle={code}")
    taken = time.perf_counter() - start
    stack.push_async_callback(_end, asyncio.create_task(phone.listen(code)))
    return taken


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


async def _idle(server: psutil.Process) -> float:
    """The share of a core that the server takes while it waits."""
    await asyncio.sleep(2)
    before = server.cpu_times()
    await asyncio.sleep(IDLE)
    after = server.cpu_times()
    return float(after.user + after.system - before.user - before.system) / IDLE


def _code(store: Store) -> str:
    with control.reading(store) as connection:
        if connection is None:
            raise RuntimeError("no room was opened")
        return str(connection.execute("SELECT code FROM rooms ORDER BY opened_at DESC").fetchone()[0])


def written(found: Followed) -> Sequence[str]:
    """Lines of a Markdown table."""
    waits, arrivals = found.waits, found.arrivals
    heard = f"{len(waits.seconds)} of {len(waits.seconds) + found.missed}"
    head = (
        "followers | moves heard | median | 95th percentile | of a core, nothing changing | first page, median and p95"
    )
    measured = f"{heard} | {waits.median:.0f} ms | {waits.p95:.0f} ms | {found.idle:.1%}"
    first = f"{arrivals.median:.0f} ms, {arrivals.p95:.0f} ms"
    bounds = f"p95 {P95} ms, {OF_A_CORE:.0%} of a core"
    return [
        f"| {head} | bounds | holds |",
        "|---|---|---|---|---|---|---|---|",
        f"| {FOLLOWERS} | {measured} | {first} | {bounds} | {'yes' if found.holds else '**no**'} |",
        "",
        f"From the message of the wall, which comes {DEBOUNCE} ms after the key.",
    ]
