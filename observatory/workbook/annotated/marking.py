"""Marks, comments and the list, put into the package of an .xlsx."""

from collections import defaultdict
from collections.abc import Sequence

from lxml import etree

from observatory.workbook.annotated import comments
from observatory.workbook.annotated.cells import Grid, letters
from observatory.workbook.annotated.contract import SUMMARY, Note, Words
from observatory.workbook.annotated.package import WORKBOOK, Package, namespace, references
from observatory.workbook.annotated.styles import ERROR, WARNING, Styles

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
STYLES = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
WIDTHS = (22, 8, 26, 26, 100)


def marked(content: bytes, notes: Sequence[Note], words: Words) -> bytes:
    """The workbook with a colour and a comment on each cell, and the list as its last sheet."""
    package = Package(content)
    styles = Styles(package, _styles_part(package))
    former = styles.unmarked()
    sheets = _sheets(package)
    _drop_summary(package, sheets)
    for name, part in sheets.items():
        mine = [note for note in notes if note.sheet == name and note.row is not None]
        if former or mine:
            grid = Grid(package.tree(part))
            _unmark(grid, former)
            comments.forget(package, part)
            comments.comment(package, part, _mark(grid, mine, styles))
    _add_summary(package, notes, words)
    return package.bytes()


def _mark(grid: Grid, notes: Sequence[Note], styles: Styles) -> dict[tuple[int, int], str]:
    """Colour the cells; returns the text of each one's comment."""
    said = defaultdict[tuple[int, int], list[Note]](list)
    for note in notes:
        said[note.row or 1, note.column or 0].append(note)
    for (row, column), those in said.items():
        cell = grid.cell(row, column)
        colour = ERROR if any(note.error for note in those) else WARNING
        cell.set("s", str(styles.marked(int(cell.get("s") or 0), colour)))
    return {at: "\n".join(dict.fromkeys(note.text for note in those)) for at, those in said.items()}


def _unmark(grid: Grid, former: dict[int, int]) -> None:
    if former:
        for cell in grid.all():
            style = int(cell.get("s") or 0)
            if style in former:
                cell.set("s", str(former[style]))


def _sheets(package: Package) -> dict[str, str]:
    """Name of each worksheet -> its part."""
    root = package.tree(WORKBOOK)
    ns, identity = namespace(root), f"{{{references(root)}}}id"
    parts = dict(package.related(WORKBOOK, "worksheet"))
    listed = root.find(f"{{{ns}}}sheets")
    return {one.get("name"): parts[one.get(identity)] for one in listed if one.get(identity) in parts}


def _drop_summary(package: Package, sheets: dict[str, str]) -> None:
    part = sheets.pop(SUMMARY, None)
    if part is None:
        return
    root = package.tree(WORKBOOK)
    listed = root.find(f"{{{namespace(root)}}}sheets")
    ours = next(one for one in listed if one.get("name") == SUMMARY)
    package.unrelate(WORKBOOK, ours.get(f"{{{references(root)}}}id"))
    listed.remove(ours)
    package.remove(part)


def _add_summary(package: Package, notes: Sequence[Note], words: Words) -> None:
    root = package.tree(WORKBOOK)
    ns = namespace(root)
    part = package.free("xl/worksheets/sheetObs{}.xml")
    package.put_tree(part, _summary(ns, notes, words))
    package.declare(part, SHEET)
    listed = root.find(f"{{{ns}}}sheets")
    number = 1 + max((int(one.get("sheetId", "0")) for one in listed), default=0)
    added = etree.SubElement(listed, f"{{{ns}}}sheet", name=SUMMARY, sheetId=str(number))
    added.set(f"{{{references(root)}}}id", package.relate(WORKBOOK, "worksheet", part))


def _summary(ns: str, notes: Sequence[Note], words: Words) -> etree._Element:
    root = etree.Element(f"{{{ns}}}worksheet", nsmap={None: ns})
    columns = etree.SubElement(root, f"{{{ns}}}cols")
    for number, width in enumerate(WIDTHS, start=1):
        etree.SubElement(columns, f"{{{ns}}}col", min=str(number), max=str(number), width=str(width), customWidth="1")
    data = etree.SubElement(root, f"{{{ns}}}sheetData")
    lines = [*heading(words), *(line(note) for note in notes)]
    for number, texts in enumerate(lines, start=1):
        row = etree.SubElement(data, f"{{{ns}}}row", r=str(number))
        for place, text in enumerate(texts):
            cell = etree.SubElement(row, f"{{{ns}}}c", r=f"{letters(place)}{number}", t="inlineStr")
            inside = etree.SubElement(etree.SubElement(cell, f"{{{ns}}}is"), f"{{{ns}}}t")
            inside.text = printable(text)
    return root


def heading(words: Words) -> list[list[str]]:
    """The first lines of the list."""
    return [[words.title], [words.sheet, words.row, words.column, words.value, words.advice]]


def line(note: Note) -> list[str]:
    """The list's line of a note."""
    return [note.sheet or "", str(note.row or ""), note.header, note.value, note.text]


def printable(text: str) -> str:
    """A text without the control characters that XML has no place for."""
    return "".join(mark for mark in text if mark in "\t\n\r" or mark >= " ")


def _styles_part(package: Package) -> str:
    for _, part in package.related(WORKBOOK, "styles"):
        if package.has(part):
            return part
    part = "xl/styles.xml"
    ns = namespace(package.tree(WORKBOOK))
    package.put(
        part,
        f"""<styleSheet xmlns="{ns}"><fonts count="1"><font/></fonts><borders count="1"><border/></borders>
<cellStyleXfs count="1"><xf/></cellStyleXfs></styleSheet>""".encode(),
    )
    package.declare(part, STYLES)
    package.relate(WORKBOOK, "styles", part)
    return part
