"""Where the records of a piece of CSV end, found on its bytes: what a fast reader gives back is checked against it.

A fast reader fills short rows, skips lines and mends quotes without a word. So a piece is only left to it where each
record is seen to have the fields of its header and each quote to stand where it opens or closes a field.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from observatory.workbook.delimiter import Layout

Positions: TypeAlias = NDArray[np.int64]

_LINE_END, _QUOTE = 10, 34


@dataclass(frozen=True)
class Records:
    """Records that all have the width of their header: where each begins and ends, and its line (0 = first)."""

    starts: Positions
    ends: Positions
    lines: Positions


def whole_records(content: bytes) -> int:
    """Length of what ends with the last line end outside quotes, 0 where there is none."""
    if b'"' not in content:
        return _last_line_end(content)
    marks = np.frombuffer(content, dtype=np.uint8)
    quotes, ends = np.flatnonzero(marks == _QUOTE), np.flatnonzero(marks == _LINE_END)
    outside = ends[~_inside(ends, quotes)]
    if len(ends) == 0:  # a file of carriage returns: the strict reading says where its records end
        return _last_line_end(content)
    return int(outside[-1]) + 1 if len(outside) else 0


def _last_line_end(content: bytes) -> int:
    # A carriage return at the very end may be half of a line end.
    return content.rfind(b"\n") + 1 or content.rfind(b"\r", 0, -1) + 1


def with_line_feeds(content: bytes) -> bytes | None:
    """Spell every line end LF, and end the last line; None where a carriage return stands within quotes."""
    if b"\r" in content:
        marks = np.frombuffer(content, dtype=np.uint8)
        returns, quotes = np.flatnonzero(marks == ord("\r")), np.flatnonzero(marks == _QUOTE)
        if _inside(returns, quotes).any():
            return None
        content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return content if content.endswith(b"\n") else content + b"\n"


def regular_records(content: bytes, layout: Layout, *, line_bytes: int) -> Records | None:
    """Find the records of a piece whose lines all end in LF; None where one of them is not as its header.

    None too where a quote stands elsewhere than at the edge of a field, or a line is longer than `line_bytes`.
    """
    marks = np.frombuffer(content, dtype=np.uint8)
    ends = np.flatnonzero(marks == _LINE_END)
    separators = np.flatnonzero(marks == ord(layout.delimiter))
    if np.diff(ends, prepend=-1).max(initial=0) > line_bytes:
        return None
    lines = np.arange(len(ends))
    if b'"' in content:
        quotes = np.flatnonzero(marks == _QUOTE)
        if not _at_edges(marks, quotes, ord(layout.delimiter)):
            return None
        outside = ~_inside(ends, quotes)
        lines = np.concatenate([[0], np.flatnonzero(outside)[:-1] + 1])
        ends, separators = ends[outside], separators[~_inside(separators, quotes)]
    starts = np.concatenate([[0], ends[:-1] + 1])
    return Records(starts, ends, lines) if _of_width(separators, starts, ends, layout.width) else None


def _inside(positions: Positions, quotes: Positions) -> NDArray[np.bool_]:
    inside: NDArray[np.bool_] = np.searchsorted(quotes, positions) % 2 == 1
    return inside


def _at_edges(marks: NDArray[np.uint8], quotes: Positions, delimiter: int) -> bool:
    """Whether each odd quote follows, and each even one precedes, a delimiter, a line end or its twin (`""`)."""
    if len(quotes) % 2:
        return False
    opening, closing = quotes[0::2], quotes[1::2]
    edges = [delimiter, _LINE_END, _QUOTE]
    before = marks[opening[opening > 0] - 1]
    return bool(np.isin(before, edges).all() and np.isin(marks[closing + 1], edges).all())


def _of_width(separators: Positions, starts: Positions, ends: Positions, width: int) -> bool:
    """Whether each record has as many separators as its header: all together, then each within its record."""
    each = width - 1
    if len(ends) == 0 or len(separators) != each * len(ends):
        return False
    if each == 0:
        return True
    table = separators.reshape(len(ends), each)
    return bool((table[:, 0] >= starts).all() and (table[:, -1] < ends).all())
