"""Rows of deposits, read and checked: one Parquet per content, durable before the deposit is, and never changed.

They are how the file was understood on the day it was sent: what is published, and published again by a rebuild.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import polars as pl
from filelock import FileLock

from observatory.errors import ObservatoryError
from observatory.schemas.site_use import SITE_USE_KEY, SiteUse
from observatory.store.archive import UNFINISHED, digest_of, sync_folder
from observatory.store.place import Store

SUFFIX = ".parquet"


@contextmanager
def staging(store: Store) -> Iterator[None]:
    """Keep apart who stages rows for a deposit to come and who clears away what no deposit names."""
    store.staged.mkdir(parents=True, exist_ok=True)
    with FileLock(store.staged / ".lock"):
        yield


def keep(store: Store, rows: pl.DataFrame) -> str:
    """Write rows under the sha256 of their content and return it: beside, made durable, then named."""
    columns = SiteUse.column_names()
    content = BytesIO()
    rows.select(columns).sort(*SITE_USE_KEY, "row").write_parquet(content, compression="zstd", statistics=False)
    digest = digest_of(content.getvalue())
    path = kept_at(store, digest)
    if path.exists():
        return digest
    unfinished = path.with_name(f"{UNFINISHED}{path.name}")
    with unfinished.open("wb") as file:
        file.write(content.getvalue())
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    sync_folder(store.staged)
    return digest


def fetch(store: Store, digest: str) -> pl.DataFrame:
    """The rows, with `SiteUse`'s columns, its closed lists as text.

    Raises ObservatoryError `staged_missing` or `staged_damaged`.
    """
    path = kept_at(store, digest)
    if not path.exists():
        raise ObservatoryError("staged_missing", sha256=digest)
    content = path.read_bytes()
    if digest_of(content) != digest:
        raise ObservatoryError("staged_damaged", sha256=digest)
    return pl.read_parquet(BytesIO(content)).with_columns(pl.col(pl.Enum).cast(pl.String))


def kept_at(store: Store, digest: str) -> Path:
    """Where the rows with this sha256 lie."""
    return store.staged / f"{digest}{SUFFIX}"


def clear(store: Store, named: Iterable[str]) -> list[str]:
    """Take away what a transmission that died had staged, and no deposit names. Returns their names."""
    if not store.staged.is_dir():
        return []
    kept = {kept_at(store, digest).name for digest in named}
    left = [path for path in store.staged.glob(f"*{SUFFIX}") if path.name not in kept]
    for path in left:
        path.unlink()
    return sorted(path.name for path in left)
