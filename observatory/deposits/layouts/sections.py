"""Lines with one text alone: the name of a site above its meters, or a note."""

import polars as pl

from observatory.deposits.layouts.cells_like import unbracketed
from observatory.deposits.layouts.mapping import Section
from observatory.deposits.layouts.tables import Table
from observatory.grammar import fold_expr
from observatory.vocabulary import FLUIDS, spellings

# « Ensemble scolaire » is a site, though a column « Ensemble » is a total.
_TOTAL = r"^(?:(?:sous_|s_)?total|(?:sous_)?totaux|moyennes?|somme|cumul)(?:_|$)"
_NUMBER = r"^[+-]?[0-9][0-9 \x{a0}\x{202f}]*(?:[.,][0-9]+)?$"
_YEAR = r"^(?:19|20)[0-9]{2}(?:\.0)?$"


def is_total(column: pl.Expr) -> pl.Expr:
    """Whether a text labels a total, a sub-total or a mean."""
    return fold_expr(column).str.contains(_TOTAL).fill_null(value=False)


def alone(body: pl.DataFrame, last_key: int) -> pl.DataFrame:
    """The lines of which one cell alone is filled, among the first columns, with a text. Columns row, text."""
    columns = [pl.col(name) for name in body.columns[1:]]
    filled = pl.sum_horizontal(column.is_not_null().cast(pl.UInt32) for column in columns)
    text = pl.coalesce(columns[: last_key + 1]).str.strip_chars()
    lone = body.filter(filled == 1).select("row", text=text).drop_nulls()
    number = pl.col("text").str.contains(_NUMBER) & ~pl.col("text").str.contains(_YEAR)
    return lone.filter(~number & ~is_total(pl.col("text")))


def sections_of(table: Table) -> Section:
    """The field that lone texts above other lines give, "" where there is none or a column gives it on every line."""
    used = [one.at for one in table.values]
    keys = [one.at for one in table.columns if one.meaning and not one.is_value]
    if not used:
        return ""
    lone = alone(table.body, max(min(used) - 1, 0))
    values = [pl.col(f"c{at}").is_not_null() for at in used]
    full = table.body.filter(pl.any_horizontal(values))["row"]
    heads = lone.filter(pl.col("row") < full.max()) if full.len() else lone.clear()
    if heads.is_empty() or not keys:
        return ""
    words = fold_expr(unbracketed(pl.col("text")))
    kinds = heads.select(
        fluide=words.is_in(list(spellings(FLUIDS))).all(), annee=pl.col("text").str.contains(_YEAR).all()
    ).row(0, named=True)
    field: Section = "fluide" if kinds["fluide"] else "annee" if kinds["annee"] else "site"
    said = table.column_of(field)
    blank = said is None or bool(
        table.body.filter(pl.any_horizontal(values)).select(pl.col(f"c{said.at}").is_null().any()).item()
    )
    return field if blank else ""
