"""The bytes as received: written first, durable before any database row, never changed."""

import hashlib
import os
import tempfile
from pathlib import Path

from observatory.errors import ObservatoryError
from observatory.store.place import Store


def keep(store: Store, content: bytes) -> str:
    """Write the bytes under their sha256 (temporary file, fsync, rename) and return it; a second time is a no-op."""
    digest = hashlib.sha256(content).hexdigest()
    path = _path(store, digest)
    if path.exists():
        return digest
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())
    Path(handle.name).replace(path)
    _sync_folder(path.parent)
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
    return [path.name for path in files if hashlib.sha256(path.read_bytes()).hexdigest() != path.name]


def _path(store: Store, digest: str) -> Path:
    return store.archive / digest[:2] / digest[2:4] / digest


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
