"""The files that the figures come from: what each was, how its rows were counted and whether it still counts."""

import polars as pl

from observatory.store import totals
from observatory.store.snapshots import Snapshot

STANDING, PARTLY, SUPERSEDED = "standing", "partly", "superseded"


def batches(snapshot: Snapshot) -> pl.DataFrame:
    """Files that were accepted and not taken back, the newest first. Grain: one row per batch.

    batch, file, kind, source, vintage, received_at (UTC), outcome, rows_read, rows_accepted, rows_rejected,
    duplicates, sha256, slices (that it fills), slices_standing (for which it counts), state: standing for all of
    them, partly, or superseded.
    """
    none, every = pl.col("slices_standing") == 0, pl.col("slices_standing") == pl.col("slices")
    state = pl.when(none).then(pl.lit(SUPERSEDED)).when(every).then(pl.lit(STANDING)).otherwise(pl.lit(PARTLY))
    return totals.table(snapshot, "batches").with_columns(state=state).sort("batch", descending=True)


def findings(snapshot: Snapshot, batch: int) -> pl.DataFrame:
    """What was noticed in one file. Grain: code × column; findings, first_rows (at most five)."""
    return (
        totals.table(snapshot, "findings")
        .filter(pl.col("batch") == batch)
        .sort("findings", "code", descending=[True, False])
    )
