"""The thresholds that the observatory sets itself (`data/conventions.csv`): editable, its own, never shown as law."""

from functools import lru_cache

import polars as pl

from observatory.settings import settings
from observatory.store import reference, totals
from observatory.store.snapshots import Snapshot


def convention(snapshot: Snapshot, key: str) -> float:
    """One threshold."""
    return float(_text(snapshot, key))


def heating_share(snapshot: Snapshot, carrier: str, sector: str) -> float | None:
    """Share of a carrier's use in a sector that heats, and so follows the climate; None where no convention says it."""
    found = totals.table(snapshot, "conventions").filter(pl.col("key") == f"heating_share_{carrier}_{sector}")
    return None if found.is_empty() else float(found["value"][0])


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
    wanted = pl.col("key") == key
    found = totals.table(snapshot, "conventions").filter(wanted)["value"]
    # A snapshot that was published before a convention was written lacks it: the one that ships stands in.
    return str(found[0] if len(found) else reference.table(settings().data, "conventions").filter(wanted)["value"][0])
