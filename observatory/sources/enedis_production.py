"""Enedis: electricity produced by commune and technology, one row per commune, year and voltage level.

One set of columns per technology: sites connected to Enedis' network, and MWh of the year. What local distributors and
RTE connect is not in it. A zero is told; a blank is what statistical secrecy hides. The file has no capacity. « Bio
Energie » counts the household waste that is burnt, half of which is renewable by convention; « Cogénération » burns gas
for the most part.
"""

import polars as pl

from observatory.schemas import PRODUCTION
from observatory.sources.contract import Source
from observatory.vocabulary import TECHNOLOGY_CODES

HEADERS = {"year": "Année", "insee_code": "Code commune", "commune": "Nom commune", "voltage": "Domaine de tension"}
TECHNOLOGIES = ("Photovoltaïque", "Eolien", "Hydraulique", "Bio Energie", "Cogénération", "Autres filières")
PRODUCED = {name: f"Energie produite annuelle {name} Enedis (MWh)" for name in TECHNOLOGIES}
SITES = {name: f"Nb sites {name} Enedis" for name in TECHNOLOGIES}


def tidy(cells: pl.DataFrame) -> pl.DataFrame:
    """Text columns of the field. Grain: file row × technology."""
    key = {name: pl.col(header) for name, header in HEADERS.items()}
    each = [
        cells.select(
            "row",
            **key,
            technology=pl.lit(name),
            header=pl.lit(PRODUCED[name]),
            production_mwh=pl.col(PRODUCED[name]),
            installations=pl.col(SITES[name]),
        )
        for name in TECHNOLOGIES
    ]
    return pl.concat(each).sort("row", maintain_order=True)


SOURCE = Source(
    key="enedis_production",
    fact=PRODUCTION,
    headers=(*HEADERS.values(), *PRODUCED.values(), *SITES.values()),
    tidy=tidy,
    labels=HEADERS,
    key_columns=("insee_code", "year", "voltage", "technology"),
    caveats=(
        "enedis_alone",
        "production_secrecy",
        "production_not_consumption",
        "cogeneration_apart",
        "bioenergy_waste",
        "no_capacity",
    ),
    describes=TECHNOLOGY_CODES,
    precedence=10,
    secret=frozenset({""}),
)
