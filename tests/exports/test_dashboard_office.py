"""A whole dashboard as slides and as a workbook: their own libraries read them again, and so does LibreOffice."""

import io
import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl import Workbook
from pptx import Presentation
from pypdf import PdfReader

from observatory.dashboards.contract import Dashboard, Screen
from observatory.dashboards.decisions import noted, of_screen
from observatory.exports import noted as listed
from observatory.exports.edition import Edition
from observatory.exports.meeting import Meeting, meeting
from observatory.exports.native import plotted
from observatory.exports.office import presentation, workbook
from observatory.figures.chart import table
from observatory.figures.theme import look
from observatory.settings import Settings
from observatory.store import Store, decisions
from observatory.view import View
from tests.exports.papers import one_line
from tests.stores import EXTRACTS, current, settings_in, taken

EDITION = Edition(datetime(2026, 11, 24, 9, 30, tzinfo=UTC), "a1b2c3d4")
FORMULA = '=HYPERLINK("http://x")'
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="Debian's libreoffice is not installed")


def screen(page: str, figure: str, title: str = "", **changes: object) -> Screen:
    return Screen(view=View(page=page, territory="38151").but(figure=figure, **changes), title=title)


JUNE = Dashboard(
    title=FORMULA,
    screens=(
        screen("tendances", "trend", "[Énergie] : 2011*2023", carriers=("electricity",)),
        screen("comparaison", "distribution"),
        screen("vue-d-ensemble", "map"),
        screen("vue-d-ensemble", "shares_emissions"),
        Screen(view=View(page="comparaison", territory="42239").but(figure="comparable")),
    ),
)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    made = settings_in(tmp_path_factory.mktemp("office"))
    taken(made, EXTRACTS)
    said = of_screen(JUNE, 1, JUNE.screens[0])
    decisions.add(Store(made.store), noted(decisions.Sort.DECISION, FORMULA, who="+33", **said), author="@essai")
    return made


@pytest.fixture(scope="module")
def found(settings: Settings) -> Meeting:
    return meeting(JUNE, 1, settings, language="fr")


@pytest.fixture(scope="module")
def deck(found: Meeting) -> bytes:
    return presentation(found, look(), EDITION)


@pytest.fixture(scope="module")
def book(found: Meeting) -> bytes:
    return workbook(found, look(), EDITION)


def opened(content: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def test_one_slide_a_screen(deck: bytes, found: Meeting) -> None:
    """Cover, what is open, then each screen: its sentence, a native chart or a picture, its sources in the notes."""
    slides = list(Presentation(io.BytesIO(deck)).slides)
    assert len(slides) == 2 + len(JUNE.screens)
    for slide, one in zip(slides[2:], found.pages, strict=True):
        if one.chart is None:
            assert slide.shapes.title.text == f"{one.number}. {one.title}"
            continue
        assert slide.shapes.title.text == one.chart.title
        assert one.chart.source_line in slide.notes_slide.notes_text_frame.text
        drawn = [shape for shape in slide.shapes if shape.has_chart or shape.shape_type == 13]
        assert len(drawn) == 1
        assert one.chart.alt in drawn[0]._element.xml.replace("&#10;", "\n")


def test_native_charts_have_the_numbers_of_the_figures(deck: bytes, found: Meeting) -> None:
    """Lines and bars can be edited, and hold what the figure shows; a strip and a map are pictures."""
    slides = list(Presentation(io.BytesIO(deck)).slides)[2:6]
    native = [[shape.chart for shape in slide.shapes if shape.has_chart] for slide in slides]
    assert [len(one) for one in native] == [1, 0, 0, 1]
    drawn = dict(zip(native[0][0].plots[0].categories, native[0][0].plots[0].series[0].values, strict=True))
    trend = found.pages[0].chart
    assert trend is not None
    rows = table(trend)
    assert {int(year): value for year, value in drawn.items()} == dict(zip(rows["year"], rows["value"], strict=True))
    shares = found.pages[3].chart
    expected = plotted(shares, look()) if shares is not None else None
    assert expected is not None
    assert tuple(native[3][0].plots[0].series[0].values) == expected.columns[0].values


def test_a_workbook_has_a_table_for_each_figure(book: bytes, found: Meeting) -> None:
    """Summary, drawings with native charts, tables, decisions, sources; titles are made into names of sheets."""
    sheets = opened(book)
    assert sheets.sheetnames == [
        "Sommaire", "1. Énergie 2011 2023", "1. Tableau", "2. Tableau", "3. Tableau", "4. Émissions par secteur", "4. Tableau",
        "Décisions", "Sources",
    ]  # fmt: skip
    assert len(sheets["1. Énergie 2011 2023"]._charts) == len(sheets["4. Émissions par secteur"]._charts) == 1
    trend = found.pages[0].chart
    assert trend is not None
    values = [row[2] for row in list(sheets["1. Tableau"].values)[1:]]
    assert values == pytest.approx(table(trend)["value"].to_list())
    assert "Export n°\u00a0a1b2c3d4 du 24/11/2026 à 10\u00a0h\u00a030" in [row[0] for row in sheets["Sommaire"].values]


def test_a_workbook_names_no_commune_unless_asked(book: bytes) -> None:
    """Of a comparison without names, the chosen one's row alone, without a code."""
    rows = list(opened(book)["2. Tableau"].values)
    assert rows[0][:2] == ("Commune", "Valeur")
    assert [row[0] for row in rows[1:]] == ["Vous"]


def test_nothing_runs_in_a_workbook(book: bytes, settings: Settings) -> None:
    """A title or a note that begins as a formula is text in every sheet, of a dashboard and of the list of notes."""
    notes = listed.workbook(decisions.standing(Store(settings.store)), current(settings), EDITION, "fr")
    for content in (book, notes):
        archive = ZipFile(io.BytesIO(content))
        sheets = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        assert len(sheets) >= 2
        assert not any("<f>" in sheet or "<hyperlink" in sheet for sheet in sheets)
        assert FORMULA in [cell for row in opened(content)["Décisions"].values for cell in row]


@needs_office
def test_an_office_suite_opens_both(deck: bytes, book: bytes, tmp_path: Path) -> None:
    """LibreOffice reads the slides and the workbook, and prints their sentences and numbers."""
    for name, content in (("deck.pptx", deck), ("book.xlsx", book)):
        (tmp_path / name).write_bytes(content)
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "pdf"]
        subprocess.run([*command, "--outdir", tmp_path, tmp_path / name], check=True, capture_output=True, timeout=120)
    slides = PdfReader(tmp_path / "deck.pdf").pages
    assert len(slides) == 2 + len(JUNE.screens)
    assert "Échirolles consomme 9 % d'électricité" in one_line(slides[2].extract_text())
    words = one_line(" ".join(page.extract_text() for page in PdfReader(tmp_path / "book.pdf").pages))
    assert "Échirolles consomme 9 % d'électricité" in words
    assert re.search(r"\b171[.,]\d", words)
    assert "Err:" not in words
    assert "#REF" not in words
