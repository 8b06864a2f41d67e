"""The cells of one sheet's part: found, or put where they belong."""

import re

from lxml import etree

from observatory.workbook.annotated.package import namespace

_REFERENCE = re.compile(r"([A-Z]+)([0-9]+)")
_LETTERS = 26


def letters(column: int) -> str:
    """The letters of a column counted from 0.

    >>> letters(0), letters(25), letters(26), letters(701)
    ('A', 'Z', 'AA', 'ZZ')
    """
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        text = chr(ord("A") + rest) + text
    return text


def place(text: str) -> int:
    """The column of letters, counted from 0.

    >>> place("A"), place("AA")
    (0, 26)
    """
    column = 0
    for letter in text:
        column = column * _LETTERS + ord(letter) - ord("A") + 1
    return column - 1


class Grid:
    """The rows and cells of a sheet. Cells and rows may leave out where they stand: they then follow one another."""

    def __init__(self, root: etree._Element) -> None:
        self._ns = namespace(root)
        self._data = root.find(f"{{{self._ns}}}sheetData")
        self._rows: dict[int, etree._Element] = {}
        number = 0
        for row in self._data:
            number = int(row.get("r") or number + 1)
            row.set("r", str(number))
            self._rows[number] = row
        self._known: dict[int, dict[int, etree._Element]] = {}

    def cell(self, row: int, column: int) -> etree._Element:
        """The cell of a place, made without a value where there was none."""
        cells = self._cells(row)
        if column not in cells:
            made = etree.Element(f"{{{self._ns}}}c", r=f"{letters(column)}{row}")
            parent = self._row(row)
            if parent.get("s"):
                made.set("s", parent.get("s"))
            following = [other for other in cells if other > column]
            if following:
                cells[min(following)].addprevious(made)
            else:
                parent.append(made)
            parent.attrib.pop("spans", None)
            cells[column] = made
        return cells[column]

    def all(self) -> list[etree._Element]:
        """Every cell."""
        return list(self._data.iter(f"{{{self._ns}}}c"))

    def _cells(self, row: int) -> dict[int, etree._Element]:
        if row not in self._known:
            found, column = {}, -1
            for cell in self._row(row):
                named = _REFERENCE.fullmatch(cell.get("r", ""))
                column = place(named[1]) if named else column + 1
                cell.set("r", f"{letters(column)}{row}")
                found[column] = cell
            self._known[row] = found
        return self._known[row]

    def _row(self, number: int) -> etree._Element:
        if number not in self._rows:
            made = etree.Element(f"{{{self._ns}}}row", r=str(number))
            following = [other for other in self._rows if other > number]
            if following:
                self._rows[min(following)].addprevious(made)
            else:
                self._data.append(made)
            self._rows[number] = made
        return self._rows[number]
