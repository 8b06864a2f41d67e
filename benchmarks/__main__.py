"""`make bench`: measure all in one run and write docs/benchmarks.md; `--only answers,pages` prints some of it."""

import argparse
import os
import platform
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from multiprocessing import get_context
from pathlib import Path

from benchmarks import answers, board, documents, engines, followers, ingesting, national, pages, plans, sessions
from benchmarks.table import Measure, timed, written
from observatory.ingest import ingest
from observatory.settings import PROJECT, settings
from observatory.store import Store, snapshots

START_BOUND = 4000
INTRODUCTION = """# Benchmarks

Written by `make bench` on {day}, on {machine}. Times are of a shared machine: read the ratios, in units of one SQL sum
of the same run. A bound is a median or a 95th percentile, as the table says.
"""


@dataclass(frozen=True)
class Bench:
    """What the parts share: a folder, the shipped extracts in a store, and, where asked for, stores of France."""

    folder: Path

    @cached_property
    def loading(self) -> Measure:
        """The shipped extracts, taken into the store."""
        chosen = settings().model_copy(update={"store": self.store})
        return Measure("loading the shipped extracts", [timed(lambda: ingest([PROJECT / "data" / "extracts"], chosen))])

    @property
    def store(self) -> Path:
        """Where the shipped extracts are, once loaded."""
        return self.folder / "store"

    @cached_property
    def national(self) -> national.Stores:
        """Two stores of the size of France."""
        return national.stores(self.store, self.folder / "national")


def _answers(bench: Bench) -> list[str]:
    found = answers.measures(snapshots.current(Store(bench.store)))
    return written([*found, *board.measures(bench.folder), bench.loading], found[0])


def _pages(bench: Bench) -> list[str]:
    unit = answers.measures(snapshots.current(Store(bench.store)))[0]
    with pages.served(bench.store) as server:
        found = [Measure("start to first page", [server.seconds], START_BOUND), *pages.measures()]
    return written(found, unit)


def _ingesting(bench: Bench) -> list[str]:
    found = ingesting.measures(bench.folder)
    return written(found, found[0])


def _documents(bench: Bench) -> list[str]:
    found = documents.measures(bench.store)
    return written(found, found[0])


def _national(bench: Bench) -> list[str]:
    built = f"The larger store took {bench.national.seconds:.0f} s to build."
    return [*national.grown(bench.national, national.growth(bench.national)), "", built]


def _engines(bench: Bench) -> list[str]:
    facts = Store(bench.national.large).snapshot(1)
    # A process of its own: this one holds the same file open as pages do, which no other configuration may join.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        asked = (
            pool.submit(engines.duckdb_of, facts).result(),
            pool.submit(engines.postgres_of, facts).result(),
            pool.submit(engines.pandas_of, facts, bench.folder).result(),
        )
    absent = [] if asked[1] else ["", "PostgreSQL: skipped, not installed."]
    return [*engines.written([one for one in asked if one]), *absent]


PARTS: dict[str, tuple[str, Callable[[Bench], Sequence[str]]]] = {
    "answers": ("Answers, on the shipped extracts", _answers),
    "pages": ("Pages, on the shipped extracts", _pages),
    "sessions": ("Readers at once", lambda bench: sessions.written(sessions.crowd(bench.store))),
    "followers": ("Phones that follow a wall", lambda bench: followers.written(followers.followed(bench.store))),
    "ingesting": ("Large files", _ingesting),
    "documents": ("Documents", _documents),
    "national": ("A store of the size of France", _national),
    "reruns": ("Pages over the national store", lambda bench: national.reruns(bench.national)),
    "plans": (
        "What pages' queries read of the national store",
        lambda bench: plans.written(plans.of_pages(bench.national.large)),
    ),
    "engines": ("The same questions elsewhere", _engines),
}


def main() -> None:
    """Load the shipped extracts into a fresh store, measure, write."""
    only = _asked()
    machine = f"{os.cpu_count()} cores of {platform.machine()}"
    text = INTRODUCTION.format(day=datetime.now(UTC).date(), machine=machine)
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        print(f"{bench.loading.name}: {bench.loading.median:.0f} ms", flush=True)
        for name, (title, part) in PARTS.items():
            if name in only:
                section = f"\n## {title}\n\n" + "\n".join(part(bench)) + "\n"
                print(section, flush=True)
                text += section
    if only == list(PARTS):
        (PROJECT / "docs" / "benchmarks.md").write_text(text, encoding="utf-8")


def _asked() -> list[str]:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", default=",".join(PARTS), help=f"some of {','.join(PARTS)}; then nothing is written")
    asked = parser.parse_args().only.split(",")
    unknown = sorted(set(asked) - set(PARTS))
    if unknown:
        parser.error(f"no part is called {', '.join(unknown)}")
    return [name for name in PARTS if name in asked]


if __name__ == "__main__":
    main()
