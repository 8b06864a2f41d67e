"""The observatory's own tidy layout for energy: what `observatory export` writes and the shipped extracts are made of.

Each row names its source, so that an export read again gives the same facts of the same source.
"""

import polars as pl

from observatory.schemas import ENERGY
from observatory.sources.contract import Source

COLUMNS = (
    "source",
    "vintage",
    "insee_code",
    "commune",
    "year",
    "carrier",
    "sector",
    "operator",
    "category",
    "energy_mwh",
    "sites",
    "rows",
    "withheld_cells",
    "unflagged",
    "rejected_rows",
    "status",
    "merged_from",
    "corrected_mwh",
)
OPTIONAL = ("corrected_mwh",)  # an extract made before it was kept still loads
REQUIRED = tuple(name for name in COLUMNS if name not in OPTIONAL)


def tidy(cells: pl.DataFrame) -> pl.DataFrame:
    """The columns as they are. Grain: file row."""
    return cells.select("row", *(name for name in COLUMNS if name in cells.columns))


SOURCE = Source(
    key="observatory_energy",
    fact=ENERGY,
    headers=REQUIRED,
    optional=OPTIONAL,
    tidy=tidy,
    labels={name: name for name in COLUMNS},
    key_columns=("source", "insee_code", "year", "carrier", "sector", "operator", "category"),
    caveats=("own_layout",),
    precedence=90,
    by_row=True,
)
