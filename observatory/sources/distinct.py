"""Work done once for each distinct text: a file of a million rows has a dozen years and a few thousand communes."""

from collections.abc import Callable, Sequence
from typing import cast

import polars as pl

_MOST = 1 << 62
_AT, _NUMBER = " at", " number"


def as_lists(frame: pl.DataFrame) -> pl.DataFrame:
    """Hold each column of texts as the places of its rows in a list of the texts (Categorical), one list a column."""
    return frame.with_columns(_listed(texts) for texts in frame.select(pl.col(pl.String)))


def one_text(text: str) -> pl.Expr:
    """The same text, listed, in every row."""
    return pl.lit(text).cast(pl.Categorical(pl.Categories.random()))


def as_texts(frame: pl.DataFrame) -> pl.DataFrame:
    """The texts themselves again."""
    return frame.with_columns(pl.col(pl.Categorical).cast(pl.String))


def looked_up(texts: pl.Series, work: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """What `work` makes of each text, each given to it once; null stays null.

    >>> looked_up(pl.Series("carrier", ["Gaz ", "Gaz "]), lambda texts: texts.str.strip_chars()).to_list()
    ['Gaz', 'Gaz']
    """
    listed = _listed(texts)
    return work(_list_of(listed)).gather(listed.to_physical()).alias(texts.name)


def stripped(texts: pl.Series) -> pl.Series:
    """Listed texts without the blanks around them."""
    as_they_are = _list_of(texts)
    bare = as_they_are.str.strip_chars()
    return texts if (bare == as_they_are).all() else _listed(bare).gather(texts.to_physical()).alias(texts.name)


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
    listed = [_listed(frame[name]) for name in columns]
    distinct, places = _one(listed[0]) if len(listed) == 1 else _several(listed)
    return frame.with_columns(work(distinct).select(pl.all().gather(places)))


def _listed(texts: pl.Series) -> pl.Series:
    if isinstance(texts.dtype, pl.Categorical):
        return texts
    return texts.cast(pl.Categorical(pl.Categories.random()))


def _list_of(listed: pl.Series) -> pl.Series:
    return cast("pl.Categorical", listed.dtype).categories.to_series()


def _one(listed: pl.Series) -> tuple[pl.DataFrame, pl.Series]:
    """The texts of a column, null last where there is one, and the place of each row's text."""
    texts, places = _list_of(listed), listed.to_physical()
    if places.null_count():
        places, texts = places.fill_null(len(texts)), texts.extend_constant(None, 1)
    return pl.DataFrame({listed.name: texts}), places


def _several(listed: Sequence[pl.Series]) -> tuple[pl.DataFrame, pl.Series]:
    """The combinations that occur, and the place of each row's."""
    ones = [_one(column) for column in listed]
    numbers, most = pl.repeat(0, len(listed[0]), dtype=pl.UInt64, eager=True), 1
    for texts, places in ones:
        if most * texts.height > _MOST:
            numbers, most = numbers.rank("dense").cast(pl.UInt64), len(numbers) + 1
        numbers, most = numbers * texts.height + places, most * texts.height
    numbered = pl.DataFrame({_NUMBER: numbers})
    found = numbered.with_row_index(_AT).unique(_NUMBER, keep="any")
    distinct = [texts.select(pl.all().gather(places.gather(found[_AT]))) for texts, places in ones]
    known = found.select(_NUMBER).with_row_index(_AT)
    return pl.concat(distinct, how="horizontal"), numbered.join(known, on=_NUMBER, how="left", maintain_order="left")[
        _AT
    ]
