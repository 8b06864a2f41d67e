"""What charts say and how they are drawn, on answers written by hand."""

import itertools
import json
import re
from dataclasses import replace

import plotly.graph_objects as go
import polars as pl
import pytest

from observatory.answers.comparison import compare
from observatory.answers.contract import Break, Question
from observatory.answers.funnel import spread
from observatory.answers.peers import comparable
from observatory.figures import browser, plot
from observatory.figures.chart import Chart, Kind, State, cuts, segments, table
from observatory.figures.comparison import distribution_chart, map_chart
from observatory.figures.overview import shares_chart
from observatory.figures.peers import comparable_chart, funnel_chart
from observatory.figures.theme import PALETTE, STROKES, contrast, look
from observatory.figures.trend import multiples_chart, reference, spark_chart, trend_chart
from observatory.store.snapshots import Snapshot
from observatory.territory import parse_territory
from observatory.wording.typography import plain_spaces
from tests.figures.answers import answer

CUT = Break(year=2022, cause="operator_enters", params={"operators": ["rte"], "communes": ["38151"], "share": 0.5})
STEADY = [(2020, 100.0, 100.0, "measured"), (2021, 90.0, 95.0, "partial"), (2022, 80.0, 80.0, "measured")]
GEOMETRY = (("38", "/app/static/geo/communes-38-cog2026.geojson"),)
METROPOLIS = Question(
    "energy_per_inhabitant",
    parse_territory("epci:200040715"),
    carriers=("electricity",),
    sectors=("residential",),
)


def drawn(chart: Chart) -> go.Figure:
    """The figure, validated by Plotly."""
    return go.Figure(plot.figure(chart).to_dict())


def values_of(chart: Chart) -> list[float]:
    """Every height of the lines of a figure."""
    lines = (trace for trace in plot.figure(chart).data if "lines" in (trace.mode or ""))
    return [float(value) for trace in lines for value in trace.y if value is not None]


def trend(rows: list[tuple[object, ...]], **more: object) -> Chart:
    asked = {name: more.pop(name) for name in ("by", "breaks") if name in more}
    return trend_chart(answer(rows, **asked), None, language="fr", **more)


def test_no_stroke_crosses_a_break() -> None:
    """A line cut in 2022 is two strokes, and the cause of the cut stands on the figure."""
    chart = trend(STEADY, breaks=(CUT,))
    series = chart.series[0]
    assert cuts(chart, series) == {2022}
    assert segments(series, cuts(chart, series)) == [[0, 1], [2]]
    assert "RTE" in json.dumps(drawn(chart).to_dict(), default=str)


def test_a_missing_year_is_a_gap() -> None:
    """Between 2020 and 2022, 2021 stands as absent and no stroke joins its neighbours."""
    chart = trend([STEADY[0], STEADY[2]])
    series = chart.series[0]
    assert (series.x, series.y[1], series.status[1]) == ((2020, 2021, 2022), None, State.ABSENT)
    assert segments(series, frozenset()) == [[0], [2]]


def test_withheld_is_never_drawn_as_zero() -> None:
    """A withheld year has no value to draw, in the figure as in the table."""
    chart = trend([STEADY[0], (2021, None, 10.0, "withheld"), STEADY[2]])
    assert chart.series[0].y == (100.0, None, 80.0)
    assert table(chart)["value"].to_list() == [100.0, None, 80.0]
    assert 100.0 in values_of(chart)
    assert 0.0 not in values_of(chart)


def test_the_hidden_part_is_a_band_above_the_lower_bound() -> None:
    """Where a value hides something, a filled band goes from it to its order of magnitude."""
    bands = [trace for trace in plot.figure(trend(STEADY)).data if trace.fill]
    assert {90.0, 95.0} <= {float(value) for band in bands for value in band.y}


def test_an_axis_starts_from_zero() -> None:
    """The axis of amounts goes to zero, so that a fall looks as large as it is."""
    assert drawn(trend(STEADY)).layout.yaxis.range[0] <= 0


def test_an_index_stays_inside_comparable_years() -> None:
    """Base 100 in the year chosen; what a break separates from it is not shown."""
    rows = [(2020, 10.0, 10.0, "measured"), *[(year, 100.0 + year - 2021, 100.0, "measured") for year in (2021, 2022)]]
    chart = trend(rows, breaks=(Break(year=2021, cause="operator_enters"),), index=2021)
    assert chart.base_year == 2021
    assert chart.series[0].y == (None, 100.0, 101.0)
    assert chart.series[0].status[0] is State.NOT_COMPARABLE


def test_at_most_six_series_and_the_rest_is_added() -> None:
    """Of eight sectors, five are drawn and the three smallest are « autres », their sum."""
    rows = [(2020, name, float(80 - 10 * at), float(80 - 10 * at), "measured") for at, name in enumerate(SECTORS)]
    chart = trend(rows, by="sector", dimension="sector")
    assert [one.key for one in chart.series] == [*SECTORS[:5], "others"]
    assert chart.series[-1].y == (30.0 + 20.0 + 10.0,)


SECTORS = (
    "residential",
    "tertiary",
    "industry",
    "agriculture",
    "waste",
    "road_transport",
    "other_transport",
    "unspecified",
)


def test_what_is_no_part_of_the_total_is_never_added_into_the_rest() -> None:
    """Of eight sectors and biomass, « autres » adds the three smallest sectors; biomass stands last, apart."""
    rows = [(2016, name, float(80 - 10 * at), float(80 - 10 * at), "estimated") for at, name in enumerate(SECTORS)]
    rows += [(2016, "biomass_co2", 5.0, 5.0, "estimated")]
    chart = shares_chart(answer(rows, by="sector", key="emissions"), "sector", language="fr")
    assert [(one.key, one.group) for one in chart.series[-2:]] == [("others", ""), ("biomass_co2", "apart")]
    assert chart.series[-2].y == (30.0 + 20.0 + 10.0,)


def test_a_rest_that_lacks_a_part_is_a_lower_bound() -> None:
    """In a year that lacks one of the parts added, « autres » is partial, not a fall."""
    rows = [
        (year, name, float(80 - at), float(80 - at), "measured")
        for year in (2020, 2021)
        for at, name in enumerate(SECTORS)
    ]
    rows.remove((2021, "unspecified", 73.0, 73.0, "measured"))
    chart = trend(rows, by="sector", dimension="sector")
    assert chart.series[-1].status == (State.MEASURED, State.PARTIAL)


def test_a_break_of_a_part_cuts_the_rest_that_holds_it() -> None:
    """Coal is drawn in « autres »: a break of coal cuts « autres », and no other line."""
    carriers = ("electricity", "gas", "oil_products", "wood", "heat_network", "cold_network", "coal")
    rows = [(year, name, 80.0 - at, 80.0 - at, "measured") for year in (2020, 2021) for at, name in enumerate(carriers)]
    chart = trend(rows, by="carrier", dimension="carrier", breaks=(replace(CUT, year=2021, carrier="coal"),))
    assert [one.key for one in chart.series if cuts(chart, one)] == ["others"]


def test_a_reference_is_cut_by_its_own_breaks_only() -> None:
    """A commune's break leaves the grey line whole; that of the grey line leaves the commune's whole."""
    beside = reference(answer(STEADY, breaks=(CUT,)), 1, language="fr")
    chart = trend(STEADY, breaks=(replace(CUT, year=2021),), references=(beside,))
    assert [cuts(chart, one) for one in chart.series] == [{2021}, {2022}]


def test_a_bar_that_hides_something_is_at_least_its_value() -> None:
    """« ≥ 900 MWh » where a part is withheld; small shares keep a decimal, and none is written 0."""
    rows = [(2021, "gas", 900.0, 950.0, "partial"), (2021, "electricity", 10.0, 10.0, "measured")]
    rows += [(2021, "wood", 0.5, 0.5, "measured")]
    chart = shares_chart(answer(rows, by="carrier"), "carrier", language="fr")
    texts = [plain_spaces(one.texts[0]) for one in chart.series]
    assert texts == ["≥ 900 MWh · 99 %", "10 MWh · 1,1 %", "0,5 MWh · < 0,1 %"]


def test_what_is_no_part_of_the_total_stands_apart() -> None:
    """Biomass CO₂ is drawn apart and takes no share of the total."""
    rows = [(2016, "residential", 75.0, 75.0, "estimated"), (2016, "waste", 25.0, 25.0, "estimated")]
    rows += [(2016, "biomass_co2", 500.0, 500.0, "estimated")]
    chart = shares_chart(answer(rows, by="sector", key="emissions"), "sector", language="fr")
    texts = {one.key: one.texts[0] for one in chart.series}
    assert "75" in texts["residential"]
    assert "%" in texts["waste"]
    assert "%" not in texts["biomass_co2"]


def test_the_table_is_what_is_drawn() -> None:
    """Year, value and status of the table are those of the series."""
    found = table(trend(STEADY))
    assert found.select("year", "value", "high").rows() == [(2020, 100.0, None), (2021, 90.0, 95.0), (2022, 80.0, None)]


def test_the_map_has_its_contours_by_address_and_asks_nobody(snapshot: Snapshot) -> None:
    """49 communes, their contours at an address of ours, an empty world of ours, and no other address."""
    found = compare(snapshot, METROPOLIS, year=2023)
    chart = map_chart(found, chosen="38151", language="fr", geometry=GEOMETRY)
    text = drawn(chart).to_json()
    assert chart.kind is Kind.MAP
    assert '"/app/static/geo/communes-38-cog2026.geojson"' in text.replace("\\u002f", "/")
    assert not re.findall(r"https?://", text)
    assert len(text) < 60_000
    assert browser.config(chart)["topojsonURL"].startswith("/app/static/topo")


def test_the_chosen_commune_is_named_and_the_others_are_grey(snapshot: Snapshot) -> None:
    """Of 49 communes only the chosen one has a name on the figure; quartiles are marked."""
    found = compare(snapshot, METROPOLIS, year=2023)
    chart = distribution_chart(found, chosen="38151", language="fr")
    assert [(one.key, len(one.x)) for one in chart.series] == [("others", 48), ("chosen", 1)]
    assert "Échirolles" in chart.title
    assert len(chart.marks) == 2


def test_a_commune_of_one_factory_is_told_from_one_without_data(snapshot: Snapshot) -> None:
    """On the map of all sectors, what is published and not ranked says so; it is neither absent nor withheld."""
    asked = Question("emissions_per_inhabitant", parse_territory("dep:38"))
    found = compare(snapshot, asked, year=2016)
    chart = map_chart(found, chosen=None, language="fr", geometry=GEOMETRY)
    unranked = found.frame.filter(pl.col("value").is_not_null() & ~pl.col("ranked"))["key"].to_list()
    states = dict(zip(chart.series[0].x, chart.series[0].status, strict=True))
    assert unranked
    assert {states[key] for key in unranked} == {State.UNRANKED}
    assert "l'industrie domine" in drawn(chart).to_json()


def test_the_lowest_of_all_is_said_to_be(snapshot: Snapshot) -> None:
    """Échirolles is surely the lowest of 49, Mont-Saint-Martin the highest; a lowest that hides enough is not said so."""
    found = compare(snapshot, METROPOLIS, year=2023)
    titles = [plain_spaces(distribution_chart(found, chosen=key, language="fr").title) for key in ("38151", "38258")]
    assert titles[0] == "Échirolles : 1,03 MWh/hab., la valeur la plus basse des 49 communes"
    assert titles[1].endswith("la valeur la plus élevée des 49 communes")
    hiding = found.frame.with_columns(high=pl.when(pl.col("key") == "38151").then(1.3).otherwise("high"))
    title = distribution_chart(replace(found, frame=hiding), chosen="38151", language="fr").title
    assert "la plus basse" not in title


def test_epci_are_called_epci(snapshot: Snapshot) -> None:
    """By EPCI nothing is said of communes, and those known in part are named with what is known of them."""
    asked = Question("emissions_per_inhabitant", parse_territory("dep:38"))
    chart = distribution_chart(compare(snapshot, asked, year=2016, by_epci=True), chosen=None, language="fr")
    assert chart.title.startswith("La moitié des 14 EPCI est entre")
    assert "CA Vienne Condrieu (18 communes sur 30)" in " ".join(chart.notes)


def test_comparable_communes_are_told_with_how_they_were_chosen(snapshot: Snapshot) -> None:
    """The sentence has the median of eight; the note says by what they are near, among whom, and what is not known."""
    asked = replace(METROPOLIS, territory=parse_territory("38151"))
    found = comparable(snapshot, asked, year=2023)
    chart = comparable_chart(found, language="fr")
    percent = round(100 * (1 - found.own["value"][0] / found.quartiles.median))
    assert plain_spaces(chart.title) == (
        f"Dans le résidentiel, Échirolles consomme par habitant {percent} % d'électricité de moins que la médiane de 8 "
        "communes comparables (1,36 MWh/hab.)"
    )
    for words in ("parmi les 49 communes de l'Isère", "altitude", "résidences secondaires"):
        assert words in chart.notes[0]
    assert [len(one.x) for one in chart.series] == [8, 1]
    assert drawn(chart).data


def test_a_funnel_says_who_is_to_look_at(snapshot: Snapshot) -> None:
    """Its title is of the chosen commune, or counts those outside; the notes name them, and its table has them all."""
    made = spread(compare(snapshot, METROPOLIS, year=2023))
    assert made is not None
    chart = funnel_chart(made, chosen="38317", language="fr")
    assert "au-dessous des limites à 95" in chart.title
    assert any("Le Pont-de-Claix" in one and one.startswith("À regarder") for one in chart.notes)
    assert plain_spaces(funnel_chart(made, chosen=None, language="fr").title).startswith("7 communes sur 49 sortent")
    assert table(chart).height == 49
    assert table(chart)["remark"].str.len_chars().gt(0).sum() == 7
    assert drawn(chart).data


def test_axes_speak_french() -> None:
    """Separators and month names are French in a French figure."""
    chart = trend(STEADY)
    assert drawn(chart).layout.separators == ",\u202f"
    assert browser.config(chart)["locale"] == "fr"


def test_every_kind_of_figure_is_valid() -> None:
    """Plotly accepts each kind of figure without a warning."""
    split = answer(
        [(year, name, value, value, status) for year, value, _, status in STEADY for name in ("gas", "electricity")],
        by="carrier",
    )
    charts = [
        trend(STEADY),
        multiples_chart(split, "carrier", language="fr"),
        spark_chart(answer(STEADY), language="fr"),
        shares_chart(split, "carrier", language="en"),
    ]
    for chart in charts:
        assert drawn(chart).data


@pytest.mark.parametrize(("name", "dark"), list(itertools.product(PALETTE, (False, True))))
def test_colours_stand_out_from_their_ground(name: str, dark: bool) -> None:
    """Each colour has a contrast of 3:1 at least with the ground that it is drawn on (WCAG 1.4.11)."""
    ground = look(dark=dark)
    assert contrast(ground.colour(name), ground.ground) >= 3.0


def test_colour_is_never_alone() -> None:
    """Among carriers, and among sectors, no two share both dash and symbol."""
    for family in ("carrier.", "sector."):
        strokes = [stroke for name, stroke in STROKES.items() if name.startswith(family)]
        assert len(set(strokes)) == len(strokes)
