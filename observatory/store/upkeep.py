"""Looking after a store: what was received, whether it is sound, a copy of it and back."""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import polars as pl

from observatory.errors import ObservatoryError
from observatory.store import archive, batches, control, deposits, recovery, snapshots, soundness
from observatory.store.place import Store
from observatory.store.writer import Connection, locked, quoted, writing

# What readers see goes first and comes last: between the two, they are told that the store is empty.
PARTS = (
    "published",
    "private",
    "former",
    "working.duckdb",
    "working.duckdb.wal",
    "control.sqlite",
    "control.sqlite-wal",
    "control.sqlite-shm",
    "staged",
    "archive",
)


def batches_received(store: Store) -> pl.DataFrame:
    """Every file received, newest first, and whether it counts. Grain: one row per batch."""
    if not store.working.exists():
        raise ObservatoryError("store_empty")
    with writing(store) as con:
        return batches.listing(con)


def verify(store: Store, *, data: Path) -> list[ObservatoryError]:
    """Everything that is not as it should be; empty when sound.

    Archived bytes, the pointer, the current snapshot, deposits against the facts, the chain of the audit.
    """
    if snapshots.current_number(store) == 0 and not deposits.every(store):
        return [ObservatoryError("store_empty")]
    problems = [ObservatoryError("archive_damaged", sha256=digest) for digest in archive.damaged(store)]
    with writing(store) as con:
        gone = archive.missing(store, {*batches.accepted_digests(con), *soundness.deposited_digests(store)})
        problems += [ObservatoryError("archive_missing", sha256=digest) for digest in gone]
        if batches.pointer_differences(con):
            problems.append(ObservatoryError("pointer_differs", slices=batches.pointer_differences(con)))
        problems += soundness.problems(con, store)
        number = snapshots.current_number(store)
        if number and not _comes_again(con, store, number, data=data):
            problems.append(ObservatoryError("snapshot_differs", number=number))
    return problems


def _comes_again(con: Connection, store: Store, number: int, *, data: Path) -> bool:
    """Whether a snapshot built again from the events gives the figures that are published."""
    published = store.snapshot(number)
    with TemporaryDirectory(dir=store.path, prefix="verify-") as folder:
        again = Path(folder) / published.name
        try:
            snapshots.rebuild_at(con, store, again, number, data=data)
            return snapshots.figures(again) == snapshots.figures(published)
        except (ObservatoryError, duckdb.Error):
            return False


def backup(store: Store, folder: Path) -> None:
    """Copy the store, held still, into a new or empty folder.

    Raises ObservatoryError `folder_not_empty`, `store_empty`.

    The working database goes through COPY FROM DATABASE: copying the file of an open database loses commits silently.
    """
    if folder.exists() and any(folder.iterdir()):
        raise ObservatoryError("folder_not_empty", folder=str(folder))
    if not store.working.exists():
        raise ObservatoryError("store_empty")
    copy = Store(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with writing(store) as con:
        con.execute(f"ATTACH {quoted(copy.working)} AS copy")
        con.execute(f"COPY FROM DATABASE {store.working.stem} TO copy")
        con.execute("DETACH copy")
        control.copy(store, copy.control)
        for name in ("archive", "staged", "published", "private"):
            _copy(store.path / name, folder / name)
    recovery.remember_backup(store, folder)


def restore(folder: Path, store: Store) -> None:
    """Put a backup in the store's place; what was there is kept beside it under its date.

    The copy is whole before anything moves, and nobody writes while it does. Raises ObservatoryError `not_a_backup`.
    """
    _check_backup(Store(folder))
    store.path.mkdir(parents=True, exist_ok=True)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    place = store.path.resolve()
    aside, copy = (place.with_name(f"{place.name}-{word}-{stamp}") for word in ("before-restore", "restoring"))
    copy.mkdir()
    for name in PARTS:
        _copy(folder / name, copy / name)
    with locked(store):
        kept = [store.path / name for name in PARTS if (store.path / name).exists()]
        if kept:
            aside.mkdir()
        for path in kept:
            path.rename(aside / path.name)
        for path in sorted(copy.iterdir(), key=lambda path: PARTS.index(path.name), reverse=True):
            path.rename(store.path / path.name)
    copy.rmdir()


def _check_backup(backup: Store) -> None:
    try:
        with duckdb.connect(backup.working, read_only=True) as con:
            con.execute("SELECT count(*) FROM batches")
    except duckdb.Error as error:
        raise ObservatoryError("not_a_backup", folder=str(backup.path)) from error


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        # A file that another process is receiving belongs to no batch yet.
        shutil.copytree(source, target, ignore=shutil.ignore_patterns(f"{archive.UNFINISHED}*", ".lock"))
    elif source.exists():
        shutil.copy2(source, target)
