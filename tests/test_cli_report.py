"""`observatory report`: one sheet, or one for each commune of an area; a dashboard, an annex."""

from pathlib import Path

import openpyxl
import pytest
from pptx import Presentation
from pypdf import PdfReader
from typer.testing import CliRunner

from observatory.cli.main import app
from observatory.dashboards import kept
from observatory.dashboards.contract import Dashboard, Screen
from observatory.errors import QuestionRefused
from observatory.store import Store
from observatory.view import View
from tests.stores import EXTRACTS, settings_in, taken

RUN = CliRunner()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    made = settings_in(tmp_path_factory.mktemp("report"))
    taken(made, EXTRACTS)
    return str(made.store)


def test_a_commune_has_its_file(store: str, tmp_path: Path) -> None:
    """The path that is asked for, folders made on the way, is what the command says on its output."""
    path = tmp_path / "deep" / "fiche.pdf"
    done = RUN.invoke(app, ["report", "38151", str(path), "--store", store])
    assert (done.exit_code, done.stdout.strip()) == (0, str(path))
    assert "Échirolles" in PdfReader(path).pages[0].extract_text()


def test_a_folder_names_the_file(store: str, tmp_path: Path) -> None:
    """Where a folder is given for a commune, the file is named by code and name."""
    done = RUN.invoke(app, ["report", "38185", str(tmp_path), "--store", store, "--lang", "en"])
    assert done.stdout.strip() == str(tmp_path / "38185-grenoble.pdf")
    assert "Commune sheet" in PdfReader(tmp_path / "38185-grenoble.pdf").pages[0].extract_text()


def test_an_area_tells_what_was_written_and_what_stood(store: str, tmp_path: Path) -> None:
    """Six communes are written, then none: six are up to date."""
    command = ["report", "epci:243801024", str(tmp_path), "--store", store]
    first, second = RUN.invoke(app, command), RUN.invoke(app, command)
    assert first.exit_code == second.exit_code == 0
    assert "6 fiches écrites" in first.stderr
    assert "0 fiche écrite" in second.stderr
    assert "6 déjà à jour" in second.stderr


def test_an_unknown_territory_is_refused(store: str, tmp_path: Path) -> None:
    """No file is written for a territory that does not exist."""
    done = RUN.invoke(app, ["report", "99999", str(tmp_path / "x.pdf"), "--store", store])
    assert isinstance(done.exception, QuestionRefused)
    assert not list(tmp_path.iterdir())


def test_another_language_is_refused(store: str, tmp_path: Path) -> None:
    """A language without a catalogue is told with those that there are."""
    done = RUN.invoke(app, ["report", "38151", str(tmp_path / "x.pdf"), "--store", store, "--lang", "de"])
    assert done.exit_code == 2
    assert "fr, en" in done.stderr


def test_a_dashboard_is_written_as_its_suffix_says(store: str, tmp_path: Path) -> None:
    """By its number or its title, as PDF, slides or workbook; another suffix is told with those that there are."""
    screen = Screen(view=View(page="tendances", territory="38151"))
    number = kept.add(Store(Path(store)), Dashboard(title="Réunion de juin", screens=(screen,))).number
    for named, name in ((str(number), "a.pdf"), ("Réunion de juin", "a.pptx"), (str(number), "a.xlsx")):
        done = RUN.invoke(app, ["report", "--dashboard", named, str(tmp_path / name), "--store", store])
        assert (done.exit_code, done.stdout.strip()) == (0, str(tmp_path / name))
    assert "Réunion de juin" in PdfReader(tmp_path / "a.pdf").pages[0].extract_text()
    assert len(Presentation(tmp_path / "a.pptx").slides) == 2
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames[0] == "Sommaire"
    done = RUN.invoke(app, ["report", "--dashboard", str(number), str(tmp_path / "a.doc"), "--store", store])
    assert done.exit_code == 2
    assert ".pdf, .pptx, .xlsx" in done.stderr


def test_an_unknown_dashboard_is_refused(store: str, tmp_path: Path) -> None:
    """No file is written for a dashboard that there is not."""
    done = RUN.invoke(app, ["report", "--dashboard", "999", str(tmp_path / "x.pdf"), "--store", store])
    assert isinstance(done.exception, QuestionRefused)
    assert not list(tmp_path.iterdir())


def test_an_annex_is_written(store: str, tmp_path: Path) -> None:
    """The annex of an EPCI, in one file."""
    path = tmp_path / "annexe.pdf"
    done = RUN.invoke(app, ["report", "--annex", "epci:200040715", str(path), "--store", store])
    assert (done.exit_code, done.stdout.strip()) == (0, str(path))
    assert "Grenoble-Alpes-Métropole" in PdfReader(path).pages[0].extract_text()


def test_a_territory_or_a_document_is_asked_for(store: str, tmp_path: Path) -> None:
    """An output alone, or a territory beside a dashboard, is refused with what may be written."""
    for command in ([str(tmp_path / "x.pdf")], ["38151", str(tmp_path / "x.pdf"), "--annex", "38151"]):
        assert RUN.invoke(app, ["report", *command, "--store", store]).exit_code == 2
    assert not list(tmp_path.iterdir())
