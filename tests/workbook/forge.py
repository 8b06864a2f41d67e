"""Spreadsheets made by hand, the good and the bad: small enough to read, and exactly as wrong as a test needs."""

import io
import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, TypeAlias

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_BIFF_ERRORS = {b"#NULL!": 0x00, b"#DIV/0!": 0x07, b"#VALUE!": 0x0F, b"#REF!": 0x17, b"#N/A": 0x2A}
_ODF = "urn:oasis:names:tc:opendocument:xmlns"

XlsValue: TypeAlias = str | float | bytes | None


@dataclass(frozen=True)
class Tab:
    """A sheet of an .xlsx: the XML of its rows, and whether it is hidden."""

    rows: str
    name: str = "Feuille"
    hidden: bool = False
    head: str = ""


def zipped(parts: Mapping[str, str | bytes] | Sequence[tuple[str, str | bytes]]) -> bytes:
    """Return a zip of these parts; a sequence may repeat a name."""
    buffer = io.BytesIO()
    pairs = parts.items() if isinstance(parts, Mapping) else parts
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in pairs:
            archive.writestr(name, content)
    return buffer.getvalue()


def row(number: int, *values: Any, attributes: str = "") -> str:
    """Return the XML of one row of an .xlsx: numbers, texts, booleans, None for a blank, `Raw` for the rest."""
    cells = (cell(f"{chr(65 + place)}{number}", value) for place, value in enumerate(values))
    return f'<row r="{number}" {attributes}>{"".join(cells)}</row>'


@dataclass(frozen=True)
class Raw:
    """A cell by the XML of its attributes and of its inside."""

    attributes: str
    inside: str


def cell(address: str, value: Any) -> str:
    """Return the XML of one cell of an .xlsx."""
    if value is None:
        return ""
    if isinstance(value, Raw):
        return f'<c r="{address}" {value.attributes}>{value.inside}</c>'
    if isinstance(value, bool):
        return f'<c r="{address}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, str):
        return f'<c r="{address}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f'<c r="{address}"><v>{value!r}</v></c>'


def error(text: str) -> Raw:
    """Return a cell that holds an error value."""
    return Raw('t="e"', f"<v>{text}</v>")


def xlsx_parts(*tabs: Tab) -> dict[str, str | bytes]:
    """Return the parts of the smallest .xlsx that spreadsheet programs open."""
    states = {tab: ' state="hidden"' if tab.hidden else "" for tab in tabs}
    numbered = list(enumerate(tabs, start=1))
    sheets = "".join(f'<sheet name="{t.name}" sheetId="{n}" r:id="rId{n}"{states[t]}/>' for n, t in numbered)
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n, _ in numbered
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>',
        **{f"xl/worksheets/sheet{n}.xml": _sheet(tab) for n, tab in numbered},
    }


def _sheet(tab: Tab) -> str:
    return f'<worksheet xmlns="{_MAIN}">{tab.head}<sheetData>{tab.rows}</sheetData></worksheet>'


def xlsx(*tabs: Tab | str, extra: Mapping[str, str | bytes] | None = None) -> bytes:
    """Return an .xlsx of these sheets (or of one, given by the XML of its rows), with extra parts."""
    made = [tab if isinstance(tab, Tab) else Tab(tab) for tab in tabs]
    return zipped({**xlsx_parts(*made), **(extra or {})})


def ods(rows: str, *, name: str = "Feuille", extra: Mapping[str, str | bytes] | None = None) -> bytes:
    """Return an .ods of one table, given by the XML of its rows."""
    content = (
        f'<office:document-content xmlns:office="{_ODF}:office:1.0" xmlns:table="{_ODF}:table:1.0" '
        f'xmlns:text="{_ODF}:text:1.0" xmlns:calcext="urn:calcext" office:version="1.3"><office:body>'
        f'<office:spreadsheet><table:table table:name="{name}">{rows}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    manifest = f'<manifest:manifest xmlns:manifest="{_ODF}:manifest:1.0"/>'
    parts: dict[str, str | bytes] = {"mimetype": _ODS_TYPE, "content.xml": content, "META-INF/manifest.xml": manifest}
    return zipped({**parts, **(extra or {})})


def ods_row(*values: Any, attributes: str = "") -> str:
    """Return the XML of one row of an .ods: numbers, texts, None for a blank, `Raw` for the rest."""
    return f"<table:table-row {attributes}>{''.join(map(ods_cell, values))}</table:table-row>"


def ods_cell(value: Any) -> str:
    """Return the XML of one cell of an .ods."""
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, Raw):
        return f"<table:table-cell {value.attributes}>{value.inside}</table:table-cell>"
    if isinstance(value, str):
        return f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="float" office:value="{value!r}"><text:p>?</text:p></table:table-cell>'


def xls(
    rows: Sequence[Sequence[str | float | bytes | None]], *, records: bytes = b"", streams: Sequence[str] = ()
) -> bytes:
    """Return an .xls (BIFF8) of one sheet, with extra records before its cells and extra names of empty streams.

    A value given as bytes is an error value.
    """
    sheet = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)) + _biff_cells(rows) + _record(0x0A)
    start = _record(0x809, struct.pack("<HHHHII", 0x600, 0x05, 0, 0, 0, 0)) + records
    name = b"\x07\x00Feuille"
    bound = len(start) + 4 + 6 + len(name) + 4
    directory = _record(0x85, struct.pack("<IBB", bound, 0, 0) + name)
    return _ole("Workbook", start + directory + _record(0x0A) + sheet, streams)


def _record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _biff_cells(rows: Iterable[Sequence[XlsValue]]) -> bytes:
    out = b""
    for y, values in enumerate(rows):
        for x, value in enumerate(values):
            if isinstance(value, str):
                text = struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")
                out += _record(0x204, struct.pack("<HHH", y, x, 0) + text)
            elif isinstance(value, bytes):
                out += _record(0x205, struct.pack("<HHHBB", y, x, 0, _BIFF_ERRORS[value], 1))
            elif value is not None:
                out += _record(0x203, struct.pack("<HHHd", y, x, 0, value))
    return out


def _ole(stream: str, content: bytes, others: Sequence[str]) -> bytes:
    """Return a compound file: header, one sector of allocation table, one of directory, then the stream."""
    content = content.ljust(max(4096, -(-len(content) // 512) * 512), b"\0")
    sectors = len(content) // 512
    end, free, fat_sector = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    chain = [fat_sector, end, *range(3, 2 + sectors), end]
    fat = struct.pack("<128I", *chain, *[free] * (128 - len(chain)))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, end, 0, end, 0)
    header += struct.pack("<109I", 0, *[free] * 108)
    entries = _ole_entry("Root Entry", 5, 1, end, 0) + _ole_entry(stream, 2, free, 2, len(content))
    entries += b"".join(_ole_entry(name, 2, free, end, 0) for name in others[:2])
    return header + fat + entries.ljust(512, b"\0") + content


def _ole_entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    links = struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, child)
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBB", len(text), kind, 1)
        + links
        + b"\0" * 36
        + struct.pack("<IQ", start, size)
    )
