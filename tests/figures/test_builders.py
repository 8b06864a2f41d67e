"""What the builders of charts say, on answers and comparisons written by hand."""

from dataclasses import replace

import polars as pl
import pytest

from observatory.answers.comparison import Comparison
from observatory.answers.contract import Answer, Break, Perimeter
from observatory.figures import plot
from observatory.figures.axes import LINE_HEIGHT, SMALL_SIZE
from observatory.figures.chart import REFERENCE, Chart, Kind, Series, cuts
from observatory.figures.comparison import distribution_chart, map_chart
from observatory.figures.overview import shares_chart
from observatory.figures.plane import PLOT_HEIGHT
from observatory.figures.trend import Reference, median_reference, multiples_chart, reference, trend_chart
from observatory.territory import parse_territory
from observatory.wording.typography import plain_spaces
from tests.figures.answers import answer
from tests.figures.charts import series

STEADY = [(year, 100.0, 100.0, "measured") for year in range(2015, 2024)]
OPERATOR = {"operators": ["rte"], "communes": ["38151"], "share": 0.5}
MANY = (
    Break(year=2016, cause="operator_enters", params=OPERATOR),
    Break(year=2017, cause="unspecified_moves", sectors_only=True, params={"points": 0.45}),
    Break(year=2018, cause="category_created", sectors_only=True),
    Break(year=2020, cause="unspecified_moves", sectors_only=True, params={"points": -0.45}),
    Break(year=2021, cause="operator_enters", params=OPERATOR),
)
GEOMETRY = (("38", "/app/static/geo/communes-38-cog2026.geojson"),)


def words(chart: Chart, name: str) -> list[str]:
    """What the notes of that name say, one string each."""
    notes = plot.figure(chart).layout.annotations
    return [plain_spaces(note.text).replace("<br>", " ") for note in notes if note.name == name]


def trend(*breaks: Break, references: tuple[Reference, ...] = (), index: int | None = None) -> Chart:
    return trend_chart(answer(STEADY, breaks=breaks), None, language="fr", references=references, index=index)


def by_sector(*breaks: Break) -> Answer:
    rows = [
        (year, sector, value, high, status)
        for year, value, high, status in STEADY
        for sector in ("residential", "tertiary")
    ]
    return answer(rows, by="sector", breaks=breaks)


def grey(key: str) -> Series:
    return series(key, [90.0] * 9, first=2015, colour="grey.1", group=REFERENCE)


def of_communes(rows: list[tuple[str, float | None, float | None]], *, since: int | None = None) -> Comparison:
    """A comparison of (code, value, change); what has a value is ranked."""
    frame = pl.DataFrame(
        rows, schema={"key": pl.String, "value": pl.Float64, "change": pl.Float64}, orient="row"
    ).with_columns(
        name="Commune " + pl.col("key"),
        high="value",
        status=pl.when(pl.col("value").is_not_null()).then(pl.lit("measured")),
        ranked=pl.col("value").is_not_null(),
        unranked=pl.lit(None, dtype=pl.String),
        change_state=pl.when(pl.col("change").is_not_null()).then(pl.lit("ok")).otherwise(pl.lit("missing")),
    )
    return Comparison(answer(STEADY, key="energy_per_inhabitant"), frame, None, 2023, since, ())


def test_few_causes_stand_above_the_plot() -> None:
    """Two breaks leave room for their causes beside their lines."""
    assert len(words(trend(*MANY[:2]), "break")) == 2
    assert words(trend(*MANY[:2]), "key") == []


def test_many_causes_leave_the_plot_its_room() -> None:
    """Of five breaks the years stand above the plot, whose height they do not take, and the causes under it."""
    chart = trend(*MANY)
    assert words(chart, "break") == ["2016", "2017", "2018", "2020", "2021"]
    (key,) = words(chart, "key")
    assert key.index("RTE") < key.index("nouvelle répartition par secteur")
    layout = plot.figure(chart).layout
    assert layout.height - layout.margin.t - layout.margin.b == pytest.approx(PLOT_HEIGHT)
    assert layout.margin.t <= PLOT_HEIGHT / 2


def test_the_key_of_small_panels_has_room_for_every_cause() -> None:
    """The margin under the panels holds all lines of the key."""
    chart = multiples_chart(by_sector(*MANY), "sector", language="fr")
    layout = plot.figure(chart).layout
    (key,) = [note for note in layout.annotations if note.name == "key"]
    assert key.text.count("┊") == 5
    assert layout.margin.b >= (key.text.count("<br>") + 1) * SMALL_SIZE * LINE_HEIGHT - key.yshift


def test_a_cause_names_a_territory_only_where_it_is_another() -> None:
    """The causes of Échirolles' own breaks do not repeat its name; those of its EPCI say whose they are."""
    area = replace(answer(STEADY, breaks=MANY[1:2]), name="Grenoble-Alpes-Métropole")
    chart = trend(MANY[0], references=(reference(area, 1, language="fr"),))
    own, other = [mark.text for mark in chart.marks]
    assert "Échirolles" not in own
    assert other.startswith("Grenoble-Alpes-Métropole, 2017")


def test_a_median_is_cut_wherever_another_line_is() -> None:
    """Nobody looks for the breaks of a median: it crosses neither the commune's nor the EPCI's."""
    medians = pl.DataFrame({"year": list(range(2015, 2024)), "value": [90.0] * 9})
    area = reference(answer(STEADY, breaks=MANY[2:3]), 1, language="fr")
    chart = trend(MANY[0], references=(area, median_reference(medians, 2, label="médiane")))
    own, epci, median = chart.series
    assert (cuts(chart, own), cuts(chart, epci), cuts(chart, median)) == ({2016}, {2018}, {2016, 2018})


def test_a_reference_has_the_unit_of_the_figure() -> None:
    """Where the figure is in GWh, so is the grey line, given in MWh."""
    rows = [(year, 50_000.0, 50_000.0, "measured") for year in range(2015, 2024)]
    beside = Reference(replace(grey("area1"), y=(25_000.0,) * 9))
    chart = trend_chart(answer(rows), None, language="fr", references=(beside,))
    assert (chart.unit, chart.series[0].last, chart.series[1].last) == ("GWh", 50.0, 25.0)


def test_an_index_names_the_years_it_leaves_out() -> None:
    """Base 100 in 2021 shows nothing of 2015–2020, and says why."""
    chart = trend(MANY[4], index=2021)
    assert plain_spaces(chart.notes[0]) == "Années non comparables avec 2021, non montrées : 2015–2020"


def test_shares_say_what_they_cover() -> None:
    """The title of an area's shares ends with its communes and inhabitants; its subtitle has the unit of its bars."""
    rows = [(2023, "residential", 6e5, 6e5, "measured"), (2023, "industry", 14e5, 14e5, "measured")]
    perimeter = Perimeter(("electricity",), {}, (), 47, 49, (), 0.65)
    of_area = replace(answer(rows, by="sector"), perimeter=perimeter, name="Grenoble-Alpes-Métropole")
    of_area = replace(of_area, question=replace(of_area.question, territory=parse_territory("epci:200040715")))
    chart = shares_chart(of_area, "sector", language="fr")
    assert plain_spaces(chart.title) == (
        "Industrie (hors branche énergie) : 70 % du total de 2023, pour 47 communes sur 49, 65 % des habitants"
    )
    assert chart.unit == "GWh"
    assert "GWh par an" in plain_spaces(chart.subtitle)


def test_what_is_no_part_of_the_total_stands_under_its_name() -> None:
    """Biomass CO₂ comes after the parts, under « hors total »."""
    rows = [(2016, "biomass_co2", 500.0, 500.0, "estimated"), (2016, "waste", 25.0, 25.0, "estimated")]
    chart = shares_chart(answer(rows, by="sector", key="emissions"), "sector", language="fr")
    assert [one.key for one in chart.series] == ["waste", "biomass_co2"]
    assert words(chart, "group apart") == ["<i>hors total</i>"]


def test_a_comparison_of_nothing_draws_nothing() -> None:
    """Where no commune has a value there is a sentence and no drawing, on the line as on the map."""
    found = of_communes([("38151", None, None), ("38185", None, None)])
    charts = (
        distribution_chart(found, chosen="38151", language="fr"),
        map_chart(found, chosen=None, language="fr", geometry=GEOMETRY, title="Électricité"),
    )
    for chart in charts:
        assert chart.series == ()
        assert chart.title == "Trop peu de communes décrites pour les comparer"
        assert plain_spaces(chart.notes[0]) == "2 communes sans donnée pour cet indicateur"


def test_a_map_of_changes_opens_with_how_many_fall() -> None:
    """Its title counts the communes that fall among those that compare; its subtitle has both years and the percent."""
    found = of_communes(
        [("38151", 1.0, -5.0), ("38185", 2.0, -1.0), ("38421", 2.0, 3.0), ("38421", 2.0, None)], since=2018
    )
    chart = map_chart(found, chosen=None, language="fr", geometry=GEOMETRY)
    assert plain_spaces(chart.title) == "Baisse dans 2 communes sur 3 comparables, de 2018 à 2023"
    assert plain_spaces(chart.subtitle).endswith("évolution de 2018 à 2023, en %")
    assert (chart.kind, chart.unit, chart.diverging) == (Kind.MAP, "%", True)


def test_a_map_of_changes_says_when_most_rise() -> None:
    """Two rises and a fall are told as rises; where nothing compares, as nothing."""
    rising = of_communes([("38151", 1.0, 5.0), ("38185", 2.0, 1.0), ("38421", 2.0, -3.0)], since=2018)
    nothing = of_communes([("38151", 1.0, None)], since=2018)
    titles = [map_chart(one, chosen=None, language="fr", geometry=GEOMETRY).title for one in (rising, nothing)]
    assert plain_spaces(titles[0]) == "Hausse dans 2 communes sur 3 comparables, de 2018 à 2023"
    assert titles[1] == "Aucune évolution comparable de 2018 à 2023"
