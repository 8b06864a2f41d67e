"""The same figures in another dress (a workbook, another encoding, several parts, our own layout) are the same facts."""

import csv
import io
import itertools
import random
from collections import defaultdict
from functools import cache
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from observatory.errors import Outcome
from observatory.exports.tidy import export_tidy
from observatory.ingest import ingest, preview, publish_now
from observatory.settings import Settings
from tests.stores import FIXTURES, current, settings_in, taken, written
from tests.workbook.forge import Tab, ods, ods_row, row, xls, xlsx, zipped

FEW = settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
ORE_LINES = (FIXTURES / "ore_commune.csv").read_text(encoding="utf-8-sig").splitlines()
WANTED = (
    "OPERATEUR",
    "FILIERE",
    "Année",
    "Code Commune",
    "Nom Commune",
    "CODE CATEGORIE CONSOMMATION",
    "CODE GRAND SECTEUR",
    "CODE SECTEUR NAF2",
    "Nb sites",
    "Conso totale (MWh)",
    "Nombre de mailles secretisées",
    "Conso totale à usages thermosensibles (MWh)",
    "Conso totale corrigée de l'aléa climatique à usages thermosensibles (MWh)",
)
HEADER = ORE_LINES[0].split(";")
TABLE = [[line.split(";")[HEADER.index(name)] for name in WANTED] for line in ORE_LINES]
COVERAGE = """SELECT insee_code, year, carrier, sector, operator, category, energy_mwh, sites, rows, withheld_cells,
                  unflagged, rejected_rows, status, merged_from, corrected_mwh FROM coverage ORDER BY ALL"""


def facts(chosen: Settings) -> list[tuple[object, ...]]:
    return current(chosen).query(COVERAGE).rows()


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[object, ...]]:
    chosen = settings_in(tmp_path_factory.mktemp("csv"))
    taken(chosen, FIXTURES / "ore_commune.csv")
    return facts(chosen)


def number(text: str) -> float | str | None:
    """A cell as a spreadsheet program keeps it once a person has opened the file: numbers are numbers."""
    try:
        return float(text)
    except ValueError:
        return text or None


def workbook(kind: str) -> bytes:
    cells = [TABLE[0], *([number(text) for text in line] for line in TABLE[1:])]
    if kind == "ods":
        return ods("".join(ods_row(*line) for line in cells))
    if kind == "xls":
        return xls(cells)
    return xlsx(Tab("".join(row(at, *line) for at, line in enumerate(cells, start=1))))


def text(delimiter: str, encoding: str, end: str) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter, lineterminator=end).writerows(TABLE)
    return buffer.getvalue().encode(encoding)


@cache
def dresses() -> dict[str, tuple[str, bytes]]:
    """Every format that a table may come in: what it is -> the file's name and its bytes; and each in a zip."""
    every = itertools.product(
        {"semicolon": ";", "comma": ",", "tab": "\t"}.items(),
        ("utf-8", "utf-8-sig", "utf-16", "cp1252"),
        {"LF": "\n", "CRLF": "\r\n", "CR": "\r"}.items(),
    )
    found = {
        f"{mark}, {encoding}, {line}": ("ore.csv", text(delimiter, encoding, end))
        for (mark, delimiter), encoding, (line, end) in every
    }
    found |= {kind: (f"ore.{kind}", workbook(kind)) for kind in ("xlsx", "xls", "ods")}
    found |= {"text called .xls": ("ore.xls", text("\t", "cp1252", "\r\n"))}
    return found | {f"zip of {what}": ("ore.zip", zipped({name: content})) for what, (name, content) in found.items()}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> pl.DataFrame:
    """The facts of the text as published, which tests/sources/test_golden.py holds against a table made by hand."""
    nowhere = settings_in(tmp_path_factory.mktemp("plain"))
    found = preview((FIXTURES / "ore_commune.csv").read_bytes(), "ore.csv", nowhere).observed
    assert found is not None
    return found.facts


@pytest.mark.parametrize("what", dresses())
def test_every_format_gives_the_same_facts(what: str, plain: pl.DataFrame, tmp_path: Path) -> None:
    """Whatever the delimiter, the encoding, the line ends or the kind of workbook, zipped or not: the same facts."""
    name, content = dresses()[what]
    reading = preview(content, name, settings_in(tmp_path))
    assert (reading.report.outcome, reading.report.rows_read) == (Outcome.ACCEPT, len(TABLE) - 1)
    assert reading.observed is not None
    assert_frame_equal(reading.observed.facts, plain, check_row_order=False, check_column_order=False)


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_a_workbook_gives_the_facts_of_its_text(kind: str, tmp_path: Path, expected: list[tuple[object, ...]]) -> None:
    """Saved by a spreadsheet program, codes and years become numbers, and the published figures stay the same."""
    path = tmp_path / f"ore.{kind}"
    path.write_bytes(workbook(kind))
    chosen = settings_in(tmp_path)
    report = taken(chosen, path)[0]
    assert (report.outcome, report.kind, report.rows_read) == (Outcome.ACCEPT, kind, len(TABLE) - 1)
    assert facts(chosen) == expected


@FEW
@given(st.randoms(use_true_random=False))
def test_parts_in_any_order_make_the_whole(
    tmp_path_factory: pytest.TempPathFactory, expected: list[tuple[object, ...]], luck: random.Random
) -> None:
    """A file cut into its slices (commune, year, carrier) and sent in any order, one by one, is the file itself."""
    folder = tmp_path_factory.mktemp("parts")
    parts = defaultdict(list)
    for line in TABLE[1:]:
        # Two communes that merged are one slice of today's: they come together.
        parts[line[1], line[2], line[3].replace("38306", "38163")].append(";".join(line))
    texts = ["\n".join([";".join(TABLE[0]), *lines]) + "\n" for lines in parts.values()]
    luck.shuffle(texts)
    chosen = settings_in(folder)
    ingest([written(folder, f"{at}.csv", text) for at, text in enumerate(texts)], chosen, publish=False)
    publish_now(chosen)
    assert facts(chosen) == expected


@FEW
@given(st.text(alphabet="=+-@'\"a ,;é", min_size=1, max_size=6))
def test_no_name_is_changed_on_its_way_out_and_back(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    """An operator whose name a spreadsheet would run as a formula leaves as text and comes back as it was."""
    folder = tmp_path_factory.mktemp("names")
    quoted = '"' + name.replace('"', '""') + '"'
    line = ";".join([quoted, *TABLE[1][1:]])
    first, second = settings_in(folder / "a"), settings_in(folder / "b")
    taken(first, written(folder, "a.csv", ";".join(TABLE[0]) + "\n" + line + "\n"))
    paths = export_tidy(current(first), folder / "out")
    cells = [cell for cells in csv.reader(paths[0].read_text(encoding="utf-8").splitlines()) for cell in cells]
    assert not any(cell.startswith(tuple("=+-@")) for cell in cells)
    taken(second, *paths)
    assert facts(first) == facts(second)
