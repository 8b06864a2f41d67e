"""Fiches communales: time of each in one process, then of two départements in two; memory that must not grow."""

import os
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import psutil

from benchmarks.table import Measure, timed, written
from observatory.exports.folder import Made, Printer, fiches
from observatory.exports.pdf import Press
from observatory.settings import settings
from observatory.store import Store, snapshots, totals
from observatory.territory import Kind, Territory

SAMPLE = 40
# 832 communes at 0.25 s each on two cores: half a second of one process for each.
BOUND, WHOLE_BOUND = 500, 250
MOST_GROWTH = 50.0  # MiB from the middle to the end, of the sample or of one process of the whole
AREAS = (Territory(Kind.EPCI, "200040715"), Territory(Kind.DEPARTEMENT, "42"))
WHOLE = (Territory(Kind.DEPARTEMENT, "38"), Territory(Kind.DEPARTEMENT, "42"))  # 832 communes


def measures(store: Path) -> list[Measure]:
    """A sample in this process, half of it with energy figures; then every commune of two départements.

    Raises AssertionError where memory is not flat.
    """
    return [_sampled(store), _whole(store, WHOLE)]


def _sampled(store: Path) -> Measure:
    printer = Printer(Press(settings().model_copy(update={"store": store})), snapshots.current(Store(store)), "fr")
    first, *codes = _sample(printer)
    printer.pdf(first)  # imports, fonts and reference tables, once a process
    middle = len(codes) // 2
    seconds = [timed(lambda code=code: printer.pdf(code)) for code in codes[:middle]]  # type: ignore[misc]
    before = _resident(os.getpid())
    seconds += [timed(lambda code=code: printer.pdf(code)) for code in codes[middle:]]  # type: ignore[misc]
    _flat(_resident(os.getpid()) - before, len(codes) - middle)
    return Measure("a fiche communale, in one of two processes", seconds, BOUND)


def _whole(store: Path, areas: Sequence[Territory]) -> Measure:
    """Wall-clock time of each document, from one to the next as they come out of the two processes."""
    chosen, snapshot = settings().model_copy(update={"store": store}), snapshots.current(Store(store))
    seconds: list[float] = []
    for area in areas:
        with tempfile.TemporaryDirectory() as folder:
            total, documents = fiches(snapshot, chosen, area, Path(folder), language="fr")
            seconds += _timed_each(documents, total)
    return Measure(f"each of {len(seconds)} fiches, two processes together", seconds, WHOLE_BOUND)


def _timed_each(documents: Iterable[Made], total: int) -> list[float]:
    found, before, last = [], 0.0, time.perf_counter()
    for at, _ in enumerate(documents, start=1):
        now = time.perf_counter()
        found.append(now - last)
        last = now
        if at == total // 2:
            before = _largest()
        elif at == total - 1:
            _flat(_largest() - before, total - total // 2)
    # Two come out almost together: what a reader waits for is the mean.
    return [sum(found) / len(found)] * len(found)


def _largest() -> float:
    """MiB of the largest process that writes."""
    children = psutil.Process(os.getpid()).children(recursive=True)
    return max((_resident(one.pid) for one in children), default=0.0)


def _flat(growth: float, count: int) -> None:
    print(f"memory: {growth:+.1f} MiB over the last {count} documents")
    assert growth < MOST_GROWTH, f"{growth:.1f} MiB"  # noqa: S101 - a measure that fails is a failed run


def _sample(printer: Printer) -> Sequence[str]:
    """Communes with energy figures and without, in turn."""
    each = [totals.members(printer.snapshot, area)["insee_code"].to_list()[: SAMPLE // 2] for area in AREAS]
    return [code for pair in zip(*each, strict=True) for code in pair]


def _resident(pid: int) -> float:
    """MiB of a process."""
    return float(psutil.Process(pid).memory_info().rss) / 2**20


if __name__ == "__main__":
    made = measures(Path(sys.argv[1]))
    print("\n".join(written(made, made[0])))
