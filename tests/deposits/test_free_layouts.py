"""A secretary's own spreadsheet, from its bytes to what would be kept: the code that page and command run."""

import io
import json
import time
from pathlib import Path

import polars as pl
import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from observatory.cli.main import app
from observatory.deposits.check import check
from observatory.deposits.checked import Checked
from observatory.deposits.depositor import Depositor
from observatory.deposits.layouts import understand
from observatory.errors import Outcome
from observatory.exports.annotated import annotated
from observatory.settings import settings
from observatory.workbook.cells import Cells
from observatory.workbook.guard import Kind
from observatory.workbook.limits import ADVISER, COMMUNE
from tests.workbook.forge import Tab, row, xlsx

GIERES = Depositor(("38179",))
MONTHS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")
SEEN = (1200.5, 1100, 1000, 900, 800, 700, 100, 50, 600)  # three months are to come


def own_table(wrong: str | None = None) -> bytes:
    """Energy and water of the school (two meters), the town hall and the street lights; no INSEE code anywhere."""
    header = row(3, "Bâtiment", "N° compteur", "Énergie", "Unité", *MONTHS, "Total")
    lines = [
        row(1, "Commune de Gières : suivi des consommations 2025"),
        header,
        row(4, "École", "30001234567890", "Électricité", "kWh", *SEEN, None, None, None, sum(SEEN)),
        row(5, "École", "E-17", "Eau", "m3", *range(10, 19), None, None, None, 126),
        row(6, "Mairie", "30001234567891", "Électricité", "kWh", 500, 480, wrong, None, None, None, None, None, None),
        row(7, "Éclairage public", "30001234567892", "Électricité", "kWh", *SEEN, None, None, None, sum(SEEN)),
        row(8, "Total", None, None, None, *SEEN),
        row(10, "* relevés estimés en août"),
    ]
    return xlsx(Tab("".join(lines), "Suivi"))


def judged(content: bytes, name: str = "suivi.xlsx", *, depositor: Depositor = GIERES) -> Checked:
    return check(content, name, depositor, settings())


def test_a_secretary_s_own_table_is_taken() -> None:
    """Four lines of months become 29 readings of her commune: 27 of three full lines, two of the town hall."""
    checked = judged(own_table())
    assert (checked.outcome, checked.layout) == (Outcome.ACCEPT, "months_across")
    assert (checked.rows_read, checked.rows_accepted, checked.rows.height) == (4, 4, 29)
    assert set(checked.rows["insee_code"]) == {"38179"}
    water = checked.rows.filter(pl.col("fluid") == "water")
    assert (water["water_m3"].sum(), water["energy_mwh"].null_count()) == (sum(range(10, 19)), 9)
    school = checked.rows.filter(pl.col("site") == "École", pl.col("fluid") == "electricity")
    assert school["energy_mwh"].sum() == pytest.approx(6.4505)
    assert [(one.code, one.row, one.column) for one in checked.findings] == [
        ("total_ignored", None, "Total"),
        ("total_ignored", 8, None),
    ]


def test_a_wrong_cell_is_named_by_its_line_and_month() -> None:
    """A text among the months is one error, under the header of its month; the others of its line are kept."""
    checked = judged(own_table("à relever"))
    assert checked.outcome is Outcome.ACCEPT_WITH_ROW_ERRORS
    assert (checked.rows_read, checked.rows_accepted, checked.rows_rejected, checked.rows.height) == (4, 3, 1, 29)
    assert [(one.code, one.row, one.column, one.value) for one in checked.errors] == [
        ("not_a_number", 6, "mars", "à relever")
    ]


def test_the_same_table_as_windows_csv() -> None:
    """The same lines as CSV of Windows, with decimal commas, give the same readings."""
    text = [
        "Suivi 2025",
        ";".join(("Bâtiment", "N° compteur", "Énergie", "Unité", *MONTHS)),
        ";".join(
            ("École", "30001234567890", "Électricité", "kWh", *(str(one).replace(".", ",") for one in SEEN), ";;")
        ),
    ]
    checked = judged("\r\n".join(text).encode("cp1252"), "suivi.csv")
    assert (checked.outcome, checked.rows_accepted, checked.rows.height) == (Outcome.ACCEPT, 1, 9)
    assert checked.rows["quantity"].sum() == pytest.approx(6450.5)


def test_a_file_of_two_communes_is_split() -> None:
    """An adviser's export of two communes, months across, gives each its own part."""
    lines = [
        "INSEE;Commune;Site;Fluide;Unité;2022;2023",
        "38179;Gières;École;gaz;MWh;1,5;2",
        "38485;Seyssinet-Pariset;Mairie;gaz;MWh;3;4",
    ]
    adviser = Depositor(("38179", "38485"), ADVISER, splits=True)
    parts = judged("\n".join(lines).encode(), "export.csv", depositor=adviser).by_commune()
    assert [(part.insee_code, part.counts.accepted, part.rows.height) for part in parts] == [
        ("38179", 1, 2),
        ("38485", 1, 2),
    ]


@pytest.mark.filterwarnings("ignore:Workbook contains no default style")
def test_a_cost_error_is_named_by_the_header_of_its_own_month() -> None:
    """Where each month has its consumption and its cost, a wrong cost is under the cost of that month, and marked there."""
    lines = [
        row(1, "Site", "Énergie", "Unité", "Janvier 2025", None, "Février 2025", None),
        row(2, None, None, None, "Conso", "€ TTC", "Conso", "€ TTC"),
        row(3, "École", "Gaz", "kWh", 100, 10, 200, "dix"),
        row(4, "Mairie", "Gaz", "kWh", 100, 10, 200, 20),
    ]
    content = xlsx(Tab("".join(lines), "Suivi"))
    checked = judged(content)
    assert [(one.code, one.row, one.column) for one in checked.errors] == [("not_a_number", 3, "Février 2025 / € TTC")]
    marked = load_workbook(
        io.BytesIO(annotated(content, "a.xlsx", checked.findings, limits=COMMUNE, mapping=checked.mapping))
    )
    assert [cell.coordinate for line in marked["Suivi"].iter_rows() for cell in line if cell.comment] == ["G3"]


def test_the_command_takes_a_free_layout(tmp_path: Path) -> None:
    """`observatory check FILE --as INSEE` accepts a layout that leaves no doubt, and refuses another with what lacks."""
    clear, doubtful = tmp_path / "clair.xlsx", tmp_path / "flou.csv"
    clear.write_bytes(own_table())
    doubtful.write_text("Site;Période;Fluide;Consommation\nÉcole;01/2025;eau;12\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["check", str(clear), "--as", "38179", "--json"])
    assert (done.exit_code, json.loads(done.stdout)["rows_accepted"]) == (0, 4)
    done = CliRunner().invoke(app, ["check", str(doubtful), "--as", "38179", "--json"])
    refused = json.loads(done.stdout)
    assert (refused["code"], "unite" in refused["message"]) == ("missing_column", True)


def test_published_figures_are_no_bills() -> None:
    """The extract of a published source is refused, though its columns say a commune, a year and an energy."""
    content = (settings().data / "extracts" / "energy_ore_commune.csv").read_bytes()
    checked = judged(content, "ore.csv", depositor=Depositor(("38179",), ADVISER))
    assert (checked.code, checked.params["reason"]) == ("unrecognised", "published")


def test_many_rows_of_many_months_are_read_in_seconds() -> None:
    """50,000 rows of 24 months are 1.2 million lines, understood well under five seconds where nothing else runs."""
    rows = 50_000
    header = [
        "Bâtiment",
        "PDL",
        "Énergie",
        "Unité",
        *(f"{month:02}/{year}" for year in (2022, 2023) for month in range(1, 13)),
    ]
    keys = [[f"Site {n}" for n in range(rows)], [str(n) for n in range(rows)], ["gaz"] * rows, ["kWh"] * rows]
    columns = [*keys, *([str(n % 997) for n in range(rows)] for _ in range(24))]
    frame = pl.DataFrame(
        {"row": pl.Series(range(1, rows + 2), dtype=pl.UInt32)}
        | {f"c{at}": [name, *column] for at, (name, column) in enumerate(zip(header, columns, strict=True))}
    )
    start = time.monotonic()
    found = understand([Cells(Kind.XLSX, "Suivi", frame, (), (), frame.height)])
    assert time.monotonic() - start < 10
    assert found.frame.height == rows * 24
