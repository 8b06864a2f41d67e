"""The bytes as received: written first, durable before any database row, never changed."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from observatory.errors import ObservatoryError
from observatory.store.place import Store

UNFINISHED = "unfinished-"  # a file still being written, or what a crash left of one


def keep(store: Store, content: bytes) -> str:
    """Write the bytes under their sha256 (temporary file, fsync, rename) and return it; a second time is a no-op."""
    digest = hashlib.sha256(content).hexdigest()
    path = _path(store, digest)
    if path.exists():
        return digest
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=UNFINISHED, delete=False) as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())
    Path(handle.name).replace(path)
    for folder in path.relative_to(store.path).parents:
        _sync_folder(store.path / folder)
    return digest


def fetch(store: Store, digest: str) -> bytes:
    """Read archived bytes back. Raises ObservatoryError `archive_missing` or `archive_damaged`."""
    path = _path(store, digest)
    if not path.exists():
        raise ObservatoryError("archive_missing", sha256=digest)
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != digest:
        raise ObservatoryError("archive_damaged", sha256=digest)
    return content


def damaged(store: Store) -> list[str]:
    """Names under the archive whose bytes are not what the name says."""
    files = (path for path in sorted(store.archive.rglob("*")) if path.is_file())
    whole = (path for path in files if not path.name.startswith(UNFINISHED))
    return [path.name for path in whole if hashlib.sha256(path.read_bytes()).hexdigest() != path.name]


def missing(store: Store, digests: Iterable[str]) -> list[str]:
    """Those of the digests whose bytes are not there."""
    return [digest for digest in digests if not _path(store, digest).exists()]


def _path(store: Store, digest: str) -> Path:
    return store.archive / digest[:2] / digest[2:4] / digest


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
