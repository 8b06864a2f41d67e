"""The bytes as received: written first, durable before any database row, never changed."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from observatory.errors import ObservatoryError
from observatory.store.place import Store

UNFINISHED = "unfinished-"  # a file still being written, or what a crash left of one


def digest_of(content: bytes | Path) -> str:
    """The sha256 of bytes, or of a file."""
    if isinstance(content, bytes):
        return hashlib.sha256(content).hexdigest()
    with content.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def keep(store: Store, content: bytes | Path) -> tuple[str, bool]:
    """Write the bytes, or those of a file, under their sha256; return it, and whether they were there before.

    They are written beside, hashed as they were written, made durable, and only then named.
    """
    store.archive.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=store.archive, prefix=UNFINISHED, delete=False) as handle:
        written = Path(handle.name)
        if isinstance(content, bytes):
            handle.write(content)
        else:
            shutil.copyfile(content, written)
        handle.flush()
        with ThreadPoolExecutor(max_workers=1) as disk:  # which takes its time while they are hashed
            durable = disk.submit(os.fsync, handle.fileno())
            digest = digest_of(content if isinstance(content, bytes) else written)
        durable.result()
        path = _path(store, digest)
        if path.exists():
            written.unlink()
            return digest, True
    path.parent.mkdir(parents=True, exist_ok=True)
    written.replace(path)
    for folder in path.relative_to(store.path).parents:
        sync_folder(store.path / folder)
    return digest, False


def kept_at(store: Store, digest: str) -> Path:
    """Where the bytes of this sha256 lie."""
    return _path(store, digest)


def fetch(store: Store, digest: str) -> bytes:
    """Read archived bytes back. Raises ObservatoryError `archive_missing` or `archive_damaged`."""
    path = _path(store, digest)
    if not path.exists():
        raise ObservatoryError("archive_missing", sha256=digest)
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != digest:
        raise ObservatoryError("archive_damaged", sha256=digest)
    return content


def check(store: Store, digest: str) -> None:
    """Read archived bytes through. Raises ObservatoryError `archive_missing` or `archive_damaged`."""
    path = _path(store, digest)
    if not path.exists():
        raise ObservatoryError("archive_missing", sha256=digest)
    if digest_of(path) != digest:
        raise ObservatoryError("archive_damaged", sha256=digest)


def digests(store: Store) -> list[str]:
    """The sha256 of every file that is there, by its name."""
    files = (path.name for path in store.archive.rglob("*") if path.is_file())
    return sorted(name for name in files if not name.startswith(UNFINISHED))


def damaged(store: Store) -> list[str]:
    """Names under the archive whose bytes are not what the name says."""
    files = (path for path in sorted(store.archive.rglob("*")) if path.is_file())
    whole = (path for path in files if not path.name.startswith(UNFINISHED))
    return [path.name for path in whole if digest_of(path) != path.name]


def clear(store: Store, *, before: datetime) -> list[str]:
    """Take away what deaths left of files being written, unless somebody may still write it. Returns their names."""
    left = [path for path in store.archive.glob(f"{UNFINISHED}*") if path.stat().st_mtime < before.timestamp()]
    for path in left:
        path.unlink(missing_ok=True)
    return sorted(path.name for path in left)


def missing(store: Store, digests: Iterable[str]) -> list[str]:
    """Those of the digests whose bytes are not there."""
    return [digest for digest in digests if not _path(store, digest).exists()]


def _path(store: Store, digest: str) -> Path:
    return store.archive / digest[:2] / digest[2:4] / digest


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
