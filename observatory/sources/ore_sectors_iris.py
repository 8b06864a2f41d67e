"""Agence ORE: electricity and gas by IRIS and sector, the wide layout; the IRIS of a commune are summed.

A commune that is not divided is one IRIS, whose code ends with 0000. An IRIS under secrecy makes its commune's sum a
lower bound. Where the file names the commune too, both must be one.
"""

import polars as pl

from observatory.schemas import ENERGY
from observatory.sources import wide
from observatory.sources.contract import Source

IRIS, AGAIN, NAME = "CODE_IRIS", "CODE_COMMUNE", "LIBELLE_COMMUNE"


def tidy(cells: pl.DataFrame) -> pl.DataFrame:
    """Text columns of the field. Grain: file row × sector that says something."""
    place = {
        "iris": pl.col(IRIS),
        "insee_code": wide.commune_of_iris(IRIS),
        "insee_again": pl.col(AGAIN) if AGAIN in cells.columns else pl.lit(""),
        "commune": pl.col(NAME) if NAME in cells.columns else pl.lit(""),
    }
    return wide.unfold(cells, place)


SOURCE = Source(
    key="ore_sectors_iris",
    fact=ENERGY,
    headers=(*wide.HEADERS, IRIS),
    optional=(*wide.OPTIONAL, AGAIN, NAME),
    tidy=tidy,
    labels=wide.KEY | {"insee_code": IRIS, "iris": IRIS, "commune": NAME},
    key_columns=("operator", "carrier", "year", "iris", "sector"),
    caveats=(
        "iris_summed",
        "ore_operators_enter",
        "ore_secrecy",
        "quality_index",
        "ore_gas_pcs",
        "ore_not_climate_corrected",
    ),
    describes=("electricity", "gas"),
    precedence=14,
    secret=wide.SECRET,
)
