"""The board of 832 communes: every commune of Isère and Loire with a target, its status and its fan."""

import math
from pathlib import Path

import polars as pl

from benchmarks.table import Measure, timed
from observatory.answers import progress
from observatory.answers.targets import of_territory
from observatory.figures.theme import look
from observatory.ingest import ingest
from observatory.settings import Settings
from observatory.sources.observatory_energy import COLUMNS
from observatory.store import Store, reference, snapshots, targets, totals
from observatory.store.snapshots import Snapshot
from observatory.targets.contract import Target
from observatory.territory import Kind, Territory
from observatory.ui.board import rows

YEARS = range(2011, 2024)
ROUNDS = 5
FRANCE = Territory(Kind.FRANCE, "")
COLD, WARM = 1500, 100
TENTH = 83  # communes
HIDES_FROM = 2018


def measures(folder: Path) -> list[Measure]:
    """The board cold and warm, and a tenth of it cold: what grows with the communes shows."""
    settings = Settings(store=folder / "board")
    codes = _communes(settings)
    file = folder / "energy.csv"
    _facts(codes).write_csv(file)
    ingest([file], settings)
    store = Store(settings.store)
    targets.add(store, *map(_target, codes), author="bench", reason="bench")
    snapshot = snapshots.current(store)
    _board(snapshot, store)  # imports and reference tables, once a process
    return [
        Measure(f"the board of {len(codes)} communes, cold", [_cold(snapshot, store) for _ in range(ROUNDS)], COLD),
        Measure("the same, warm", [timed(lambda: _board(snapshot, store)) for _ in range(ROUNDS)], WARM),
        Measure(f"the board of {TENTH} communes, cold", [_cold(snapshot, store, TENTH) for _ in range(ROUNDS)]),
    ]


def _board(snapshot: Snapshot, store: Store, most: int | None = None) -> int:
    found = progress.progress_of(snapshot, of_territory(snapshot, store, FRANCE)[:most])
    return len(rows(found, "fr", look()))


def _cold(snapshot: Snapshot, store: Store, most: int | None = None) -> float:
    for remembered in (progress.progress_of, totals.of_communes, targets.standing_at, rows):
        remembered.cache_clear()
    return timed(lambda: _board(snapshot, store, most))


def _communes(settings: Settings) -> list[str]:
    every = reference.table(settings.data, "communes").filter(pl.col("departement").is_in(["38", "42"]))
    return every["insee_code"].to_list()


def _facts(codes: list[str]) -> pl.DataFrame:
    """Electricity of every commune and year: a slow fall with waves, no two alike, something withheld since 2018."""
    lines = [
        (
            code,
            year,
            1000 * (1 + at % 97) * (1 - 0.004 * (at % 7) * (year - 2011)) + 20 * math.sin(at + year),
            year >= HIDES_FROM,
        )
        for at, code in enumerate(codes)
        for year in YEARS
    ]
    frame = pl.DataFrame(lines, schema=["insee_code", "year", "energy_mwh", "hides"], orient="row")
    said = {"source": "ore_commune", "vintage": "2023", "carrier": "electricity", "sector": "tertiary", "rows": 1}
    empty = {"commune": "", "operator": "Enedis", "category": "ENT", "sites": 20, "unflagged": 0, "rejected_rows": 0}
    more = {name: pl.lit(value) for name, value in (said | empty | {"status": "", "merged_from": ""}).items()}
    return frame.with_columns(withheld_cells=pl.col("hides").cast(pl.Int32), **more).select(
        name for name in COLUMNS if name in {*frame.columns, *more, "withheld_cells"}
    )


def _target(code: str) -> Target:
    return Target.model_validate({
        "scope": "territoire", "territory": code, "indicator": "energy", "kind": "reduction",
        "carriers": ("electricity",), "baseline": {"first": 2015, "last": 2015},
        "milestones": ({"year": 2030, "value": -0.2, "relative": True},),
    })  # fmt: skip
