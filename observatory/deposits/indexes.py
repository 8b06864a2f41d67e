"""Readings of a meter's index into what it used between them."""

import polars as pl

_METER = ("insee_code", "site", "meter", "fluid", "unit")
FALLING, ALONE = "negative", "index_alone"


def differences(lines: pl.DataFrame) -> pl.DataFrame:
    """Replace each index by its difference with the reading before, of the same meter and unit.

    The period is then from the day after that reading to this one. The first reading of a meter has no quantity, and
    `index_code` says `ALONE` where no other follows, `FALLING` of an index below the one before.
    """
    is_index = (pl.col("nature") == "index") & pl.col("quantity").is_not_null()
    readings = lines.filter(is_index).sort("period_end", "line")
    before, day = pl.col("quantity").shift(1).over(_METER), pl.col("period_end").shift(1).over(_METER)
    used_since = pl.col("quantity") - before
    used = readings.with_columns(
        index_code=pl.when(pl.len().over(_METER) == 1)
        .then(pl.lit(ALONE))
        .when(before > pl.col("quantity"))
        .then(pl.lit(FALLING)),
        quantity=used_since,
        energy_mwh=used_since * pl.col("mwh"),
        water_m3=used_since * pl.col("m3"),
        unit=pl.when(before.is_not_null()).then("unit"),
        period_start=pl.when(day < pl.col("period_end")).then(day.dt.offset_by("1d")).otherwise("period_start"),
    )
    others = lines.filter(~is_index.fill_null(value=False)).with_columns(index_code=pl.lit(None, dtype=pl.String))
    both = pl.concat([others, used], how="diagonal").sort("line")
    return both.with_columns(index_reason=pl.when(pl.col("index_code") == FALLING).then(pl.lit("index")))
