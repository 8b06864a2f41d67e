"""From one year to another, bar by bar."""

import plotly.graph_objects as go
import pytest

from observatory.answers.contract import Question
from observatory.answers.decomposition import decomposition
from observatory.figures import plot
from observatory.figures.chart import Chart, State, headers, table
from observatory.figures.explanation import waterfall_chart
from observatory.figures.theme import look
from observatory.store.snapshots import Snapshot
from observatory.territory import parse_territory
from observatory.wording.typography import plain_spaces


@pytest.fixture(scope="module")
def chart(snapshot: Snapshot) -> Chart:
    """Échirolles, residential electricity and gas, 2018–2023: 88.7 to 74.5 GWh."""
    question = Question("energy", parse_territory("38151"), years=(2018, 2023), sectors=("residential",))
    return waterfall_chart(decomposition(snapshot, question), language="fr")


def drawn(chart: Chart, *, dark: bool = False) -> go.Figure:
    """The figure, validated by Plotly."""
    figure = plot.figure(chart, on=look(dark=dark))
    return go.Figure(data=[trace._props for trace in figure.data], layout=figure.layout._props)


def test_each_bar_starts_where_the_one_above_it_ends(chart: Chart) -> None:
    """The first and the last bar stand on zero, and the effects lead from one to the other."""
    bars = drawn(chart).data[0]
    ends = [base + length for base, length in zip(bars.base, bars.x, strict=True)]
    assert (bars.base[0], bars.base[-1]) == (0.0, 0.0)
    assert list(bars.base[1:-1]) == pytest.approx(ends[:-2])
    assert ends[-2] == pytest.approx(ends[-1])
    assert drawn(chart).layout.xaxis.range[0] == 0


def test_rises_and_falls_are_told_without_their_colours(chart: Chart) -> None:
    """An arrow and a sign stand beside each effect; the two colours are blue and orange."""
    figure = drawn(chart)
    said = {note.name: plain_spaces(note.text) for note in figure.layout.annotations}
    assert said["value inhabitants"] == "▲ +1,96 GWh"
    assert said["value use_per_inhabitant"] == "▼ −14,8 GWh"
    assert said["value total 2018"] == "≥ 88,7 GWh"
    _, rise, fall, _, _ = figure.data[0].marker.color
    assert (rise, fall) == (look().colour("change.rise"), look().colour("change.fall"))


def test_what_is_hidden_stands_beyond_both_ends(chart: Chart) -> None:
    """2018 and 2023 are lower bounds: a paler bar goes on to what they may reach, and the key says so."""
    figure = drawn(chart)
    bands = [trace for trace in figure.data if trace.name == "band"]
    assert [float(band.base[0]) for band in bands] == pytest.approx([88.654, 74.471], abs=1e-3)
    assert any(
        "secret statistique" in plain_spaces(note.text) for note in figure.layout.annotations if note.name == "key"
    )


def test_the_table_has_the_whole_and_each_step(chart: Chart) -> None:
    """Two ends, and for each of three factors the span and its five years, whose effects add up to it."""
    frame = table(chart)
    assert list(headers(chart).values())[:2] == ["Période", "Série"]
    assert frame.height == 2 + 3 * 6
    of_weather = frame.filter(frame["series"] == "Climat")
    assert of_weather["period"].to_list()[:2] == ["2018–2023", "2018–2019"]
    assert of_weather["value"][1:].sum() == pytest.approx(of_weather["value"][0])
    assert set(of_weather["status"]) == {"estimé"}
    assert chart.series[0].status == (State.PARTIAL,)


def test_one_step_is_written_once(snapshot: Snapshot) -> None:
    """From one year to the next, the span is the step."""
    question = Question("energy", parse_territory("38151"), years=(2022, 2023), sectors=("residential",))
    frame = table(waterfall_chart(decomposition(snapshot, question), language="en"))
    assert frame["period"].to_list() == ["2022", "2022–2023", "2022–2023", "2022–2023", "2023"]


@pytest.mark.parametrize("dark", [False, True])
def test_it_fits_a_phone_and_both_grounds(chart: Chart, *, dark: bool) -> None:
    """Names are wrapped, so that margins leave a third of 330 pixels to the bars."""
    margin = drawn(chart, dark=dark).layout.margin
    assert margin.l + margin.r < 330 * 2 / 3


def test_the_alternative_text_names_every_bar(chart: Chart) -> None:
    """Who does not see the bars hears the same: the sentence, then each with its value."""
    text = plain_spaces(chart.alt)
    assert text.startswith(plain_spaces(chart.title))
    assert all(f"{one.label} {plain_spaces(one.texts[0])}" in text for one in chart.series)
