"""SDES: electricity and gas 2008–2017, the wide layout with several geographic levels in one file (TYPE and CODE).

A row of an EPCI, a département, a région or France says again what its communes say, or what no commune could be given:
it is left aside, counted, and never added to them. An operator's IRIS in a commune are summed, unless the same operator
gives that commune's year itself: one level of one operator counts, never two. DiDo files have two header rows and the
second is the schema.
"""

import polars as pl

from observatory.grammar import fold_expr
from observatory.schemas import ENERGY
from observatory.sources import wide
from observatory.sources.aside import ASIDE
from observatory.sources.contract import Source

LEVEL, CODE = "TYPE", "CODE"
COMMUNE, IRIS = "commune", "iris"
# An arrondissement's IRIS stand in the commune that the arrondissement is of.
ARRONDISSEMENTS = {r"^751\d\d$": "75056", r"^6938\d$": "69123", r"^132\d\d$": "13055"}


def tidy(cells: pl.DataFrame) -> pl.DataFrame:
    """Text columns of the field. Grain: file row × sector that says something, and one line per row left aside."""
    levels = cells.with_columns(level=fold_expr(LEVEL)).with_columns(insee_code=_commune())
    own = pl.col("level") == COMMUNE
    told = own.any().over("OPERATEUR", "FILIERE", "ANNEE", _home())
    read = levels.with_columns(counted=own | ((pl.col("level") == IRIS) & ~told))
    kept = wide.unfold(read.filter("counted"), {"place": pl.col(CODE), "insee_code": pl.col("insee_code")})
    left = read.filter(~pl.col("counted")).select("row", pl.col(LEVEL).alias(ASIDE))
    return pl.concat([kept, left], how="diagonal")


def _commune() -> pl.Expr:
    """The commune in the code, of whatever level it is."""
    return pl.when(pl.col("level") == IRIS).then(wide.commune_of_iris(CODE)).otherwise(CODE).str.strip_chars()


def _home() -> pl.Expr:
    """That commune, and for an arrondissement the commune that it is of."""
    return pl.coalesce(
        pl.when(pl.col("insee_code").str.contains(pattern)).then(pl.lit(code))
        for pattern, code in ARRONDISSEMENTS.items()
    ).fill_null(pl.col("insee_code"))


SOURCE = Source(
    key="sdes_local_energy",
    fact=ENERGY,
    headers=(*wide.HEADERS, LEVEL, CODE),
    optional=wide.OPTIONAL,
    tidy=tidy,
    labels=wide.KEY | {"insee_code": CODE, "place": CODE, ASIDE: LEVEL},
    key_columns=("operator", "carrier", "year", "place", "sector"),
    caveats=(
        "levels_never_added",
        "iris_summed",
        "ore_operators_enter",
        "ore_secrecy",
        "quality_index",
        "ore_gas_pcs",
        "ore_not_climate_corrected",
    ),
    describes=("electricity", "gas"),
    precedence=16,
    secret=wide.SECRET,
)
