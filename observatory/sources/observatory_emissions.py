"""The observatory's own tidy layout for emissions; each row names its source."""

import polars as pl

from observatory.schemas import EMISSIONS
from observatory.sources.contract import Source

COLUMNS = (
    "source",
    "vintage",
    "insee_code",
    "commune",
    "year",
    "sector",
    "emissions_tco2e",
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
    key="observatory_emissions",
    fact=EMISSIONS,
    headers=COLUMNS,
    tidy=tidy,
    labels={name: name for name in COLUMNS},
    key_columns=("source", "insee_code", "year", "sector"),
    caveats=("own_layout",),
    precedence=90,
    by_row=True,
)
