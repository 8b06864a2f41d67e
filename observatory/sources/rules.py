"""Rows that a rule of a schema refuses, by the rule's own name."""

from collections.abc import Sequence

import dataframely as dy
import polars as pl


def broken(frame: pl.DataFrame, schema: type[dy.Schema], *, on: Sequence[str]) -> pl.DataFrame:
    """Add `rule`: the first rule of the schema that the row breaks, null where it holds them all. `on` is its key."""
    _, failure = schema.filter(frame, cast=True)
    rules = [rule for rule in failure.counts() if "|" not in rule]
    if not rules:
        return frame.with_columns(rule=pl.lit(None, dtype=pl.String))
    refused = (pl.when(pl.col(rule).cast(pl.String) == "invalid").then(pl.lit(rule)) for rule in rules)
    named = failure.details().select(*on, rule=pl.coalesce(refused)).drop_nulls()
    return frame.join(named.unique(list(on)), on=list(on), how="left", maintain_order="left")
