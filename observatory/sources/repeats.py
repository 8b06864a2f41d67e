"""What a second value under the same key is: the same line again, or a contradiction."""

from functools import partial, reduce
from operator import add

import polars as pl

from observatory.sources.contract import Repeats, Source
from observatory.sources.distinct import looked_up

FINDING_SCHEMA = pl.Schema(
    {
        "row": pl.UInt32,
        "column": pl.String,
        "value": pl.String,
        "code": pl.String,
    }
)
IDENTICAL = "duplicate_identical"
CONFLICT = "duplicate_conflict"


def key_marks(text: pl.DataFrame, source: Source) -> pl.DataFrame:
    """A number for each value's key, small enough to keep for a whole file. Grain: value; columns row, key."""
    if source.repeats is Repeats.SUM:
        return pl.DataFrame(schema={"row": pl.UInt32, "key": pl.UInt64})
    # The sum of numbers of texts: the same in every part of a file, whatever the places of its texts in their lists.
    marks = (looked_up(text[name], partial(pl.Series.hash, seed=at)) for at, name in enumerate(source.key_columns))
    return text.select(pl.col("row").cast(pl.UInt32), key=reduce(add, marks))


def suspects(marks: pl.DataFrame) -> pl.Series:
    """File rows of which a key may stand twice: two keys may have one number, so their texts are to be compared."""
    if marks["key"].n_unique() == marks.height:  # as in most files, and counted several times faster than marked
        return marks["row"].clear()
    return marks.filter(pl.col("key").is_duplicated())["row"].unique()


def repeats(text: pl.DataFrame, source: Source) -> pl.DataFrame:
    """Values whose key stands twice: `duplicate_identical` from the second on, or `duplicate_conflict` for all.

    `text` has one row per value of the file. A file row is the same again only where all its values are.
    """
    key = list(source.key_columns)
    counted = text.with_columns(values=pl.len().over("row"), copies=pl.len().over(key))
    twice = counted.filter(pl.col("copies") > 1).with_columns(whole=pl.len().over("row") == pl.col("values"))
    payload = pl.struct(pl.exclude("row", "values", "copies", "whole", *key))
    judged = twice.with_columns(
        same=(payload.n_unique().over(key) == 1) & pl.col("whole").all().over(key),
        again=pl.col("row") > pl.col("row").min().over(key),
        spelled=pl.concat_str(key, separator=" · "),
    )
    judged = judged.filter(~pl.col("same") | pl.col("again"))
    return judged.select(
        "row",
        column=pl.lit(" + ".join(source.labels[name] for name in key if name in source.labels)),
        value="spelled",
        code=pl.when("same").then(pl.lit(IDENTICAL)).otherwise(pl.lit(CONFLICT)),
    ).cast(FINDING_SCHEMA)
