"""The communes of a comparison added by EPCI: what of each EPCI is known, and under which name it may stand."""

import polars as pl

from observatory.answers import territories
from observatory.answers.conventions import size_bounds, size_class
from observatory.store import totals
from observatory.store.snapshots import Snapshot

WHOLE = 0.95  # of the inhabitants: from there on a sum bears the EPCI's name, as a total bears an area's


def added(snapshot: Snapshot, rows: pl.DataFrame, *, year: int, per_inhabitant: bool) -> pl.DataFrame:
    """Sum the rows of a comparison, of communes, by EPCI; a ratio is over the inhabitants of what is described.

    Inhabitants, size class and `communes` are those of the whole EPCI, which may lie in several départements; `whole`
    tells whether the communes described have 95 % of its inhabitants.
    """
    sums = _sums(rows, per_inhabitant=per_inhabitant)
    joined = sums.join(_wholes(snapshot, sums["epci"], year), on="epci", how="left")
    return joined.select(
        key=pl.lit("epci:") + pl.col("epci"),
        name="epci_name",
        epci="epci",
        epci_name="epci_name",
        inhabitants="inhabitants",
        size_class=size_class(pl.col("inhabitants").fill_null(0), size_bounds(snapshot)),
        value="value",
        high="high",
        status="status",
        described="described",
        communes="communes",
        whole=pl.col("inside") >= WHOLE * pl.col("inhabitants"),
    )


def _sums(rows: pl.DataFrame, *, per_inhabitant: bool) -> pl.DataFrame:
    """Values of the communes described, `inside` their inhabitants; nulls where none is. Grain: epci."""
    known = pl.col("value").is_not_null()
    weight = pl.col("inhabitants") if per_inhabitant else pl.lit(1.0)
    sums = (
        rows.drop_nulls("epci")
        .group_by("epci", "epci_name")
        .agg(
            (pl.col("value", "high") * weight).filter(known).sum(),
            described=known.sum(),
            inside=pl.col("inhabitants").filter(known).sum(),
            status=_worst_status(),
        )
    )
    divisor = pl.col("inside") if per_inhabitant else pl.lit(1.0)
    some = pl.when(pl.col("described") > 0)
    return sums.with_columns(
        *(some.then(pl.col(name) / divisor).alias(name) for name in ("value", "high")), status=some.then("status")
    )


def _wholes(snapshot: Snapshot, sirens: pl.Series, year: int) -> pl.DataFrame:
    """Communes and inhabitants of each EPCI, wherever they are. Grain: epci."""
    communes = totals.table(snapshot, "communes").filter(pl.col("epci_siren").is_in(sirens.implode()))
    people, _ = territories.inhabitants_of(snapshot, communes["insee_code"], [year])
    joined = communes.join(people, on="insee_code", how="left")
    return joined.group_by(epci="epci_siren").agg(pl.col("inhabitants").sum(), communes=pl.len())


def _worst_status() -> pl.Expr:
    known = pl.col("status").drop_nulls()
    return (
        pl.when(known.is_in(["partial", "withheld"]).any())
        .then(pl.lit("partial"))
        .when((known == "estimated").any())
        .then(pl.lit("estimated"))
        .otherwise(pl.lit("measured"))
    )
