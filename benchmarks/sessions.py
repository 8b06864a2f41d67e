"""Thirty readers on the chart page at once, each thinking between two presses: their waits, and the server's memory."""

import asyncio
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks import pages
from benchmarks.table import Measure

PAGE = "tendances"
SESSIONS = 30
THINKING = 6.0  # seconds
ROUNDS = 20  # of each: two minutes
P95 = 250  # ms
FLAT = 1.05  # the last third's memory over the middle third's
MEBIBYTE = 2**20


@dataclass(frozen=True)
class Crowd:
    """The waits of all sessions, and the server's resident memory (MiB), each second from the first press.

    `working` is the server's own time (s of a core) for one press: what a busy machine cannot lengthen.
    """

    waits: Measure
    memory: Sequence[float]
    working: float

    @property
    def thirds(self) -> tuple[float, float, float]:
        """Medians of the memory of the first, the middle and the last third."""
        size = len(self.memory) // 3
        first, middle, last = (self.memory[at * size : (at + 1) * size] for at in range(3))
        return statistics.median(first), statistics.median(middle), statistics.median(last)

    @property
    def flat(self) -> bool:
        """Whether memory stays what it was."""
        _, middle, last = self.thirds
        return last <= FLAT * middle


def crowd(store: Path) -> Crowd:
    """Serve a store and let the sessions press."""
    with pages.served(store) as server:
        process = psutil.Process(server.pid)
        before = process.cpu_times()
        waits, memory = asyncio.run(_together(process))
        after = process.cpu_times()
    working = after.user + after.system - before.user - before.system
    return Crowd(Measure(f"{SESSIONS} sessions on the chart page", waits, None, P95), memory, working / len(waits))


async def _together(server: psutil.Process) -> tuple[list[float], list[float]]:
    memory: list[float] = []
    watching = asyncio.create_task(_watch(server, memory))
    waits = await asyncio.gather(*(_reader(at * THINKING / SESSIONS) for at in range(SESSIONS)))
    watching.cancel()
    return [wait for one in waits for wait in one], memory


async def _reader(arrives: float) -> list[float]:
    """One reader: opens the page, then presses, `ROUNDS` times, after having thought."""
    await asyncio.sleep(arrives)
    async with pages.connected(pages.PORT) as socket:
        seen = await pages.opened(socket, PAGE)
        waits = []
        for turn in range(ROUNDS):
            await asyncio.sleep(THINKING)
            waits.append(await pages.pressed(socket, seen, turn))
        return waits


async def _watch(server: psutil.Process, memory: list[float]) -> None:
    await asyncio.sleep(2 * THINKING)  # all have opened the page
    while True:
        memory.append(server.memory_info().rss / MEBIBYTE)
        await asyncio.sleep(1)


def written(found: Crowd) -> list[str]:
    """Lines of a Markdown table."""
    first, middle, last = found.thirds
    holds = "yes" if found.waits.holds and found.flat else "**no**"
    memory = f"{first:.0f}, {middle:.0f}, {last:.0f} MiB (×{last / middle:.3f})"
    waits = f"{len(found.waits.seconds)} | {found.waits.median:.1f} ms | {found.waits.p95:.1f} ms"
    head = "sessions | think time | presses | median | 95th percentile | of a core | memory at start, middle, end"
    bounds = f"p95 {P95} ms, memory ×{FLAT}"
    working = f"{found.working * 1000:.0f} ms a press"
    return [
        f"| {head} | bounds | holds |",
        "|---|---|---|---|---|---|---|---|---|",
        f"| {SESSIONS} | {THINKING:g} s | {waits} | {working} | {memory} | {bounds} | {holds} |",
    ]
