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
# Bytes, or lines, looked at together: few enough that what is found of them stays near the processor.
_STRIDE, _LINES = 1 << 20, 4096


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
    ends = _positions(marks, _LINE_END)
    if np.diff(ends, prepend=-1).max(initial=0) > line_bytes:
        return None
    lines = np.arange(len(ends))
    if b'"' in content:
        quotes = np.flatnonzero(marks == _QUOTE)
        if not _at_edges(marks, quotes, ord(layout.delimiter)):
            return None
        outside = ~_inside(ends, quotes)
        lines = np.concatenate([[0], np.flatnonzero(outside)[:-1] + 1])
        ends = ends[outside]
    else:
        quotes = np.empty(0, dtype=np.int64)
    starts = np.concatenate([[0], ends[:-1] + 1])
    records = Records(starts, ends, lines)
    alike = len(ends) > 0 and _of_width(marks, quotes, records, layout)
    return records if alike else None


def count_of(content: bytes, mark: bytes) -> int:
    """How often a byte stands in a piece."""
    marks = np.frombuffer(content, dtype=np.uint8)
    return sum(int(np.count_nonzero(marks[at : at + _STRIDE] == ord(mark))) for at in range(0, len(marks), _STRIDE))


def _positions(marks: NDArray[np.uint8], mark: int) -> Positions:
    found = [np.flatnonzero(marks[at : at + _STRIDE] == mark) + at for at in range(0, len(marks), _STRIDE)]
    return np.concatenate([np.empty(0, dtype=np.int64), *found])


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


def _of_width(marks: NDArray[np.uint8], quotes: Positions, records: Records, layout: Layout) -> bool:
    """Whether each record has as many separators as its header: some records together, then each within its own."""
    each = layout.width - 1
    for at in range(0, len(records.ends), _LINES):
        starts, ends = records.starts[at : at + _LINES], records.ends[at : at + _LINES]
        separators = np.flatnonzero(marks[starts[0] : ends[-1]] == ord(layout.delimiter)) + starts[0]
        if len(quotes):
            separators = separators[~_inside(separators, quotes)]
        if len(separators) != each * len(ends):
            return False
        table = separators.reshape(len(ends), each)
        if each and not ((table[:, 0] >= starts).all() and (table[:, -1] < ends).all()):
            return False
    return True
