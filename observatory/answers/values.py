"""Sums of facts -> values with their status: gas basis, sums across carriers, ratios. All arithmetic is here."""

from collections.abc import Sequence

import polars as pl

from observatory.answers.contract import GasBasis
from observatory.units import GAS_PCS_PER_PCI
from observatory.vocabulary import Status

PARTS = (
    "value",
    "hidden",
    "cells",
    "valued",
    "incomplete",
    "estimated",
    "withheld_cells",
    "rejected_rows",
    "unflagged",
)


def on_gas_basis(sums: pl.DataFrame, basis: GasBasis, *, columns: Sequence[str] = ("value", "hidden")) -> pl.DataFrame:
    """Carry gas, which is published in PCS, to the basis asked for."""
    if basis is GasBasis.PCS:
        return sums
    lower = pl.col("carrier") == "gas"
    converted = (pl.when(lower).then(pl.col(name) / GAS_PCS_PER_PCI).otherwise(name).alias(name) for name in columns)
    return sums.with_columns(converted)


def summed(sums: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """Add what `by` does not tell apart. Grain: year × `by`; a sum of nothing known is null."""
    grain = ["year", *by]
    added = sums.group_by(grain).agg(
        pl.when(pl.col("valued").sum() > 0).then(pl.col("value").sum()).alias("value"),
        pl.col("hidden", "cells", "valued", "withheld_cells", "rejected_rows", "unflagged").sum(),
        pl.col("incomplete", "estimated").any(),
    )
    return added.select(*grain, *PARTS).sort(grain)


def with_status(sums: pl.DataFrame) -> pl.DataFrame:
    """Name the status of each sum and give the order of magnitude that it may reach (`high`)."""
    status = (
        pl.when(pl.col("value").is_null())
        .then(pl.lit(Status.WITHHELD))
        .when("incomplete")
        .then(pl.lit(Status.PARTIAL))
        .when("estimated")
        .then(pl.lit(Status.ESTIMATED))
        .otherwise(pl.lit(Status.MEASURED))
    )
    high = pl.col("value").fill_null(0.0) + pl.col("hidden")
    return sums.with_columns(status=status.cast(pl.String), high=high)


def divided(
    numerator: pl.DataFrame, denominator: pl.DataFrame, *, on: Sequence[str], column: str, factor: float
) -> pl.DataFrame:
    """A sum over a sum: the status is the numerator's; a zero or absent denominator gives no row."""
    joined = numerator.join(denominator, on=list(on)).filter(pl.col(column) > 0)
    ratio = (pl.col(name) / pl.col(column) * factor for name in ("value", "high"))
    return joined.with_columns(ratio).drop(column)
