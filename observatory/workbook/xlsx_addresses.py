"""Cells as nearly every program writes them (`<c r="B12"`), looked at all at once in the bytes of a sheet.

A pattern makes an object of each of a million addresses; here they are columns of bytes.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_LETTERS, _DIGITS = 3, 7
_HEAD = b'c r="'
_PADDING = bytes(len(_HEAD) + _LETTERS + _DIGITS + 2)


def among(letters: bytes) -> NDArray[np.bool_]:
    """Which of the 256 bytes are these."""
    found = np.zeros(256, dtype=np.bool_)
    found[np.frombuffer(letters, dtype=np.uint8)] = True
    return found


_AFTER_NAME = among(b" \t\r\n/>")


@dataclass(frozen=True)
class Piece:
    """A slice of a sheet's XML: its `content`, its bytes, the places of `<` among them, and what follows each."""

    content: bytes
    marks: NDArray[np.uint8]
    tags: NDArray[np.int64]
    initials: NDArray[np.uint8]

    def names(self, letter: bytes) -> bool:
        """Whether the name of a tag begins with this letter, with a prefix or without."""
        plain = (self.initials == ord(letter)).any()
        return bool(plain) or (b":" in self.content and b":" + letter in self.content)


@dataclass(frozen=True)
class Addresses:
    """Where the tag of each cell is in a piece, its row and its column (1 = first)."""

    places: NDArray[np.int64]
    rows: NDArray[np.int32]
    columns: NDArray[np.int32]

    def extent(self) -> tuple[int, int]:
        """The last row and the last column that hold a cell; 0 where there is none."""
        return int(self.rows.max(initial=0)), int(self.columns.max(initial=0))


def marked(content: bytes) -> Piece:
    """Lay a slice out as columns of bytes."""
    marks = np.frombuffer(content + _PADDING, dtype=np.uint8)
    tags = np.flatnonzero(marks == ord("<"))
    return Piece(content, marks, tags, marks[tags + 1])


def usual_addresses(piece: Piece) -> Addresses | None:
    r"""The cells of a piece; None where one of them is spelled otherwise.

    >>> usual_addresses(marked(b'<row r="2"><c r="A2"/><c r="AB2" t="s"><v>1</v></c></row>')).extent()
    (2, 28)
    >>> usual_addresses(marked(b"<row><c r='A2'/></row>")) is None
    True
    """
    if b":" in piece.content and b":c" in piece.content:  # a prefix may hide a cell
        return None
    marks = piece.marks
    tags = piece.tags[piece.initials == ord("c")]
    cells = tags[_AFTER_NAME[marks[tags + 2]]]
    for place, letter in enumerate(_HEAD, start=1):
        if (marks[cells + place] != letter).any():
            return None
    columns, at = _number(marks, cells + 1 + len(_HEAD), first=ord("A") - 1, base=26, most=_LETTERS)
    rows, end = _number(marks, at, first=ord("0"), base=10, most=_DIGITS)
    if (columns == 0).any() or (end == at).any() or (marks[end] != ord('"')).any():
        return None
    return Addresses(cells, rows, columns)


def _number(
    marks: NDArray[np.uint8], start: NDArray[np.int64], *, first: int, base: int, most: int
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Read a number at each place, and where it ends: letters count from `A` = 1, digits from `0` = 0."""
    value, at = np.zeros(len(start), dtype=np.int32), start.copy()
    lowest = 1 if base > len("0123456789") else 0
    going = np.ones(len(start), dtype=np.bool_)
    for _ in range(most):
        # A byte below the first wraps round, and is beyond the last.
        digit = marks[at] - np.uint8(first)
        going &= (digit >= lowest) & (digit < base + lowest)
        if not going.any():
            break
        value = np.where(going, value * base + digit, value)
        at += going
    return value, at
