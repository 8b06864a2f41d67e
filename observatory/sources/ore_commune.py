"""Agence ORE: electricity and gas by commune, the long layout (one row per operator, category, sector and NAF 2 class).

A commune's year is the sum of dozens of rows. The mark of secrecy counts the cells hidden inside a row: a row with a
value and a mark is a lower bound, a row without a value is withheld. Gas is in MWh PCS.

From 2018 the publisher gives, for some electricity, the part that follows the climate and that part at normal climate.
The headers of both say MWh and their values are kWh: Échirolles 2021, 40,819 MWh in all, of which 3,396,007 follow the
climate. They are a sensitivity (kWh per degree-day) times the degree-days of the year, or normal ones. A zero, with no
degree-days beside it, means that nothing was reckoned: all but the homes that Enedis delivers, and the smallest
communes. The column of what does not follow the climate is always zero: it is not the rest of the total.
"""

import polars as pl

from observatory.grammar import parse_number
from observatory.schemas import ENERGY
from observatory.sources.contract import Source
from observatory.sources.distinct import by_distinct

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
SENSITIVE = "Conso totale à usages thermosensibles (MWh)"
NORMAL = "Conso totale corrigée de l'aléa climatique à usages thermosensibles (MWh)"
KWH_PER_MWH = 1000


def tidy(cells: pl.DataFrame) -> pl.DataFrame:
    """Text columns of the file -> text columns of the field. Grain: file row."""
    if not {SENSITIVE, NORMAL} <= set(cells.columns):
        return cells.select("row", **{name: pl.col(header) for name, header in HEADERS.items()})
    told = by_distinct(cells.select("row", HEADERS["energy_mwh"], SENSITIVE, NORMAL), [SENSITIVE, NORMAL], _reckoned)
    reckoned = by_distinct(told.filter("reckoned"), [HEADERS["energy_mwh"], SENSITIVE, NORMAL], _corrected)
    corrected = cells.select("row").join(
        reckoned.select("row", "corrected_mwh"), on="row", how="left", maintain_order="left"
    )
    named = cells.select("row", **{name: pl.col(header) for name, header in HEADERS.items()})
    return named.with_columns(corrected["corrected_mwh"])


def _reckoned(texts: pl.DataFrame) -> pl.DataFrame:
    """Whether the part that follows the climate says something, be it unreadable."""
    sensitive, normal = (parse_number(name, decimal=".") for name in (SENSITIVE, NORMAL))
    unreadable = sensitive.code.is_not_null() | normal.code.is_not_null()
    both = (sensitive.value > 0) & (normal.value > 0)
    return texts.select(reckoned=unreadable | both.fill_null(value=False))


def _corrected(texts: pl.DataFrame) -> pl.DataFrame:
    """Text of the total at normal climate: the year's sensitive part out, the normal one in; "" where not reckoned."""
    total, sensitive, normal = (parse_number(name, decimal=".") for name in (HEADERS["energy_mwh"], SENSITIVE, NORMAL))
    value = total.value + (normal.value - sensitive.value) / KWH_PER_MWH
    return texts.select(
        corrected_mwh=pl.when(sensitive.code.is_not_null())
        .then(SENSITIVE)  # what cannot be read is told where it is parsed
        .when(normal.code.is_not_null())
        .then(NORMAL)
        .when((sensitive.value > 0) & (normal.value > 0))
        .then(value.cast(pl.String))
        .otherwise(pl.lit(""))
    )


SOURCE = Source(
    key="ore_commune",
    fact=ENERGY,
    headers=tuple(HEADERS.values()),
    tidy=tidy,
    optional=(SENSITIVE, NORMAL),
    unless=("Code IRIS",),  # the same columns by IRIS, where secrecy hides more: they would replace a commune's own
    labels=HEADERS | {"corrected_mwh": f"{SENSITIVE} + {NORMAL}"},
    key_columns=("operator", "carrier", "year", "insee_code", "category", "sector", "activity"),
    caveats=(
        "ore_operators_enter",
        "ore_secrecy",
        "ore_sectors_2018",
        "ore_gas_pcs",
        "ore_not_climate_corrected",
        "ore_corrected_homes_kwh",
    ),
    describes=("electricity", "gas"),
    precedence=10,
    by_row=True,
)
