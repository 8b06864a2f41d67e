"""Work done once for each distinct text: a file of a million rows has a dozen years and a few thousand communes."""

from collections.abc import Callable, Sequence

import polars as pl

AS_READ = " as read"


def by_distinct(
    frame: pl.DataFrame, columns: Sequence[str], work: Callable[[pl.DataFrame], pl.DataFrame]
) -> pl.DataFrame:
    """Add, or replace, the columns that depend on the texts of `columns` alone.

    `work` takes the distinct combinations of these columns and returns their rows, in their order, with the columns to
    add. Grain and order of the frame are kept.

    >>> frame = pl.DataFrame({"row": [2, 3, 4], "year": ["2019", "2020", "2019"]})
    >>> by_distinct(frame, ["year"], lambda texts: texts.with_columns(pl.col("year").cast(pl.Int32)))["year"].to_list()
    [2019, 2020, 2019]
    """
    keys = [pl.col(name).alias(name + AS_READ) for name in columns]
    distinct = frame.select(columns).unique()
    worked = pl.concat([distinct.select(keys), work(distinct)], how="horizontal")
    names = [name + AS_READ for name in columns]
    found = frame.select(keys).join(worked, on=names, how="left", maintain_order="left", nulls_equal=True)
    return frame.with_columns(found.drop(names))
