"""`make bench`: measure everything in one run and write docs/benchmarks.md."""

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import answers, board, ingesting, pages
from benchmarks.table import Measure, timed, written
from observatory.ingest import ingest
from observatory.settings import PROJECT, settings
from observatory.store import Store, snapshots

START_BOUND = 4000
INTRODUCTION = """# Benchmarks

Written by `make bench` on {day}, on the shipped extracts. Times are of a shared machine: read the ratios, in units
of one SQL sum of the same run. A bound is a median or a 95th percentile, as the table says.
"""


def main() -> None:
    """Load the shipped extracts into a fresh store, measure, write."""
    with tempfile.TemporaryDirectory() as folder:
        store = pages.store_of(Path(folder))
        chosen = settings().model_copy(update={"store": store})
        loading = timed(lambda: ingest([PROJECT / "data" / "extracts"], chosen))
        found = answers.measures(snapshots.current(Store(store)))
        found += board.measures(Path(folder))
        found += ingesting.measures(Path(folder))
        with pages.served(os.environ | {"OBSERVATORY_STORE": str(store)}) as start:
            found.append(Measure("start to first page", [start], START_BOUND))
            found += pages.measures()
        found.append(Measure("loading the shipped extracts", [loading]))
    text = INTRODUCTION.format(day=datetime.now(UTC).date()) + "\n" + "\n".join(written(found, found[0])) + "\n"
    (PROJECT / "docs" / "benchmarks.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
