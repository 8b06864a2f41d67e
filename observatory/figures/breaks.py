"""Breaks: a dotted vertical line where figures stop being comparable, with its cause in words above the plot."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from observatory.figures.axes import LINE_HEIGHT, SMALL_SIZE, UNIT_ROOM, Json, Panel
from observatory.figures.chart import Mark, MarkKind
from observatory.figures.hover import plain
from observatory.figures.placing import stands, text_width, wrap
from observatory.figures.theme import Look
from observatory.wording.typography import NBSP

# The narrowest plot that labels must stand above without meeting: a phone held upright.
NARROW = 180.0
_LETTERS = 22
_KEY_LETTERS = 48
_MOST_ROOM = 120.0  # pixels above the plot, two causes of three lines: more than that is told under it
_PADDING = 4.0


@dataclass(frozen=True)
class BreakLabel:
    """The causes of the breaks of one year, wrapped, and the row above the plot where they stand."""

    x: float
    lines: tuple[str, ...]
    row: int
    on_the_right: bool  # of the line


def break_labels(marks: Iterable[Mark], years: Sequence[int], *, width: float = NARROW) -> list[BreakLabel]:
    """Labels in rows above the plot, so that none meets another even on a plot `width` pixels wide."""
    texts = sorted(_texts_by_place(marks, years).items())
    wrapped = [tuple(line for text in said for line in wrap(text, _LETTERS)) for _, said in texts]
    places = [(x - years[0]) / max(years[-1] - years[0], 1) * width for x, _ in texts]
    widths = [max(text_width(line, SMALL_SIZE) for line in lines) + 2 * _PADDING for lines in wrapped]
    found = zip(texts, wrapped, stands(places, widths, total=width), strict=True)
    return [BreakLabel(x, lines, stand.row, stand.on_the_right) for (x, _), lines, stand in found]


def told_labels(marks: Sequence[Mark], years: Sequence[int]) -> tuple[list[BreakLabel], list[str]]:
    """Labels above the plot, and what stands in its key: where causes would take too much room, years stand above."""
    found = break_labels(marks, years)
    if row_bottoms(found)[-1] <= _MOST_ROOM:
        return found, []
    short = [replace(mark, text=str(round(mark.x)) if mark.text else "") for mark in marks]
    return break_labels(short, years), cause_lines(marks, years)


def cause_lines(marks: Iterable[Mark], years: Sequence[int]) -> list[str]:
    """The causes of all breaks for a key, in the order of their years."""
    texts = [text for _, said in sorted(_texts_by_place(marks, years).items()) for text in said]
    return [plain(line) for text in texts for line in wrap(f"┊{NBSP}{text}", _KEY_LETTERS)]


def row_bottoms(found: Sequence[BreakLabel]) -> list[float]:
    """Pixels from the plot's top to the bottom of each row, and at the end to the top of the last."""
    bottoms = [UNIT_ROOM]
    for row in range(max((label.row for label in found), default=-1) + 1):
        most = max(len(label.lines) for label in found if label.row == row)
        bottoms.append(bottoms[-1] + most * SMALL_SIZE * LINE_HEIGHT + _PADDING)
    return bottoms


def break_line(x: float, look: Look, panel: Panel, *, up: float = 0.0) -> Json:
    """A dotted line from the axis to `up` pixels above the plot."""
    above = (panel.y[1] - panel.y[0]) * up / panel.height
    return {
        "type": "line", "xref": f"x{panel.suffix}", "yref": "paper", "x0": x, "x1": x, "y0": panel.y[0],
        "y1": panel.y[1] + above, "name": "break", "line": {"color": look.axis, "width": 1, "dash": "2px,3px"},
    }  # fmt: skip


def break_lines(found: Sequence[BreakLabel], look: Look, panel: Panel) -> list[Json]:
    """One line per break, up to its cause."""
    bottoms = row_bottoms(found)
    return [break_line(label.x, look, panel, up=bottoms[label.row] + 2) for label in found]


def break_causes(found: Sequence[BreakLabel], look: Look, panel: Panel) -> list[Json]:
    """The cause of each, on a ground that hides the line of another behind it."""
    bottoms = row_bottoms(found)
    return [
        {"xref": f"x{panel.suffix}", "yref": "paper", "x": label.x, "y": panel.y[1], "yshift": bottoms[label.row],
         "xanchor": "left" if label.on_the_right else "right", "yanchor": "bottom", "showarrow": False, "name": "break",
         "align": "left" if label.on_the_right else "right", "text": "<br>".join(plain(line) for line in label.lines),
         "font": {"size": SMALL_SIZE, "color": look.muted}, "bgcolor": look.ground, "borderpad": 1}
        for label in found
    ]  # fmt: skip


def _texts_by_place(marks: Iterable[Mark], years: Sequence[int]) -> dict[float, list[str]]:
    found: dict[float, list[str]] = {}
    for mark in marks:
        if mark.kind is MarkKind.BREAK and mark.text and years[0] < mark.x <= years[-1]:
            texts = found.setdefault(mark.x - 0.5, [])
            texts.extend([] if mark.text in texts else [mark.text])
    return found
