"""The observatory's own tidy layout for monthly degree-days, °C·day; each row names its source."""

import polars as pl

from observatory.schemas import DEGREE_DAYS
from observatory.sources.contract import Source

COLUMNS = ("source", "vintage", "station", "base", "method", "year", "month", "degree_days")


def tidy(cells: pl.DataFrame) -> pl.DataFrame:
    """The columns as they are; a month that is not there was left out by who wrote it. Grain: file row."""
    period = {"since": pl.col("year") + "-01-01", "until": pl.col("year") + "-12-31"}
    return cells.select("row", *COLUMNS).with_columns(**period)


SOURCE = Source(
    key="observatory_degree_days",
    fact=DEGREE_DAYS,
    headers=COLUMNS,
    tidy=tidy,
    labels={name: name for name in COLUMNS},
    key_columns=("source", "station", "base", "method", "year", "month"),
    caveats=("own_layout",),
    precedence=90,
)
