"""Observations -> facts: sums at the grain of the fact's table, with a status that owns up to what is missing."""

from functools import partial

import polars as pl

from observatory.schemas import Fact
from observatory.schemas.grain import grain_numbers
from observatory.sources.contract import Source
from observatory.sources.distinct import looked_up
from observatory.vocabulary import Status

# Without these a value belongs to no figure, and its row leaves no trace but its finding.
PLACE = frozenset({"insee_code", "year", "carrier", "sector", "technology"})
STATUS = pl.Enum([status.value for status in Status])


def facts(frame: pl.DataFrame, source: Source) -> pl.DataFrame:
    """Sum the observations to the grain of the fact's table; `rejected` marks those of a refused row."""
    fact = source.fact
    placed = frame.filter(pl.all_horizontal(pl.col(column).is_not_null() for column in fact.grain if column in PLACE))
    # A refused row leaves its trace: the figure it belongs to is a lower bound.
    value = pl.when(~pl.col("rejected")).then(fact.value)
    grouped = placed.with_columns(value.alias(fact.value), rejected_rows=pl.col("rejected_rows") + pl.col("rejected"))
    # Rows in the order of their grain are summed several times faster.
    numbered = grouped.with_columns(number=grain_numbers(grouped, fact.grain)).sort("number", maintain_order=True)
    summed = numbered.group_by("number", maintain_order=True).agg(
        pl.len(),
        _sum_or_null(fact.value),
        *(_sum_or_null(name) for name in fact.counts),
        *([_sum_of_all(fact.beside, fact.value)] if fact.beside else []),
        pl.col("rows", "withheld_cells", "unflagged", "rejected_rows").sum(),
        pl.col("estimated").any(),
        pl.col("vintage").max(),
        first_row=pl.col("row").min(),
        last_row=pl.col("row").max(),
    )
    whole = summed.join(_merged(numbered), on="number", how="left", maintain_order="left")
    named = whole.hstack(numbered.select(fact.grain)[whole["len"].cum_sum() - 1]).with_columns(_status(fact.value))
    return fact.table.validate(_as_declared(named.select(fact.table.column_names()), fact), cast=True)


def _as_declared(frame: pl.DataFrame, fact: Fact) -> pl.DataFrame:
    """Texts in the type of the fact's table, each looked up once; one that the type lacks is null, and refused."""
    declared = {name: column.dtype for name, column in fact.table.columns().items()}
    listed = frame.select(pl.col(pl.Categorical))
    return frame.with_columns(looked_up(texts, partial(_cast, to=declared[texts.name])) for texts in listed)


def _cast(texts: pl.Series, *, to: pl.DataType) -> pl.Series:
    return texts.cast(to, strict=False)


def _merged(numbered: pl.DataFrame) -> pl.DataFrame:
    """The former communes that were added: few rows have one."""
    former = numbered.filter(pl.col("merged_from").is_not_null()).with_columns(pl.col("merged_from").cast(pl.String))
    return former.group_by("number").agg(pl.col("merged_from").unique().sort().str.join(","))


def _sum_or_null(column: str) -> pl.Expr:
    """Sum of what is known; null, never 0, where nothing is."""
    return pl.when(pl.col(column).count() > 0).then(pl.col(column).sum()).alias(column)


def _sum_of_all(column: str, value: str) -> pl.Expr:
    """Sum where every value has it, null where one lacks it: a part at another reckoning is no total."""
    lacking = pl.col(value).is_not_null() & pl.col(column).is_null()
    known = pl.col(column).filter(pl.col(value).is_not_null())
    return pl.when(~lacking.any() & (known.len() > 0)).then(known.sum()).alias(column)


def _status(value: str) -> pl.Expr:
    hidden = (pl.col("withheld_cells") + pl.col("rejected_rows")) > 0
    return (
        pl.when(pl.col(value).is_null())
        .then(pl.lit(Status.WITHHELD, STATUS))
        .when(hidden)
        .then(pl.lit(Status.PARTIAL, STATUS))
        .when("estimated")
        .then(pl.lit(Status.ESTIMATED, STATUS))
        .otherwise(pl.lit(Status.MEASURED, STATUS))
        .alias("status")
    )
