"""What moved from one version of a source to the next: totals by year, sector and carrier, and the largest moves."""

from dataclasses import dataclass

import polars as pl

from observatory.errors import ObservatoryError
from observatory.schemas import EMISSIONS, ENERGY
from observatory.sources import check_key
from observatory.store import Store, mappings, vintages
from observatory.units import MWH, TCO2E

LARGEST = 10
CELL = ["insee_code", "year", "carrier", "sector"]


@dataclass(frozen=True, eq=False)
class Difference:
    """What the batch `new` says otherwise than `old`.

    `totals` has one row per year × carrier × sector: old, new (null where the batch has nothing), change, percent (null
    where there is no former total). `largest` has the ten commune × year × carrier × sector that moved most, the same
    columns. `moved` counts the communes of which any amount changed, among `communes`.
    """

    old: int
    new: int
    unit: str
    totals: pl.DataFrame
    largest: pl.DataFrame
    moved: int
    communes: int


def difference(store: Store, key: str, *, old: int | None = None, new: int | None = None) -> Difference:
    """Compare two batches of a source, the last two that stand by default.

    Raises ObservatoryError `store_empty`, `vintages_too_few` where there are not two, and QuestionRefused
    `parameter_unknown` where nothing is, or was, called so.
    """
    known = vintages.batches_of(store, key)
    if not known:
        check_key(key, mapped=mappings.ever(store)["key"])
    after = new if new is not None else (known[-1] if known else 0)
    before = old if old is not None else max((batch for batch in known if batch < after), default=0)
    if not {before, after} <= set(known):
        raise ObservatoryError("vintages_too_few", key=key)
    both = {unit: vintages.cells(store, fact, key, before, after) for fact, unit in ((ENERGY, MWH), (EMISSIONS, TCO2E))}
    unit = MWH if not both[MWH].is_empty() else TCO2E
    return _compared(both[unit], before, after, unit)


def _compared(cells: pl.DataFrame, old: int, new: int, unit: str) -> Difference:
    moved = cells.filter(pl.col("old").ne_missing(pl.col("new")))
    sums = cells.group_by("year", "carrier", "sector").agg(
        pl.when(pl.col(name).count() > 0).then(pl.col(name).sum()).alias(name) for name in ("old", "new")
    )
    ranked = _changed(moved).sort(pl.col("change").abs(), *CELL, descending=[True, *([False] * len(CELL))])
    return Difference(
        old=old,
        new=new,
        unit=unit,
        totals=_changed(sums).sort("year", "carrier", "sector"),
        largest=ranked.head(LARGEST),
        moved=moved["insee_code"].n_unique(),
        communes=cells["insee_code"].n_unique(),
    )


def _changed(frame: pl.DataFrame) -> pl.DataFrame:
    """Change from nothing, or to nothing, is the whole amount; a percentage needs a former one."""
    change = pl.col("new").fill_null(0.0) - pl.col("old").fill_null(0.0)
    both = pl.col("old").is_not_null() & pl.col("new").is_not_null() & (pl.col("old") != 0)
    return frame.with_columns(change=change, percent=pl.when(both).then(change / pl.col("old") * 100))
