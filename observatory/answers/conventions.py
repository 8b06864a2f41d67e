"""The thresholds that the observatory sets itself (`data/conventions.csv`): editable, its own, never shown as law."""

from functools import lru_cache

import polars as pl

from observatory.store import totals
from observatory.store.snapshots import Snapshot


def convention(snapshot: Snapshot, key: str) -> float:
    """One threshold."""
    return float(_text(snapshot, key))


def conventions(snapshot: Snapshot) -> pl.DataFrame:
    """Every threshold: key, value (text), meaning, source."""
    return totals.table(snapshot, "conventions")


def size_bounds(snapshot: Snapshot) -> list[int]:
    """Lower bounds of the size classes, in inhabitants, from the second class on."""
    return [int(bound) for bound in _text(snapshot, "size_classes").split(";")]


def size_class(inhabitants: pl.Expr, bounds: list[int]) -> pl.Expr:
    """Number of the size class, 0 for the smallest communes."""
    return pl.sum_horizontal((inhabitants >= bound).cast(pl.Int32) for bound in bounds)


@lru_cache(maxsize=64)
def _text(snapshot: Snapshot, key: str) -> str:
    return str(totals.table(snapshot, "conventions").filter(pl.col("key") == key)["value"][0])
