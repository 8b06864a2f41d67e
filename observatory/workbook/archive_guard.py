"""The directory of a zip archive, and the bytes that really come out of it.

Every workbook but the old .xls is a zip. Its directory may lie: names that leave the folder, one part stored twice,
parts over one another, sizes that are not those of what comes out. Parsers accept all of that.
"""

import io
import mmap
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, TypeAlias, cast

from observatory.errors import FileRejected
from observatory.workbook.limits import Limits

Content: TypeAlias = bytes | mmap.mmap

_BLOCK = 4 << 20
_LOCAL_HEADER = struct.Struct("<4s5H3L2H")
_LOCAL_MAGIC = b"PK\x03\x04"
_END_MAGIC = b"PK\x05\x06"
_END_BYTES = 22
_ENCRYPTED_FLAG = 0x1
_UNIX_MODE_SHIFT = 16
# What `zipfile` raises on a directory that lies. 120,000 changed directories gave BadZipFile, NotImplementedError (a
# version to come) and ValueError (a name that is no text, an offset to seek below zero); the others are what it
# may raise of structures and offsets where a version of Python does not turn them into BadZipFile. Nothing but that
# reading stands in their `try`.
_UNREADABLE = (zipfile.BadZipFile, ValueError, OSError, struct.error, NotImplementedError, OverflowError)


@dataclass(frozen=True)
class Member:
    """One part of an archive: its name, where its compressed bytes lie, and what the directory says of it."""

    name: str
    start: int
    stop: int
    size: int
    crc: int
    compression: int


@dataclass(frozen=True)
class Archive:
    """An archive whose directory was found honest, as far as it can be without inflating anything."""

    content: Content
    members: tuple[Member, ...]

    def names(self) -> frozenset[str]:
        """Return the names of the parts in lower case: readers look parts up without case."""
        return frozenset(member.name.lower() for member in self.members)

    def read(self, name: str) -> bytes | None:
        """Inflate the part of this name, compared without case; None where there is none."""
        wanted = name.lower()
        return next((inflate(self.content, each) for each in self.members if each.name.lower() == wanted), None)

    def parts(self) -> Iterator[tuple[str, bytes]]:
        """Inflate one part after the other."""
        for member in self.members:
            yield member.name, inflate(self.content, member)


def open_archive(content: Content, *, limits: Limits) -> Archive:
    """Read the directory of a zip, and refuse one that lies or is too large.

    Raises FileRejected: `file_damaged`, `file_encrypted`, `archive_too_large`, `archive_suspicious`.
    """
    try:
        with zipfile.ZipFile(_readable(content)) as archive:
            infos, directory, comment = archive.infolist(), archive.start_dir, archive.comment
    except _UNREADABLE as error:
        raise FileRejected("file_damaged") from error
    _check_sizes(infos, len(content), limits=limits)
    _check_names(infos)
    if content[-_END_BYTES - len(comment) :][:4] != _END_MAGIC:
        raise FileRejected("archive_suspicious", reason="trailing")
    members = tuple(_locate(content, info) for info in infos)
    _check_layout(infos, members, directory)
    return Archive(content=content, members=members)


def inflate(content: Content, member: Member) -> bytes:
    """Inflate one part, and refuse it where it is not of the size and the checksum that the directory says."""
    return b"".join(inflated(content, member))


def inflated(content: Content, member: Member) -> Iterator[bytes]:
    """Inflate one part block by block; it is only known to be whole, as `inflate` says, when the last is given."""
    size, crc = 0, 0
    try:
        for block in _blocks(content, member):
            size, crc = size + len(block), zlib.crc32(block, crc)
            if size > member.size:
                raise FileRejected("archive_suspicious", reason="size", part=member.name)
            yield block
    except zlib.error as error:
        raise FileRejected("file_damaged", part=member.name) from error
    if size != member.size or crc != member.crc:
        raise FileRejected("file_damaged", part=member.name)


def _blocks(content: Content, member: Member) -> Iterator[bytes]:
    """Give no more at a time than a few megabytes, whatever a few bytes inflate to."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    for start in range(member.start, member.stop, _BLOCK):
        packed = content[start : min(start + _BLOCK, member.stop)]
        if member.compression != zipfile.ZIP_DEFLATED:
            yield packed
            continue
        while packed and not inflater.eof:
            yield inflater.decompress(packed, _BLOCK)
            packed = inflater.unconsumed_tail


def _readable(content: Content) -> IO[bytes]:
    return io.BytesIO(content) if isinstance(content, bytes) else cast("IO[bytes]", content)


def _check_sizes(infos: list[zipfile.ZipInfo], received: int, *, limits: Limits) -> None:
    total = sum(info.file_size for info in infos)
    if len(infos) > limits.archive_entries:
        raise FileRejected("archive_too_large", entries=len(infos), limit=limits.archive_entries)
    if total > limits.archive_bytes:
        raise FileRejected("archive_too_large", size=total, limit=limits.archive_bytes)
    if total > limits.ratio_from_bytes and total > limits.archive_ratio * received:
        raise FileRejected("archive_too_large", size=total, limit=limits.archive_ratio * received)


def _check_names(infos: list[zipfile.ZipInfo]) -> None:
    names = [info.filename.replace("\\", "/").lower() for info in infos]
    if len(set(names)) != len(names):
        raise FileRejected("archive_suspicious", reason="duplicate_part")
    for info, name in zip(infos, names, strict=True):
        if ".." in name.split("/") or name.startswith("/") or name[1:2] == ":":
            raise FileRejected("archive_suspicious", reason="path", part=info.filename)
        if stat.S_ISLNK(info.external_attr >> _UNIX_MODE_SHIFT):
            raise FileRejected("archive_suspicious", reason="link", part=info.filename)
        if info.flag_bits & _ENCRYPTED_FLAG:
            raise FileRejected("file_encrypted", part=info.filename)
        if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise FileRejected("archive_suspicious", reason="compression", part=info.filename)


def _locate(content: Content, info: zipfile.ZipInfo) -> Member:
    header = content[info.header_offset : info.header_offset + _LOCAL_HEADER.size]
    if len(header) < _LOCAL_HEADER.size or not header.startswith(_LOCAL_MAGIC):
        raise FileRejected("file_damaged", part=info.filename)
    *_, name_bytes, extra_bytes = _LOCAL_HEADER.unpack(header)
    start = info.header_offset + _LOCAL_HEADER.size + name_bytes + extra_bytes
    return Member(
        name=info.filename,
        start=start,
        stop=start + info.compress_size,
        size=info.file_size,
        crc=info.CRC,
        compression=info.compress_type,
    )


def _check_layout(infos: list[zipfile.ZipInfo], members: tuple[Member, ...], directory: int) -> None:
    """Refuse parts that share bytes (one bomb under many names) and bytes in front of the first part."""
    spans = sorted((info.header_offset, member.stop) for info, member in zip(infos, members, strict=True))
    if spans and spans[0][0] != 0:
        raise FileRejected("archive_suspicious", reason="leading")
    starts = [start for start, _ in spans[1:]] + [directory]
    if any(stop > following for (_, stop), following in zip(spans, starts, strict=False)):
        raise FileRejected("archive_suspicious", reason="overlap")
