"""Where the cells of an .xlsx really lie, and what it holds besides cells.

The parser lays out the rectangle that the cells span, and dies where it is too large: `<dimension>` may say anything,
so the addresses of the cells themselves are measured.
"""

import html
import posixpath
import re
from dataclasses import dataclass

import polars as pl

from observatory.errors import FileRejected, Finding
from observatory.workbook.archive_guard import Archive
from observatory.workbook.limits import Limits
from observatory.workbook.long_numbers import long_numbers
from observatory.workbook.xlsx_addresses import marked, usual_addresses
from observatory.workbook.xlsx_numbers import exact_numbers
from observatory.workbook.xml_scan import (
    Patch,
    Scan,
    attributes,
    check_extent,
    check_formulas,
    check_xml,
    slices,
    warning,
)

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_OUTSIDE = ("xl/externallinks/", "xl/connections.xml", "xl/querytables/")
_MARKUP_PARTS = (".xml", ".rels", ".vml")

# No pattern runs past the next `<`, which no attribute may hold: a hostile part then costs no more than its length.
_P = rb"<(?:[A-Za-z_][\w.-]*:)?"
_END = rb"</(?:[\w.-]+:)?"
_LIVE_LINK = re.compile(_P + rb"(?:ddeLink|oleLink)\b")
_SHEET = re.compile(_P + rb"sheet\s([^<>]*)>")
_RELATION = re.compile(_P + rb"Relationship\s([^<>]*)>")
_DEFINED_NAME = re.compile(_P + rb"definedName\b[^<>]*>([^<]*)<")
_ROW_NUMBER = re.compile(_P + rb"row\s(?:[^<>]*?\s)?r\s*=\s*[\"']\s*([0-9]+)")
_HIDDEN_ROW = re.compile(_P + rb"row\s(?:[^<>]*?\s)?hidden\s*=\s*[\"'](?:1|true)[\"']")
_CELL = re.compile(_P + rb"c(?=[\s/>])")
_ADDRESSED_CELL = re.compile(_P + rb"c\s(?:[^<>]*?\s)?r\s*=")
_ADDRESS = re.compile(_P + rb"c\s(?:[^<>]*?\s)?r\s*=\s*[\"']([A-Za-z]{1,3})([0-9]{1,7})[\"']")
_FORMULA = re.compile(_P + rb"f(?:\s[^<>]*)?>([^<]+)<")
_FORMULA_TAG = re.compile(_P + rb"f(?=[\s/>])")
_NO_RESULT = re.compile(
    _P + rb"c\s([^<>]*)>\s*" + _P + rb"f(?:\s[^<>]*?)?(?:/>|>([^<]*)" + _END + rb"f\s*>)\s*"
    rb"(?:" + _P + rb"v\s*/>|" + _P + rb"v\s*>\s*" + _END + rb"v\s*>)?\s*" + _END + rb"c\s*>"
)


@dataclass(frozen=True)
class _Extent:
    """The last row and the last column that hold a cell (1 = first)."""

    rows: int = 0
    columns: int = 0

    def union(self, other: "_Extent") -> "_Extent":
        return _Extent(rows=max(self.rows, other.rows), columns=max(self.columns, other.columns))


def scan_xlsx(archive: Archive, *, limits: Limits) -> Scan:
    """Check every part of an .xlsx, and collect what concerns whom it came from.

    Raises FileRejected: `xml_dtd_forbidden`, `archive_suspicious`, `file_damaged`, `sheet_too_large`,
    `formula_forbidden`.
    """
    names, hidden = _sheets(archive)
    warnings, patches, numbers, outside = list[Finding](), list[Patch](), dict[str, pl.DataFrame](), False
    for part_name, part in archive.parts():
        path = part_name.lower()
        if path.endswith(_MARKUP_PARTS):
            check_xml(part_name, part)
        if path.startswith(_OUTSIDE):
            outside = True
            _refuse_live_link(part_name, part)
        if path == _WORKBOOK:
            check_formulas(_DEFINED_NAME.findall(part), where=part_name)
        # By its content, not by its folder: the workbook may point to a sheet anywhere.
        if b"sheetData" in part:
            found = _scan_sheet(part, names.get(path, part_name), limits=limits)
            warnings.extend(found.warnings)
            patches.extend(found.patches)
            numbers |= found.numbers
    if hidden:
        warnings.append(warning("hidden_sheet_ignored", sheets=hidden))
    if outside:
        warnings.append(warning("external_link_ignored"))
    return Scan(warnings=tuple(warnings), patches=tuple(patches), numbers=numbers)


def _sheets(archive: Archive) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the sheets' names by the path of their part, and the names of the hidden ones."""
    workbook, relations = archive.read(_WORKBOOK) or b"", archive.read(_RELATIONS) or b""
    targets = {each.get("Id"): each.get("Target", "") for each in map(attributes, _RELATION.findall(relations))}
    names, hidden = {}, []
    for sheet in map(attributes, _SHEET.findall(workbook)):
        name = sheet.get("name", "")
        relation = next((value for key, value in sheet.items() if key.endswith(":id")), None)
        target = targets.get(relation, "")
        names[posixpath.normpath(posixpath.join("/xl", target)).lstrip("/").lower()] = name
        if sheet.get("state", "visible") != "visible":
            hidden.append(name)
    return names, tuple(hidden)


def _refuse_live_link(name: str, part: bytes) -> None:
    if _LIVE_LINK.search(part):
        raise FileRejected("formula_forbidden", part=name)


def _scan_sheet(part: bytes, sheet: str, *, limits: Limits) -> Scan:
    extent, hidden, formulas, numbers = _Extent(), 0, 0, list[pl.DataFrame | None]()
    for piece in map(marked, slices(part, before=b"<c ")):
        cells = usual_addresses(piece)
        extent = extent.union(_Extent(*cells.extent()) if cells else _extent(piece.content))
        numbers.append(exact_numbers(piece, cells) if cells else None)
        hidden += len(_HIDDEN_ROW.findall(piece.content)) if b"hidden" in piece.content else 0
        if piece.names(b"f"):
            formulas += len(_FORMULA_TAG.findall(piece.content))
            check_formulas(_FORMULA.findall(piece.content), where=sheet)
    check_extent(sheet, extent.rows, extent.columns, limits=limits)
    patches = _never_calculated(part, sheet) if formulas else []
    used = formulas - len(patches)
    warnings = [
        *([warning("hidden_rows", sheet=sheet, count=hidden)] if hidden else []),
        *([warning("formula_value_used", sheet=sheet, count=used)] if used > 0 else []),
    ]
    known = [each for each in numbers if each is not None]
    told = {sheet: pl.concat(known)} if known and len(known) == len(numbers) else {}
    return Scan(warnings=tuple(warnings), patches=(*patches, *long_numbers(part, sheet)), numbers=told)


def _extent(piece: bytes) -> _Extent:
    addresses, count = _ADDRESS.findall(piece), len(_CELL.findall(piece))
    rows = {digits for _, digits in addresses}
    if len(addresses) < count:
        # Cells without an address follow one another in their row; an address that is misspelled is none.
        if len(_ADDRESSED_CELL.findall(piece)) > len(addresses):
            raise FileRejected("file_damaged", reason="address")
        rows.update(_ROW_NUMBER.findall(piece))
    columns = {letters for letters, _ in addresses}
    return _Extent(rows=max(map(int, rows), default=0), columns=max(map(_column_number, columns), default=0))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _never_calculated(part: bytes, sheet: str) -> list[Patch]:
    """Collect the formulas that were stored without their result, as some programs write them."""
    patches = []
    for tag, formula in _NO_RESULT.findall(part):
        address = _ADDRESS.match(b"<c " + tag + b">")
        # `t="str"` without a text is a formula whose result is the empty text.
        if address is None or attributes(tag).get("t") == "str":
            continue
        text = "=" + html.unescape(formula.decode("utf-8", errors="replace"))
        patches.append(Patch(sheet=sheet, row=int(address[2]), column=_column_number(address[1]) - 1, text=text))
    return patches
