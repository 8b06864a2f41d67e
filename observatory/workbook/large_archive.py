"""A zip around a table too large to be held: it is unpacked to disk, under the suspicions of the small ones."""

import mmap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from observatory.errors import FileRejected
from observatory.workbook.archive_guard import Archive, Member, inflated, open_archive
from observatory.workbook.guard import ZIP, is_file_archive, table_members
from observatory.workbook.limits import Limits


def large_tables(path: Path, folder: Path, *, limits: Limits) -> list[tuple[str, bytes | Path]] | None:
    """Name and content of each table of a zip of files; those beyond `file_bytes` are unpacked into the folder.

    None where the file is no such zip, or one that can be held whole. Raises FileRejected as the guard does.
    """
    with path.open("rb") as file:
        if file.read(len(ZIP)) != ZIP:
            return None
    with _opened(path, limits=limits) as archive:
        inside = sum(member.size for member in archive.members)
        held = path.stat().st_size <= limits.file_bytes and inside <= limits.archive_bytes
        if held or not is_file_archive(archive):
            return None
        found = table_members(archive, path.name, limits=limits)
        return [(each.name, _content(archive, each, folder / str(at), limits)) for at, each in enumerate(found)]


@contextmanager
def _opened(path: Path, *, limits: Limits) -> Iterator[Archive]:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        try:
            yield open_archive(content, limits=replace(limits, archive_bytes=limits.large_bytes))
        except FileRejected as refusal:
            # Its frames hold on to the mapping, which could not be closed.
            raise FileRejected(refusal.code, **refusal.params) from None


def _content(archive: Archive, member: Member, path: Path, limits: Limits) -> bytes | Path:
    if member.size <= limits.file_bytes:
        return b"".join(inflated(archive.content, member))
    with path.open("wb") as file:
        for block in inflated(archive.content, member):
            file.write(block)
    return path
