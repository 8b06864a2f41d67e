"""Bytes in, report out: the one use-case that writes facts.

A file is archived, guarded, read as text, recognised, observed, and only then written, in one transaction. The same
bytes twice is a no-op that answers when they were first received. One call publishes once.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from observatory.errors import FileRejected, Finding, Outcome, Severity
from observatory.settings import Settings
from observatory.sources import Recognition, check_key
from observatory.sources.contract import Source
from observatory.sources.mapping import TableMapping, as_source
from observatory.sources.observe import WARNING_CODES, Observed, observe
from observatory.sources.repeats import FINDING_SCHEMA
from observatory.store import Store, archive, batches, mappings, reference, snapshots
from observatory.store.writer import Connection, transaction, writing
from observatory.workbook.cells import Cells, read_tables, with_header
from observatory.workbook.choice import recognised_table
from observatory.workbook.guard import tables
from observatory.workbook.limits import ADVISER

VINTAGE_IN_NAME = re.compile(r"(20\d\d-(?:0[1-9]|1[0-2]))(?!\d)")
JOURNAL = ("kind", "source", "vintage", "rows_read", "rows_accepted", "rows_rejected", "duplicates")
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Report:
    """What became of one file. `rows_read` = accepted + rejected + duplicates.

    `code` and `params` say why a file was refused, or that it was already received; `batch` and `snapshot` are None
    where nothing was written or published.
    """

    file: str
    sha256: str
    outcome: Outcome
    kind: str | None = None
    source: str | None = None
    vintage: str | None = None
    code: str | None = None
    params: Mapping[str, Any] = field(default_factory=dict)
    rows_read: int = 0
    rows_accepted: int = 0
    rows_rejected: int = 0
    duplicates: int = 0
    findings: tuple[Finding, ...] = ()
    batch: int | None = None
    snapshot: int | None = None


@dataclass(frozen=True)
class Reading:
    """A file read and judged, nothing written yet."""

    report: Report
    observed: Observed | None = None
    recognition: Recognition | None = None


def ingest(
    paths: Iterable[Path],
    settings: Settings,
    *,
    only: str | None = None,
    publish: bool = True,
    progress: Progress | None = None,
) -> list[Report]:
    """Take every file under `paths` into the store; publish once at the end what the current snapshot does not know.

    One report per file, in order. A refused file leaves its bytes in the archive and its line in the journal.
    Raises QuestionRefused `parameter_unknown` where `only` is the key of no source.
    """
    store = Store(settings.store)
    check_key(only, mapped=mappings.keys(store))
    files = list(_files(paths))
    reports = []
    for done, path in enumerate(files):
        if progress is not None:
            progress(path.name, done, len(files))
        reports += [_take(content, name, store, settings, only=only) for name, content in _tables(path)]
    good = any(report.outcome is not Outcome.REJECT for report in reports)
    number = _catch_up(settings) if publish and good else None
    return [report if report.outcome is Outcome.REJECT else replace(report, snapshot=number) for report in reports]


def check(paths: Iterable[Path], settings: Settings, *, only: str | None = None) -> list[Report]:
    """Give the verdict that `ingest` would, and write nothing."""
    check_key(only, mapped=mappings.keys(Store(settings.store)))
    each = (table for path in _files(paths) for table in _tables(path))
    return [_read(content, name, settings, only=only).report for name, content in each]


def publish_now(settings: Settings) -> int:
    """Write a snapshot of all that counts and make it the current one. Returns its number."""
    store = Store(settings.store)
    with writing(store) as con:
        return snapshots.publish(con, store, data=settings.data, kept=settings.snapshots_kept)


def _catch_up(settings: Settings) -> int | None:
    """Publish where the current snapshot is behind: after these files, or since a publication that died."""
    store = Store(settings.store)
    with writing(store) as con:
        if not snapshots.behind(con, store):
            return None
        return snapshots.publish(con, store, data=settings.data, kept=settings.snapshots_kept)


def undo(batch: int, settings: Settings) -> int:
    """Take a batch back and publish; the former state returns. Returns the number of the new snapshot."""
    store = Store(settings.store)
    with writing(store) as con:
        with transaction(con):
            batches.undo(con, batch)
        return snapshots.publish(con, store, data=settings.data, kept=settings.snapshots_kept)


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """Every file named, and every file under a folder named, hidden ones left out, in a stable order."""
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.is_file())
            yield from (p for p in inside if not any(part.startswith(".") for part in p.relative_to(path).parts))
        else:
            yield path


def _tables(path: Path) -> list[tuple[str, bytes | FileRejected]]:
    """A file as it is; a zip of several tables as one file each, `archive.zip/inner.csv`.

    A file that cannot be had, or is too large to be, stands with its refusal in the place of its bytes.
    """
    try:
        if (size := path.stat().st_size) > ADVISER.file_bytes:
            return [(path.name, FileRejected("file_too_large", size=size, limit=ADVISER.file_bytes))]
        content = path.read_bytes()
    except OSError:
        return [(path.name, FileRejected("file_unreadable", name=path.name))]
    try:
        found = tables(content, path.name, limits=ADVISER)
    except FileRejected:
        return [(path.name, content)]  # told by the verdict on the file itself
    if len(found) == 1:
        return [(path.name, content)]
    return [(f"{path.name}/{inner}", table) for inner, table in found]


def _take(content: bytes | FileRejected, name: str, store: Store, settings: Settings, *, only: str | None) -> Report:
    """Archive, then read, then write; whether the bytes are known is asked again inside the transaction."""
    if isinstance(content, FileRejected):
        with writing(store) as con, transaction(con):
            return _record(con, _read(content, name, settings, only=only))
    digest = archive.keep(store, content)
    with writing(store) as con, transaction(con):
        known = mappings.taken_before(con, store, digest)
        if known is not None:
            return _again(con, known, name, digest)
    reading = _read(content, name, settings, only=only)
    with writing(store) as con, transaction(con):
        known = mappings.taken_before(con, store, digest)
        return _record(con, reading) if known is None else _again(con, known, name, digest)


def preview(content: bytes, name: str, settings: Settings, *, mapping: TableMapping | None = None) -> Reading:
    """What a file would give, as the table that a mapping describes where there is one; nothing is written."""
    own = (as_source(mapping),) if mapping else ()
    return _read(content, name, settings, only=mapping.key if mapping else None, mapped=own)


def _read(
    content: bytes | FileRejected, name: str, settings: Settings, *, only: str | None, mapped: Sequence[Source] = ()
) -> Reading:
    """The verdict on one file; advisers' own tables are those that are remembered, or `mapped`."""
    if isinstance(content, FileRejected):
        return Reading(Report(name, "", Outcome.REJECT, code=content.code, params=content.params))
    report = Report(file=name, sha256=hashlib.sha256(content).hexdigest(), outcome=Outcome.REJECT)
    try:
        tables = read_tables(content, name, limits=ADVISER)
        report = replace(report, kind=str(tables[0].kind))
        cells, recognition = recognised_table(
            tables, only=only, mapped=mapped or mappings.sources(Store(settings.store))
        )
        report = replace(report, source=recognition.source.key)
        observed = _observe(cells, recognition, name, settings)
    except FileRejected as refusal:
        return Reading(replace(report, code=refusal.code, params=refusal.params))
    return _judge(report, observed, recognition, cells)


def _observe(cells: Cells, recognition: Recognition, name: str, settings: Settings) -> Observed:
    source = recognition.source
    observed = observe(
        with_header(cells, recognition.header_row, repeated=source.repeated, titles=source.titles),
        replace(source, decimal=cells.decimal_mark(source.decimal)),
        codes=reference.commune_codes(settings.data),
        vintage=_vintage(name),
        current_year=datetime.now(UTC).year,
    )
    return replace(observed, facts=_dated(observed.facts))


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


def _judge(report: Report, observed: Observed, recognition: Recognition, cells: Cells) -> Reading:
    """Count the rows, ragged lines included, and refuse a file of which more than half the rows are wrong."""
    ragged = {finding.row for finding in cells.findings if finding.row is not None}
    rejected = observed.rows_rejected + len(ragged)
    read = observed.rows_read + len(ragged)
    vintages = sorted(set(observed.facts["vintage"])) if "vintage" in observed.facts.columns else []
    report = replace(
        report,
        vintage=", ".join(vintages) or None,
        rows_read=read,
        rows_rejected=rejected,
        duplicates=observed.duplicates,
        findings=(*cells.warnings, *cells.findings, *_as_findings(observed.findings)),
    )
    if read == 0:
        return Reading(replace(report, code="no_data"))
    if rejected * 2 > read:
        counts = {"rejected": rejected, "read": read}
        report = replace(report, code="too_many_errors", params=counts, rows_rejected=read - observed.duplicates)
        return Reading(report)
    outcome = Outcome.ACCEPT_WITH_ROW_ERRORS if rejected else Outcome.ACCEPT
    accepted = replace(report, outcome=outcome, rows_accepted=read - rejected - observed.duplicates)
    return Reading(accepted, observed, recognition)


def _as_findings(frame: pl.DataFrame) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            code=line["code"],
            row=line["row"],
            column=line["column"],
            value=line["value"],
            severity=Severity.WARNING if line["code"] in WARNING_CODES else Severity.ERROR,
        )
        for line in frame.to_dicts()
    )


def _record(con: Connection, reading: Reading) -> Report:
    report, observed, recognition = reading.report, reading.observed, reading.recognition
    lines = [
        {"row": finding.row, "column": finding.column, "value": finding.value, "code": finding.code}
        for finding in report.findings
    ]
    number = batches.record(
        con,
        batches.Batch(
            sha256=report.sha256, file=report.file, outcome=str(report.outcome), code=report.code, **_journal(report)
        ),
        findings=pl.DataFrame(lines, schema=FINDING_SCHEMA),
        facts=observed.facts if observed else None,
        fact=recognition.source.fact if recognition and observed else None,
        recomputes=recognition.source.recomputes if recognition else None,
    )
    return replace(report, batch=number)


def _again(con: Connection, known: batches.Known, name: str, digest: str) -> Report:
    """The same bytes once more: nothing to do, or, after an undo, the same batch counts again."""
    if not known.standing:
        batches.accept(con, known.batch)
    return Report(
        file=name,
        sha256=digest,
        outcome=Outcome(known.outcome),
        code="already_received" if known.standing else None,
        params={"batch": known.batch, "received_at": known.received_at},
        batch=known.batch,
        **_journal(known),
    )


def _journal(line: Report | batches.Known) -> dict[str, Any]:
    """What a report and the journal both say of a file."""
    return {name: getattr(line, name) for name in JOURNAL}
