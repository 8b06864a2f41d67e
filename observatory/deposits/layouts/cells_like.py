"""What the cells of a column look like, where its header says too little."""

from collections.abc import Mapping

import polars as pl

from observatory.deposits.layouts.periods import MONTHS
from observatory.grammar import fold_expr
from observatory.vocabulary import FLUIDS, NATURES, QUANTITY_UNITS, spellings

SAMPLE = 400  # lines that are looked at
MOSTLY = 0.8  # of the filled cells
_NUMBER = r"^[+-]?[0-9][0-9 \x{a0}\x{202f}]*(?:[.,][0-9]+)?$"
_BRACKET = r"\(([^()]*)\)\s*$"
_WITH_YEAR = r"(?:19|20)[0-9]{2}|[-/.' ][0-9]{2}$"


def _words(spelled: Mapping[str, str], cell: pl.Expr | None = None) -> pl.Expr:
    return fold_expr(pl.col("cell") if cell is None else cell).is_in(list(spelled))


def unbracketed(text: pl.Expr) -> pl.Expr:
    """A text without what stands in brackets at its end: « Eau (m3) » is water."""
    return text.str.replace(_BRACKET, "").str.strip_chars()


def bracketed(text: pl.Expr) -> pl.Expr:
    """What stands in brackets at the end of a text, null where nothing does."""
    return text.str.extract(_BRACKET)


_TESTS: Mapping[str, pl.Expr] = {
    "number": pl.col("cell").str.contains(_NUMBER),
    "fluide": _words(spellings(FLUIDS), unbracketed(pl.col("cell"))),
    "unite_within": _words(spellings(QUANTITY_UNITS), bracketed(pl.col("cell"))),
    "nature": _words(spellings(NATURES)),
    "unite": _words(spellings(QUANTITY_UNITS)),
    "mois": _words(MONTHS) | pl.col("cell").str.contains(r"^(?:0?[1-9]|1[0-2])$"),
    "periode": pl.col("cell").str.contains(_WITH_YEAR),
    "part": pl.col("cell").str.contains(r"(?i)^[TS][1-4]$"),
    "annee": pl.col("cell").str.contains(r"^(?:19|20)[0-9]{2}(?:\.0)?$"),
}


def likenesses(body: pl.DataFrame) -> list[frozenset[str]]:
    """What each column's filled cells mostly are, from A on; `blank` where none is filled.

    The others are `number`, `fluide`, `nature`, `unite`, `mois`, `part`, `periode`, `annee`, and `unite_within` where
    the cells end with a unit in brackets.

    >>> body = pl.DataFrame({"row": [2, 3], "c0": ["eau", "gaz"], "c1": ["1 234,5", None], "c2": [None, None]})
    >>> [sorted(found) for found in likenesses(body.with_columns(pl.col("c2").cast(pl.String)))]
    [['fluide'], ['number'], ['blank']]
    """
    return [_likeness(body[name]) for name in body.columns[1:]]


def _likeness(column: pl.Series) -> frozenset[str]:
    filled = column.drop_nulls().head(SAMPLE).str.strip_chars().alias("cell").to_frame().filter(pl.col("cell") != "")
    if filled.is_empty():
        return frozenset({"blank"})
    shares = filled.select(test.mean().alias(name) for name, test in _TESTS.items()).row(0, named=True)
    return frozenset(name for name, share in shares.items() if (share or 0) >= MOSTLY)
