"""Fiches communales: time of each in one process, of which a folder has two, and memory that grows with them."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import psutil

from benchmarks.table import Measure, timed, written
from observatory.exports.folder import Printer
from observatory.exports.pdf import Press
from observatory.settings import settings
from observatory.store import Store, snapshots, totals
from observatory.territory import Kind, Territory

SAMPLE = 40
# 832 communes at 0.25 s each on two cores: half a second of one process for each.
BOUND = 500
MOST_GROWTH = 50.0  # MiB from the middle of the sample to its end
AREAS = (Territory(Kind.EPCI, "200040715"), Territory(Kind.DEPARTEMENT, "42"))


def measures(store: Path) -> list[Measure]:
    """Half of the sample has energy figures, half has none. Raises AssertionError where memory is not flat."""
    printer = Printer(Press(settings().model_copy(update={"store": store})), snapshots.current(Store(store)), "fr")
    first, *codes = _sample(printer)
    printer.pdf(first)  # imports, fonts and reference tables, once a process
    middle = len(codes) // 2
    seconds = [timed(lambda code=code: printer.pdf(code)) for code in codes[:middle]]  # type: ignore[misc]
    before = _resident()
    seconds += [timed(lambda code=code: printer.pdf(code)) for code in codes[middle:]]  # type: ignore[misc]
    growth = _resident() - before
    print(f"memory: {growth:+.1f} MiB over the last {len(codes) - middle} documents")
    assert growth < MOST_GROWTH, f"{growth:.1f} MiB"  # noqa: S101 - a measure that fails is a failed run
    return [Measure("a fiche communale, in one of two processes", seconds, BOUND)]


def _sample(printer: Printer) -> Sequence[str]:
    """Communes with energy figures and without, in turn."""
    each = [totals.members(printer.snapshot, area)["insee_code"].to_list()[: SAMPLE // 2] for area in AREAS]
    return [code for pair in zip(*each, strict=True) for code in pair]


def _resident() -> float:
    """MiB of this process."""
    return float(psutil.Process(os.getpid()).memory_info().rss) / 2**20


if __name__ == "__main__":
    made = measures(Path(sys.argv[1]))
    print("\n".join(written(made, made[0])))
