"""What queries read: the rows that each scan of a plan touches, against those of its table and of its slice."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from observatory.store.snapshots import Snapshot

GROUP = 122_880  # rows of a row group, the least that DuckDB reads
SMALL = 4 * GROUP  # a table that no query need slice: the reference, movements


@dataclass(frozen=True)
class Query:
    """One statement as it was sent."""

    sql: str
    params: Mapping[str, Any] = field(default_factory=dict, compare=False)

    @property
    def key(self) -> str:
        """The same for the same statement, whatever its parameters."""
        return " ".join(self.sql.split())


@dataclass(frozen=True)
class Scan:
    """One table that a query reads: `scanned` rows of its `rows`, of which `slice_rows` pass what is asked."""

    table: str
    scanned: int
    slice_rows: int
    rows: int

    @property
    def extent(self) -> str:
        """`small` (a table no query need slice), `slice` or `whole`."""
        if self.rows <= SMALL:
            return "small"
        return "whole" if self.scanned >= self.rows else "slice"

    @property
    def holds(self) -> bool:
        """Whether no more is read than the slice and the ends of its row groups."""
        return self.extent == "small" or (self.extent == "slice" and self.scanned <= self.slice_rows + 4 * GROUP)


@contextmanager
def recording() -> Iterator[list[Query]]:
    """Every statement that this process sends to a snapshot meanwhile."""
    sent: list[Query] = []
    real = Snapshot.query

    def query(self: Snapshot, sql: str, params: Mapping[str, Any] | None = None) -> Any:
        sent.append(Query(sql, dict(params or {})))
        return real(self, sql, params)

    Snapshot.query = query  # type: ignore[method-assign]
    try:
        yield sent
    finally:
        Snapshot.query = real  # type: ignore[method-assign]


def explained(snapshot: Snapshot, query: Query) -> list[Scan]:
    """The scans of one query, run and counted by the database."""
    plan = snapshot.query(f"EXPLAIN (ANALYZE, FORMAT json) {query.sql}", query.params)
    return [
        Scan(name, int(scan["rows_scanned"]), int(scan["intermediate_rows"]), _rows(snapshot, name))
        for scan in _scans(json.loads(plan["explain_value"][0])["operator"])
        for name in [scan["extra_info"]["Table"].rsplit(".", 1)[-1]]
    ]


def _scans(operators: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for one in operators:
        if one["type"] == "TABLE_SCAN":
            yield one
        yield from _scans(one.get("children", []))


def _rows(snapshot: Snapshot, table: str) -> int:
    return int(snapshot.query(f"SELECT count(*) AS rows FROM {table}")["rows"][0])
