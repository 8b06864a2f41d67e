"""Where the cells of an .ods really lie, and what it holds besides cells.

Its cells have no address: rows and cells are counted, each with its `number-…-repeated`, by which a few bytes may claim
a million rows.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from observatory.errors import FileRejected, Finding
from observatory.workbook.archive_guard import Archive
from observatory.workbook.limits import Limits
from observatory.workbook.long_numbers import is_long, spelled
from observatory.workbook.xml_scan import Patch, Scan, attributes, check_extent, check_formulas, check_xml, warning

_CONTENT = "content.xml"
_MARKUP_PARTS = (".xml", ".rdf")
# No pattern runs past the next `<`, which no attribute may hold: a hostile part then costs no more than its length.
_ATTRIBUTES = rb"((?:\s(?:[^<>\"']|\"[^<\"]*\"|'[^<']*')*?)?)"
_TABLE = re.compile(rb"<table:table" + _ATTRIBUTES + rb">")
_TOKEN = re.compile(rb"<table:(table-row|table-cell|covered-table-cell)" + _ATTRIBUTES + rb"(/?)>")
_TEXT = re.compile(rb"\s*<text:p[^<>]*>([^<]*)<")
_FORMULA_PREFIX = re.compile(r"^(?:\w+:)?=")
_TABLE_STYLE = re.compile(rb"<style:style" + _ATTRIBUTES + rb">(?:\s*<style:table-properties" + _ATTRIBUTES + rb"/?>)")
_LIVE_LINK = b"<table:dde-link"
_OTHER_FILE = re.compile(rb"table:formula=\"[^\"]*(?:file|https?|ftp)://")


@dataclass(frozen=True)
class _Cell:
    """A cell that holds something, or a run of equal ones; rows and columns count from 1."""

    rows: range
    columns: range
    hidden: bool
    tag: dict[str, str]
    text: str


def scan_ods(archive: Archive, *, limits: Limits) -> Scan:
    """Check every part of an .ods, and collect what concerns whom it came from.

    Raises FileRejected: `xml_dtd_forbidden`, `archive_suspicious`, `file_encrypted`, `sheet_too_large`,
    `formula_forbidden`.
    """
    for name, part in archive.parts():
        if name.lower().endswith(_MARKUP_PARTS):
            check_xml(name, part)
        if name.lower() == "meta-inf/manifest.xml" and b"encryption-data" in part:
            raise FileRejected("file_encrypted", part=name)
    content = archive.read(_CONTENT) or b""
    if _LIVE_LINK in content:
        raise FileRejected("formula_forbidden", part=_CONTENT)
    warnings, patches = list[Finding](), list[Patch]()
    starts = list(_TABLE.finditer(content))
    for start, following in zip(starts, [*starts[1:], None], strict=True):
        piece = content[start.end() : following.start() if following else len(content)]
        found = _scan_table(piece, attributes(start[1]).get("table:name", ""), limits=limits)
        warnings.extend(found.warnings)
        patches.extend(found.patches)
    if hidden := _hidden_sheets(content, [attributes(start[1]) for start in starts]):
        warnings.append(warning("hidden_sheet_ignored", sheets=hidden))
    if _OTHER_FILE.search(content):
        warnings.append(warning("external_link_ignored"))
    return Scan(warnings=tuple(warnings), patches=tuple(patches))


def _hidden_sheets(content: bytes, tables: list[dict[str, str]]) -> tuple[str, ...]:
    """The sheets whose style says that they are not shown."""
    styles = {
        attributes(style).get("style:name"): attributes(properties).get("table:display", "true")
        for style, properties in _TABLE_STYLE.findall(content)
    }
    hidden = [table for table in tables if styles.get(table.get("table:style-name")) == "false"]
    return tuple(table.get("table:name", "") for table in hidden)


def _scan_table(piece: bytes, sheet: str, *, limits: Limits) -> Scan:
    rows = columns = 0
    formulas, hidden, patches = list[str](), set[int](), list[Patch]()
    for cell in _filled_cells(piece):
        rows, columns = max(rows, cell.rows.stop - 1), max(columns, cell.columns.stop - 1)
        check_extent(sheet, rows, columns, limits=limits)
        hidden.update(cell.rows if cell.hidden else ())
        formula = cell.tag.get("table:formula")
        if formula is not None:
            formulas.append(formula)
        patches.extend(_patches(cell, sheet, formula))
    check_formulas([formula.encode("utf-8") for formula in formulas], where=sheet)
    used = len(formulas) - sum(patch.text.startswith("=") for patch in patches)
    warnings = [
        *([warning("hidden_rows", sheet=sheet, count=len(hidden))] if hidden else []),
        *([warning("formula_value_used", sheet=sheet, count=used)] if used > 0 else []),
    ]
    return Scan(warnings=tuple(warnings), patches=tuple(patches))


def _filled_cells(piece: bytes) -> Iterator[_Cell]:
    rows, column, hidden = range(1, 1), 1, False
    for token in _TOKEN.finditer(piece):
        kind, raw, closed = token.groups()
        if closed and not raw and kind != b"table-row":
            column += 1
            continue
        tag = attributes(raw)
        if kind == b"table-row":
            rows = range(rows.stop, rows.stop + _repeated(tag, "table:number-rows-repeated"))
            column, hidden = 1, tag.get("table:visibility", "visible") != "visible"
            continue
        columns = range(column, column + _repeated(tag, "table:number-columns-repeated"))
        column = columns.stop
        empty = closed or piece.startswith(b"</table:", token.end())
        if not empty or "office:value-type" in tag or "table:formula" in tag:
            text = _TEXT.match(piece, token.end())
            shown = html.unescape(text[1].decode("utf-8", errors="replace")) if text else ""
            yield _Cell(rows=rows, columns=columns, hidden=hidden, tag=tag, text=shown)


def _repeated(tag: dict[str, str], name: str) -> int:
    count = tag.get(name, "1")
    if not (count.isascii() and count.isdigit() and len(count) <= len("1048576")):
        raise FileRejected("file_damaged", repeated=count)
    return max(1, int(count))


def _patches(cell: _Cell, sheet: str, formula: str | None) -> Iterator[Patch]:
    """Yield what the parser reads as blank: error values, and formulas stored without a result; and long numbers."""
    if cell.tag.get("calcext:value-type") == "error":
        text = cell.text or "#VALUE!"
    elif formula is not None and "office:value-type" not in cell.tag and not cell.text:
        text = "=" + _FORMULA_PREFIX.sub("", formula)
    elif cell.tag.get("office:value-type") == "float" and is_long(cell.tag.get("office:value", "")):
        text = spelled(cell.tag["office:value"])
    else:
        return
    for row in cell.rows:
        for column in cell.columns:
            yield Patch(sheet=sheet, row=row, column=column - 1, text=text)
