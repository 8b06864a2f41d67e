"""The observatory's own tidy layout for the production of electricity; each row names its source."""

import polars as pl

from observatory.schemas import PRODUCTION
from observatory.sources.contract import Source

COLUMNS = (
    "source",
    "vintage",
    "insee_code",
    "commune",
    "year",
    "technology",
    "production_mwh",
    "capacity_kw",
    "installations",
    "rows",
    "withheld_cells",
    "unflagged",
    "rejected_rows",
    "status",
    "merged_from",
)


def tidy(cells: pl.DataFrame) -> pl.DataFrame:
    """The columns as they are. Grain: file row."""
    return cells.select("row", *COLUMNS)


SOURCE = Source(
    key="observatory_production",
    fact=PRODUCTION,
    headers=COLUMNS,
    tidy=tidy,
    labels={name: name for name in COLUMNS},
    key_columns=("source", "insee_code", "year", "technology"),
    caveats=("own_layout",),
    precedence=90,
)
