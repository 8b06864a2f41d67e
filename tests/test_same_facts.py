"""The same figures in another dress (a workbook, another encoding, several parts, our own layout) are the same facts."""

import csv
import random
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from observatory.errors import Outcome
from observatory.exports.tidy import export_tidy
from observatory.ingest import ingest, publish_now
from observatory.settings import Settings
from tests.stores import FIXTURES, current, settings_in, taken, written
from tests.workbook.forge import Tab, ods, ods_row, row, xlsx

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
    return xlsx(Tab("".join(row(at, *line) for at, line in enumerate(cells, start=1))))


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_workbook_gives_the_facts_of_its_text(kind: str, tmp_path: Path, expected: list[tuple[object, ...]]) -> None:
    """Saved by a spreadsheet program, codes and years become numbers, and the figures stay the same."""
    path = tmp_path / f"ore.{kind}"
    path.write_bytes(workbook(kind))
    chosen = settings_in(tmp_path)
    report = taken(chosen, path)[0]
    assert (report.outcome, report.kind, report.rows_read) == (Outcome.ACCEPT, kind, len(TABLE) - 1)
    assert facts(chosen) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_an_encoding_changes_nothing(encoding: str, tmp_path: Path, expected: list[tuple[object, ...]]) -> None:
    """Accents read well whatever program wrote them."""
    path = tmp_path / "ore.csv"
    path.write_bytes("\r\n".join(ORE_LINES).encode(encoding))
    chosen = settings_in(tmp_path)
    assert taken(chosen, path)[0].outcome is Outcome.ACCEPT
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
