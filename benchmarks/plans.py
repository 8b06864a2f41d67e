"""What queries read: the rows that each scan of a plan touches, against those of its table and of its slice."""

import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from observatory.settings import PROJECT
from observatory.store import Store, snapshots
from observatory.store.snapshots import Snapshot
from observatory.ui.discovery import PageFile, discover

PLACES = ("38151", "epci:200040715", "dep:38")
GROUP = 122_880  # rows of a row group, the least that DuckDB reads
SMALL = 4 * GROUP  # a table that no query need slice: the reference, movements
ENDS = 4 * GROUP  # what a slice may read beside its own rows: the ends of row groups, communes in between


@dataclass(frozen=True)
class Query:
    """One statement as it was sent, and the function that sent it."""

    name: str
    sql: str
    params: Mapping[str, Any] = field(default_factory=dict, compare=False)


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
        return self.extent == "small" or (self.extent == "slice" and self.scanned <= self.slice_rows + ENDS)


@contextmanager
def recording() -> Iterator[list[Query]]:
    """Every statement that this process sends to a snapshot meanwhile."""
    sent: list[Query] = []
    real = Snapshot.query

    def query(self: Snapshot, sql: str, params: Mapping[str, Any] | None = None) -> Any:
        sent.append(Query(_sender(), sql, dict(params or {})))
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


def _sender() -> str:
    """The function that asked, three frames up: `totals.totals`."""
    code = sys._getframe(2).f_code  # noqa: SLF001 - what `inspect` reads, without its cost
    return f"{Path(code.co_filename).stem}.{code.co_name}"


@dataclass(frozen=True)
class Line:
    """One scan of one query that pages send about one place."""

    pages: tuple[str, ...]
    place: str
    query: str
    scan: Scan


def of_pages(store: Path) -> list[Line]:
    """Every scan of every query that pages send, each page opened on each place by a process that remembers nothing."""
    pages = [page for page in discover() for _ in PLACES]
    places = [place for _ in discover() for place in PLACES]
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        sent = list(pool.map(_sent, [store] * len(pages), pages, places))
    snapshot = snapshots.current(Store(store))
    worst: dict[tuple[str, str, str], Scan] = {}
    titles: dict[tuple[str, str, str], list[str]] = {}
    for page, place, queries in zip(pages, places, sent, strict=True):
        for query in dict.fromkeys(queries):
            for scan in explained(snapshot, query):
                key = (query.name, scan.table, place)
                worst[key] = max(worst.get(key, scan), scan, key=lambda one: one.scanned)
                titles.setdefault(key, []).append(page.title)
    return [
        Line(tuple(dict.fromkeys(titles[key])), key[2], key[0], scan)
        for key, scan in sorted(worst.items(), key=lambda one: one[0])
    ]


def _sent(store: Path, page: PageFile, place: str) -> list[Query]:
    """What one page sends; in a process of its own."""
    os.environ["OBSERVATORY_STORE"] = str(store)
    with recording() as queries:
        app = AppTest.from_file(PROJECT / "observatory" / "ui" / "main.py", default_timeout=120)
        app.query_params["territoire"] = place
        app.run()
        if page != discover()[0]:
            queries.clear()
            app.switch_page(f"../../pages/{page.file.name}").run()
    if app.exception:
        raise RuntimeError(f"{page.title} failed on {place}")
    return queries


def written(lines: Sequence[Line]) -> list[str]:
    """Lines of a Markdown table; small tables, read whole on purpose, are named below it."""
    told = ["| query | of | table | rows read | of the slice | of the table | reads | holds |",
            "|---|---|---|---|---|---|---|---|"]  # fmt: skip
    for line in lines:
        scan = line.scan
        if scan.extent != "small":
            told.append(
                f"| {line.query} | {line.place} | {scan.table} | {scan.scanned:,} | {scan.slice_rows:,} "
                f"| {scan.rows:,} | {scan.extent} | {'yes' if scan.holds else '**no**'} |"
            )
    small = sorted({(line.scan.table, line.scan.rows) for line in lines if line.scan.extent == "small"})
    return [
        *told,
        "",
        "Read whole, being small: " + ", ".join(f"{table} ({rows:,} rows)" for table, rows in small) + ".",
    ]
