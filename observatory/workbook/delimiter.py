"""What separates the fields of a text table, and how many there are: judged on its first lines."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

_SAMPLE_LINES = 200
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_HEADER_WITHIN = 20
_FEWEST = 2
# In the order that wins where two explain a file equally well: a French spreadsheet writes `;`.
_DELIMITERS = (";", "\t", ",")
# No delimiter at all: a character that no text holds leaves each line whole.
_NO_DELIMITER = "\x1f"
_COMMA_IN_NUMBER = re.compile(r"(?<=[0-9]),(?=[0-9])")
# Years may be headers, other numbers not.
_NUMBER = re.compile(r"\s*(?!(?:19|20)[0-9]{2}\s*$)[+-]?[0-9][0-9.,eE+-]*\s*")
_INTEGER_PART = re.compile(r"[+-]?[0-9][0-9 \u00a0\u202f]*")
_DECIMAL_PART = re.compile(r"[0-9]+")


@dataclass(frozen=True)
class Layout:
    """The delimiter, the number of fields, and the line (1 = first) from which on rows must have that many."""

    delimiter: str
    width: int
    header_line: int


@dataclass(frozen=True)
class _Candidate:
    layout: Layout
    score: float


def lines_of(text: str) -> Iterator[str]:
    r"""The lines of a text with their ends: at CR, LF and CRLF and nowhere else, taken one by one and never all copied.

    `str.splitlines` also splits at U+2028 or a form feed; `io.StringIO` takes four bytes a character.

    >>> list(lines_of("a;b\r\n1;2\r\n\n3"))
    ['a;b\r\n', '1;2\r\n', '\n', '3']
    """
    return (found[0] for found in _LINE.finditer(text))


def find_layout(text: str) -> Layout:
    r"""Choose among `;`, tab and comma the one by which the first lines fall into a header and rows like it.

    >>> find_layout("Année 2023, Isère\ncode;nom;mwh\n38185;Grenoble;12,5\n")
    Layout(delimiter=';', width=3, header_line=2)
    """
    lines = list(islice(lines_of(text), _SAMPLE_LINES))
    for numbers_too in (False, True):
        candidates = [_judge(lines, mark, numbers_too=numbers_too) for mark in _DELIMITERS]
        found = [candidate for candidate in candidates if candidate is not None]
        if found:
            return max(found, key=lambda candidate: candidate.score).layout
    return Layout(delimiter=_NO_DELIMITER, width=1, header_line=1)


def commas_in_numbers(fields: Sequence[str]) -> int:
    """Count the neighbours that look like one number cut in two by its decimal comma.

    >>> commas_in_numbers(["38185", "Grenoble", "12", "5"])
    1
    """
    return sum(
        bool(_INTEGER_PART.fullmatch(left.strip()) and _DECIMAL_PART.fullmatch(right))
        for left, right in pairwise(fields)
    )


def _judge(lines: Sequence[str], delimiter: str, *, numbers_too: bool) -> _Candidate | None:
    rows = _split(lines, delimiter)
    usual = _usual_width(rows)
    line = _header_line(rows[:1] if numbers_too else _split(_without_decimals(lines), delimiter), usual)
    if usual < _FEWEST or line is None:
        return None
    width = next(len(fields) for start, fields in rows if start == line)
    below = [fields for start, fields in rows if start > line]
    if below and all(len(fields) == width + 1 and not fields[-1].strip() for fields in below):
        width += 1  # every row ends with a delimiter, and the header does not
    agreeing = sum(len(fields) == width for fields in below)
    share = agreeing / len(below) if below else 1.0
    return _Candidate(layout=Layout(delimiter=delimiter, width=width, header_line=line), score=share * width)


def _without_decimals(lines: Sequence[str]) -> list[str]:
    """Take off what may be decimal commas, lest `12,5` pass for a header of two names.

    A header of years side by side (`commune,2019,2020`) loses its commas too: it gets a second look, on line 1 only.
    """
    return [_COMMA_IN_NUMBER.sub("", line) for line in lines]


def _split(lines: Sequence[str], delimiter: str) -> list[tuple[int, list[str]]]:
    """Split the lines that hold something, each with the number of the line it starts on."""
    reader = csv.reader(iter(lines), delimiter=delimiter)
    rows, start = [], 1
    try:
        for fields in reader:
            if any(map(str.strip, fields)):
                rows.append((start, fields))
            start = reader.line_num + 1
    except csv.Error:
        return rows  # the strict reading to come says where and why
    return rows


def _usual_width(rows: Sequence[tuple[int, list[str]]]) -> int:
    counts = Counter(len(fields) for _, fields in rows)
    return max(counts, key=lambda width: (counts[width], width), default=0)


def _header_line(rows: Sequence[tuple[int, list[str]]], usual: int) -> int | None:
    """Find the line from which on rows are to be alike: below the titles, which are shorter than the table.

    The header is best told by having the usual width and no number. Where rows are wider than their header (a decimal
    comma, a name with a delimiter in it), no row is, and the first that fills half the width is taken for it: rows
    must never be measured by rows.
    """
    first = rows[:_HEADER_WITHIN]
    widest = 0
    for line, fields in first:
        if len(fields) == usual > widest and not any(map(_NUMBER.fullmatch, fields)):
            return line
        widest = max(widest, len(fields))
    return next((line for line, fields in first if len(fields) >= _FEWEST and 2 * len(fields) > usual), None)
