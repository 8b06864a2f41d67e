"""What changed since: figures that are new, that moved or that went between two snapshots, and the batch of each."""

from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from observatory.answers import territories
from observatory.store import totals
from observatory.store.differences import differences
from observatory.store.snapshots import Snapshot
from observatory.territory import Territory

NEW, CHANGED, REMOVED = "new", "changed", "removed"
UNITS = {"energy": "MWh", "emissions": "tCO₂e"}
COLUMNS = (
    "source", "insee_code", "commune", "year", "carrier", "sector", "value_before", "value_after", "difference",
    "percent", "unit", "status_before", "status_after", "kind", "batch", "file", "received_at", "undone",
)  # fmt: skip
LISTED = 500  # figures that a page lists


@dataclass(frozen=True, eq=False)
class Changes:
    """The figures that differ from one snapshot to a later one.

    `totals`: fact, source, carrier, year, kind, figures, value_before, value_after, unit. `figures`, the largest
    difference first: source, insee_code, commune, year, carrier, sector, value_before, value_after, difference,
    percent, unit, status_before, status_after, kind, batch, file, received_at, undone (the batch was taken back).
    """

    since: int
    until: int
    totals: pl.DataFrame
    figures: pl.DataFrame

    def count(self, kind: str) -> int:
        """How many figures are new, changed or removed."""
        return int(self.totals.filter(pl.col("kind") == kind)["figures"].sum())


@lru_cache(maxsize=16)
def changes(
    before: Snapshot,
    after: Snapshot,
    *,
    territory: Territory | None = None,
    source: str | None = None,
    most: int | None = LISTED,
) -> Changes:
    """Compare a snapshot with a later one; every figure is listed where `most` is None.

    Raises QuestionRefused `territory_unknown`.
    """
    if territory is not None:
        territories.name(after, territory)
    found = differences(before, after, territory, source=source, most=most)
    unit = pl.col("fact").replace_strict(UNITS)
    listed = _listed(found.figures.with_columns(unit=unit), totals.table(after, "communes"))
    return Changes(before.number, after.number, found.totals.with_columns(unit=unit), listed)


def _listed(figures: pl.DataFrame, communes: pl.DataFrame) -> pl.DataFrame:
    """The columns of `Changes.figures`, in the same order of rows."""
    difference = pl.col("value_after") - pl.col("value_before")
    named = figures.join(
        communes.select("insee_code", commune="name"), on="insee_code", how="left", maintain_order="left"
    )
    computed = named.with_columns(
        difference=difference,
        percent=pl.when(pl.col("value_before") != 0).then(difference / pl.col("value_before") * 100),
    )
    return computed.select(COLUMNS)
