"""Bytes in, report out: the one use-case that writes facts.

A file is archived, guarded, read as text, recognised, observed, and only then written, in one transaction. The same
bytes twice is a no-op that answers when they were first received. One call publishes once.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl

from observatory.errors import FileRejected, ObservatoryError, Outcome
from observatory.ingest.reading import read
from observatory.ingest.received import Received, files, received
from observatory.ingest.report import Reading, Report
from observatory.settings import Settings
from observatory.sources import check_key
from observatory.sources.mapping import TableMapping, as_source
from observatory.sources.repeats import FINDING_SCHEMA
from observatory.store import Store, archive, batches, deposited, mappings, private, snapshots
from observatory.store.writer import Connection, transaction, writing
from observatory.workbook.limits import ADVISER, Limits

__all__ = ["Reading", "Report", "catch_up", "catch_up_held", "check", "ingest", "preview", "publish_now", "undo"]

JOURNAL = ("kind", "source", "vintage", "rows_read", "rows_accepted", "rows_rejected", "duplicates")
Progress = Callable[[str, int, int], None]


def ingest(
    paths: Iterable[Path],
    settings: Settings,
    *,
    only: str | None = None,
    publish: bool = True,
    progress: Progress | None = None,
    limits: Limits = ADVISER,
) -> list[Report]:
    """Take every file under `paths` into the store; publish once at the end what the current snapshot does not know.

    One report per file, in order. A refused file leaves its bytes in the archive and its line in the journal.
    Raises QuestionRefused `parameter_unknown` where `only` is the key of no source.
    """
    store = Store(settings.store)
    check_key(only, mapped=mappings.keys(store))
    named = list(files(paths))
    reports = []
    for done, path in enumerate(named):
        step = partial(progress or _untold, path.name)
        step(done, len(named))
        judged = partial(read, settings=settings, only=only, limits=limits, advance=step)
        with received(path, limits=limits) as tables:
            reports += [_take(table, store, judged) for table in tables]
    good = any(report.outcome is not Outcome.REJECT for report in reports)
    number = catch_up(settings) if publish and good else None
    return [report if report.outcome is Outcome.REJECT else replace(report, snapshot=number) for report in reports]


def check(paths: Iterable[Path], settings: Settings, *, only: str | None = None) -> list[Report]:
    """Give the verdict that `ingest` would, and write nothing."""
    check_key(only, mapped=mappings.keys(Store(settings.store)))
    reports = []
    for path in files(paths):
        with received(path) as tables:
            reports += [_checked(one, settings, only=only) for one in tables]
    return reports


def preview(content: bytes, name: str, settings: Settings, *, mapping: TableMapping | None = None) -> Reading:
    """What a file would give, as the table that a mapping describes where there is one; nothing is written."""
    own = (as_source(mapping),) if mapping else ()
    return read(content, name, settings, only=mapping.key if mapping else None, mapped=own)


def _checked(table: Received, settings: Settings, *, only: str | None) -> Report:
    digest = archive.digest_of(table.around) if table.around else None
    return read(table.content, table.name, settings, only=only, digest=digest).report


def _untold(name: str, done: int, total: int) -> None:
    """Tell nobody how far it is."""


def publish_now(settings: Settings) -> int:
    """Write a snapshot of all that counts and make it the current one. Returns its number."""
    store = Store(settings.store)
    with writing(store) as con:
        private.catch_up(con, store, kept=settings.snapshots_kept)
        return snapshots.publish(con, store, data=settings.data, kept=settings.snapshots_kept)


def catch_up(settings: Settings) -> int | None:
    """Publish where the current snapshot is behind: after new files, a publication that died, or a newer program."""
    store = Store(settings.store)
    with writing(store) as con:
        return catch_up_held(con, store, settings)


def catch_up_held(con: Connection, store: Store, settings: Settings) -> int | None:
    """The same, in a store that its writer holds."""
    private.catch_up(con, store, kept=settings.snapshots_kept)
    if not snapshots.behind(con, store):
        return None
    return snapshots.publish(con, store, data=settings.data, kept=settings.snapshots_kept)


def undo(batch: int, settings: Settings) -> int:
    """Take a batch back and publish; the former state returns. Returns the number of the new snapshot.

    Raises ObservatoryError `batch_unknown`, `batch_not_standing`, `batch_is_deposit` (its deposit is what is undone).
    """
    store = Store(settings.store)
    with writing(store) as con:
        deposit = deposited.of_batch(con, batch)
        if deposit is not None:
            raise ObservatoryError("batch_is_deposit", batch=batch, number=deposit)
        with transaction(con):
            batches.undo(con, batch)
        private.catch_up(con, store, kept=settings.snapshots_kept)
        return snapshots.publish(con, store, data=settings.data, kept=settings.snapshots_kept)


def _take(table: Received, store: Store, judged: Callable[..., Reading]) -> Report:
    """Archive, then read, then write; whether the bytes are known is asked again inside the transaction.

    Bytes that the archive had not are new, but for what it may have lost: the store is not opened to ask so first.

    A large text is read where it is archived: the file that was named may change meanwhile.
    """
    content, name = table.content, table.name
    if isinstance(content, FileRejected):
        with writing(store) as con, transaction(con):
            return _record(con, judged(content, name))
    digest, kept_before = archive.keep(store, table.around or content)
    if kept_before:
        with writing(store) as con, transaction(con):
            known = mappings.taken_before(con, store, digest)
            if known is not None:
                return _again(con, known, name, digest)
    if isinstance(content, Path) and table.around is None:
        content = archive.kept_at(store, digest)
    reading = judged(content, name, digest=digest)
    with writing(store) as con, transaction(con):
        known = mappings.taken_before(con, store, digest)
        return _record(con, reading) if known is None else _again(con, known, name, digest)


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
