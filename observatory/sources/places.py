"""Communes in a file: their codes, and the one of today for each."""

from functools import partial

import polars as pl

from observatory.grammar import fold_expr, parse_insee
from observatory.sources.distinct import by_distinct


def in_communes(text: pl.DataFrame, codes: pl.DataFrame) -> pl.DataFrame:
    """Read `insee_code` and carry a former code to the commune of today; a padded one must be confirmed by the name.

    `text` has insee_code, commune and merged_from as text. Adds insee_code_text and insee_code_code; `merged_from` is
    the code in the file where that commune has merged since.
    """
    return by_distinct(text, ["insee_code", "commune", "merged_from"], partial(_found, codes=codes))


def _found(text: pl.DataFrame, *, codes: pl.DataFrame) -> pl.DataFrame:
    parsed = parse_insee("insee_code")
    read = {"insee_code": parsed.value, "insee_code_code": parsed.code, "insee_code_text": pl.col("insee_code")}
    known = codes.select(insee_code="code", current="insee_code", known_name="name")
    joined = text.with_columns(**read).join(known, on="insee_code", how="left", maintain_order="left")
    agrees = fold_expr("commune") == fold_expr("known_name")
    problem = (
        pl.when((pl.col("insee_code_code") == "insee_repadded") & ~agrees.fill_null(value=False))
        .then(pl.lit("commune_unknown"))
        .when(pl.col("insee_code").is_not_null() & pl.col("current").is_null())
        .then(pl.lit("commune_unknown"))
        .otherwise("insee_code_code")
    )
    moved = pl.when(pl.col("current") != pl.col("insee_code")).then("insee_code").otherwise("merged_from")
    return joined.select(
        insee_code_code=problem,
        insee_code_text="insee_code_text",
        merged_from=pl.when(moved == "").then(None).otherwise(moved),
        insee_code="current",
    )
