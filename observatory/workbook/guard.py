"""What a file is, by its content and never by its name, and whether it may be read at all.

Nothing here parses: bytes are counted, compared and searched, because the parsers of the world accept macros, inflate
bombs and die of one distant cell.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

from observatory.errors import FileRejected, Finding, Severity
from observatory.workbook.limits import Limits


class Kind(StrEnum):
    """The kinds of table that can be read."""

    CSV = "csv"
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"


@dataclass(frozen=True)
class Inspection:
    """A file that may be read: the bytes of its one table (taken out of its zip), their name and their kind."""

    kind: Kind
    content: bytes
    name: str
    warnings: tuple[Finding, ...]


_EXTENSIONS = {
    Kind.CSV: {".csv", ".tsv", ".txt"},
    Kind.XLSX: {".xlsx"},
    Kind.XLS: {".xls"},
    Kind.ODS: {".ods"},
}
_TABLE_EXTENSIONS = frozenset[str]().union(*_EXTENSIONS.values(), {".xlsm", ".xltx", ".xltm"})
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
# Some of these hold no zero byte in a small file: their first bytes tell.
_NO_TABLE = (
    b"%PDF",
    b"\x1f\x8b",
    b"BZh",
    b"MZ",
    b"\x7fELF",
    b"\x28\xb5\x2f\xfd",
    b"7z\xbc\xaf",
    b"Rar!",
    b"{\\rtf",
    b"PK",
)
_MARKUP = re.compile(r"\s*(?:<[!?/a-zA-Z]|\{|\[\s*[\[{\"])")


def inspect(content: bytes, name: str, *, limits: Limits) -> Inspection:
    """Refuse what must not be read, and say what the rest is.

    Raises FileRejected: `file_empty`, `file_too_large`, `format_mismatch`, `format_unsupported`.
    """
    check_size(content, limits=limits)
    kind = _sniff(content)
    if kind is None:
        raise _no_table(name)
    return Inspection(kind=kind, content=content, name=name, warnings=_renamed(name, kind))


def check_size(content: bytes, *, limits: Limits) -> None:
    """Refuse an empty file and one beyond the size that is received."""
    if not content:
        raise FileRejected("file_empty")
    if len(content) > limits.file_bytes:
        raise FileRejected("file_too_large", size=len(content), limit=limits.file_bytes)


def _sniff(content: bytes) -> Kind | None:
    if content.startswith((_ZIP, _OLE)):
        return None
    return Kind.CSV if _is_text(content) else None


def _is_text(content: bytes) -> bool:
    if content.startswith(_UTF16):
        return not _MARKUP.match(content[:512].decode("utf-16", errors="ignore"))
    if content.startswith(_NO_TABLE) or b"\0" in content:
        return False
    return not _MARKUP.match(content[:512].decode("utf-8-sig", errors="ignore"))


def _no_table(name: str) -> FileRejected:
    code = "format_mismatch" if _extension(name) in _TABLE_EXTENSIONS else "format_unsupported"
    return FileRejected(code, name=name)


def _renamed(name: str, kind: Kind) -> tuple[Finding, ...]:
    if _extension(name) in _EXTENSIONS[kind]:
        return ()
    return (Finding(code="extension_corrected", severity=Severity.WARNING, params={"name": name, "kind": kind.value}),)


def _extension(name: str) -> str:
    return PurePath(name).suffix.lower()
