"""How a funnel is drawn, on communes written by hand."""

from dataclasses import replace

import pytest

from observatory.figures.chart import Chart, Curve, Kind, Series, State, headers, table
from observatory.figures.theme import look
from observatory.wording.typography import plain_spaces
from tests.figures.charts import charted, sized
from tests.figures.test_drawing import drawn, notes, said, traces

CURVES = (
    Curve(0.0, (100.0, 10_000.0), (2.0, 2.0)),
    Curve(0.95, (100.0, 10_000.0), (1.0, 1.8)),
    Curve(0.95, (100.0, 10_000.0), (3.0, 2.2)),
    Curve(0.998, (100.0, 10_000.0), (-0.5, 1.6)),
    Curve(0.998, (100.0, 10_000.0), (4.5, 2.4)),
)
SIZED = {
    "38001": (100.0, 3.5),
    "38002": (1000.0, 2.0),
    "38003": (2000.0, 2.2),
    "38004": (3000.0, 2.1),
    "38005": (5000.0, 1.9),
}


def funnel(*extra: Series, **more: object) -> Chart:
    others = sized("others", SIZED, {"38001": "à regarder"})
    return charted(Kind.FUNNEL, others, *extra, unit="MWh/hab.", curves=CURVES, x_title="habitants", **more)


def test_a_funnel_stands_on_a_logarithmic_axis_between_its_limits() -> None:
    """One dot per commune at its inhabitants; a band between the near limits, two dashes, and round numbers under it."""
    figure = drawn(funnel())
    (dots,) = traces(figure, "others")
    assert list(dots.x) == [100, 1000, 2000, 3000, 5000]
    assert (figure.layout.xaxis.type, list(figure.layout.xaxis.ticktext)) == (
        "log",
        ["100", "200", "500", "1\u202f000", "2\u202f000", "5\u202f000", "10\u202f000"][:6],
    )
    assert [trace.fill for trace in traces(figure, "band")] == [None, "tonexty"]
    assert (
        len({trace.line.dash for name in ("limit 0.95", "limit 0.998", "expected") for trace in traces(figure, name)})
        == 3
    )
    assert figure.layout.yaxis.range[0] <= 0


def test_a_funnel_names_the_chosen_and_rings_those_to_look_at() -> None:
    """One name on the drawing, a ring on the commune outside, and the key says what lines and ring are."""
    figure = drawn(funnel(sized("chosen", {"38151": (4000.0, 2.3)}, emphasis=True)))
    assert [plain_spaces(note.text) for note in notes(figure, "flag")] == ["<b>Commune 38151 : 2,3 MWh/hab.</b>"]
    (dots,) = traces(figure, "others")
    assert list(dots.marker.line.width) == [2, 1, 1, 1, 1]
    for words in ("trait plein : attendu", "tirets : limites à 95 %", "pointillés : limites à 99,8 %", "◎ à regarder"):
        assert words in said(figure)


def test_a_funnel_tells_the_shrunk_value_under_the_pointer_and_in_its_table() -> None:
    """Name and value, inhabitants, shrunk value (halfway between 3.5 and 2) and remark; the table has them all."""
    chart = funnel()
    (dots,) = traces(drawn(chart), "others")
    assert plain_spaces(dots.text[0]) == (
        "<b>Commune 38001</b> : 3,5 MWh/hab.<br>100 hab.<br>valeur resserrée : 2,75 MWh/hab.<br>à regarder"
    )
    first = table(chart).row(0, named=True)
    assert (first["inhabitants"], first["shrunk"], first["remark"]) == (100.0, 2.75, "à regarder")
    assert list(headers(chart)) == table(chart).columns


def test_a_far_commune_of_a_funnel_stands_at_the_edge() -> None:
    """A value at forty times the others is a triangle at the edge, named in the key."""
    far = sized("others", SIZED | {"38006": (50.0, 80.0)})
    figure = drawn(charted(Kind.FUNNEL, far, unit="MWh/hab.", curves=CURVES))
    (dots,) = traces(figure, "others")
    assert list(dots.marker.symbol).count("triangle-up") == 1
    assert max(dots.y) < 10
    assert "△ plus loin : Commune 38006 (80)" in said(figure)


@pytest.mark.parametrize("dark", [False, True])
def test_a_funnel_is_valid_on_both_grounds(dark: bool) -> None:
    """Plotly accepts it whole; what a lower bound hides stands above it."""
    hiding = sized("others", SIZED)
    hiding = replace(hiding, high=(3.5, 2.4, *hiding.high[2:]), status=(State.PARTIAL,) * 5)
    figure = drawn(charted(Kind.FUNNEL, hiding, unit="MWh/hab.", curves=CURVES), on=look(dark=dark))
    (part,) = traces(figure, "hidden")
    assert list(part.y[:2]) == [2.0, 2.4]
