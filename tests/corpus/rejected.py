"""Files of which nothing is kept but their bytes."""

import gzip
import io
import zipfile

from tests.corpus.making import (
    GRENOBLE,
    HEADER,
    REJECT,
    Case,
    as_csv,
    as_ods,
    as_xls,
    as_xlsx,
    good,
    line,
    rows_xlsx,
    wrong,
)
from tests.workbook.forge import Raw, Tab, ods, ods_row, row, xls, xlsx_parts, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CSV = as_csv(good(3))
ROWS = rows_xlsx(good(3))
BOOK = as_xlsx(ROWS)
DTD = '<!DOCTYPE x [<!ENTITY a "b">]>'


def _encrypted_zip() -> bytes:
    flagged = bytearray(zipped({"a.csv": CSV}))
    flagged[6] |= 1
    flagged[flagged.index(b"PK\1\2") + 8] |= 1
    return bytes(flagged)


def _with_link() -> bytes:
    buffer = io.BytesIO(BOOK)
    with zipfile.ZipFile(buffer, "a") as archive:
        link = zipfile.ZipInfo("xl/lien.xml")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return buffer.getvalue()


def _no(*names: str) -> tuple[str, ...]:
    return tuple(name for name in HEADER if name not in names)


def _formula(formula: str) -> bytes:
    return as_xlsx(ROWS + row(9, "x", Raw("", f"<f>{formula}</f><v>1</v>")))


def _of_the_commune(label: str, code: str, lines: list[dict[str, object]], *errors: int, **told: object) -> Case:
    places = tuple((number, code) for number in errors)
    counts = {"read": len(lines), "rejected": len(lines), **told}
    return Case(label, as_csv(lines), outcome=REJECT, code=code, errors=places, **counts)  # type: ignore[arg-type]


SIZES = (
    wrong("nothing", "file_empty", b""),
    wrong("nothing under the name of a workbook", "file_empty", b"", "releves.xlsx"),
    wrong("25 MB and one byte", "file_too_large", b"a" * ((25 << 20) + 1)),
    wrong("26 MB under the name of a workbook", "file_too_large", b"\0" * (26 << 20), "grand.xlsx"),
    wrong("a bomb of spaces", "archive_too_large", as_xlsx(Tab(ROWS + " " * (20 << 20))), "a.xlsx"),
    wrong("2,001 parts", "archive_too_large", zipped({f"{n}.csv": b"a" for n in range(2_001)}), "envoi.zip"),
    wrong(
        "one distant cell",
        "sheet_too_large",
        as_xlsx(ROWS + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        "a.xlsx",
    ),
    wrong("201 columns", "sheet_too_large", (";".join(f"c{n}" for n in range(201)) + "\n").encode() * 3),
    wrong("50,001 lines", "sheet_too_large", b"a;b\n" * 50_002),
    wrong(
        "a cell repeated down an .ods",
        "sheet_too_large",
        as_ods(
            good(1),
            more='<table:table-row table:number-rows-repeated="50001"><table:table-cell office:value-type="float" '
            'office:value="1"/></table:table-row>',
        ),
        "a.ods",
    ),
)
DAMAGE = (
    wrong("half a workbook", "file_damaged", BOOK[: len(BOOK) // 2], "a.xlsx"),
    wrong("a zero among UTF-16", "file_damaged", "a;b\0\n1;2\n".encode("utf-16")),
    wrong(
        "a sheet that is no XML",
        "file_damaged",
        zipped({**xlsx_parts(Tab("")), "xl/worksheets/sheet1.xml": "<worksheet><sheetData><row"}),
        "a.xlsx",
    ),
    wrong("a password on a workbook", "file_encrypted", OLE + "EncryptedPackage\0".encode("utf-16-le"), "a.xlsx"),
    wrong(
        "a password on an .ods",
        "file_encrypted",
        ods(ods_row("a"), extra={"META-INF/manifest.xml": "<manifest:encryption-data/>"}),
        "a.ods",
    ),
    wrong("a password on a zip", "file_encrypted", _encrypted_zip(), "envoi.zip"),
    wrong("a document", "format_unsupported", b"%PDF-1.7 releve", "releves.pdf"),
    wrong("a picture", "format_unsupported", b"\x89PNG\r\n\x1a\n\0\0", "photo.png"),
    wrong("a zip of pictures", "format_unsupported", zipped({"a.png": b"\x89PNG\r\n\x1a\n\0"}), "envoi.zip"),
    wrong("a web page as .xls", "format_mismatch", b"<html><table><tr><td>38185</td></tr></table></html>", "a.xls"),
    wrong("a document as .csv", "format_mismatch", b"%PDF-1.7 releve", "a.csv"),
    wrong("gzip as .csv", "format_mismatch", gzip.compress(CSV), "a.csv"),
    wrong("a picture as .xlsx", "format_mismatch", b"\x89PNG\r\n\x1a\n\0\0", "a.xlsx"),
)
HOSTILE = (
    wrong("a part that leaves its folder", "archive_suspicious", as_xlsx(ROWS, extra={"../../x.xml": "x"}), "a.xlsx"),
    wrong("a link in an archive", "archive_suspicious", _with_link(), "a.xlsx"),
    wrong("a document glued in front", "archive_suspicious", zipped({"a.csv": CSV}) + BOOK, "a.xlsx"),
    wrong("a document type in a sheet", "xml_dtd_forbidden", as_xlsx(ROWS, extra={"docProps/a.xml": DTD}), "a.xlsx"),
    wrong("an entity in an .ods", "xml_dtd_forbidden", as_ods(good(1), extra={"styles.xml": DTD}), "a.ods"),
    wrong("macros", "macro_forbidden", as_xlsx(ROWS, extra={"xl/vbaProject.bin": "x"}), "a.xlsx"),
    wrong("macros of an .xls", "macro_forbidden", xls([["a"]], streams=["_VBA_PROJECT"]), "a.xls"),
    wrong("an embedded object", "macro_forbidden", as_xlsx(ROWS, extra={"xl/embeddings/a.bin": "x"}), "a.xlsx"),
    wrong("a formula that runs a program", "formula_forbidden", _formula("cmd|' /C calc'!A0"), "a.xlsx"),
    wrong("a formula that fetches a page", "formula_forbidden", _formula("_xlfn.WEBSERVICE(A1)"), "a.xlsx"),
    wrong("a name with a path", "name_refused", CSV, "../../etc/passwd.csv"),
    wrong("a name with a line end", "name_refused", CSV, "releves\n2023.csv"),
    wrong("a name that reads backwards", "name_refused", CSV, "releves\u202excl.csv"),
    wrong("a name without end", "name_refused", CSV, "r" * 300 + ".csv"),
    wrong("a name of another computer", "name_refused", CSV, "C:\\Users\\x\\releves.csv"),
    wrong("no name", "name_refused", CSV, " "),
)
TABLES = (
    wrong("a header alone", "no_data", as_csv([])),
    wrong("blank lines", "no_data", b" \n\n;;\n"),
    wrong(
        "months to come only", "no_data", as_csv([line(periode=f"2027-{m:02d}", consommation="") for m in range(1, 7)])
    ),
    wrong("a blank workbook", "no_data", as_xlsx(""), "a.xlsx"),
    wrong("totals only", "no_data", as_csv([line(site="Total")]), warnings=((2, "total_ignored"),)),
    wrong("two tables in a zip", "choose_sheet", zipped({"a.csv": CSV, "b.csv": CSV}), "envoi.zip"),
    wrong("two sheets of the template", "choose_sheet", as_xlsx(Tab(ROWS, "2022"), Tab(ROWS, "2023")), "a.xlsx"),
    wrong("no column of fluids", "missing_column", as_csv(good(3), header=_no("fluide"))),
    wrong("no period and one date only", "missing_column", as_csv(good(3), header=_no("periode", "date_fin"))),
    wrong("no column of units", "missing_column", as_xlsx(rows_xlsx(good(3), header=_no("unite"))), "a.xlsx"),
    wrong(
        "no quantity and no cost", "missing_column", as_csv(good(3), header=_no("consommation", "cout_ht", "cout_ttc"))
    ),
    wrong("a header twice", "duplicate_header", as_csv(good(2), header=(*HEADER, "fluide"))),
    wrong("a header twice but for its case", "duplicate_header", as_csv(good(2), header=(*HEADER, "CONSOMMATION"))),
    wrong(
        "a header twice in a workbook",
        "duplicate_header",
        as_xlsx(rows_xlsx(good(2), header=(*HEADER, "unite"))),
        "a.xlsx",
    ),
    wrong("a quote that never ends", "csv_quotes", CSV + b';;"Ecole;A;2023-01;;;eau;;;1;m3;;;;\n'),
    wrong("a quote in the middle", "csv_quotes", CSV + b';;"Ecole"x;A;2023-01;;;eau;;;1;m3;;;;\n'),
    wrong(
        "commas for all",
        "csv_delimiter",
        (
            "site,fluide,periode,consommation,unite\n"
            + "".join(f"École,eau,2023-0{m},1{m},5,m3\n" for m in range(1, 7))
        ).encode(),
    ),
    wrong(
        "commas for all, two numbers a line",
        "csv_delimiter",
        (
            "site,fluide,periode,consommation,unite,cout_ttc\n"
            + "".join(f"École,eau,2023-0{m},1{m},5,m3,2{m},75\n" for m in range(1, 7))
        ).encode(),
    ),
    wrong("a line of 70,000 characters", "csv_line_too_long", CSV + b"x" * 70_000 + b"\n"),
    wrong("a comment of 66,000 characters", "csv_line_too_long", as_csv([*good(3), line(commentaire="é" * 66_000)])),
    wrong(
        "UTF-8 and cp1252",
        "encoding_mixed",
        as_csv([line(site="École")]) + as_csv([line(site="Mairie brûlée")], encoding="cp1252"),
    ),
    wrong(
        "a mark of UTF-8 on cp1252", "encoding_mixed", b"\xef\xbb\xbf" + as_csv([line(site="École")], encoding="cp1252")
    ),
    wrong("a list of books", "unrecognised", "titre;auteur;année\nGerminal;Zola;1885\nNana;Zola;1880\n".encode()),
    wrong(
        "a workbook of phone numbers",
        "unrecognised",
        as_xlsx(row(1, "nom", "téléphone") + row(2, "Mairie", "0476")),
        "a.xlsx",
    ),
)
COMMUNES = (
    _of_the_commune("a code of nobody", "commune_unknown", [*good(3), line(code_insee="38999")], 5),
    _of_the_commune("a merged commune", "commune_unknown", [*good(3), line(code_insee="38014")], 5),
    _of_the_commune("a code that is a name", "commune_unknown", [*good(1), line(code_insee="Grenoble")], 3),
    _of_the_commune(
        "a short code without a name", "commune_unknown", [*good(2), line(code_insee="1004")], 4, communes=("01004",)
    ),
    _of_the_commune("another's name", "commune_mismatch", [*good(3), line(code_insee=GRENOBLE, commune="Gières")], 5),
    _of_the_commune(
        "another's name in capitals",
        "commune_mismatch",
        [line(code_insee=GRENOBLE, commune="SAINT-ÉTIENNE"), *good(3)],
        2,
    ),
    _of_the_commune("another's code", "not_your_commune", [*good(3), line(code_insee="38179", commune="Gières")], 5),
    _of_the_commune("another's name without a code", "not_your_commune", [*good(3), line(commune="Gières")], 5),
    _of_the_commune("another département", "not_your_commune", [line(code_insee="42218"), *good(1)], 2),
)
ERRORS = (
    Case(
        "two of three",
        as_csv([line(consommation="abc"), line(consommation="?"), *good(1)]),
        outcome=REJECT,
        code="too_many_errors",
        read=3,
        rejected=3,
        errors=((2, "not_a_number"), (3, "not_a_number")),
    ),
    Case(
        "all of an .xls",
        as_xls([line(fluide="plutonium", consommation=1.0), line(fluide="vent", consommation=2.0)]),
        "a.xls",
        outcome=REJECT,
        code="too_many_errors",
        read=2,
        rejected=2,
        errors=((2, "fluid_unknown"), (3, "fluid_unknown")),
    ),
    Case(
        "one copy and three wrong of five",
        as_csv([line(), line(), line(periode="44927"), line(periode="44928"), line(periode="44929")]),
        outcome=REJECT,
        code="too_many_errors",
        read=5,
        rejected=4,
        duplicates=1,
        errors=((4, "period_is_a_number"), (5, "period_is_a_number"), (6, "period_is_a_number")),
        warnings=((3, "duplicate_identical"),),
    ),
)
CASES = (*SIZES, *DAMAGE, *HOSTILE, *TABLES, *COMMUNES, *ERRORS)
