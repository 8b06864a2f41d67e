"""Agence ORE: electricity and gas by commune and sector, the wide layout (one set of columns per sector).

The same deliveries as the long layout (`ore_commune`), without its classes of customers: where a store has both, the
long one comes first, and the two are never added.
"""

import polars as pl

from observatory.schemas import ENERGY
from observatory.sources import wide
from observatory.sources.contract import Source

PLACE = {"insee_code": "CODE_COMMUNE", "commune": "LIBELLE_COMMUNE"}


def tidy(cells: pl.DataFrame) -> pl.DataFrame:
    """Text columns of the field. Grain: file row × sector that says something."""
    there = {name: pl.col(header) if header in cells.columns else pl.lit("") for name, header in PLACE.items()}
    return wide.unfold(cells, there)


SOURCE = Source(
    key="ore_sectors",
    fact=ENERGY,
    headers=(*wide.HEADERS, PLACE["insee_code"]),
    optional=(*wide.OPTIONAL, PLACE["commune"]),
    unless=("CODE_IRIS",),
    tidy=tidy,
    labels=wide.KEY | PLACE,
    key_columns=("operator", "carrier", "year", "insee_code", "sector"),
    caveats=("ore_operators_enter", "ore_secrecy", "quality_index", "ore_gas_pcs", "ore_not_climate_corrected"),
    describes=("electricity", "gas"),
    precedence=12,
    secret=wide.SECRET,
)
