"""The files that are named, and the tables in them: bytes, or a path where they are too large to be held."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from observatory.errors import FileRejected
from observatory.workbook.guard import tables
from observatory.workbook.large_archive import large_tables
from observatory.workbook.limits import ADVISER, Limits


@dataclass(frozen=True)
class Received:
    """One table to read, and the file to archive where that is not the table itself (a large zip around one)."""

    name: str
    content: bytes | Path | FileRejected
    around: Path | None = None


def files(paths: Iterable[Path]) -> Iterator[Path]:
    """Every file named, and every file under a folder named, hidden ones left out, in a stable order."""
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.is_file())
            yield from (p for p in inside if not any(part.startswith(".") for part in p.relative_to(path).parts))
        else:
            yield path


@contextmanager
def received(path: Path, *, limits: Limits = ADVISER) -> Iterator[list[Received]]:
    """A file as it is; a zip of several tables as one file each, `archive.zip/inner.csv`.

    A file that cannot be had, or is too large to be, stands with its refusal in the place of its bytes. What is
    unpacked lies beside until the block ends.
    """
    with TemporaryDirectory(prefix="unpacked-") as folder:
        yield _received(path, Path(folder), limits=limits)


def _received(path: Path, folder: Path, *, limits: Limits) -> list[Received]:
    try:
        size, most = path.stat().st_size, max(limits.file_bytes, limits.large_bytes)
        if size > most:
            return [Received(path.name, FileRejected("file_too_large", size=size, limit=most))]
        if limits.large_bytes and (found := large_tables(path, folder, limits=limits)) is not None:
            return _unpacked(path, found)
        if size > limits.file_bytes:
            return [Received(path.name, path)]
        return _held(path.read_bytes(), path, limits=limits)
    except FileRejected as refusal:
        return [Received(path.name, refusal)]
    except OSError:
        return [Received(path.name, FileRejected("file_unreadable", name=path.name))]


def _held(content: bytes, path: Path, *, limits: Limits) -> list[Received]:
    try:
        found = tables(content, path.name, limits=limits)
    except FileRejected:
        return [Received(path.name, content)]  # told by the verdict on the file itself
    if len(found) == 1:
        return [Received(path.name, content)]
    return [Received(f"{path.name}/{inner}", table) for inner, table in found]


def _unpacked(path: Path, found: list[tuple[str, bytes | Path]]) -> list[Received]:
    if len(found) == 1:
        return [Received(path.name, found[0][1], around=path)]
    return [Received(f"{path.name}/{inner}", table) for inner, table in found]
