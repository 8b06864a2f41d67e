"""Agence ORE: electricity and gas by commune, the long layout (one row per operator, category, sector and NAF 2 class).

A commune's year is the sum of dozens of rows. The mark of secrecy counts the cells hidden inside a row: a row with a
value and a mark is a lower bound, a row without a value is withheld. Gas is in MWh PCS.
"""

import polars as pl

from observatory.schemas import ENERGY
from observatory.sources.contract import Source

HEADERS = {
    "operator": "OPERATEUR",
    "carrier": "FILIERE",
    "year": "Année",
    "insee_code": "Code Commune",
    "commune": "Nom Commune",
    "category": "CODE CATEGORIE CONSOMMATION",
    "sector": "CODE GRAND SECTEUR",
    "activity": "CODE SECTEUR NAF2",
    "sites": "Nb sites",
    "energy_mwh": "Conso totale (MWh)",
    "withheld_cells": "Nombre de mailles secretisées",
}


def tidy(cells: pl.DataFrame) -> pl.DataFrame:
    """Text columns of the file -> text columns of the field. Grain: file row."""
    return cells.select("row", **{name: pl.col(header) for name, header in HEADERS.items()})


SOURCE = Source(
    key="ore_commune",
    fact=ENERGY,
    headers=tuple(HEADERS.values()),
    tidy=tidy,
    labels=HEADERS,
    key_columns=("operator", "carrier", "year", "insee_code", "category", "sector", "activity"),
    caveats=(
        "ore_operators_enter",
        "ore_secrecy",
        "ore_sectors_2018",
        "ore_gas_pcs",
        "ore_not_climate_corrected",
    ),
    precedence=10,
)
