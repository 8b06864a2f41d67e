"""A value that is far from what a meter usually uses: told to whom it came from and to her adviser, never corrected."""

import polars as pl

from observatory.deposits.found import FOUND, found_of

_METER = ("insee_code", "site", "meter", "fluid", "unit")
# A thousand times, give or take what a winter and a summer are apart.
RATIO = 300
# So many other readings make what is usual.
_ENOUGH = 5


def suspected(lines: pl.DataFrame, *, history: pl.DataFrame | None) -> pl.DataFrame:
    """Mark `unit_suspect` where a day's use is a thousand times, or a thousandth of, what the meter usually uses.

    What is usual is the median of the readings that the commune already has of that meter (`history`) and of the other
    lines of the file; without history only a use far above it is told.
    """
    used = lines.filter((pl.col("quantity") > 0) & (pl.col("nature") != "credit"))
    if used.is_empty():
        return pl.DataFrame(schema=FOUND)
    mine = _daily(used)
    past = pl.DataFrame(schema=mine.schema) if history is None or history.is_empty() else _past(history)
    usual = (
        pl.concat([mine, past], how="vertical_relaxed")
        .group_by(_METER)
        .agg(usual=pl.col("daily").median(), readings=pl.len(), known=pl.col("past").any())
    )
    rated = used.join(mine, on=["line", *_METER], how="left").join(usual, on=list(_METER), how="left")
    ratio = pl.col("daily") / pl.col("usual")
    far = (ratio >= RATIO) | (pl.col("known") & (ratio <= 1 / RATIO))
    marked = rated.with_columns(suspect=pl.when(far & (pl.col("readings") > _ENOUGH)).then(pl.lit("unit_suspect")))
    return found_of(marked, "suspect", "consommation")


def _daily(lines: pl.DataFrame) -> pl.DataFrame:
    days = (pl.col("period_end") - pl.col("period_start")).dt.total_days() + 1
    return lines.select("line", *_METER, daily=pl.col("quantity") / days, past=pl.lit(value=False))


def _past(history: pl.DataFrame) -> pl.DataFrame:
    texts = history.with_columns(pl.col("fluid", "unit").cast(pl.String), line=pl.lit(None, dtype=pl.UInt32))
    return _daily(texts.filter(pl.col("quantity") > 0)).with_columns(past=pl.lit(value=True))
