"""Communes in a file: their codes, and the one of today for each."""

import polars as pl

from observatory.grammar import fold_expr, parse_insee


def in_communes(text: pl.DataFrame, codes: pl.DataFrame) -> pl.DataFrame:
    """Read `insee_code` and carry a former code to the commune of today; a padded one must be confirmed by the name.

    `text` has insee_code, commune and merged_from as text, and insee_again where the file gives the commune twice: both
    must be one commune today. Adds insee_code_text and insee_code_code; `merged_from` is the code in the file where
    that commune has merged since.
    """
    parsed = parse_insee("insee_code")
    read = {"insee_code": parsed.value, "insee_code_code": parsed.code, "insee_code_text": pl.col("insee_code")}
    known = codes.select(insee_code="code", current="insee_code", known_name=fold_expr("name"))
    joined = text.with_columns(**read).join(known, on="insee_code", how="left", maintain_order="left")
    agrees = fold_expr("commune") == pl.col("known_name")
    problem = (
        pl.when((pl.col("insee_code_code") == "insee_repadded") & ~agrees.fill_null(value=False))
        .then(pl.lit("commune_unknown"))
        .when(pl.col("insee_code").is_not_null() & pl.col("current").is_null())
        .then(pl.lit("commune_unknown"))
        .when(_elsewhere(joined, codes) if "insee_again" in text.columns else pl.lit(value=False))
        .then(pl.lit("communes_differ"))
        .otherwise("insee_code_code")
    )
    moved = pl.when(pl.col("current") != pl.col("insee_code")).then("insee_code").otherwise("merged_from")
    return joined.with_columns(
        insee_code_code=problem,
        merged_from=pl.when(moved == "").then(None).otherwise(moved),
        insee_code="current",
    ).drop("current", "known_name")


def _elsewhere(joined: pl.DataFrame, codes: pl.DataFrame) -> pl.Series:
    """Whether the commune that stands beside another code is not the commune of that code."""
    again = joined.select(code=parse_insee("insee_again").value).join(
        codes, on="code", how="left", maintain_order="left"
    )
    return (again["insee_code"] != joined["current"]).fill_null(value=False)
