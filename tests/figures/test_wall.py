"""A figure for a wall: the same drawing, every letter and line of it larger."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest

from observatory.figures import plot
from observatory.figures.chart import Kind, Mark, MarkKind
from observatory.figures.placing import wider, wrap
from observatory.figures.theme import look
from observatory.figures.wall import LEAST, SCALE, drawn_for_wall, enlarged
from tests.figures.charts import charted, communes, cut, series

AMONG = communes("others", {f"3800{at}": float(at + 1) for at in range(1, 9)})
DRAWN = {
    Kind.LINES: charted(Kind.LINES, series("gas", [3, 2, 1]), series("electricity", [1, 2, 2]), marks=(cut(2021),)),
    Kind.MULTIPLES: charted(Kind.MULTIPLES, *(series(key, [3, 2, 1]) for key in ("one", "two", "three"))),
    Kind.BARS: charted(Kind.BARS, series("gas", [3], texts=("3 GWh",)), series("wood", [1], texts=("1 GWh",))),
    Kind.STRIP: charted(Kind.STRIP, AMONG, communes("chosen", {"38185": 4.0}, emphasis=True)),
    Kind.MAP: charted(Kind.MAP, AMONG, geometry={"38": "/communes-38.geojson"}),
}


def sizes(drawn: Any, inside: str = "") -> Iterator[float]:
    """Every size of letters in a figure."""
    if isinstance(drawn, dict):
        for name, value in drawn.items():
            if name == "size" and inside.endswith("font"):
                yield value
            yield from sizes(value, name)
    elif isinstance(drawn, list | tuple):
        for one in drawn:
            yield from sizes(one, inside)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("kind", DRAWN)
def test_a_figure_of_each_kind_can_be_drawn_and_read(kind: Kind, *, dark: bool) -> None:
    """Plotly takes it, of the height asked for, and none of its letters is under 24 pixels, hover apart."""
    made = plot.on_wall(DRAWN[kind], on=look(dark=dark), width=900, height=420, times=1.0).to_dict()
    layout = {name: value for name, value in made["layout"].items() if name != "hoverlabel"}
    go.Figure(data=made["data"], layout=made["layout"])
    assert made["layout"]["height"] == 420
    found = [*sizes(layout), *sizes(list(made["data"]))]
    assert found
    assert min(found) >= LEAST


def test_small_panels_become_lines_on_one_plot() -> None:
    """Three panels would each be a stamp: their lines share one pair of axes, each named at its end."""
    made = plot.on_wall(DRAWN[Kind.MULTIPLES], on=look(), width=900, height=420, times=1.0).to_dict()
    assert [name for name in made["layout"] if name.startswith("yaxis")] == ["yaxis"]
    named = {note["name"] for note in made["layout"]["annotations"]}
    assert {"name one", "name two", "name three"} <= named


def test_pixels_grow_and_places_do_not() -> None:
    """Margins, shifts, widths and dashes double; a place on an axis, a share and a value stay."""
    drawn = {
        "margin": {"l": 10}, "xaxis": {"range": [0, 8], "ticklen": 4}, "annotations": [
            {"x": 3, "y": 0.5, "yshift": 6, "ax": 2023, "axref": "x", "ay": 5, "font": {"size": 13}}],
        "data": [{"type": "bar", "width": 0.6, "x": np.array([1, 2]), "marker": {"size": 4, "line": {"width": 1}}}],
    }  # fmt: skip
    made = enlarged(drawn, 2.0)
    assert made["margin"] == {"l": 20}
    assert made["xaxis"] == {"range": [0, 8], "ticklen": 8}
    assert made["annotations"] == [
        {"x": 3, "y": 0.5, "yshift": 12, "ax": 2023, "axref": "x", "ay": 10, "font": {"size": 26}}
    ]
    assert made["data"][0]["width"] == 0.6
    assert made["data"][0]["x"].tolist() == [1, 2]
    assert made["data"][0]["marker"] == {"size": 8, "line": {"width": 2}}


def test_small_letters_are_never_under_the_least() -> None:
    """Eleven pixels become 24, and more in a larger window."""
    assert enlarged({"font": {"size": 11}}, SCALE) == {"font": {"size": LEAST}}
    assert enlarged({"font": {"size": 11}}, SCALE * 1.5) == {"font": {"size": LEAST * 1.5}}


def test_lines_are_cut_later_on_a_wall() -> None:
    """A name that a phone cuts in two stays whole."""
    assert wrap("usages par habitant", 12) == ["usages par", "habitant"]
    with wider(2.0):
        assert wrap("usages par habitant", 12) == ["usages par habitant"]
    assert wrap("usages par habitant", 12) == ["usages par", "habitant"]


@pytest.mark.parametrize(("breaks", "told"), [(3, True), (4, False)])
def test_many_breaks_are_named_by_their_years(breaks: int, told: bool) -> None:
    """Three breaks keep their causes on a wall; of four, the years alone are said."""
    marks = tuple(Mark(2021.0 + at, f"{2021 + at} : une cause", MarkKind.BREAK) for at in range(breaks))
    drawn = drawn_for_wall(
        charted(Kind.LINES, series("gas", [3, 2, 1, 2, 3, 4]), marks=marks), look(), width=640, height=400
    )
    said = str(drawn.layout["annotations"])
    assert ("une cause" in said.replace("<br>", " ").replace("\u00a0", " ")) == told
    assert all(str(2021 + at) in said for at in range(breaks))
