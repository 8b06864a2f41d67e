"""Which tables the queries of a block read."""

from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.plans import explained, recording
from observatory.store.snapshots import Snapshot


@contextmanager
def scans(snapshot: Snapshot) -> Iterator[set[str]]:
    """Names of the tables that are scanned, filled at the end of the block."""
    tables: set[str] = set()
    with recording() as queries:
        yield tables
    for query in queries:
        tables.update(scan.table for scan in explained(snapshot, query))
