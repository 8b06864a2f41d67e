"""Names beside what they name: no legend box, no name over another."""

from collections.abc import Sequence
from typing import NamedTuple

from observatory.figures.axes import LABEL_SIZE, LINE_HEIGHT, Amounts, Json, Panel
from observatory.figures.chart import Series
from observatory.figures.hover import plain
from observatory.figures.placing import apart, text_width, wrap
from observatory.figures.theme import Look

_LETTERS = 17
_GAP = 3.0  # pixels between two names
_OVERHANG = 10.0  # pixels that a name may stand above or below the plot
_NO_NAMES = 14


class End(NamedTuple):
    """Where a series ends, in the units of the axes."""

    series: Series
    x: float
    y: float


def name_lines(series: Series) -> list[str]:
    """A name, wrapped for the margin of a phone."""
    return wrap(series.label, _LETTERS)


def names_room(series: Sequence[Series]) -> int:
    """Pixels on the right of the plot; one series alone is named by the title."""
    if len(series) == 1:
        return _NO_NAMES
    longest = max(text_width(line, LABEL_SIZE) for one in series for line in name_lines(one))
    return round(longest) + 22


def name_centres(ends: Sequence[End], axis: Amounts, height: float) -> list[float]:
    """Pixels above the foot of the axis where each name stands, pushed apart."""
    wanted = [(end.y - axis.low) * height / (axis.high - axis.low) for end in ends]
    heights = [len(name_lines(end.series)) * LABEL_SIZE * LINE_HEIGHT + _GAP for end in ends]
    return apart(wanted, heights, low=-_OVERHANG, high=height + _OVERHANG)


def end_names(ends: Sequence[End], axis: Amounts, look: Look, panel: Panel, *, x: float) -> list[Json]:
    """Each name at `x`, joined to the end of its line by a thin stroke."""
    pixels = panel.height / (axis.high - axis.low)
    return [
        _note(end, look, panel, x=x, down=(end.y - axis.low) * pixels - centre)
        for end, centre in zip(ends, name_centres(ends, axis, panel.height), strict=True)
    ]


def name_above(end: End, look: Look, panel: Panel) -> Json:
    """The name of a line that ends long before the plot does, above its end."""
    text = plain(end.series.label)
    return {
        "xref": f"x{panel.suffix}", "yref": f"y{panel.suffix}", "x": end.x, "y": end.y, "yshift": 8, "xanchor": "center",
        "yanchor": "bottom", "text": f"<b>{text}</b>" if end.series.emphasis else text, "showarrow": False,
        "name": f"name {end.series.key}", "font": {"size": LABEL_SIZE, "color": look.ink(end.series.colour)},
        "bgcolor": look.ground, "borderpad": 1,
    }  # fmt: skip


def _note(end: End, look: Look, panel: Panel, *, x: float, down: float) -> Json:
    lines = [plain(line) for line in name_lines(end.series)]
    return {
        "xref": f"x{panel.suffix}", "yref": f"y{panel.suffix}", "x": end.x, "y": end.y, "axref": f"x{panel.suffix}", "ax": x,
        "ay": down, "text": "<br>".join(f"<b>{line}</b>" if end.series.emphasis else line for line in lines),
        "xanchor": "left", "yanchor": "middle", "align": "left", "showarrow": True, "arrowhead": 0, "arrowwidth": 0.8,
        "arrowcolor": look.axis, "standoff": 6, "name": f"name {end.series.key}",
        "font": {"size": LABEL_SIZE, "color": look.ink(end.series.colour)},
    }  # fmt: skip
