"""The verdict on one file: read as text, recognised, observed and judged; nothing is written."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from observatory.errors import FileRejected, Finding, Outcome
from observatory.grammar import fold
from observatory.ingest.report import Reading, Report, judge
from observatory.settings import Settings
from observatory.sources import Recognition
from observatory.sources.contract import Source
from observatory.sources.observe import Observed, observe_parts
from observatory.store import Store, archive, mappings, reference
from observatory.workbook.cells import Cells, read_tables, title_columns, with_header
from observatory.workbook.choice import HEADER_WITHIN, recognised_table
from observatory.workbook.guard import Kind
from observatory.workbook.large_text import LargeText, NotUtf8, Part, open_large
from observatory.workbook.limits import ADVISER, Limits
from observatory.workbook.text_table import Ragged, refuse_decimal_commas

VINTAGE_IN_NAME = re.compile(r"(20\d\d-(?:0[1-9]|1[0-2]))(?!\d)")
ENOUGH_RAGGED = 100_000
Advance = Callable[[int, int], None]


@dataclass(frozen=True)
class _Opened:
    """The tables of a file; of a large text its first lines, and the text."""

    tables: tuple[Cells, ...]
    large: LargeText | None = None


def read(
    content: bytes | Path | FileRejected,
    name: str,
    settings: Settings,
    *,
    only: str | None,
    mapped: Sequence[Source] = (),
    digest: str | None = None,
    limits: Limits = ADVISER,
    advance: Advance | None = None,
) -> Reading:
    """The verdict on one table: bytes, or where a text too large for them lies.

    Advisers' own tables are those that the store remembers, or `mapped`. `digest` is that of the file as received,
    where it is known. `advance` is told how far a large text is read, and its size, in bytes.
    """
    if isinstance(content, FileRejected):
        return Reading(Report(name, "", Outcome.REJECT, code=content.code, params=content.params))
    report = Report(file=name, sha256=digest or archive.digest_of(content), outcome=Outcome.REJECT)
    chosen = partial(recognised_table, only=only, mapped=mapped or mappings.sources(Store(settings.store)))
    verdict = partial(_verdict, report, chosen=chosen, settings=settings)
    if isinstance(content, bytes):
        return verdict(lambda: _Opened(read_tables(content, name, limits=limits)))
    with TemporaryDirectory(prefix="large-") as folder:
        opened = partial(open_large, content, name, Path(folder), limits=limits)
        try:
            return verdict(lambda: _first_lines(opened(cp1252=False)), advance=advance)
        except NotUtf8:
            return verdict(lambda: _first_lines(opened(cp1252=True)), advance=advance)


def _first_lines(large: LargeText) -> _Opened:
    head = large.head(HEADER_WITHIN)
    cells = Cells(Kind.CSV, None, head, findings=(), warnings=large.warnings, rows_seen=head.height)
    return _Opened((cells,), large)


def _verdict(
    report: Report,
    opened: Callable[[], _Opened],
    *,
    chosen: Callable[[Sequence[Cells]], tuple[Cells, Recognition]],
    settings: Settings,
    advance: Advance | None = None,
) -> Reading:
    try:
        found = opened()
        report = replace(report, kind=str(found.tables[0].kind))
        cells, recognition = chosen(found.tables)
        report = replace(report, source=recognition.source.key)
        if found.large is None:
            below = _below(cells, recognition)
            observed, ragged = _observe(lambda: (below,), cells, recognition, report.file, settings), cells.findings
        else:
            observed, ragged = _observe_large(found.large, cells, recognition, report.file, settings, advance=advance)
    except FileRejected as refusal:
        return Reading(replace(report, code=refusal.code, params=refusal.params))
    return judge(report, observed, recognition, warnings=cells.warnings, ragged=ragged)


def _below(cells: Cells, recognition: Recognition) -> pl.DataFrame:
    source = recognition.source
    return with_header(cells, recognition.header_row, repeated=source.repeated, titles=source.titles)


def _observe(
    parts: Callable[[], Iterable[pl.DataFrame]],
    cells: Cells,
    recognition: Recognition,
    name: str,
    settings: Settings,
) -> Observed:
    source = recognition.source
    observed = observe_parts(
        parts,
        replace(source, decimal=cells.decimal_mark(source.decimal)),
        codes=reference.commune_codes(settings.data),
        vintage=_vintage(name),
        current_year=datetime.now(UTC).year,
    )
    return replace(observed, facts=_dated(observed.facts))


def _observe_large(
    large: LargeText,
    head: Cells,
    recognition: Recognition,
    name: str,
    settings: Settings,
    *,
    advance: Advance | None,
) -> tuple[Observed, tuple[Finding, ...]]:
    """Read a source that looks at one row at a time in parts, and another whole."""
    ragged: list[Ragged] = []
    each = partial(_below_header, large, head, recognition, ragged, advance)
    parts = each if recognition.source.by_row else lambda: (pl.concat(each()),)
    observed = _observe(parts, head, recognition, name, settings)
    refuse_decimal_commas(ragged)
    return observed, tuple(one.finding for one in ragged)


def _below_header(
    large: LargeText, head: Cells, recognition: Recognition, ragged: list[Ragged], advance: Advance | None
) -> Iterator[pl.DataFrame]:
    """Give the rows of each part with the columns that the source reads; `ragged` receives the records left out."""
    source, header_row = recognition.source, recognition.header_row
    names = with_header(head, header_row, repeated=source.repeated).columns[1:]
    places, above = _places(names, source), title_columns(head, header_row, source.titles)
    ragged.clear()  # a second reading meets them again
    rows = 0
    for part in _ahead(large.parts(places)):
        ragged += part.ragged
        rows += part.frame.height + len(part.ragged)
        if len(ragged) > ENOUGH_RAGGED and 2 * len(ragged) > rows:
            raise FileRejected("too_many_errors", rejected=len(ragged), read=rows)
        if advance is not None:
            advance(part.read, large.size)
        above_it = part.frame["row"].search_sorted(header_row, side="right")
        below = part.frame.slice(above_it)
        yield below.rename({f"c{place}": names[place] for place in places}).with_columns(**above)


def _ahead(parts: Iterator[Part]) -> Iterator[Part]:
    """Give the parts while a thread splits the next one: none of them is left to split when this ends."""
    with ThreadPoolExecutor(max_workers=1) as splitter:
        coming = splitter.submit(next, parts, None)
        while (part := coming.result()) is not None:
            coming = splitter.submit(next, parts, None)
            yield part


def _places(names: Sequence[str], source: Source) -> list[int]:
    """Columns that a source reads: those that it declares, where it says that it looks at no other."""
    declared = {fold(header) for header in (*source.headers, *source.optional)}
    return [place for place, name in enumerate(names) if not source.by_row or fold(name) in declared]


def _vintage(name: str) -> str:
    """The month of publication where the file's name gives it; a name never decides what a file is."""
    found = VINTAGE_IN_NAME.search(name)
    return found[1] if found else ""


def _dated(facts: pl.DataFrame) -> pl.DataFrame:
    """Where nothing says the vintage, it is the newest year of the file."""
    if "vintage" not in facts.columns or facts.is_empty():
        return facts
    newest = str(facts["year"].max())
    return facts.with_columns(vintage=pl.when(pl.col("vintage") == "").then(pl.lit(newest)).otherwise("vintage"))
