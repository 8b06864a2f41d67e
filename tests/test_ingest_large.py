"""A large file through the whole way: the same report and the same facts as when it is small, nothing of it held."""

import hashlib
import random
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from observatory.errors import Outcome
from observatory.ingest import Reading, Report, ingest
from observatory.ingest.reading import read
from observatory.settings import Settings
from observatory.store import Store, archive
from observatory.wording.sentences import finding
from observatory.workbook.limits import ADVISER
from tests.stores import FIXTURES, current, settings_in
from tests.workbook import forge

SOME = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SMALL_PARTS = replace(ADVISER, file_bytes=10, part_bytes=2_000)

Rows = list[tuple[Any, ...]] | None
Told = tuple[Report, Rows, Rows]
FACTS = "SELECT * EXCLUDE (batch) FROM coverage ORDER BY ALL"


def both(content: bytes, path: Path) -> tuple[Told, Told]:
    """What the large way and the small one say of a file."""
    path.write_bytes(content)
    large = read(path, path.name, Settings(), only=None, limits=SMALL_PARTS)
    return told(large), told(read(content, path.name, Settings(), only=None))


def told(reading: Reading) -> Told:
    """The report, the facts and the findings of a reading, as rows."""
    seen = reading.observed
    return reading.report, seen and seen.facts.rows(), seen and seen.findings.rows()


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*.csv")), ids=lambda path: path.name)
def test_every_layout_is_read_in_parts_as_whole(path: Path, tmp_path: Path) -> None:
    """Each source's fixture gives the same report, findings and facts in parts of two kilobytes as in one piece."""
    large, small = both(path.read_bytes(), tmp_path / path.name)
    assert large == small


@SOME
@given(st.randoms(use_true_random=False))
def test_odd_rows_far_apart_are_told_the_same(tmp_path_factory: pytest.TempPathFactory, luck: random.Random) -> None:
    """Copies, contradictions, unreadable cells and ragged rows in any parts are told and counted as in one piece."""
    header, *lines = (FIXTURES / "ore_commune.csv").read_text(encoding="utf-8-sig").splitlines()
    chosen = luck.choices(lines, k=40)
    cells = [line.split(";") for line in chosen]
    value = header.split(";").index("Conso totale (MWh)")
    for row in luck.sample(cells, 8):
        row[value] = luck.choice(["12.5", "abc", "-3", "", "#N/A"])
    for row in luck.sample(cells, 2):
        row.append("de trop")
    text = "\n".join([header, *(";".join(row) for row in [*cells, *(line.split(";") for line in lines)])])
    large, small = both(text.encode(), tmp_path_factory.mktemp("odd") / "a.csv")
    assert large == small


def beyond_25_mb(kind: str) -> bytes:
    """A workbook with a picture that no compression makes smaller."""
    picture = hashlib.shake_256().digest((25 << 20) + 1)
    match kind:
        case "xlsx":
            return forge.xlsx(forge.row(1, "a", "b"), extra={"xl/media/photo.png": picture})
        case "ods":
            return forge.ods(forge.ods_row("a", "b"), extra={"Pictures/photo.png": picture})
        case _:
            return forge.xls([["a", "b"]]) + picture


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_a_workbook_beyond_25_mb_is_told_to_become_text(kind: str, tmp_path: Path) -> None:
    """A workbook of more than 25 MB is refused, whatever its kind, and the sentence says to save the sheet as CSV."""
    path = tmp_path / f"a.{kind}"
    path.write_bytes(beyond_25_mb(kind))
    report = ingest([path], settings_in(tmp_path))[0]
    assert (report.outcome, report.code, report.params["limit"]) == (Outcome.REJECT, "file_too_large", 25 << 20)
    assert "Enregistrez la feuille utile au format CSV" in finding("file_too_large", report.params, "fr")


def test_a_large_file_is_taken_archived_and_published(tmp_path: Path) -> None:
    """A large file fills the store as a small one does, byte for byte in the archive; twice, it is known."""
    path = FIXTURES / "ore_commune.csv"
    small, large = settings_in(tmp_path / "small"), settings_in(tmp_path / "large")
    steps: list[tuple[str, int, int]] = []
    first, again = (
        ingest([path], large, limits=SMALL_PARTS, progress=lambda *step: steps.append(step))[0] for _ in range(2)
    )
    assert (first.outcome, first.rows_read) == (Outcome.ACCEPT, len(path.read_bytes().splitlines()) - 1)
    assert again.code == "already_received"
    assert archive.fetch(Store(large.store), first.sha256) == path.read_bytes()
    assert (path.name, path.stat().st_size, path.stat().st_size) in steps
    ingest([path], small)
    assert current(large).query(FACTS).equals(current(small).query(FACTS))


def test_a_large_file_in_a_zip_is_archived_as_it_came(tmp_path: Path) -> None:
    """A zip around one large table is taken, and the archive keeps the zip under its own sha256."""
    path = tmp_path / "envoi.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.write(FIXTURES / "ore_commune.csv", "ore.csv")
    chosen = settings_in(tmp_path / "store")
    report = ingest([path], chosen, limits=replace(SMALL_PARTS, archive_bytes=10))[0]
    assert report.outcome is Outcome.ACCEPT
    assert archive.fetch(Store(chosen.store), report.sha256) == path.read_bytes()
