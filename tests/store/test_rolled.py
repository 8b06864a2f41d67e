"""What large areas read: sums kept by département and by communes alike are the sums of their cells, whatever is asked."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import duckdb
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.national import DERIVED
from observatory.answers.contract import Question
from observatory.answers.indicator import answer, chosen
from observatory.store import totals
from observatory.store.snapshots import BUILD, Snapshot
from observatory.territory import Territory, parse_territory
from tests.plans import scans

COMMUNES = {"38001": "38", "38002": "38", "38003": "38", "42001": "42", "42002": "42"}
CARRIERS, SECTORS = ("electricity", "gas"), ("residential", "tertiary")
STATUSES = ("measured", "estimated", "partial", "withheld")
NOTHING_ELSE = ("emissions", "production")


class Cell(NamedTuple):
    """One fact, with all that a sum carries."""

    insee_code: str
    year: int
    carrier: str
    sector: str
    energy_mwh: float | None
    corrected_mwh: float | None
    hidden_mwh: float
    status: str
    withheld_cells: int
    rejected_rows: int
    unflagged: int


@st.composite
def cell(draw: st.DrawFn) -> Cell:
    """A fact of whole MWh, so that a sum is the same in any order."""
    status = draw(st.sampled_from(STATUSES))
    return Cell(
        draw(st.sampled_from(sorted(COMMUNES))),
        draw(st.integers(2019, 2021)),
        draw(st.sampled_from(CARRIERS)),
        draw(st.sampled_from(SECTORS)),
        None if status == "withheld" else float(draw(st.integers(0, 10**6))),
        draw(st.none() | st.integers(0, 10**6).map(float)),
        float(draw(st.integers(0, 50))),
        status,
        *(draw(st.integers(0, 3)) for _ in range(3)),
    )


CELLS = st.lists(cell(), min_size=1, max_size=40, unique_by=lambda one: one[:4])
PAIRS = st.lists(st.tuples(st.sampled_from(sorted(COMMUNES)), st.sampled_from(CARRIERS)), max_size=6, unique=True)
PLACES = st.sampled_from(["dep:38", "dep:42", "fr"]).map(parse_territory)


def published(folder: Path, cells: Sequence[Cell]) -> Snapshot:
    """A snapshot of these facts, all of one source, each commune of a vintage that the year says."""
    path = folder / "facts.duckdb"
    path.unlink(missing_ok=True)
    facts = pl.DataFrame(
        cells,
        schema=list(Cell._fields),
        orient="row",
        schema_overrides={"energy_mwh": pl.Float64, "corrected_mwh": pl.Float64, "year": pl.Int32},
    )
    communes = pl.DataFrame(list(COMMUNES.items()), schema=["insee_code", "departement"], orient="row")
    with duckdb.connect() as con:
        con.execute(f"ATTACH '{path}' AS snapshot")
        con.register("facts", facts)
        con.register("places", communes)
        con.execute("CREATE TABLE snapshot.publication AS SELECT 1 AS number, TIMESTAMP '2024-01-01' AS published_at")
        con.execute("CREATE TABLE snapshot.communes AS FROM places")
        con.execute(
            """CREATE TABLE snapshot.energy AS SELECT *, 'ore_commune' AS source, year::VARCHAR AS vintage,
               NULL::VARCHAR AS merged_from FROM facts ORDER BY insee_code, year"""
        )
        for name in NOTHING_ELSE:
            con.execute(f"CREATE TABLE snapshot.{name} AS FROM snapshot.energy LIMIT 0")
        for name in DERIVED:
            con.execute((BUILD / f"{name}.sql").read_text())
    return Snapshot(path, 1)


def added(
    cells: Sequence[Cell], value: str, place: Territory, selection: totals.Selection, by: str
) -> list[tuple[object, ...]]:
    """What `totals` should say, added one cell at a time."""
    inside = [
        one
        for one in cells
        if place.key in ("", COMMUNES[one.insee_code])
        and selection.years[0] <= one.year <= selection.years[1]
        and one.sector in selection.sectors
        and (one.insee_code, one.carrier) not in selection.left_out
    ]
    lines: dict[tuple[object, ...], list[Cell]] = {}
    for one in inside:
        lines.setdefault((one.year, one.carrier, getattr(one, by)), []).append(one)
    return [(*key, *_sums(parts, value)) for key, parts in sorted(lines.items())]


def _sums(parts: Sequence[Cell], value: str) -> tuple[object, ...]:
    known = [getattr(one, value) for one in parts if getattr(one, value) is not None]
    return (
        sum(known) if known else None,
        sum(one.hidden_mwh for one in parts),
        len(parts),
        len(known),
        any(one.status in ("withheld", "partial") for one in parts),
        any(one.status == "estimated" for one in parts),
        *(sum(getattr(one, name) for one in parts) for name in ("withheld_cells", "rejected_rows", "unflagged")),
    )


@settings(max_examples=40, deadline=None)
@given(CELLS, PLACES, PAIRS, st.sampled_from(["energy", "energy_at_normal"]), st.sampled_from(["sector", "insee_code"]))
def test_sums_of_sums_are_the_sums_of_the_cells(
    tmp_path_factory, cells: list[Cell], place: Territory, left_out: list[tuple[str, str]], fact: str, by: str
) -> None:
    """Whatever is left out and however it is split, an area's sums and flags are those of its cells, added one by one."""
    snapshot = published(tmp_path_factory.getbasetemp(), cells)
    pairs = tuple(("ore_commune", carrier) for carrier in CARRIERS)
    selection = totals.Selection(fact, place, (2019, 2020), pairs, SECTORS, tuple(left_out))
    found = totals.totals(snapshot, selection, by=[by])
    snapshot.close()
    value = "energy_mwh" if fact == "energy" else "corrected_mwh"
    assert found.rows() == added(cells, value, place, selection, by)


@settings(max_examples=25, deadline=None)
@given(CELLS)
def test_presence_is_what_the_cells_have(tmp_path_factory, cells: list[Cell]) -> None:
    """The years that each commune has of each carrier, and the vintages used, are those of its cells."""
    snapshot = published(tmp_path_factory.getbasetemp(), cells)
    france = parse_territory("fr")
    found = {row[1:3]: row[3] for row in totals.presence(snapshot, "energy", france).rows()}
    dated = totals.vintages(snapshot, "energy", france, (2019, 2021))
    snapshot.close()
    years: dict[tuple[str, str], set[int]] = {}
    for one in cells:
        years.setdefault((one.insee_code, one.carrier), set()).add(one.year)
    assert found == {pair: sorted(has) for pair, has in years.items()}
    assert dated.select("year", "vintage").rows() == [(year, str(year)) for year in sorted({one.year for one in cells})]


def test_a_departement_with_communes_left_out_reads_its_sums(snapshot: Snapshot) -> None:
    """Isère's electricity and gas leave communes out, and are read from the sums by communes alike, not from cells."""
    question = Question("energy", parse_territory("dep:38"), carriers=("electricity", "gas"))
    assert chosen(snapshot, question)[0].left_out
    with scans(snapshot) as tables:
        answer.__wrapped__(snapshot, question)
    assert "energy_rolled" in tables
    assert "energy" not in tables
