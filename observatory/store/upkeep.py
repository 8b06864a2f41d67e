"""Looking after a store: what was received, whether it is sound, a copy of it and back."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import polars as pl

from observatory.errors import ObservatoryError
from observatory.store import archive, batches, snapshots
from observatory.store.place import Store
from observatory.store.writer import quoted, writing


def batches_received(store: Store) -> pl.DataFrame:
    """Every file received, newest first, and whether it counts. Grain: one row per batch."""
    if not store.working.exists():
        raise ObservatoryError("store_empty")
    with writing(store) as con:
        return batches.listing(con)


def verify(store: Store, *, data: Path) -> list[ObservatoryError]:
    """Everything that is not as it should be: archived bytes, the pointer, the current snapshot; empty when sound."""
    number = snapshots.current_number(store)
    if number == 0:
        return [ObservatoryError("store_empty")]
    problems = [ObservatoryError("archive_damaged", sha256=digest) for digest in archive.damaged(store)]
    with writing(store) as con:
        if batches.pointer_differences(con):
            problems.append(ObservatoryError("pointer_differs", slices=batches.pointer_differences(con)))
        again = Store(store.path / "verify")
        try:
            snapshots.rebuild(con, again, number, data=data)
            if snapshots.figures(again.snapshot(number)) != snapshots.figures(store.snapshot(number)):
                problems.append(ObservatoryError("snapshot_differs", number=number))
        finally:
            shutil.rmtree(again.path, ignore_errors=True)
    return problems


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
        for name in ("archive", "published"):
            if (store.path / name).exists():
                shutil.copytree(store.path / name, folder / name)


def restore(folder: Path, store: Store) -> None:
    """Put a backup in the store's place; what was there is kept beside it under its date.

    Raises ObservatoryError `not_a_backup`.
    """
    source = Store(folder)
    if not source.working.exists():
        raise ObservatoryError("not_a_backup", folder=str(folder))
    with duckdb.connect(source.working, read_only=True) as con:
        con.execute("SELECT count(*) FROM batches")
    if store.path.exists():
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        store.path.rename(store.path.with_name(f"{store.path.name}-before-restore-{stamp}"))
    shutil.copytree(folder, store.path)
