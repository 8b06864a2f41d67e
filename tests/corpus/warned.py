"""Files that are taken, with something to tell whoever sent them."""

import datetime as dt

import polars as pl

from observatory.schemas.site_use import SiteUse
from tests.corpus.making import (
    GRENOBLE,
    HEADER,
    Case,
    as_csv,
    as_ods,
    as_xls,
    as_xlsx,
    good,
    line,
    rows_case,
    rows_xlsx,
)
from tests.workbook.forge import Raw, Tab, ods_row, row, zipped

THREE = good(3)
ROWS = rows_xlsx(THREE)
LINK = {"xl/externalLinks/externalLink1.xml": "<externalLink><externalBook/></externalLink>"}
YEAR = [line(periode=f"2023-{month:02d}", consommation=str(100 + month)) for month in range(1, 13)]


def _taken(label: str, content: bytes, name: str, *warnings: tuple[int | None, str], count: int = 3) -> Case:
    return Case(label, content, name, read=count, accepted=count, warnings=warnings)


def _warned(label: str, lines: list[dict[str, object]], *warnings: tuple[int, str], **told: object) -> Case:
    return rows_case(label, lines, warnings=warnings, **told)


def history(quantity: float) -> pl.DataFrame:
    """Twelve months of the school's meter in 2022, each of so many kWh."""
    months = [dt.date(2022, month, 1) for month in range(1, 13)]
    ends = pl.Series(months).dt.month_end()
    told = pl.DataFrame({"period_start": months, "period_end": ends, "row": range(2, 14)})
    same = {"insee_code": GRENOBLE, "site": "École", "meter": "A", "fluid": "electricity", "nature": "bill"}
    rest = {"reading": "actual", "quantity": quantity, "unit": "kWh", "energy_mwh": quantity / 1000}
    names = ("water_m3", "cost_ht_eur", "cost_ttc_eur", "fixed_cost_eur", "comment", "sheet")
    filled = told.with_columns(
        **{name: pl.lit(value) for name, value in {**same, **rest, **dict.fromkeys(names)}.items()}
    )
    return SiteUse.validate(filled.select(SiteUse.column_names()), cast=True)


PLACES = (
    _warned(
        "a short code and its name",
        [line(code_insee="1004", commune="Ambérieu-en-Bugey")],
        (2, "insee_repadded"),
        communes=("01004",),
    ),
    _warned(
        "a short code in another spelling",
        [line(code_insee="1004", commune="AMBERIEU EN BUGEY"), *THREE],
        (2, "insee_repadded"),
        communes=("01004",),
    ),
    _warned(
        "the town hall for a name",
        [line(code_insee=GRENOBLE, commune="Services techniques"), *THREE],
        (2, "name_differs"),
    ),
    _warned(
        "a name cut short",
        [*THREE, line(code_insee="38421", commune="Saint-Martin")],
        (5, "name_differs"),
        communes=("38421",),
    ),
    _warned("a name of nobody without a code", [*THREE, line(commune="Grenobel")], (5, "name_differs")),
)
FORMATS = (
    _taken("a workbook as .csv", as_xlsx(ROWS), "a.csv", (None, "extension_corrected")),
    _taken("a text as .xls", as_csv(THREE), "a.xls", (None, "extension_corrected")),
    _taken("an .ods as .xlsx", as_ods(THREE), "a.xlsx", (None, "extension_corrected")),
    _taken("a text without extension", as_csv(THREE), "releves", (None, "extension_corrected")),
    _taken("a zip as .xlsx", zipped({"a.csv": as_csv(THREE)}), "a.xlsx", (None, "extension_corrected")),
    _taken("Windows' own encoding", as_csv([line(), *good(2)], encoding="cp1252"), "a.csv", (None, "encoding_cp1252")),
    _taken(
        "Windows' own encoding with its dash and its quote",
        as_csv([line(site="L’école – annexe"), *good(2)], encoding="cp1252", end="\r\n"),
        "a.csv",
        (None, "encoding_cp1252"),
    ),
)
LINES = (
    rows_case(
        "the same line twice",
        [line(), line(), *THREE],
        warnings=((3, "duplicate_identical"),),
        accepted=4,
        duplicates=1,
    ),
    rows_case(
        "the same line three times, written otherwise",
        [
            line(consommation="100,0"),
            line(periode="janvier 2023"),
            line(fluide="Électricité", consommation="1 00".replace(" ", "")),
        ],
        warnings=((3, "duplicate_identical"), (4, "duplicate_identical")),
        accepted=1,
        duplicates=2,
    ),
    rows_case(
        "a total and a mean",
        [*THREE, line(site="TOTAL"), line(site="Moyenne"), line(site="Sous-total école")],
        warnings=((5, "total_ignored"), (6, "total_ignored"), (7, "total_ignored")),
        read=3,
        accepted=3,
    ),
    rows_case(
        "a total in the column of the period, never calculated",
        [*THREE, line(site="", periode="Total 2023", consommation=Raw("", "<f>SUM(K2:K4)</f>"))],
        warnings=((5, "total_ignored"),),
        read=3,
        accepted=3,
        content=as_xlsx(
            rows_xlsx([*THREE, line(site="", periode="Total 2023", consommation=Raw("", "<f>SUM(K2:K4)</f>"))])
        ),
        name="a.xlsx",
    ),
    _warned(
        "meters as a spreadsheet shows them",
        [line(compteur="1,23457E+13"), line(compteur="1.98765E+13")],
        (2, "meter_digits_lost"),
        (3, "meter_digits_lost"),
    ),
    _warned("a meter that lost its zero", [line(compteur="1234567890123"), *THREE], (2, "meter_digits_lost")),
    _warned(
        "a meter kept as a number",
        lines := [line(compteur=12345678901234), *THREE],
        (2, "meter_digits_lost"),
        content=as_xlsx(rows_xlsx(lines)),
        name="a.xlsx",
    ),
    _warned(
        "a meter kept as a number in an .ods", lines, (2, "meter_digits_lost"), content=as_ods(lines), name="a.ods"
    ),
    _warned(
        "wood whose energy nobody knows",
        [line(fluide="bois", unite="MAP", nature="livraison"), line(fluide="bois", unite="t", site="B")],
        (2, "energy_unknown"),
        (3, "energy_unknown"),
    ),
    _warned("a reading of nobody", [line(releve="téléphone"), *THREE], (2, "reading_unknown")),
    _warned("one index alone", [line(nature="index"), *THREE], (2, "index_alone"), staged=3),
    _warned(
        "a month a thousand times the others",
        [*YEAR[:6], line(periode="2023-07", consommation="104000"), *YEAR[7:]],
        (8, "unit_suspect"),
    ),
    _warned(
        "a thousand times the years before", [line(consommation="150000")], (2, "unit_suspect"), history=history(140.0)
    ),
    _warned(
        "MWh written as kWh",
        [line(consommation="0,14"), line(periode="2023-02", consommation="150")],
        (2, "unit_suspect"),
        history=history(140.0),
    ),
    _warned("a zero in January", [line(consommation="0")], (2, "sudden_zero"), history=history(140.0)),
    _warned(
        "a zero in February",
        [line(), line(periode="2023-02", consommation="0")],
        (3, "sudden_zero"),
        history=history(140.0),
    ),
    _warned("five times as much", [line(consommation="700")], (2, "jump"), history=history(140.0)),
    _warned("a fifth of it", [line(), line(periode="2023-02", consommation="28")], (3, "jump"), history=history(140.0)),
    _warned("two months without a line", [line(periode="2023-03")], (2, "gap"), history=history(140.0)),
    _warned(
        "half a year without a line",
        [line(periode="2023-08"), line(periode="2023-07")],
        (3, "gap"),
        history=history(140.0),
    ),
)
FORMULA = Raw("", "<f>10*12</f><v>120</v>")
_CALCULATED = rows_xlsx([*THREE, line(consommation=FORMULA)])
HIDDEN = rows_xlsx(THREE[:2]) + row(
    4,
    *[THREE[2].get(name) for name in HEADER[:12]],
    attributes='hidden="1"',
)
_ODS_FORMULA = Raw('table:formula="of:=10*12" office:value-type="float" office:value="120"', "<text:p>120</text:p>")
_ODS_OTHER = Raw(
    'table:formula="of:=\'file:///a.ods\'#$A.B1" office:value-type="float" office:value="120"', "<text:p>120</text:p>"
)
_LAST = THREE[2]
_ODS_HIDDEN_ROW = ods_row(
    None, None, _LAST["site"], _LAST["compteur"], "2024-05", None, None, "electricite", None, None, "7", "kWh",
    attributes='table:visibility="collapse"',
)  # fmt: skip
WORKBOOKS = (
    _taken("a hidden row", as_xlsx(HIDDEN), "a.xlsx", (None, "hidden_rows")),
    _taken("a hidden row of an .ods", as_ods(THREE[:2], more=_ODS_HIDDEN_ROW), "a.ods", (None, "hidden_rows")),
    _taken(
        "a hidden list",
        as_xlsx(Tab(row(1, "kWh"), "Listes", hidden=True), Tab(ROWS)),
        "a.xlsx",
        (None, "hidden_sheet_ignored"),
    ),
    _taken(
        "a hidden draft of the same",
        as_xlsx(Tab(ROWS, "2023"), Tab(ROWS, "Brouillon", hidden=True)),
        "a.xlsx",
        (None, "hidden_sheet_ignored"),
    ),
    _taken("a link to another workbook", as_xlsx(ROWS, extra=LINK), "a.xlsx", (None, "external_link_ignored")),
    _taken(
        "a link from an .ods",
        as_ods([*THREE[:2], line(consommation=_ODS_OTHER)]),
        "a.ods",
        (None, "external_link_ignored"),
        (None, "formula_value_used"),
    ),
    _taken("a formula", as_xlsx(_CALCULATED), "a.xlsx", (None, "formula_value_used"), count=4),
    _taken(
        "a formula of an .ods",
        as_ods([*THREE, line(consommation=_ODS_FORMULA)]),
        "a.ods",
        (None, "formula_value_used"),
        count=4,
    ),
    _taken("an .xls as .xlsx", as_xls(THREE), "a.xlsx", (None, "extension_corrected")),
)
CASES = (*PLACES, *FORMATS, *LINES, *WORKBOOKS)
