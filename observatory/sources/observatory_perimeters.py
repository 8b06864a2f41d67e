"""The observatory's own tidy layout for the perimeters of EPCI; each row names its source."""

import polars as pl

from observatory.schemas import PERIMETERS
from observatory.sources.contract import Source

COLUMNS = (
    "source", "vintage", "siren", "epci_name", "nature", "year", "insee_code", "commune", "merged_from",
    "rejected_rows",
)  # fmt: skip


def tidy(cells: pl.DataFrame) -> pl.DataFrame:
    """The columns as they are. Grain: file row."""
    return cells.select("row", *COLUMNS)


SOURCE = Source(
    key="observatory_perimeters",
    fact=PERIMETERS,
    headers=COLUMNS,
    tidy=tidy,
    labels={name: name for name in COLUMNS},
    key_columns=("source", "year", "siren", "insee_code"),
    caveats=("own_layout",),
    precedence=90,
)
