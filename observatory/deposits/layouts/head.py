"""Where the header of a table stands, over how many lines, and what each of its columns says."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from observatory.deposits.layouts.aliases import COST, PASSED
from observatory.deposits.layouts.headers import NOTHING, Said, is_number, said_by
from observatory.deposits.layouts.mapping import VALUES
from observatory.deposits.layouts.periods import numbered_months
from observatory.workbook.cells import Cells

WITHIN = 30  # lines among which a header is looked for
MOST_LINES = 3
_TITLE_WORDS = 4  # a lone text of more words is a title
_FEWEST = 2  # columns that a header has
_AMOUNTS = frozenset({*VALUES, COST})


@dataclass(frozen=True)
class Head:
    """A header: `first` is the number of its first line; `labels`, `said` and the `texts` of its last go from A on."""

    first: int
    lines: int
    labels: tuple[str, ...]
    said: tuple[Said, ...]
    texts: tuple[str, ...]

    @property
    def last(self) -> int:
        """The number of its last line."""
        return self.first + self.lines - 1

    def body(self, cells: Cells) -> pl.DataFrame:
        """The lines below."""
        return cells.frame.filter(pl.col("row") > self.last)

    def above(self, cells: Cells) -> list[list[str]]:
        """The texts of the lines above, without the blank cells."""
        lines = cells.frame.filter(pl.col("row") < self.first).head(WITHIN).iter_rows()
        return [[text.strip() for text in texts if text and text.strip()] for _, *texts in lines]


def find_head(cells: Cells) -> Head | None:
    """Find the header of a table; None where no line among the first looks like one."""
    lines = _lines(cells)
    scored = [(_likeness(texts), -row) for row, texts in lines.items()]
    best = max(scored, default=(0, 0))
    if best[0] < _FEWEST:
        return None
    first = last = -best[1]
    while last - first + 1 < MOST_LINES and first - 1 in lines and _is_level(lines[first - 1], lines[first]):
        first -= 1
    if last - first + 1 < MOST_LINES and last + 1 in lines and _goes_on(lines[last], lines[last + 1]):
        last += 1
    return head_at(cells, first, last - first + 1)


def head_at(cells: Cells, first: int, lines: int = 1) -> Head:
    """The header that stands on these lines, be it like one or not."""
    rows = _lines(cells, around=first + lines)
    width = cells.frame.width - 1
    levels = [rows.get(number, [""] * width) for number in range(first, first + lines)]
    said, labels = _said(levels[-1]), [[text] for text in levels[-1]]
    for upper in reversed(levels[:-1]):
        spread = _spread(upper, [any(parts) for parts in labels], said)
        above = _said(spread)
        said = [_merged(top, low, text) for top, low, text in zip(above, said, spread, strict=True)]
        labels = [[text, *parts] for text, parts in zip(spread, labels, strict=True)]
    names = tuple(_label(parts, at) for at, parts in enumerate(labels, start=1))
    return Head(first, lines, names, tuple(said), tuple(levels[-1]))


def is_amount(said: Said) -> bool:
    """Whether a header may stand over numbers that are read: a measure, or a period, a fluid or a unit alone."""
    return said.meaning in _AMOUNTS or (not said.meaning and bool(said.given))


def _lines(cells: Cells, *, around: int = 0) -> dict[int, list[str]]:
    """The first lines by their number, blank cells as empty texts."""
    frame = cells.frame.filter(pl.col("row") <= around) if around else cells.frame.head(WITHIN)
    return {row: [(text or "").strip() for text in texts] for row, *texts in frame.iter_rows()}


def _said(texts: Sequence[str]) -> list[Said]:
    months = numbered_months(texts)
    return [
        Said("", {"mois": months[at]}, "period") if at in months else said_by(text) if text else NOTHING
        for at, text in enumerate(texts)
    ]


def _likeness(texts: Sequence[str]) -> float:
    """How many cells are headers that are known, less those that are numbers."""
    said = _said(texts)
    known = sum(1 for one in said if one.known)
    numbers = sum(1 for one, text in zip(said, texts, strict=True) if not one.known and is_number(text))
    return known - numbers


def _is_level(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether a line above a header is its upper level, and no title."""
    filled = [at for at, text in enumerate(upper) if text]
    below = [at for at, text in enumerate(lower) if text]
    if not filled or any(is_number(upper[at]) for at in filled if at not in numbered_months(upper)):
        return False
    if len(filled) == 1 and (filled[0] <= min(below) or len(upper[filled[0]].split()) > _TITLE_WORDS):
        return False
    said, under = _said(upper), _said(lower)
    names = [text for text in lower if text]
    repeated = len(set(names)) < len(names)
    return any(
        (said[at].known or repeated) and is_amount(under[at]) and (is_amount(said[at]) or not said[at].meaning)
        for at in filled
    )


def _goes_on(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether the line below completes a header: units, taxes or measures, and nothing under a column of keys."""
    filled = [at for at, text in enumerate(lower) if text]
    over, said = _said(upper), _said(lower)
    keys = {at for at, one in enumerate(over) if one.meaning and not is_amount(one)}
    return len(filled) >= _FEWEST and all(is_amount(said[at]) and at not in keys for at in filled)


def _spread(upper: Sequence[str], filled_below: Sequence[bool], below: Sequence[Said]) -> list[str]:
    """Give the text of a merged cell to the columns under it: those up to the next text that are no keys."""
    spread, current = [], ""
    for text, filled, said in zip(upper, filled_below, below, strict=True):
        current = text or current
        is_key = bool(said.meaning) and not is_amount(said)
        spread.append(text or (current if filled and not is_key else ""))
    return spread


def _merged(upper: Said, lower: Said, text: str) -> Said:
    """What two levels of one header say together."""
    if not lower.known and not text:
        return lower
    if lower is NOTHING:
        return upper
    if lower.meaning and not is_amount(lower):
        return lower
    if "total" in {upper.why, lower.why}:
        return Said("", {**upper.given, **lower.given}, "total")
    meaning = lower.meaning
    if upper.meaning in _AMOUNTS and (meaning in {"", COST} or upper.meaning == "dont_abonnement"):
        meaning = upper.meaning
    given = {**upper.given, **lower.given}
    if text and not upper.known and upper.meaning != PASSED:
        given["site"] = text
    return replace(lower, meaning=meaning, given=given, why=lower.why if lower.known else upper.why)


def _label(parts: Sequence[str], number: int) -> str:
    """The header as the file spells it, from its top level down."""
    return " / ".join(dict.fromkeys(part for part in parts if part)) or f"column_{number}"
