"""The plane on which years are drawn: margins, axes, breaks and key around one plot."""

from dataclasses import dataclass

from observatory.figures.axes import Amounts, Json, Panel, left_margin, unit_note, value_axis, year_axis, years_of
from observatory.figures.breaks import break_causes, break_lines, row_bottoms, told_labels
from observatory.figures.chart import Chart
from observatory.figures.names import names_room
from observatory.figures.signs import Gaps, drawn_states, key_height, key_lines, key_note
from observatory.figures.theme import Look

PLOT_HEIGHT = 300.0
_YEARS_ROOM = 28.0  # pixels, of the years under the axis


@dataclass(frozen=True)
class Plane:
    """A plot ready to draw on, and its layout, to which a drawing adds its names."""

    panel: Panel
    layout: Json


def plane(chart: Chart, look: Look, axis: Amounts, without: Gaps, *, height: float | None, half: float) -> Plane:
    """The plane of a chart of years; `half` is the room in years before the first and after the last."""
    years = years_of(chart)
    causes, below = told_labels(chart.marks, years)
    key = [*below, *key_lines(drawn_states(chart, without), chart.language)]
    margin = {
        "l": left_margin(axis.texts), "r": names_room(chart.series), "t": row_bottoms(causes)[-1] + 4,
        "b": _YEARS_ROOM + key_height(key),
    }  # fmt: skip
    total = height or PLOT_HEIGHT + margin["t"] + margin["b"]
    panel = Panel(height=total - margin["t"] - margin["b"])
    return Plane(
        panel,
        {
            "xaxis": year_axis(years, look, panel, half=half), "yaxis": value_axis(axis, look, panel), "margin": margin,
            "shapes": break_lines(causes, look, panel), "height": total, "hovermode": "x unified",
            "annotations": [*break_causes(causes, look, panel), *key_note(key, look, down=_YEARS_ROOM),
                            unit_note(chart, look, panel, left=margin["l"])],
        },
    )  # fmt: skip
