"""The columns of an answer's frame: the year, what it is split by, a commune's name, the value and its bounds."""

import polars as pl

from observatory.answers.contract import Question
from observatory.store import totals
from observatory.store.snapshots import Snapshot

DIMENSIONS = {"carrier": "carrier", "sector": "sector", "technology": "technology", "commune": "insee_code"}


def split_by(question: Question) -> list[str]:
    """Columns that tell the series of a question apart, in the order asked."""
    return [DIMENSIONS[dimension] for dimension in question.by]


def named(snapshot: Snapshot, question: Question, frame: pl.DataFrame) -> pl.DataFrame:
    """The columns of the contract, sorted; a commune with its name."""
    columns = ["year", *(column for dimension, column in DIMENSIONS.items() if dimension in question.by)]
    if "commune" in question.by:
        names = totals.members(snapshot, question.territory).select("insee_code", commune="name")
        frame = frame.join(names, on="insee_code", how="left")
        columns.append("commune")
    return frame.select(*columns, "value", "high", "status", "withheld_cells").sort(columns)
