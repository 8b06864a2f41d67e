"""Rows of a geographic level that the store does not keep: left aside, counted and told, never added to communes."""

from dataclasses import dataclass

import polars as pl

from observatory.errors import FileRejected
from observatory.sources.contract import Source
from observatory.sources.distinct import as_texts
from observatory.sources.repeats import FINDING_SCHEMA

ASIDE = "aside"  # the column in which a layout names the level of a row that it leaves aside
OTHER_LEVEL = "other_level_ignored"


@dataclass(frozen=True)
class Aside:
    """How many rows are left aside, with one finding per level, on its first row: « EPCI × 12 »."""

    rows: int
    findings: pl.DataFrame


def left_aside(text: pl.DataFrame, source: Source, *, rows: int) -> tuple[pl.DataFrame, Aside]:
    """Take out the rows of other levels; `rows` are all that the file has.

    Raises FileRejected `no_commune_level` where the file has no other row.
    """
    if ASIDE not in text.columns:
        return text, Aside(0, pl.DataFrame(schema=FINDING_SCHEMA))
    left = text.filter(pl.col(ASIDE) != "")
    kept = text.filter(pl.col(ASIDE) == "").drop(ASIDE)
    by_level = as_texts(left.group_by(ASIDE, maintain_order=True).agg(pl.col("row").min(), count=pl.len()))
    if left.height == rows > 0:
        raise FileRejected("no_commune_level", levels=by_level[ASIDE].to_list())
    findings = by_level.select(
        "row",
        column=pl.lit(source.labels.get(ASIDE, ASIDE)),
        value=pl.format("{} × {}", ASIDE, "count"),
        code=pl.lit(OTHER_LEVEL),
    )
    return kept, Aside(left.height, findings.cast(FINDING_SCHEMA))
