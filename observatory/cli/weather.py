"""`query degree_days`: the series that serve a territory, each under its source, station, base and method."""

import polars as pl

from observatory.answers.contract import Question
from observatory.answers.degree_days import SERIES, yearly_degree_days
from observatory.store.snapshots import Snapshot
from observatory.wording import weather
from observatory.wording.notes import caveat, note


def degree_days(snapshot: Snapshot, question: Question) -> tuple[pl.DataFrame, list[str]]:
    """The years of each series, and each series in words."""
    found = yearly_degree_days(snapshot, question.territory)
    asked = found.frame
    if question.years is not None:
        asked = asked.filter(pl.col("year").is_between(*question.years))
    if question.source is not None:
        asked = asked.filter(pl.col("source") == question.source)
    lines = asked.select(SERIES).unique(maintain_order=True).to_dicts()
    beside = [weather.series(line, "fr") for line in lines]
    told = [note(one.code, dict(one.params), "fr") for one in found.notes]
    return asked, [*beside, caveat("series_never_mixed", "fr"), *told]
