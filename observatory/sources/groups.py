"""Lists of communes that act together (signatories of a charter, a SCoT, a syndicat): two columns, usable as an EPCI.

The name of the group may end with its date in brackets: `SCoT Sud Loire (2024-01-01)`.
"""

import polars as pl

from observatory.grammar import fold_expr
from observatory.schemas import GROUPS
from observatory.sources.contract import Source

HEADERS = {"group_name": "groupe", "insee_code": "code_insee"}
DATE = r"\((\d{4}(?:-\d{2}){0,2})\)\s*$"


def tidy(cells: pl.DataFrame) -> pl.DataFrame:
    """One row per group and commune, with the key that a link or a command names the group by."""
    named = cells.select("row", **{name: pl.col(header).str.strip_chars() for name, header in HEADERS.items()})
    dated = named.with_columns(dated=pl.col("group_name").str.extract(DATE))
    bare = dated.with_columns(group_name=pl.col("group_name").str.replace(DATE, "").str.strip_chars())
    return bare.with_columns(group_key=fold_expr("group_name"))


SOURCE = Source(
    key="groups",
    fact=GROUPS,
    headers=tuple(HEADERS.values()),
    tidy=tidy,
    labels=HEADERS | {"dated": HEADERS["group_name"]},
    key_columns=("group_key", "insee_code"),
    caveats=("group_of_its_date",),
    precedence=10,
)
