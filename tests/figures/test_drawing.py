"""How charts are drawn, on charts written by hand."""

import itertools
from dataclasses import replace

import numpy as np
import plotly.graph_objects as go
import pytest
from plotly.io import to_json

from observatory.figures import browser, plot
from observatory.figures.chart import REFERENCE, Chart, Kind, Mark, MarkKind, Series, State, headers, table
from observatory.figures.theme import look
from observatory.wording.typography import plain_spaces
from tests.figures.charts import charted, communes, cut, series

GEOMETRY = {"38": "/app/static/geo/38.geojson", "42": "/app/static/geo/42.geojson"}
OTHERS = communes("others", {f"38{at:03}": 4.0 + at / 10 for at in range(1, 21)})
CHOSEN = communes("chosen", {"38151": 4.5}, emphasis=True)


def drawn(chart: Chart, **more: object) -> go.Figure:
    """The figure, validated by Plotly."""
    figure = plot.figure(chart, **more)
    return go.Figure(data=[trace._props for trace in figure.data], layout=figure.layout._props)


def traces(figure: go.Figure, name: str) -> list[dict[str, object]]:
    return [trace for trace in figure.data if trace.name == name]


def notes(figure: go.Figure, name: str) -> list[object]:
    return [note for note in figure.layout.annotations if (note.name or "").startswith(name)]


def said(figure: go.Figure) -> str:
    """Every word beside the drawing, on one line."""
    return plain_spaces(" ".join(note.text for note in figure.layout.annotations)).replace("<br>", " ")


def test_the_stroke_is_lifted_at_a_break() -> None:
    """Between 2021 and 2022 the drawn line has a hole, though both years have a value."""
    chart = charted(Kind.LINES, series("gaz", [5, 6, 7, 8]), marks=(cut(2022),))
    (line,) = traces(drawn(chart), "gaz")
    assert [None if np.isnan(year) else int(year) for year in line.x] == [2020, 2021, None, 2022, 2023]
    assert not line.connectgaps


def test_no_band_crosses_a_break() -> None:
    """The band of what is hidden has a hole at the break too."""
    one = series("gaz", [5, 6, 7, 8], highs=[6, 7, 8, 9])
    (band,) = traces(drawn(charted(Kind.LINES, one, marks=(cut(2022),))), "band")
    parts = np.split(band.x, np.flatnonzero(np.isnan(band.x)))
    assert [sorted({float(x) for x in part if not np.isnan(x)}) for part in parts] == [[2020, 2021], [2022, 2023]]


def test_a_break_of_one_carrier_cuts_it_alone() -> None:
    """The other carrier's line goes on, and so does that of another territory."""
    lines = (series("gaz", [1, 2, 3]), series("bois", [1, 2, 3]), series("epci", [1, 2, 3], group=REFERENCE))
    figure = drawn(charted(Kind.LINES, *lines, marks=(cut(2021, of="gaz"),)))
    assert [len(traces(figure, key)[0].x) for key in ("gaz", "bois", "epci")] == [4, 3, 3]


def test_a_break_of_the_answer_leaves_references_whole() -> None:
    """An operator that enters at a commune does not cut the line of its département."""
    lines = (series("total", [1, 2, 3]), series("dep", [1, 2, 3], group=REFERENCE))
    figure = drawn(charted(Kind.LINES, *lines, marks=(cut(2021),)))
    assert [len(traces(figure, key)[0].x) for key in ("total", "dep")] == [4, 3]


def test_a_year_without_value_is_marked_under_zero() -> None:
    """The sign of a withheld year stands below the axis, inside the figure, and its word is in the key."""
    one = series("gaz", [5, None, 7], states={2021: State.WITHHELD})
    figure = drawn(charted(Kind.LINES, one))
    (sign,) = traces(figure, "without value")
    assert list(sign.x) == [2021]
    assert figure.layout.yaxis.range[0] < sign.y[0] < 0
    assert "× non publié" in said(figure)


def test_an_estimated_point_is_hollow() -> None:
    """Its inside has the colour of the ground, its edge that of the line; the key says so."""
    figure = drawn(charted(Kind.LINES, series("gaz", [5, 6], states={2021: State.ESTIMATED})))
    (line,) = traces(figure, "gaz")
    assert list(line.marker.color) == [look().colour("carrier.gas"), look().ground]
    assert "○ estimé" in said(figure)


def test_names_stand_at_the_end_of_their_lines_without_a_legend() -> None:
    """Six lines that end at one value have six names, one over the other, and no legend box."""
    lines = [series(f"nom {at}", [10, 10 + at / 100]) for at in range(6)]
    figure = drawn(charted(Kind.LINES, *lines))
    found = notes(figure, "name")
    tops = sorted(note.ay for note in found)
    assert len(found) == 6
    assert all(after - before >= 16 for before, after in itertools.pairwise(tops))
    assert not figure.layout.showlegend


def test_names_stay_inside_the_figure() -> None:
    """Names pushed apart do not leave the plot by more than the margins that hold them."""
    lines = [series(f"un nom très long {at}", [1, 0.001 * at]) for at in range(6)]
    figure = drawn(charted(Kind.LINES, *lines))
    low, high = figure.layout.yaxis.range
    margin, height = figure.layout.margin, figure.layout.height
    pixels = (height - margin.t - margin.b) / (high - low)
    for note in notes(figure, "name"):
        foot = (note.y - low) * pixels - note.ay
        assert -margin.b <= foot - 20
        assert foot + 20 <= height - margin.b


def test_an_index_is_not_drawn_from_zero() -> None:
    """Around 100 the axis shows the change, with a line at 100 and the base year beside it."""
    figure = drawn(charted(Kind.LINES, series("gaz", [100, 95]), unit="indice", base_year=2020))
    assert figure.layout.yaxis.range[0] > 50
    assert "base 100 en 2020" in said(figure)


def test_an_index_over_a_lower_bound_has_a_band() -> None:
    """Where the base year hides something, every index lies between two bounds."""
    one = replace(series("gaz", [100, 95]), low=(98.0, 93.0))
    figure = drawn(charted(Kind.LINES, one, unit="indice", base_year=2020))
    (band,) = traces(figure, "band")
    assert {93.0, 95.0, 98.0, 100.0} == {float(value) for value in band.y}


def test_hover_tells_value_change_and_status_in_french() -> None:
    """« gaz : 90 GWh · −10 % depuis 2020 · estimé », with no-break spaces."""
    one = series("gaz", [100, 90], states={2021: State.ESTIMATED})
    (line,) = traces(drawn(charted(Kind.LINES, one)), "gaz")
    assert plain_spaces(line.customdata[1]) == "<b>gaz</b> : 90 GWh · −10 % depuis 2020 · estimé"


def test_hover_tells_no_change_across_a_break() -> None:
    """After a break, the change is since the year of the break."""
    chart = charted(Kind.LINES, series("gaz", [100, 50, 40]), marks=(cut(2021),))
    (line,) = traces(drawn(chart), "gaz")
    texts = [plain_spaces(text) for text in line.customdata if text]
    assert ["depuis" in text for text in texts] == [False, False, True]
    assert "−20 % depuis 2021" in texts[2]


def test_hover_tells_no_change_that_secrecy_could_turn() -> None:
    """From 100 to « at least 95, maybe 110 », nobody knows."""
    one = series("gaz", [100, 95], highs=[100, 110], states={2021: State.PARTIAL})
    (line,) = traces(drawn(charted(Kind.LINES, one)), "gaz")
    text = plain_spaces(line.customdata[1])
    assert "évolution incertaine depuis 2020" in text
    assert "entre 95 et environ 110 GWh" in text


def test_names_from_files_are_text() -> None:
    """A group that is called like a tag is shown as it is spelled."""
    lines = (series("a", [1, 2], label='<a href="x">groupe</a>'), series("b", [2, 3]))
    text = drawn(charted(Kind.LINES, *lines)).to_json()
    assert "<a href" not in text.replace("\\u003c", "<")


def test_stacked_years_put_aside_what_does_not_add_up() -> None:
    """Columns for what adds up, a line for the rest, and hatched on top what is not published."""
    parts = (series("gaz", [5, 6]), series("bois", [2, 2], highs=[2, 3], states={2021: State.PARTIAL}))
    beside = series("biomasse", [4, 4], group="apart", colour="sector.biomass_co2")
    figure = drawn(charted(Kind.STACK, *parts, beside))
    assert [trace.type for trace in figure.data] == ["bar", "bar", "bar", "scatter"]
    (above,) = traces(figure, "band")
    assert list(above.y) == [0, 1]
    assert figure.layout.yaxis.range[1] < 5 + 2 + 4


def test_a_column_that_lacks_a_part_is_pale() -> None:
    """The year of a withheld part is not given to the stack as zero: its column is pale and its axis is marked."""
    parts = (series("gaz", [5, None], states={2021: State.WITHHELD}), series("bois", [2, 2]))
    figure = drawn(charted(Kind.STACK, *parts))
    assert list(traces(figure, "gaz")[0].x) == [2020]
    assert traces(figure, "bois")[0].marker.opacity[1] < traces(figure, "bois")[0].marker.opacity[0]
    assert list(traces(figure, "without value")[0].x) == [2021]


def bars(*drawn_bars: Series) -> go.Figure:
    return drawn(charted(Kind.BARS, *(replace(one, texts=("dit",)) for one in drawn_bars)))


def test_bars_start_from_zero_in_the_order_given() -> None:
    """The first bar stands on top, all from zero, each with its value beside it."""
    figure = bars(series("grand", [9]), series("petit", [3]))
    assert figure.layout.xaxis.range[0] == 0
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]
    assert list(figure.data[0].x) == [9, 3]
    assert len(notes(figure, "value")) == 2


def test_small_multiples_have_an_axis_each() -> None:
    """Three series, three panels that do not overlap, each from zero, and the cause of the break in words."""
    parts = [series(key, [value, value + 1]) for key, value in (("a", 100), ("b", 10), ("c", 1))]
    figure = drawn(charted(Kind.MULTIPLES, *parts, marks=(cut(2021, "2021 : une cause"),)))
    axes = [figure.layout[f"yaxis{suffix}"] for suffix in ("", "2", "3")]
    assert all(axis.range[0] <= 0 for axis in axes)
    assert axes[2].domain[1] < axes[0].domain[0]
    assert "2021 : une cause" in said(figure)


def test_a_spark_has_a_dot_on_its_last_value_only() -> None:
    """Tiny, from zero, with its first and last year."""
    figure = drawn(charted(Kind.SPARK, series("gaz", [5, 6, 7])))
    assert list(figure.data[0].marker.size) == [0, 0, 6]
    assert said(figure) == "2020 2022"


def test_a_far_commune_stands_at_the_edge_and_is_named() -> None:
    """A value at ten times the others does not squeeze them: an arrow at the edge, its value in the key and the hover."""
    far = communes("others", dict(zip(OTHERS.x, [*OTHERS.y[:-1], 60.0], strict=True)))
    figure = drawn(charted(Kind.STRIP, far, CHOSEN, unit="MWh/hab."))
    (dots,) = traces(figure, "others")
    assert list(dots.marker.symbol).count("triangle-right") == 1
    assert max(dots.x) < 20
    assert "Commune 38020 (60)" in said(figure)
    assert any("60" in text for text in dots.text)


def test_quartiles_are_shaded_and_the_median_is_named() -> None:
    """The band goes from the first to the third quartile; only the chosen commune has a name."""
    marks = (Mark(4.5, "la moitié centrale", MarkKind.BAND, x_end=5.5), Mark(5.0, "médiane : 5", MarkKind.MEDIAN))
    figure = drawn(charted(Kind.STRIP, OTHERS, CHOSEN, unit="MWh/hab.", marks=marks))
    (band,) = [shape for shape in figure.layout.shapes if shape.type == "rect"]
    assert (band.x0, band.x1) == (4.5, 5.5)
    assert "médiane : 5" in said(figure)
    assert [note.text for note in notes(figure, "flag") if "Commune" in note.text] == [
        "<b>Commune 38151 : 4,5\u00a0MWh/hab.</b>"
    ]


def test_a_commune_without_data_has_a_sign_and_its_word() -> None:
    """On the map it is no colour of the scale: grey, a sign at its centre, its word under the pointer and in the key."""
    figure = drawn(charted(Kind.MAP, communes("others", {"38001": 4.0, "38002": None}), geometry=GEOMETRY))
    (sign,) = [trace for trace in figure.data if trace.type == "scattergeo"]
    assert list(sign.locations) == ["38002"]
    assert "pas de donnée" in sign.text[0]
    coloured = [trace for trace in figure.data if trace.type == "choropleth" and trace.coloraxis]
    assert [list(trace.locations) for trace in coloured] == [["38001"]]
    assert "– pas de donnée" in said(figure)


def test_each_departement_has_its_own_contours() -> None:
    """Communes are asked of the file of their département, and of no other."""
    found = communes("others", {"38001": 4.0, "42001": 5.0})
    figure = drawn(charted(Kind.MAP, found, geometry=GEOMETRY))
    asked = {trace.geojson: list(trace.locations) for trace in figure.data}
    assert asked == {"/app/static/geo/38.geojson": ["38001"], "/app/static/geo/42.geojson": ["42001"]}


def test_changes_are_centred_on_zero() -> None:
    """The middle of the colours is no change, however lopsided the values."""
    found = communes("others", {"38001": -20.0, "38002": 2.0})
    axis = drawn(charted(Kind.MAP, found, unit="%", geometry=GEOMETRY, diverging=True)).layout.coloraxis
    assert axis.cmin == -axis.cmax


def test_colours_stop_before_a_far_value_and_say_so() -> None:
    """One factory does not make all the others look alike: the last number of the scale is « ≥ »."""
    values = {f"38{at:03}": 4.0 + at / 100 for at in range(1, 60)} | {"38200": 90.0}
    axis = drawn(charted(Kind.MAP, communes("others", values), geometry=GEOMETRY)).layout.coloraxis
    assert axis.cmax < 10
    assert axis.colorbar.ticktext[-1].startswith("≥")


def test_a_map_mostly_without_data_is_of_the_rest() -> None:
    """Of 300 communes 120 have a value: the 180 others are neither drawn nor signed, but for the one chosen."""
    values = {f"38{at:03}": float(at) if at < 120 else None for at in range(300)}
    chosen = communes("chosen", {"38999": None}, emphasis=True)
    figure = drawn(charted(Kind.MAP, communes("others", values), chosen, geometry=GEOMETRY))
    asked = {code for trace in figure.data for code in trace.locations}
    assert asked == {code for code, value in values.items() if value is not None} | {"38999"}
    withheld = replace(communes("others", values), status=(State.WITHHELD,) * 300)
    figure = drawn(charted(Kind.MAP, withheld, geometry=GEOMETRY))
    assert len({code for trace in figure.data for code in trace.locations}) == 300


def test_the_table_has_words_for_what_has_no_value() -> None:
    """Withheld, absent and a published zero are three different words, under French headers."""
    one = series("gaz", [0.0, None, None], states={2021: State.WITHHELD})
    chart = charted(Kind.LINES, one)
    assert table(chart)["status"].to_list() == ["zéro confirmé", "non publié", "pas de donnée"]
    assert headers(chart)["status"] == "État de la donnée"
    assert list(headers(chart)) == table(chart).columns


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("kind", [Kind.LINES, Kind.MULTIPLES, Kind.STACK, Kind.SPARK])
def test_every_figure_of_years_is_valid_on_both_grounds(kind: Kind, dark: bool) -> None:
    """Plotly accepts it whole, though the product does not ask it to."""
    parts = (series("gaz", [5, None, 7], highs=[6, None, 7], states={2020: State.PARTIAL}), series("bois", [1, 2, 3]))
    chart = charted(kind, *parts, marks=(cut(2021),))
    assert drawn(chart, on=look(dark=dark)).data


def test_a_picture_bears_the_sentence_as_its_name() -> None:
    """The picture that a browser saves is vector, and named after what the figure says."""
    options = browser.config(charted(Kind.LINES, series("gaz", [1, 2])))["toImageButtonOptions"]
    assert options == {"format": "svg", "filename": "une_phrase"}


def test_a_figure_in_english_speaks_english() -> None:
    """Decimal point, comma for thousands, no French word."""
    one = series("gas", [1234.5, None, 1000], states={2021: State.WITHHELD})
    figure = drawn(charted(Kind.LINES, one, language="en"))
    assert figure.layout.separators == ".,"
    assert "1,000" in list(figure.layout.yaxis.ticktext)
    assert "publié" not in said(figure)


def test_a_figure_is_written_out_once() -> None:
    """A page reads the same contents at every run, and they are what Plotly would write then."""
    chart = charted(Kind.LINES, series("gaz", [5, 6, 7, 8]))
    written = plot.figure(chart).to_dict()
    assert written is plot.figure(chart).to_dict()
    fresh = go.Figure.to_dict(plot.figure(chart))
    assert to_json(written, validate=False) == to_json(fresh, validate=False)
