"""ADEME: territorial greenhouse gas inventory (IGT) by commune and sector, tCO₂e, year 2016.

A modelled inventory: every value is estimated. The file names no year; the source declares it. A blank is not a zero:
it makes no fact.
"""

import polars as pl

from observatory.schemas import EMISSIONS
from observatory.sources.contract import Source

YEAR = 2016
KEY = {"insee_code": "INSEE commune", "commune": "Commune"}
SECTORS = (
    "Agriculture",
    "Autres transports",
    "Autres transports international",
    "CO2 biomasse hors-total",
    "Déchets",
    "Energie",
    "Industrie hors-énergie",
    "Résidentiel",
    "Routier",
    "Tertiaire",
)


def tidy(cells: pl.DataFrame) -> pl.DataFrame:
    """One row per commune and sector that the publisher filled."""
    named = cells.select("row", *SECTORS, **{name: pl.col(header) for name, header in KEY.items()})
    long = named.unpivot(on=SECTORS, index=["row", *KEY], variable_name="sector", value_name="emissions_tco2e")
    return long.filter(pl.col("emissions_tco2e").str.strip_chars() != "").with_columns(header="sector")


SOURCE = Source(
    key="ademe_igt",
    fact=EMISSIONS,
    headers=(*KEY.values(), *SECTORS),
    tidy=tidy,
    labels=KEY,
    key_columns=("insee_code", "sector"),
    caveats=("igt_modelled", "igt_one_year", "igt_imputed_sectors", "igt_not_orcae", "igt_two_cement_neighbours"),
    precedence=10,
    estimated=True,
    year=YEAR,
    by_row=True,
)
