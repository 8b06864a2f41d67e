"""What the store must know of one kind of fact, whatever it is."""

from collections.abc import Mapping
from dataclasses import dataclass

import dataframely as dy
import polars as pl


@dataclass(frozen=True)
class Fact:
    """One kind of fact: its observations, the table that holds their sums, and the slice that a file replaces.

    `value` is the amount that its rows add up; "" where they hold none, or none that may be added. `beside` is the same
    amount by another reckoning of the publisher's, summed only where every value added has it. `slice` names, for
    each column of the store's pointer, the column of the fact that fills it (a date fills `year` with its year); a
    pointer column that is not named has one value for all.
    `part` tells apart the values of one file row; `counts` are counted beside the amount, and summed where known.
    """

    name: str
    observation: type[dy.Schema]
    table: type[dy.Schema]
    grain: tuple[str, ...]
    slice: Mapping[str, str]
    value: str = ""
    beside: str | None = None
    part: str = "sector"
    counts: tuple[str, ...] = ()


def slices(frame: pl.DataFrame, fact: Fact) -> pl.DataFrame:
    """Distinct slices of a fact's rows. Grain: one row per slice; columns source, carrier, insee_code, year."""
    blank: dict[str, pl.Expr] = {column: pl.lit("") for column in ("source", "carrier", "insee_code")}
    blank["year"] = pl.lit(0)
    filled = {column: _filling(frame, name) for column, name in fact.slice.items()}
    columns = {
        column: expr.cast(pl.Int32 if column == "year" else pl.String) for column, expr in (blank | filled).items()
    }
    named = frame.select(**columns)
    # Rows of one slice mostly follow one another: few are left to compare.
    first = pl.int_range(pl.len()) == 0
    starts = named.filter(first | pl.any_horizontal(pl.all() != pl.all().shift()))
    return starts.unique(maintain_order=True)


def _filling(frame: pl.DataFrame, name: str) -> pl.Expr:
    return pl.col(name).dt.year() if frame.schema[name] == pl.Date else pl.col(name)
