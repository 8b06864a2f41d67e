"""A depositor's workbook comes back marked, and as it was in all else."""

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation

from observatory.workbook.annotate import Note, Words, annotate
from observatory.workbook.annotated.contract import SUMMARY
from observatory.workbook.annotated.styles import ERROR, WARNING
from observatory.workbook.cells import read_tables
from observatory.workbook.limits import COMMUNE
from tests.stores import PUBLISHED, needs_published

WORDS = Words("Corrigez ces cellules", "Feuille", "Ligne", "Colonne", "Valeur", "Que faire")
WRONG = Note("Bilan", 3, 2, "consommation", "douze", "Écrivez un nombre.")
DOUBT = Note("Bilan", 2, 0, "site", "École", "Deux orthographes ?", error=False)
BEYOND = Note("Bilan", 9, 5, "", "", "La ligne manque.")
SOFFICE = shutil.which("soffice")


def own_workbook() -> bytes:
    """Two sheets, a format, a comment, a list of choices, and a formula with its last result."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Bilan"
    for line in (["site", "fluide", "consommation"], ["École", "eau", 12.5], ["Mairie", "eau", "douze"]):
        sheet.append(line)
    sheet["C2"].font = Font(bold=True)
    sheet["C2"].number_format = "0.00"
    sheet["C4"] = "=SUM(C2:C3)"
    sheet["A2"].comment = Comment("à revoir", "Secrétaire")
    choices = DataValidation(type="list", formula1='"eau,gaz"')
    sheet.add_data_validation(choices)
    choices.add("B2:B9")
    book.create_sheet("Notes")["B2"] = "pour mémoire"
    buffer = io.BytesIO()
    book.save(buffer)
    return replaced(buffer.getvalue(), "xl/worksheets/sheet1.xml", rb"<v\s*/>|<v></v>", b"<v>12.5</v>")


def replaced(content: bytes, part: str, pattern: bytes, by: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(out, "w") as written:
        for name in archive.namelist():
            inside = archive.read(name)
            written.writestr(name, re.sub(pattern, by, inside) if name == part else inside)
    return out.getvalue()


def marked(content: bytes, *notes: Note, name: str = "bilan.xlsx") -> bytes:
    return annotate(content, read_tables(content, name, limits=COMMUNE), notes, words=WORDS, limits=COMMUNE)


def comments(content: bytes, sheet: str = "Bilan") -> dict[str, str]:
    book = load_workbook(io.BytesIO(content))
    return {cell.coordinate: cell.comment.text for row in book[sheet].iter_rows() for cell in row if cell.comment}


def colours(content: bytes, sheet: str = "Bilan") -> dict[str, str]:
    book = load_workbook(io.BytesIO(content))
    each = (cell for row in book[sheet].iter_rows() for cell in row)
    return {cell.coordinate: cell.fill.fgColor.rgb for cell in each if cell.fill.fill_type}


def test_the_cells_are_coloured_and_commented() -> None:
    """Each note stands on its cell: orange for an error, yellow for a doubt, on a cell that was not there too."""
    back = marked(own_workbook(), WRONG, DOUBT, BEYOND)
    assert colours(back) == {"C3": ERROR, "A2": WARNING, "F9": ERROR}
    assert comments(back) == {
        "A2": "à revoir\nObservatoire : Deux orthographes ?",
        "C3": "Écrivez un nombre.",
        "F9": "La ligne manque.",
    }


def test_all_else_is_as_it_was() -> None:
    """Sheets, formats, choices, formulas and what they last gave survive."""
    back = marked(own_workbook(), WRONG)
    book = load_workbook(io.BytesIO(back))
    assert book.sheetnames == ["Bilan", "Notes", SUMMARY]
    assert (book["Bilan"]["C4"].value, book["Notes"]["B2"].value) == ("=SUM(C2:C3)", "pour mémoire")
    assert (book["Bilan"]["C2"].font.b, book["Bilan"]["C2"].number_format) == (True, "0.00")
    assert [str(one.sqref) for one in book["Bilan"].data_validations.dataValidation] == ["B2:B9"]
    assert load_workbook(io.BytesIO(back), data_only=True)["Bilan"]["C4"].value == 12.5


def test_the_list_names_sheet_line_column_value_and_what_to_do() -> None:
    """The last sheet has one line per note, and a formula told in it is a text."""
    told = Note("Bilan", 3, 2, "consommation", "=A1", "Écrivez un nombre.")
    sheet = load_workbook(io.BytesIO(marked(own_workbook(), told)))[SUMMARY]
    lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert lines[0][0] == "Corrigez ces cellules"
    assert lines[1:] == [
        ["Feuille", "Ligne", "Colonne", "Valeur", "Que faire"],
        ["Bilan", "3", "consommation", "=A1", "Écrivez un nombre."],
    ]
    assert sheet["D3"].data_type != "f"


def test_a_second_return_forgets_the_first() -> None:
    """What was corrected has lost its colour and its comment; the depositor's own comment and format stay."""
    once = marked(own_workbook(), WRONG, DOUBT)
    twice = marked(once, Note("Bilan", 2, 2, "consommation", "12,5", "À vérifier."))
    assert colours(twice) == {"C2": ERROR}
    assert comments(twice) == {"A2": "à revoir", "C2": "À vérifier."}
    book = load_workbook(io.BytesIO(twice))
    assert book.sheetnames == ["Bilan", "Notes", SUMMARY]
    assert (book["Bilan"]["C2"].font.b, book["Bilan"]["C2"].number_format) == (True, "0.00")


def test_cells_without_addresses_are_counted() -> None:
    """A writer may leave out where rows and cells stand; the mark is on the cell that follows the others."""
    bare = replaced(own_workbook(), "xl/worksheets/sheet1.xml", rb"(<(?:row|c)\b[^>]*?) r=\"[A-Z]*[0-9]+\"", rb"\1")
    assert colours(marked(bare, WRONG)) == {"C3": ERROR}


def test_prefixed_parts_are_read() -> None:
    """A writer may put a prefix on every element."""
    prefixed = replaced(own_workbook(), "xl/worksheets/sheet1.xml", rb"<(/?)(?=[a-zA-Z])", rb"<\1x:")
    prefixed = replaced(prefixed, "xl/worksheets/sheet1.xml", rb"<x:worksheet xmlns=", rb"<x:worksheet xmlns:x=")
    assert colours(marked(prefixed, WRONG)) == {"C3": ERROR}


def test_a_text_file_comes_back_as_a_workbook() -> None:
    """Cells keep their places and stay texts, formulas too."""
    content = b"site;consommation\n\nMairie;=1+1\n01004;douze\n"
    back = marked(content, Note(None, 4, 1, "consommation", "douze", "Écrivez un nombre."), name="bilan.csv")
    sheet = load_workbook(io.BytesIO(back)).worksheets[0]
    assert [sheet[place].value for place in ("A1", "B3", "A4", "B4")] == ["site", "=1+1", "01004", "douze"]
    assert sheet["B3"].data_type == "s"
    assert (sheet["B4"].fill.fgColor.rgb, sheet["B4"].comment.text) == (ERROR, "Écrivez un nombre.")


@needs_published
@pytest.mark.filterwarnings("ignore:Data Validation extension")  # what openpyxl drops when it reads, of this very file
def test_a_real_workbook_keeps_every_part() -> None:
    """The national template of action plans keeps each of its parts, and its list of choices."""
    content = (PUBLISHED / "plans" / "tet_modele-import-pa.xlsx").read_bytes()
    sheet = read_tables(content, "plan.xlsx", limits=COMMUNE)[0].sheet
    back = marked(content, Note(sheet, 4, 1, "", "", "À compléter."))
    with zipfile.ZipFile(io.BytesIO(content)) as was, zipfile.ZipFile(io.BytesIO(back)) as now:
        assert set(was.namelist()) <= set(now.namelist())
    assert comments(back, sheet or "")["B4"].endswith("À compléter.")


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not here")
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    """LibreOffice finds the sheets, the comments on their cells, the formula and its result; saved, it is read again."""
    (tmp_path / "back.xlsx").write_bytes(marked(own_workbook(), WRONG, DOUBT))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    target = ["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "saved")]
    subprocess.run([SOFFICE or "", profile, *target, str(tmp_path / "back.xlsx")], check=True, capture_output=True)
    saved = (tmp_path / "saved" / "back.xlsx").read_bytes()
    assert comments(saved) == {"A2": "à revoir\nObservatoire : Deux orthographes ?", "C3": "Écrivez un nombre."}
    assert load_workbook(io.BytesIO(saved))["Bilan"]["C4"].value == "=SUM(C2:C3)"
    assert load_workbook(io.BytesIO(saved), data_only=True)["Bilan"]["C4"].value == 12.5
    assert colours(marked(saved)) == {}
