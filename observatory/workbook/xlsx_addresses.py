"""Addresses of cells as nearly every program writes them (`<c r="B12"`), read all at once from the bytes of a sheet.

A pattern makes an object of each of a million addresses; here they are columns of bytes.
"""

import numpy as np
from numpy.typing import NDArray

_LETTERS, _DIGITS = 3, 7
_HEAD = b'c r="'
_AFTER_NAME = np.frombuffer(b" \t\r\n/>", dtype=np.uint8)
_PADDING = bytes(len(_HEAD) + _LETTERS + _DIGITS + 2)


def usual_extent(piece: bytes) -> tuple[int, int] | None:
    r"""Last row and last column (1 = first) that hold a cell; None where one cell is spelled otherwise.

    >>> usual_extent(b'<row r="2"><c r="A2"/><c r="AB2" t="s"><v>1</v></c></row>')
    (2, 28)
    >>> usual_extent(b"<row><c r='A2'/></row>") is None
    True
    """
    if b":" in piece and b":c" in piece:  # a prefix may hide a cell
        return None
    marks = np.frombuffer(piece + _PADDING, dtype=np.uint8)
    tags = np.flatnonzero(marks == ord("<"))
    tags = tags[marks[tags + 1] == ord("c")]
    cells = tags[np.isin(marks[tags + 2], _AFTER_NAME)]
    for place, letter in enumerate(_HEAD, start=1):
        if (marks[cells + place] != letter).any():
            return None
    columns, at = _number(marks, cells + 1 + len(_HEAD), first=ord("A") - 1, base=26, most=_LETTERS)
    rows, end = _number(marks, at, first=ord("0"), base=10, most=_DIGITS)
    if (columns == 0).any() or (end == at).any() or (marks[end] != ord('"')).any():
        return None
    return int(rows.max(initial=0)), int(columns.max(initial=0))


def _number(
    marks: NDArray[np.uint8], start: NDArray[np.int64], *, first: int, base: int, most: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Read a number at each place, and where it ends: letters count from `A` = 1, digits from `0` = 0."""
    value, at = np.zeros(len(start), dtype=np.int64), start.copy()
    lowest = 1 if base > len("0123456789") else 0
    going = np.ones(len(start), dtype=np.bool_)
    for _ in range(most):
        digit = marks[at].astype(np.int64) - first
        going &= (digit >= lowest) & (digit < base + lowest)
        value = np.where(going, value * base + digit, value)
        at += going
    return value, at
