"""The carriers of a sum across carriers, side by side over the very communes that the sum adds."""

from dataclasses import replace
from functools import lru_cache

import polars as pl

from observatory.answers import values
from observatory.answers.contract import Answer, GasBasis, Question
from observatory.answers.indicator import answer, series_of
from observatory.store.snapshots import Snapshot


@lru_cache(maxsize=512)
def carrier_parts(snapshot: Snapshot, question: Question) -> Answer:
    """The answer of a sum across carriers, its frame split by carrier; gas in PCI, so that parts make the total.

    An answer by carrier lets each carrier keep communes of its own: its parts would not be those of one total.
    """
    basis = question.gas or GasBasis.PCI
    whole = answer(snapshot, replace(question, by=(), gas=basis))
    sums = series_of(snapshot, whole.question, whole.indicator).sums
    parts = values.with_status(values.summed(sums, ["carrier"]))
    frame = parts.filter(pl.col("year").is_in(whole.frame["year"].implode()))
    columns = ("year", "carrier", "value", "high", "status", "withheld_cells")
    return replace(whole, question=replace(question, by=("carrier",), gas=basis), frame=frame.select(columns))
