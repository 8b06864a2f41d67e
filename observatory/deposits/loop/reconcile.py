"""What is put right at every start: whatever a process left half done is finished, or is as if it had not begun."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from observatory import ingest
from observatory.deposits.loop.publication import give_back
from observatory.deposits.loop.rebuild import recover
from observatory.errors import ObservatoryError
from observatory.settings import Settings
from observatory.store import Store, archive, audit, batches, control, deposits, snapshots, staged
from observatory.store.soundness import deposited_digests
from observatory.store.writer import writing


@dataclass(frozen=True)
class Reconciled:
    """What was put right; `alarms` are what only a person can."""

    recovered: bool = False  # a damaged working database was set aside and built again
    given_back: tuple[int, ...] = ()  # deposits whose publication had not gone through
    cleared: tuple[str, ...] = ()  # rows that were staged for no deposit, and halves of files
    found: tuple[str, ...] = ()  # archived bytes that nothing told of, now in the queue
    alarms: tuple[ObservatoryError, ...] = ()


def reconcile(settings: Settings) -> Reconciled:
    """Put right what a process that died left; twice is once. Raises ObservatoryError as `rebuild`."""
    store = Store(settings.store)
    if not store.path.is_dir():
        return Reconciled()
    recovered = recover(settings)
    with writing(store) as con:  # what was committed is told to the control database as the store opens
        given_back = give_back(con, store)
        known, accepted = batches.digests(con), batches.accepted_digests(con)
        is_new = batches.last_event(con) > 0
    cleared = _clear(store)
    found = _found(store, known)
    gone = archive.missing(store, sorted({*accepted, *deposited_digests(store)}))
    if is_new or snapshots.current_number(store):
        ingest.catch_up(settings)
    alarms = (ObservatoryError("archive_missing", sha256=digest) for digest in gone)
    return Reconciled(recovered, tuple(given_back), tuple(cleared), tuple(found), tuple(alarms))


def _clear(store: Store) -> list[str]:
    """Take away what nothing names: staged rows, and what a death a day ago or more left of a file."""
    unfinished = archive.clear(store, before=datetime.now(UTC) - timedelta(days=1))
    with staged.staging(store):
        return [*unfinished, *staged.clear(store, {one.staged for one in deposits.every(store)})]


def _found(store: Store, known: set[str]) -> list[str]:
    """Queue the archived bytes that no file, no deposit and no look at them tells of."""
    told = known | deposited_digests(store) | {line.key for line in audit.lines(store, object_kind="file")}
    found = [digest for digest in archive.digests(store) if digest not in told]
    if found:
        with control.deciding(store) as connection:
            for digest in found:
                audit.append(connection, action="found", on=("file", digest))
    return found
