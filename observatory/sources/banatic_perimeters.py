"""DGCL, base nationale sur l'intercommunalité (BANATIC): the member communes of every EPCI with its own taxes, by year.

The year stands in the headers of the inhabitants alone (`ptot_2025`, `pmun_2025`): it is that of the perimeter, on
1 January, while the inhabitants are those of an older census and are not read.
https://www.banatic.interieur.gouv.fr/
"""

import re

import polars as pl

from observatory.errors import FileRejected
from observatory.grammar import fold
from observatory.schemas import PERIMETERS
from observatory.sources.contract import Source

HEADERS = {
    "siren": "siren",
    "epci_name": "raison_sociale",
    "nature": "nature_juridique",
    "insee_code": "insee",
    "commune": "nom_membre",
}
DATED = ("ptot", "pmun")


def tidy(cells: pl.DataFrame) -> pl.DataFrame:
    """Text columns of the file -> text columns of the field. Grain: file row."""
    named = {name: pl.col(header) for name, header in HEADERS.items()}
    return cells.select("row", **named, year=pl.lit(_year(cells.columns)))


def _year(columns: list[str]) -> str:
    """The one year that the headers name. Raises FileRejected `years_differ` where they name several."""
    found = {
        found[1]: name for name in columns if (found := re.fullmatch(rf"(?:{'|'.join(DATED)})_(\d{{4}})", fold(name)))
    }
    if len(found) > 1:
        raise FileRejected("years_differ", columns=sorted(found.values()))
    return next(iter(found))


SOURCE = Source(
    key="banatic_perimeters",
    fact=PERIMETERS,
    headers=tuple(HEADERS.values()),
    dated=DATED,
    tidy=tidy,
    labels=HEADERS | {"year": "pmun_AAAA"},
    key_columns=("year", "insee_code"),
    caveats=("perimeter_of_january", "perimeter_in_communes_of_today"),
    precedence=10,
)
