"""A working database built again from the journal, the archive and the staged rows: every file, every event, in order.

Files are read by the program of today; a deposit's rows are those that were staged when it was sent.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl

from observatory import ingest
from observatory.deposits.loop.differences import removed
from observatory.deposits.loop.standing import held
from observatory.errors import FileRejected, ObservatoryError, Outcome
from observatory.ingest.reading import read
from observatory.ingest.received import received
from observatory.ingest.report import Reading
from observatory.settings import Settings
from observatory.sources.repeats import FINDING_SCHEMA
from observatory.store import Store, archive, batches, control, deposited, deposits, mappings, recovery, staged
from observatory.store.batches import Batch
from observatory.store.follow import Journal, journal
from observatory.store.writer import Connection, building, locked, transaction, writing

_LINE = ("sha256", "file", "kind", "source", "vintage", "outcome", "code")
_COUNTS = ("rows_read", "rows_accepted", "rows_rejected", "duplicates")


@dataclass(frozen=True)
class _Replay:
    """A database that is being built again, and what it is built from."""

    con: Connection
    store: Store
    settings: Settings
    told: Journal


def rebuild(settings: Settings) -> None:
    """Build the working database again from nothing but the journal and the archive; the former one is set aside.

    Raises ObservatoryError `archive_missing`, `archive_damaged`, `staged_missing`, `staged_damaged`, `rebuild_differs`.
    """
    store = Store(settings.store)
    _tell_all(store)
    with locked(store):
        _replaced(store, settings, backup=None)


def rebuild_into(settings: Settings, folder: Path) -> int:
    """Replay the whole archive into an empty store, and publish it there. Returns the number of its snapshot.

    Raises ObservatoryError `folder_not_empty`, and as `rebuild`.
    """
    if folder.exists() and any(folder.iterdir()):
        raise ObservatoryError("folder_not_empty", folder=str(folder))
    store, fresh = Store(settings.store), Store(folder)
    _tell_all(store)
    folder.mkdir(parents=True, exist_ok=True)
    control.copy(store, fresh.control)
    for name in (store.archive.name, store.staged.name):
        if (store.path / name).exists():
            shutil.copytree(store.path / name, folder / name)
    there = settings.model_copy(update={"store": folder})
    with locked(fresh):
        _replaced(fresh, there, backup=None)
    return ingest.publish_now(there)


def recover(settings: Settings) -> bool:
    """Set a damaged working database aside and build it again from the last backup and what came after it.

    Returns whether it was damaged. Raises as `rebuild`.
    """
    store = Store(settings.store)
    with locked(store):
        if recovery.sound(store):
            return False
        _replaced(store, settings, backup=recovery.last_backup(store))
    return True


def _tell_all(store: Store) -> None:
    """Have the journal know what the database knows, where it can still be read."""
    with suppress(ObservatoryError), writing(store):
        pass


def _replaced(store: Store, settings: Settings, *, backup: Store | None) -> None:
    with TemporaryDirectory(dir=store.path, prefix="rebuilding-") as folder:
        fresh = Path(folder) / store.working.name
        if backup is not None:
            shutil.copyfile(backup.working, fresh)
        with building(fresh) as con:
            _play(_Replay(con, store, settings, journal(store)))
        recovery.replace_working(store, fresh)


def _play(replay: _Replay) -> None:
    """Play what the database does not know: the files in their order, and each event when it happened."""
    con, told = replay.con, replay.told
    first, publications = batches.last_event(con), batches.last_publication(con)
    for event in told.events:
        if event["event"] > first:
            with transaction(con):
                _happen(replay, event)
    with transaction(con):
        _files_before(replay, len(told.batches) + 1)
        for line in told.publications:
            if line["number"] > publications:
                batches.publish_again(con, line["number"], line["event"], line["published_at"])
    if batches.last_event(con) != len(told.events) or batches.last_batch(con) != len(told.batches):
        raise ObservatoryError("rebuild_differs")


def _happen(replay: _Replay, event: dict[str, Any]) -> None:
    con, batch, at = replay.con, event["batch"], event["happened_at"]
    _files_before(replay, batch)
    is_new = batches.last_batch(con) < batch
    said = {"person": event["person"], "comment": event["comment"], "at": at}
    if is_new and event["deposit"] is not None:
        _publish(replay, event["deposit"], **said)
    elif is_new:
        _take(replay, replay.told.batches[batch - 1])
    elif event["deposit"] is not None:
        deposited.undo(con, event["deposit"], batch, **said)
    elif event["action"] == "accept":
        batches.accept(con, batch, at=at)
    else:
        batches.undo(con, batch, at=at)


def _files_before(replay: _Replay, batch: int) -> None:
    """Take the files before one of which nothing ever counted: those that were refused."""
    for line in replay.told.batches[batches.last_batch(replay.con) : batch - 1]:
        _take(replay, line)


def _publish(replay: _Replay, number: int, *, person: str, comment: str, at: datetime) -> None:
    deposit = deposits.get(replay.store, number)
    rows = staged.fetch(replay.store, deposit.staged)
    gone = removed(held(replay.con, [deposit.insee_code]), rows, deposit.mode)
    deposited.publish(replay.con, deposit, rows, removed=gone, person=person, comment=comment, at=at)


def _take(replay: _Replay, line: dict[str, Any]) -> None:
    """Read an archived file again as the source that it was, and write it down as it was."""
    with _read(replay, line) as reading:
        found = [{"row": f.row, "column": f.column, "value": f.value, "code": f.code} for f in reading.report.findings]
        counted = line["outcome"] != Outcome.REJECT
        observed, recognition = (reading.observed, reading.recognition) if counted else (None, None)
        batches.record(
            replay.con,
            Batch(**{name: line[name] for name in (*_LINE, *_COUNTS)}),
            findings=pl.DataFrame(found, schema=FINDING_SCHEMA),
            facts=observed.facts if observed else None,
            fact=recognition.source.fact if recognition and observed else None,
            recomputes=recognition.source.recomputes if recognition else None,
            at=line["received_at"],
        )


@contextmanager
def _read(replay: _Replay, line: dict[str, Any]) -> Iterator[Reading]:
    store, digest = replay.store, line["sha256"]
    if not digest:  # its bytes could not be had
        yield read(FileRejected(line["code"]), line["file"], replay.settings, only=None)
        return
    archive.check(store, digest)
    then = mappings.sources_at(store, line["received_at"])
    with received(archive.kept_at(store, digest)) as tables:
        content = tables[0].content
        yield read(content, line["file"], replay.settings, only=line["source"], mapped=then, digest=digest)
