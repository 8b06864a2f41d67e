"""The carriers of a sum across carriers, side by side over the very communes that the sum adds."""

from dataclasses import replace
from functools import lru_cache

import polars as pl

from observatory.answers.contract import Answer, GasBasis, Question
from observatory.answers.indicator import answer
from observatory.store.snapshots import Snapshot
from observatory.vocabulary import Status


@lru_cache(maxsize=512)
def carrier_parts(snapshot: Snapshot, question: Question) -> Answer:
    """The answer of a sum across carriers, its frame split by carrier; gas in PCI, so that parts make the total.

    An answer by carrier lets each carrier keep communes of its own: its parts would not be those of one total.
    """
    basis = question.gas or GasBasis.PCI
    whole = answer(snapshot, replace(question, by=(), gas=basis))
    apart = answer(snapshot, replace(question, by=("carrier", "commune"), gas=basis)).frame
    dropped = [place.insee_code for place in whole.perimeter.communes_left_out]
    kept = apart.filter(
        ~pl.col("insee_code").is_in(dropped),
        pl.col("carrier").is_in(whole.perimeter.carriers),
        pl.col("year").is_in(whole.frame["year"].implode()),
    )
    return replace(whole, question=replace(question, by=("carrier",), gas=basis), frame=_added(kept))


def _added(rows: pl.DataFrame) -> pl.DataFrame:
    """Communes added. Grain: year × carrier; columns as an answer's."""
    value, status = pl.col("value"), pl.col("status")
    lower_bound = status.is_in([Status.PARTIAL, Status.WITHHELD]).any()
    sums = rows.group_by("year", "carrier").agg(
        pl.when(value.count() > 0).then(value.sum()).alias("value"),
        pl.col("high").sum(),
        pl.when(value.count() == 0)
        .then(pl.lit(Status.WITHHELD))
        .when(lower_bound)
        .then(pl.lit(Status.PARTIAL))
        .when((status == Status.ESTIMATED).any())
        .then(pl.lit(Status.ESTIMATED))
        .otherwise(pl.lit(Status.MEASURED))
        .cast(pl.String)
        .alias("status"),
        pl.col("withheld_cells").sum(),
    )
    return sums.sort("year", "carrier")
