"""Figures as workbook, slides and picture: the same numbers, native charts, and nothing that runs."""

import io
from datetime import UTC, datetime
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import openpyxl
import polars as pl
import pytest
from PIL import Image
from pptx import Presentation

from observatory.exports.columns import parquet
from observatory.exports.edition import Edition
from observatory.exports.native import plotted
from observatory.exports.raster import raster
from observatory.exports.slides import slides
from observatory.exports.spreadsheet import spreadsheet
from observatory.exports.svg import alone
from observatory.figures.chart import APART, Kind, table
from observatory.figures.theme import look
from tests.figures.charts import charted, communes, cut, series

EDITION = Edition(datetime(2026, 11, 24, 9, 30, tzinfo=UTC), "a1b2c3d4")
FORMULA = '=HYPERLINK("http://x")'
LINES = charted(
    Kind.LINES,
    series("gas", [1.5, 2.5, None, 4.5], label="gaz"),
    series("wood", [10.0, 11.0, 12.0, 13.0], label=FORMULA, colour="carrier.wood"),
    marks=(cut(2022, of="wood"),),
)
BARS = charted(
    Kind.BARS,
    series("gas", [120.0], colour="sector.industry", label="industrie"),
    series("wood", [30.0], colour="sector.waste", label="déchets"),
    series("co2", [5.0], colour="sector.biomass_co2", label="CO₂ de la biomasse", group=APART),
)
STRIP = charted(Kind.STRIP, communes("others", {"38185": 1.0, "38151": 2.0}))


def book(chart: object) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(spreadsheet(chart, look(), EDITION)))  # type: ignore[arg-type]


def test_a_line_is_one_column_per_stretch() -> None:
    """A break before 2022 makes two columns of the one series that it cuts; a missing year stays empty."""
    found = plotted(LINES, look())
    assert found is not None
    assert found.categories == ("2020", "2021", "2022", "2023")
    assert [(one.label, one.values) for one in found.columns] == [
        ("gaz", (1.5, 2.5, None, 4.5)),
        (f"{FORMULA} (2020–2021)", (10.0, 11.0, None, None)),
        (f"{FORMULA} (2022–2023)", (None, None, 12.0, 13.0)),
    ]


def test_what_is_no_part_of_the_total_is_not_drawn_with_it() -> None:
    """Biomass CO₂ stands in the table and in no bar of the total."""
    found = plotted(BARS, look())
    assert found is not None
    assert found.categories == ("industrie", "déchets")
    assert "CO₂ de la biomasse" in [row[1] for row in book(BARS)["Tableau"].values]


def test_a_workbook_has_the_numbers_of_the_figure() -> None:
    """Numbers are numbers, an absent value is an empty cell, and the native chart reads from the sheet."""
    found = book(LINES)
    assert found.sheetnames == ["Figure", "Tableau", "Sources"]
    rows = list(found["Figure"].values)
    assert rows[0][0] == "Une phrase"
    assert rows[4][:4] == ("2020", 1.5, 10, None)
    assert rows[6][:4] == ("2022", None, None, 12)
    assert len(found["Figure"]._charts) == 1
    assert [row[0] for row in found["Sources"].values][:2] == [
        "Une phrase",
        "Export n°\u00a0a1b2c3d4 du 24/11/2026 à 10\u00a0h\u00a030",
    ]
    table = list(found["Tableau"].values)
    assert table[0][:3] == ("Année", "Série", "Valeur")
    assert table[3] == (2022, "gaz", None, None, "GWh", "pas de donnée")


def test_a_workbook_runs_nothing() -> None:
    """A name that begins as a formula or a link is text in every sheet."""
    content = ZipFile(io.BytesIO(spreadsheet(LINES, look(), EDITION)))
    sheets = [content.read(name).decode() for name in content.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 3
    assert not any("<f>" in sheet or "<hyperlink" in sheet for sheet in sheets)


def test_a_kind_that_office_suites_do_not_draw_has_its_table() -> None:
    """A strip of communes is two sheets: each commune with its code, and the sources."""
    found = book(STRIP)
    assert found.sheetnames == ["Tableau", "Sources"]
    assert list(found["Tableau"].values)[1][:3] == ("38185", "Commune 38185", 1)


def test_slides_hold_native_charts_with_the_same_numbers() -> None:
    """One slide a figure: its sentence, a chart that can be edited, its alternative text, its sources in the notes."""
    found = Presentation(io.BytesIO(slides([LINES, BARS], look(), EDITION)))
    assert len(found.slides) == 2
    for slide, chart in zip(found.slides, (LINES, BARS), strict=True):
        assert slide.shapes.title.text == chart.title
        placed = next(shape for shape in slide.shapes if shape.has_chart)
        assert placed._element.nvGraphicFramePr.cNvPr.get("descr") == chart.alt
        assert "Export n°" in slide.notes_slide.notes_text_frame.text
        drawn = [(plot.name, tuple(plot.values)) for plot in placed.chart.plots[0].series]
        expected = plotted(chart, look())
        assert expected is not None
        assert drawn == [(one.label, one.values) for one in expected.columns]


def test_a_table_as_parquet_keeps_what_it_is() -> None:
    """Numbers are numbers, an absent value is null, and the sentence, number and source stand in the metadata."""
    content = parquet(LINES, EDITION)
    assert pl.read_parquet(io.BytesIO(content)).equals(table(LINES))
    told = pl.read_parquet_metadata(io.BytesIO(content))["about"]
    assert told.splitlines()[0] == "Une phrase"
    assert "a1b2c3d4" in told


@pytest.mark.parametrize("chart", [LINES, BARS, STRIP])
def test_a_picture_as_png_is_the_drawing(chart: object) -> None:
    """The PNG has two pixels for each of the SVG, on its ground, with something drawn."""
    drawn = alone(chart, look(), EDITION, width=900)  # type: ignore[arg-type]
    image = Image.open(io.BytesIO(raster(drawn)))
    tall = float(ET.fromstring(drawn).get("height", "0"))  # noqa: S314 - our own
    assert image.size == (1800, pytest.approx(2 * tall, abs=2))
    assert image.convert("RGB").getpixel((2, 2)) == (255, 255, 255)
    assert len(image.convert("RGB").getcolors(100_000)) > 20


def test_a_picture_without_a_size_is_refused() -> None:
    """What is no picture of ours has no size to be printed at."""
    with pytest.raises(ValueError, match="size"):
        raster("<svg/>")


@pytest.mark.parametrize("chart", [LINES, BARS, STRIP])
def test_a_picture_says_what_it_is(chart: object) -> None:
    """An SVG has its sentence as its title, and the number of the copy in its description."""
    root = ET.fromstring(alone(chart, look(), EDITION, width=900))  # type: ignore[arg-type] # noqa: S314 - our own
    title, description = (root.find(f"{{http://www.w3.org/2000/svg}}{name}") for name in ("title", "desc"))
    assert title is not None
    assert title.text == "Une phrase"
    assert description is not None
    assert "a1b2c3d4" in (description.text or "")
