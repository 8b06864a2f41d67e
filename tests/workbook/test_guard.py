"""What is refused before any parser sees it, and by which code."""

import gzip
import time
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observatory.errors import FileRejected
from observatory.workbook.guard import Inspection, Kind, inspect, unwrap
from observatory.workbook.limits import ADVISER, COMMUNE, Limits
from tests.workbook.forge import Raw, Tab, ods, ods_row, row, xls, xlsx, xlsx_parts, zipped

CSV = b"code_insee;kwh\n38185;12\n"
GOOD_ROWS = row(1, "code_insee", "kwh") + row(2, "38185", 12)
GOOD = xlsx(GOOD_ROWS)
GOOD_ODS = ods(ods_row("code_insee", "kwh") + ods_row("38185", 12))
TWICE, SLACK_SECONDS = 3, 0.2  # twice the length at most twice the time, but for noise
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def look(content: bytes, name: str = "essai.xlsx", *, limits: Limits = ADVISER) -> Inspection:
    """Inspect a file under a name."""
    return inspect(content, name, limits=limits)


def refusal(content: bytes, name: str = "essai.xlsx", *, limits: Limits = ADVISER) -> str:
    """Return the code of the refusal that a file meets."""
    with pytest.raises(FileRejected) as caught:
        inspect(content, name, limits=limits)
    return caught.value.code


def codes(inspection: Inspection) -> list[str]:
    """Return the codes of the warnings."""
    return [warning.code for warning in inspection.warnings]


def with_sheet(content: str) -> bytes:
    """Return an .xlsx whose one sheet is this XML."""
    return zipped({**xlsx_parts(Tab("")), "xl/worksheets/sheet1.xml": content})


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (CSV, "essai.csv", Kind.CSV),
        (CSV, "ESSAI.TXT", Kind.CSV),
        (GOOD, "essai.xlsx", Kind.XLSX),
        (GOOD_ODS, "essai.ods", Kind.ODS),
        (xls([["a", "b"]]), "essai.xls", Kind.XLS),
    ],
)
def test_readable_kinds(content: bytes, name: str, kind: Kind) -> None:
    """The four kinds that can be read are told by their content, without any warning under their own name."""
    found = look(content, name)
    assert (found.kind, found.content, found.warnings, found.patches) == (kind, content, (), ())


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (GOOD, "essai.csv", Kind.XLSX),
        (CSV, "essai.xls", Kind.CSV),
        (GOOD_ODS, "essai.xlsx", Kind.ODS),
        (CSV, "essai", Kind.CSV),
        (GOOD, "essai.xlsm", Kind.XLSX),
    ],
)
def test_another_readable_kind_is_kept_with_a_warning(content: bytes, name: str, kind: Kind) -> None:
    """A readable kind under the name of another is kept, and its true kind told."""
    inspection = look(content, name)
    assert (inspection.kind, codes(inspection)) == (kind, ["extension_corrected"])
    assert inspection.warnings[0].params == {"name": name, "kind": kind.value}


@pytest.mark.parametrize(
    "content",
    [
        gzip.compress(CSV),
        b"%PDF-1.7\n" + GOOD,
        b"<html><table><tr><td>38185</td></tr></table></html>",
        b"\xef\xbb\xbf <!DOCTYPE html><p>",
        b'<?xml version="1.0"?><Workbook/>',
        b'{"type": "FeatureCollection"}',
        b'[{"code": "38185"}]',
        "\ufeff<html>".encode("utf-16-le"),
        b"\x89PNG\r\n\x1a\n\0\0",
        b"a;b\n1;\0\n",
        OLE + "WordDocument\0".encode("utf-16-le"),
        zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}),
        zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.bin": b"\0"}),
        zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}),
    ],
)
def test_what_is_no_table_is_refused_by_its_name(content: bytes) -> None:
    """Content that is no table is a mismatch under a table's name, and unsupported under any other."""
    assert refusal(content, "essai.csv") == refusal(content, "essai.xls") == "format_mismatch"
    assert refusal(content, "essai.pdf") == refusal(content, "essai.xlsb") == "format_unsupported"


def test_sizes() -> None:
    """An empty file and one beyond 25 MB are refused."""
    assert refusal(b"", "essai.csv") == "file_empty"
    assert refusal(b"a" * ((25 << 20) + 1), "essai.csv") == "file_too_large"
    assert look(b"a" * (25 << 20), "essai.csv").kind is Kind.CSV


def test_a_zip_of_one_table_is_opened() -> None:
    """The one table of a zip is taken out; what else lies there is left."""
    content = zipped({"dossier/lisez-moi.txt": "x", "dossier/a.csv": CSV, "__MACOSX/dossier/._a.csv": b"\0"})
    assert unwrap(content, "envoi.zip", limits=ADVISER) == (CSV, "dossier/a.csv")
    assert look(content, "envoi.zip") == Inspection(kind=Kind.CSV, content=CSV)
    assert codes(look(content, "envoi.csv")) == ["extension_corrected"]
    assert look(zipped({"a.xlsx": GOOD}), "envoi.zip").kind is Kind.XLSX


@pytest.mark.parametrize("table", [CSV, GOOD, GOOD_ODS, xls([["a", "b"]])], ids=["csv", "xlsx", "ods", "xls"])
@pytest.mark.parametrize("name", ["x.dat", "x", "x.bin"])
def test_a_member_is_a_table_by_its_content(table: bytes, name: str) -> None:
    """What a loose file of that name would be, it is in a zip too, beside notes that are none."""
    notes = {
        "LISEZ-MOI": "Export du 3 mars\nService énergie\n",
        "logo.png": b"\x89PNG\r\n\0\0",
        "notes.txt": "Voir la page 2",
    }
    content = zipped({name: table, **notes})
    assert unwrap(content, "envoi.zip", limits=ADVISER) == (table, name)
    assert look(content, "envoi.zip").kind is look(table, name).kind


def test_no_table_of_a_zip_is_lost_by_its_name() -> None:
    """A table without an extension beside one that has it makes two: neither is taken in silence."""
    assert refusal(zipped({"a.csv": CSV, "b": CSV}), "envoi.zip") == "choose_sheet"
    assert refusal(zipped({"a.csv": CSV, "b.txt": CSV}), "envoi.zip") == "choose_sheet"


def test_a_zip_of_several_tables_or_none() -> None:
    """A zip of several tables asks which, and one without a table is not supported."""
    assert refusal(zipped({"a.csv": CSV, "b.xlsx": GOOD}), "envoi.zip") == "choose_sheet"
    assert refusal(zipped({"a.pdf": b"%PDF"}), "envoi.zip") == "format_unsupported"
    assert refusal(zipped({"a.csv": b""}), "envoi.zip") == "file_empty"
    assert refusal(zipped({"a.csv": gzip.compress(CSV)}), "envoi.zip") == "format_mismatch"


def test_one_distant_cell() -> None:
    """A cell in the last corner of a sheet is refused by its own address, whatever the dimension says."""
    far = Tab(row(1, "a") + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', head='<dimension ref="A1"/>')
    assert refusal(xlsx(far)) == "sheet_too_large"


@pytest.mark.parametrize(
    "cell",
    [
        '<c s="1" t="n" r="A1000001"><v>1</v></c>',
        "<c r='gs1'><v>1</v></c>",
        '<x:c xmlns:x="m" r="A1000001"/>',
        '<c\nr = "A1000001"/>',
    ],
)
def test_addresses_are_found_however_spelled(cell: str) -> None:
    """The place of an attribute, its quotes, a prefix or a lower-case address hide nothing."""
    assert refusal(xlsx(f'<row r="1">{cell}</row>')) == "sheet_too_large"


def test_limits_depend_on_the_sender() -> None:
    """A commune sends at most 50,000 rows and an adviser a million, of 200 columns."""
    last = '<row r="{0}"><c r="A{0}"><v>1</v></c></row>'.format
    assert refusal(xlsx(last(50_001)), limits=COMMUNE) == "sheet_too_large"
    assert look(xlsx(last(50_000)), limits=COMMUNE).kind is Kind.XLSX
    assert look(xlsx(last(1_000_000))).kind is Kind.XLSX
    assert refusal(xlsx('<row r="1"><c r="GS1"/></row>')) == "sheet_too_large"
    assert look(xlsx('<row r="1"><c r="GR1"/></row>')).kind is Kind.XLSX


def test_a_sheet_outside_its_folder_is_measured_too() -> None:
    """A sheet is known by its content, wherever the workbook keeps it."""
    elsewhere = '<worksheet><sheetData><row r="1"><c r="A2000000"/></row></sheetData></worksheet>'
    assert refusal(xlsx(GOOD_ROWS, extra={"xl/autre.xml": elsewhere})) == "sheet_too_large"


@pytest.mark.parametrize("address", ["A0x", "1A", "AAAA1", ""])
def test_an_address_that_is_none_is_damage(address: str) -> None:
    """A misspelled cell address is a damaged file."""
    assert refusal(xlsx(f'<row r="1"><c r="{address}"><v>1</v></c></row>')) == "file_damaged"


def test_repeated_ods_cells_are_counted() -> None:
    """A repetition in an .ods counts for all it claims where it holds something, and for nothing where it is blank."""
    repeated = (
        '<table:table-cell table:number-columns-repeated="{}" office:value-type="float" office:value="1"/>'.format
    )
    assert refusal(ods(f"<table:table-row>{repeated(201)}</table:table-row>"), "a.ods") == "sheet_too_large"
    many = f'<table:table-row table:number-rows-repeated="1000001">{repeated(1)}</table:table-row>'
    assert refusal(ods(many), "a.ods") == "sheet_too_large"
    blank = ods_row(None, attributes='table:number-rows-repeated="1048576"')
    assert look(ods(ods_row("a") + blank), "a.ods").kind is Kind.ODS
    assert refusal(ods(ods_row("a", attributes='table:number-rows-repeated="9999999999"')), "a.ods") == "file_damaged"


@pytest.mark.parametrize(
    "head", ['<!DOCTYPE x [<!ENTITY a "b">]>', "<!doctype x>", '<!ENTITY % a SYSTEM "file:///etc/passwd">']
)
def test_document_types(head: str) -> None:
    """A document type or an entity, in any part, is refused."""
    assert refusal(with_sheet(f"{head}<worksheet><sheetData/></worksheet>")) == "xml_dtd_forbidden"
    assert refusal(xlsx(GOOD_ROWS, extra={"docProps/app.xml": head})) == "xml_dtd_forbidden"
    assert refusal(ods(ods_row("a"), extra={"styles.xml": head}), "a.ods") == "xml_dtd_forbidden"


def test_xml_in_another_encoding() -> None:
    """XML that is not UTF-8, in which no pattern would be found, is suspicious."""
    sheet = "<worksheet><sheetData/></worksheet>"
    assert refusal(xlsx(GOOD_ROWS, extra={"xl/a.xml": sheet.encode("utf-16")})) == "archive_suspicious"
    assert refusal(with_sheet('<?xml version="1.0" encoding="utf-7"?>' + sheet)) == "archive_suspicious"
    assert look(with_sheet('<?xml version="1.0" encoding="UTF-8"?>' + sheet)).kind is Kind.XLSX


@pytest.mark.parametrize(
    "part", ["xl/vbaProject.bin", "xl/activeX/a.xml", "xl/embeddings/a.bin", "xl/macrosheets/a.xml"]
)
def test_macros(part: str) -> None:
    """Macros and embedded objects are refused under any name of the file."""
    assert refusal(xlsx(GOOD_ROWS, extra={part: "x"})) == "macro_forbidden"


def test_macros_of_other_kinds() -> None:
    """Macros are refused in .ods and .xls too."""
    assert refusal(ods(ods_row("a"), extra={"Basic/script-lc.xml": "<x/>"}), "a.ods") == "macro_forbidden"
    assert refusal(xls([["a"]], streams=["_VBA_PROJECT"]), "a.xls") == "macro_forbidden"


@pytest.mark.parametrize(
    "formula",
    ["cmd|' /C calc'!A0", "1+DDE(&quot;a&quot;;&quot;b&quot;)", "_xlfn.WEBSERVICE(A1)", "call(A1)", "+cmd|x!y"],
)
def test_formulas_that_reach_out(formula: str) -> None:
    """A formula that runs or fetches something is refused, in .xlsx and in .ods."""
    used = Raw("", f"<f>{formula}</f><v>1</v>")
    assert refusal(xlsx(row(1, used))) == "formula_forbidden"
    other = Raw(f'table:formula="of:={formula}" office:value-type="float" office:value="1"', "")
    assert refusal(ods(ods_row(other)), "a.ods") == "formula_forbidden"


def test_live_links() -> None:
    """A live link to another program is refused, and a link to another workbook is only mentioned."""
    part = "xl/externalLinks/externalLink1.xml"
    assert refusal(xlsx(GOOD_ROWS, extra={part: "<externalLink><ddeLink/></externalLink>"})) == "formula_forbidden"
    book = xlsx(GOOD_ROWS, extra={part: "<externalLink><externalBook/></externalLink>"})
    assert codes(look(book)) == ["external_link_ignored"]


def test_what_the_sender_is_told() -> None:
    """Hidden sheets, hidden rows and formulas are told, with their sheet and their number."""
    hidden_row = row(3, "38169", 13, attributes='hidden="1"')
    formula = row(4, "total", Raw("", "<f>SUM(B2:B3)</f><v>25</v>"))
    book = xlsx(Tab(row(1, "x"), name="Listes", hidden=True), Tab(GOOD_ROWS + hidden_row + formula))
    assert {warning.code: warning.params for warning in look(book).warnings} == {
        "hidden_rows": {"sheet": "Feuille", "count": 1},
        "formula_value_used": {"sheet": "Feuille", "count": 1},
        "hidden_sheet_ignored": {"sheets": ("Listes",)},
    }


def test_what_the_sender_of_an_ods_is_told() -> None:
    """Hidden rows, formulas and links to other files are told of an .ods as well."""
    formula = Raw('table:formula="of:=\'file:///a.ods\'#$A.B1" office:value-type="float" office:value="2"', "")
    book = ods(ods_row("a", formula) + ods_row("b", attributes='table:visibility="filter"'))
    assert {warning.code for warning in look(book, "a.ods").warnings} == {
        "hidden_rows",
        "formula_value_used",
        "external_link_ignored",
    }


@pytest.mark.parametrize(
    "sheet",
    [
        "<c '" * 500_000,
        "<c r" + " r" * 500_000,
        "<row r" * 500_000,
        "<c " + "a" * 1_000_000 + "/>",
        "<c><f>" + "\n" * 1_000_000 + "</f></c>",
        "<c><f>" * 300_000,
        "<c/>" * 500_000,
    ],
)
@pytest.mark.timeout(10)
def test_hostile_xml_costs_no_more_than_its_length(sheet: str) -> None:
    """XML made to be searched again and again is searched once, whether it is then refused or not."""
    limits = replace(ADVISER, archive_ratio=10**6)
    half = sheet[: len(sheet) // 2]
    assert _seconds(sheet, limits) <= SLACK_SECONDS + TWICE * _seconds(half, limits)


def _seconds(sheet: str, limits: Limits) -> float:
    """Processor time of judging a sheet as .xlsx and as .ods: what is searched again and again takes four times it."""
    tabular = sheet.replace("<c", "<table:table-cell").replace("<row", "<table:table-row")
    books = ((with_sheet(f"<sheetData>{sheet}"), "a.xlsx"), (ods(tabular), "a.ods"))
    start = time.process_time()
    for content, name in books:
        with suppress(FileRejected):
            look(content, name, limits=limits)
    return time.process_time() - start


@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\3\4", OLE, b"\xff\xfe", GOOD[:200]]))
def test_any_bytes_are_known_or_refused(content: bytes, start: bytes) -> None:
    """No bytes whatever raise anything but a refusal with a code."""
    try:
        found = inspect(start + content, "essai.csv", limits=ADVISER)
    except FileRejected:
        return
    assert found.kind in {Kind.CSV, Kind.XLS}


@given(st.integers(0, len(GOOD) - 1), st.integers(1, 255))
def test_a_changed_byte_is_noticed_or_harmless(place: int, change: int) -> None:
    """One changed byte of a workbook leads to a refusal, or to no other kind than its own."""
    changed = bytearray(GOOD)
    changed[place] ^= change
    try:
        found = inspect(bytes(changed), "essai.xlsx", limits=ADVISER)
    except FileRejected:
        return
    assert found.kind is Kind.XLSX


def test_every_number_is_seen_wherever_a_sheet_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sheet looked at in pieces of a few bytes tells each of its exact numbers, as a whole one does."""
    sheet = xlsx("".join(row(n, "a", n + 0.125, n / 7) for n in range(1, 40)))
    monkeypatch.setattr("observatory.workbook.xml_scan._SLICE", 90)
    numbers = look(sheet, "essai.xlsx").numbers["Feuille"].rows()
    assert {(at, 2, at + 0.125) for at in range(1, 40)} <= set(numbers)
    assert {(at, 3, at / 7) for at in range(1, 40) if at % 7} <= set(numbers)
