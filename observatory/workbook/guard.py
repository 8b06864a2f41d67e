"""What a file is, by its content and never by its name, and whether it may be read at all.

Nothing here parses: bytes are counted, compared and searched, because the parsers of the world accept macros, inflate
bombs and die of one distant cell.
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePosixPath

import polars as pl

from observatory.errors import FileRejected, Finding
from observatory.workbook.archive_guard import Archive, Member, inflated, open_archive
from observatory.workbook.delimiter import find_layout
from observatory.workbook.limits import Limits
from observatory.workbook.ods_scan import scan_ods
from observatory.workbook.xlsx_scan import scan_xlsx
from observatory.workbook.xml_scan import Patch, Scan, warning


class Kind(StrEnum):
    """The kinds of table that can be read."""

    CSV = "csv"
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"


@dataclass(frozen=True)
class Inspection:
    """A file that may be read: its kind, the bytes of its one table (taken out of a zip), and what was noticed.

    `patches` are texts of cells that a parser reads as blank, `numbers` values that its text does not tell: see `Scan`.
    """

    kind: Kind
    content: bytes
    warnings: tuple[Finding, ...] = ()
    patches: tuple[Patch, ...] = ()
    numbers: Mapping[str, pl.DataFrame] = field(default_factory=dict)


_EXTENSIONS = {
    Kind.CSV: frozenset({".csv", ".tsv", ".txt"}),
    Kind.XLSX: frozenset({".xlsx"}),
    Kind.XLS: frozenset({".xls"}),
    Kind.ODS: frozenset({".ods"}),
}
_READABLE = frozenset[str]().union(*_EXTENSIONS.values())
_SURE = _READABLE - {".txt"}  # notes are written so too
_SAMPLE_BYTES = 20_000
# Workbooks by their name, of which only some can be read.
_TABLES = _READABLE | {".xlsm", ".xltx", ".xltm"}
ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
UTF16 = (b"\xff\xfe", b"\xfe\xff")
# Some of these hold no zero byte where they are small: their first bytes tell.
_NO_TEXT = (
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
_ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_MACRO_PARTS = ("vbaproject", "/activex/", "/embeddings/", "/macrosheets/", "/dialogsheets/", "oleobject")
_ODS_MACRO_FOLDERS = ("basic/", "scripts/")


def inspect(content: bytes, name: str, *, limits: Limits) -> Inspection:
    """Refuse what must not be read, and say what the rest is.

    A kind that can be read under the name of another is kept, with the warning `extension_corrected`.
    Raises FileRejected: `file_empty`, `file_too_large`, `file_damaged`, `file_encrypted`, `format_mismatch`,
    `format_unsupported`, `archive_too_large`, `archive_suspicious`, `xml_dtd_forbidden`, `macro_forbidden`,
    `formula_forbidden`, `sheet_too_large`, `choose_sheet` (a zip of several tables).
    """
    if len(content) > limits.file_bytes:
        raise FileRejected("file_too_large", size=len(content), limit=limits.file_bytes)
    table, table_name = unwrap(content, name, limits=limits)
    if not table:
        raise FileRejected("file_empty")
    kind, scan = _identify(table, table_name, limits=limits)
    return Inspection(
        kind=kind,
        content=table,
        warnings=_corrections(name, table_name, kind) + scan.warnings,
        patches=scan.patches,
        numbers=scan.numbers,
    )


def unwrap(content: bytes, name: str, *, limits: Limits) -> tuple[bytes, str]:
    """Take the one table out of a zip that is no workbook; return anything else as it is.

    Raises FileRejected `choose_sheet` with the names where there are several tables.
    """
    found = tables(content, name, limits=limits)
    if len(found) > 1:
        raise FileRejected("choose_sheet", sheets=tuple(inner for inner, _ in found))
    inner, table = found[0]
    return table, inner


def tables(content: bytes, name: str, *, limits: Limits) -> list[tuple[str, bytes]]:
    """Name and bytes of each table inside a zip that is no workbook; of anything else, itself.

    A member is a table by its name, or by its content where its name says nothing: notes beside a table are left.

    Raises FileRejected as `inspect` does of the archive, and `format_unsupported` where it holds no table.
    """
    if not content.startswith(ZIP):
        return [(name, content)]
    archive = open_archive(content, limits=limits)
    if not is_file_archive(archive):
        return [(name, content)]
    return [(each.name, archive.read(each.name) or b"") for each in table_members(archive, name, limits=limits)]


def is_file_archive(archive: Archive) -> bool:
    """Tell an archive of files from a workbook and from another office document (a text, slides)."""
    documents = {"[content_types].xml", "mimetype", "meta-inf/manifest.xml"}
    return _workbook_kind(archive) is None and archive.names().isdisjoint(documents)


def table_members(archive: Archive, name: str, *, limits: Limits) -> list[Member]:
    """The tables among the files of an archive: see `tables`."""
    kept = [each for each in archive.members if not _is_litter(each.name) and not each.name.endswith("/")]
    found = [
        each for each in kept if _extension(each.name) in _SURE or _is_tabular(_sample(archive, each, limits), limits)
    ]
    found = found or [each for each in kept if _extension(each.name) in _READABLE]
    if not found:
        raise no_table(name)
    return found


def _sample(archive: Archive, member: Member, limits: Limits) -> bytes:
    """Read a file whole, but the first bytes of one that could only be read as a large text."""
    blocks = inflated(archive.content, member)
    return b"".join(blocks) if member.size <= limits.file_bytes else next(blocks, b"")


def _identify(content: bytes, name: str, *, limits: Limits) -> tuple[Kind, Scan]:
    if content.startswith(ZIP):
        return _identify_archive(open_archive(content, limits=limits), name, limits=limits)
    if content.startswith(OLE):
        return _identify_ole(content, name)
    if not is_text(content):
        raise no_table(name)
    return Kind.CSV, Scan()


def _identify_archive(archive: Archive, name: str, *, limits: Limits) -> tuple[Kind, Scan]:
    kind = _workbook_kind(archive)
    if kind is None:
        raise no_table(name)
    _refuse_macros(archive)
    scan = scan_xlsx if kind is Kind.XLSX else scan_ods
    return kind, scan(archive, limits=limits)


def _workbook_kind(archive: Archive) -> Kind | None:
    names = archive.names()
    if "xl/workbook.xml" in names:
        return Kind.XLSX
    if "content.xml" in names and (archive.read("mimetype") or b"").startswith(_ODS_TYPE):
        return Kind.ODS
    return None


def _is_tabular(content: bytes, limits: Limits) -> bool:
    """Tell a table from notes: a workbook, or text of which the first lines fall into several columns."""
    if content.startswith((ZIP, OLE)):
        return seems_workbook(content, limits=limits)
    if not content or not is_text(content):
        return False
    encoding = "utf-16" if content.startswith(UTF16) else "utf-8-sig"
    return find_layout(content[:_SAMPLE_BYTES].decode(encoding, errors="replace")).width > 1


def seems_workbook(content: bytes, *, limits: Limits) -> bool:
    """Tell a workbook by the names of its parts, before anything in them is looked at; it may be refused yet."""
    if content.startswith(ZIP):
        with suppress(FileRejected):
            return _workbook_kind(open_archive(content, limits=limits)) is not None
        return False
    return content.startswith(OLE) and (_names_stream(content, "Workbook") or _names_stream(content, "Book"))


def _is_litter(name: str) -> bool:
    # What macOS adds to a zip beside each file.
    return name.startswith("__MACOSX/") or PurePosixPath(name).name.startswith("._")


def _refuse_macros(archive: Archive) -> None:
    for name in archive.names():
        if any(part in f"/{name}" for part in _MACRO_PARTS) or name.startswith(_ODS_MACRO_FOLDERS):
            raise FileRejected("macro_forbidden", part=name)


def _identify_ole(content: bytes, name: str) -> tuple[Kind, Scan]:
    """Judge an old Office file by the names of its streams, which are stored in UTF-16."""
    if _names_stream(content, "EncryptedPackage"):
        raise FileRejected("file_encrypted")
    if not (_names_stream(content, "Workbook") or _names_stream(content, "Book")):
        raise no_table(name)
    if _names_stream(content, "_VBA_PROJECT"):
        raise FileRejected("macro_forbidden", part="_VBA_PROJECT")
    return Kind.XLS, Scan()


def _names_stream(content: bytes, stream: str) -> bool:
    return (stream + "\0").encode("utf-16-le") in content


def is_text(content: bytes) -> bool:
    """Tell text from the formats that are none, and from markup."""
    if content.startswith(UTF16):
        return not _MARKUP.match(content[:512].decode("utf-16", errors="ignore"))
    if content.startswith(_NO_TEXT) or b"\0" in content:
        return False
    return not _MARKUP.match(content[:512].decode("utf-8-sig", errors="ignore"))


def no_table(name: str) -> FileRejected:
    """The refusal of a file that is no table, worded by what its name promises."""
    return FileRejected("format_mismatch" if _extension(name) in _TABLES else "format_unsupported", name=name)


def _corrections(name: str, table_name: str, kind: Kind) -> tuple[Finding, ...]:
    if table_name != name and _extension(name) != ".zip":
        return (warning("extension_corrected", name=name, kind="zip"),)
    if _extension(table_name) not in _EXTENSIONS[kind]:
        return (warning("extension_corrected", name=table_name, kind=kind.value),)
    return ()


def _extension(name: str) -> str:
    return PurePosixPath(name).suffix.lower()
