"""A commune's file on the command line: verdict, report, marked workbook, template."""

import csv
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

from observatory.cli.main import app
from observatory.errors import QuestionRefused
from observatory.wording.typography import plain_spaces
from tests.corpus.making import HEADER, as_csv, as_xlsx, good, line, rows_xlsx

KEYS = {
    "file",
    "sha256",
    "kind",
    "layout",
    "outcome",
    "code",
    "message",
    "rows_read",
    "rows_accepted",
    "rows_rejected",
    "duplicates",
    "findings",
    "findings_total",
    "warnings",
    "warnings_total",
    "questions",
}
REFUSED = 3


def run(*arguments: object) -> tuple[int, str]:
    """Exit code and output of the command."""
    done = CliRunner().invoke(app, [str(each) for each in arguments], catch_exceptions=True)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.stdout


def verdict(path: Path, *options: object) -> tuple[int, dict[str, Any]]:
    """Exit code and the JSON object of one file of Grenoble."""
    code, said = run("check", path, "--as", "38185", "--json", *options)
    return code, json.loads(said)


def written(folder: Path, content: bytes, name: str = "releves.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_a_verdict_as_json(tmp_path: Path) -> None:
    """The object has the documented keys, the sheet's own row numbers, and French sentences."""
    path = written(tmp_path, as_csv([*good(3), line(consommation="beaucoup")], above=["Relevés"]))
    code, told = verdict(path)
    assert (code, set(told)) == (0, KEYS)
    assert (told["outcome"], told["rows_read"], told["rows_accepted"]) == ("accept_with_row_errors", 4, 3)
    (found,) = told["findings"]
    assert (found["row"], found["column"], found["value"], found["code"]) == (
        6,
        "consommation",
        "beaucoup",
        "not_a_number",
    )
    assert found["message"].startswith(
        "Ligne 6, colonne « consommation » : ".replace("« ", "«\u00a0")
        .replace(" »", "\u00a0»")
        .replace(" :", "\u00a0:")
    )


def test_a_refusal_leaves_with_3_and_names_no_path(tmp_path: Path) -> None:
    """A refused file has its code and its sentence; nothing names the folder it lay in."""
    code, told = verdict(written(tmp_path, b"", "vide.xlsx"))
    assert (code, told["outcome"], told["code"], told["rows_read"]) == (REFUSED, "reject", "file_empty", 0)
    assert str(tmp_path) not in json.dumps(told)


def test_the_name_it_was_sent_under(tmp_path: Path) -> None:
    """`--name` is judged and told instead of the file's own."""
    path = written(tmp_path, as_csv(good(2)), "tampon")
    assert verdict(path, "--name", "releves.csv")[1]["warnings"] == []
    assert verdict(path, "--name", "../releves.csv")[1]["code"] == "name_refused"


def test_messages_stop_at_200_and_the_report_has_all(tmp_path: Path) -> None:
    """Of 250 wrong lines 200 are told, 250 counted, and the report lists each; no cell of it runs as a formula."""
    lines = [*good(300), *(line(consommation="=1+1", compteur=str(n)) for n in range(250))]
    report = tmp_path / "rapport.csv"
    _, told = verdict(written(tmp_path, as_csv(lines)), "--report", report)
    assert (len(told["findings"]), told["findings_total"]) == (200, 250)
    with report.open(encoding="utf-8-sig", newline="") as file:
        listed = list(csv.DictReader(file, delimiter=";"))
    assert [each["row"] for each in listed] == [str(302 + n) for n in range(250)]
    assert {each["value"] for each in listed} == {"'=1+1"}


@pytest.mark.filterwarnings("ignore:Workbook contains no default style")
def test_the_marked_workbook_is_accepted_once_corrected(tmp_path: Path) -> None:
    """The three wrong cells carry a comment; corrected there and sent again, every line is taken."""
    wrong = [line(consommation="abc"), line(periode=45000, compteur="B"), line(unite="kW", compteur="C")]
    path = written(tmp_path, as_xlsx(rows_xlsx([*good(4), *wrong])), "releves.xlsx")
    back = tmp_path / "retour.xlsx"
    assert verdict(path, "--annotate", back)[1]["rows_rejected"] == 3
    book = openpyxl.load_workbook(back)
    sheet = book["Feuille"]
    commented = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment}
    assert commented == {"K6", "E7", "L8"}
    assert "À corriger" in book.sheetnames
    sheet["K6"], sheet["E7"], sheet["L8"] = 12, "03/2023", "kWh"
    book.save(back)
    _, told = verdict(back)
    assert (told["outcome"], told["rows_accepted"], told["findings"]) == ("accept", 7, [])


def test_one_question_for_one_ambiguity(tmp_path: Path) -> None:
    """Two values of one meter and month are one question, worded, with its rows and its two answers."""
    _, told = verdict(written(tmp_path, as_csv([*good(4), line(), line(consommation="101")])))
    (asked,) = told["questions"]
    assert asked["rows"] == [6, 7]
    assert set(asked["choices"]) == {"two_meters", "correction"}
    assert plain_spaces(asked["message"]).startswith(
        "Deux compteurs, ou une correction ? Site « École », compteur « A »"
    )


def test_a_commune_that_is_none(tmp_path: Path) -> None:
    """Nobody sends for a code that is no commune's."""
    with pytest.raises(QuestionRefused, match="territory_unknown"):
        run("check", written(tmp_path, as_csv(good(1))), "--as", "38999")


def test_the_template_is_blank_until_filled_in(tmp_path: Path) -> None:
    """The template has the sixteen columns, lists and formats; as it leaves it holds no reading, filled in it is taken."""
    out = tmp_path / "modele.xlsx"
    assert run("template", out, "--as", "38185")[0] == 0
    assert verdict(out)[1]["code"] == "no_data"
    book = openpyxl.load_workbook(out)
    sheet = book["Relevés"]
    assert tuple(cell.value for cell in sheet[1]) == HEADER
    assert (sheet["A2"].value, sheet["B2"].value) == ("38185", "Grenoble")
    lists = {
        str(each.sqref).split(":")[0]: each.formula1
        for each in sheet.data_validations.dataValidation
        if each.type == "list"
    }
    assert set(lists) == {"H2", "I2", "J2", "L2"}
    for address, value in {"E2": "01/2023", "H2": "eau", "K2": 12.5, "L2": "m3"}.items():
        sheet[address] = value
    book.save(out)
    _, told = verdict(out)
    assert (told["outcome"], told["rows_accepted"], told["layout"]) == ("accept", 1, "template")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """A folder cannot be judged as a deposit: the command says so and leaves with 2."""
    assert run("check", tmp_path, "--as", "38185")[0] == 2
