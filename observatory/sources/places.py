"""Communes in a file: their codes, and the one of today for each."""

from functools import partial

import polars as pl

from observatory.grammar import fold_expr, parse_insee
from observatory.sources.distinct import by_distinct


def in_communes(text: pl.DataFrame, codes: pl.DataFrame, *, named_in: str = "") -> pl.DataFrame:
    """Read `insee_code` and carry a former code to the commune of today; a padded one must be confirmed by the name.

    `text` has insee_code, commune and merged_from as text, and insee_again where the file gives the commune twice: both
    must be one commune today. Adds insee_code_text and insee_code_code; `merged_from` is the code in the file where
    that commune has merged since. `named_in`: insee_code holds names of the communes of that
    département; a name is one commune or none, and one that two former communes bore is `commune_ambiguous`.
    """
    told = [name for name in ("insee_code", "insee_again", "commune", "merged_from") if name in text.columns]
    return by_distinct(
        text, told, partial(_named, codes=codes, named_in=named_in) if named_in else partial(_found, codes=codes)
    )


def _named(text: pl.DataFrame, *, codes: pl.DataFrame, named_in: str) -> pl.DataFrame:
    coded = _by_name(text, codes, named_in)
    found = _found(coded, codes=codes).with_columns(coded.select("wrong_name", insee_code_text="named"))
    return found.with_columns(insee_code_code=pl.coalesce("wrong_name", "insee_code_code")).drop("wrong_name")


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
        .when(_elsewhere(joined, codes) if "insee_again" in text.columns else pl.lit(value=False))
        .then(pl.lit("communes_differ"))
        .otherwise("insee_code_code")
    )
    moved = pl.when(pl.col("current") != pl.col("insee_code")).then("insee_code").otherwise("merged_from")
    return joined.select(
        insee_code_code=problem,
        insee_code_text="insee_code_text",
        merged_from=pl.when(moved == "").then(None).otherwise(moved),
        insee_code="current",
    )


def _elsewhere(joined: pl.DataFrame, codes: pl.DataFrame) -> pl.Series:
    """Whether the commune that stands beside another code is not the commune of that code."""
    again = joined.select(code=parse_insee("insee_again").value).join(
        codes, on="code", how="left", maintain_order="left"
    )
    return (again["insee_code"] != joined["current"]).fill_null(value=False)


def _by_name(text: pl.DataFrame, codes: pl.DataFrame, departement: str) -> pl.DataFrame:
    """Put codes in the place of names (kept in `named`), the commune of today before a former one."""
    local = codes.filter(pl.col("code").str.starts_with(departement))
    today = pl.col("code") == pl.col("insee_code")
    named = local.group_by(folded=fold_expr("name")).agg(
        found=pl.coalesce(pl.col("code").filter(today).first(), pl.when(pl.len() == 1).then(pl.col("code").first())),
    )
    ambiguous = pl.col("found").is_null() & pl.col("folded").is_in(named["folded"].implode())
    joined = text.with_columns(named="insee_code", folded=fold_expr("insee_code")).join(
        named, on="folded", how="left", maintain_order="left"
    )
    return joined.with_columns(
        insee_code=pl.coalesce("found", "named"),
        wrong_name=pl.when(ambiguous)
        .then(pl.lit("commune_ambiguous"))
        .when(pl.col("found").is_null() & (pl.col("folded") != ""))
        .then(pl.lit("commune_name_unknown")),
    ).drop("found", "folded")
