"""The observatory's own tidy layout for daily temperatures, °C; each row names its source."""

import polars as pl

from observatory.schemas import TEMPERATURES
from observatory.sources.contract import Source

COLUMNS = ("source", "vintage", "station", "date", "tn", "tx")


def tidy(cells: pl.DataFrame) -> pl.DataFrame:
    """The columns as they are. Grain: file row."""
    return cells.select("row", *COLUMNS)


SOURCE = Source(
    key="observatory_temperatures",
    fact=TEMPERATURES,
    headers=COLUMNS,
    tidy=tidy,
    labels={**{name: name for name in COLUMNS}, "temperatures": "tn + tx"},
    key_columns=("source", "station", "date"),
    caveats=("own_layout",),
    precedence=90,
)
