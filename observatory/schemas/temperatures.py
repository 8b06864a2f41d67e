"""Daily temperatures of weather stations."""

import dataframely as dy
import polars as pl

from observatory.schemas.fact import Fact

# Below and above any temperature measured in France (−41 °C in 1985, 46 °C in 2019): a reading beyond is a mistake.
EXTREMES_C = (-60.0, 60.0)


class TemperatureObservation(dy.Schema):
    """One day of a station as a file gives it, °C. Grain: file row."""

    row = dy.UInt32(min=1)
    source = dy.String()
    vintage = dy.String()
    station = dy.String()
    date = dy.Date()
    tn = dy.Float64(nullable=True)
    tx = dy.Float64(nullable=True)

    @dy.rule()
    def out_of_range(cls) -> pl.Expr:
        """A temperature beyond any that was measured is a mistake."""
        return pl.col("tn").is_between(*EXTREMES_C) & pl.col("tx").is_between(*EXTREMES_C)

    @dy.rule()
    def minimum_above_maximum(cls) -> pl.Expr:
        """Both are taken over the same daylight hours: the lowest is never above the highest."""
        return pl.col("tn") <= pl.col("tx")


class Temperatures(dy.Schema):
    """Lowest and highest temperature of a day under shelter, °C; null where missing. Grain: source × station × date."""

    source = dy.String(primary_key=True)
    station = dy.String(primary_key=True)  # the publisher's number
    year = dy.Int32()
    date = dy.Date(primary_key=True)
    tn = dy.Float64(nullable=True)
    tx = dy.Float64(nullable=True)
    vintage = dy.String()
    row = dy.UInt32()


TEMPERATURES = Fact(
    name="temperatures",
    observation=TemperatureObservation,
    table=Temperatures,
    grain=("source", "station", "date"),
    slice={"source": "source", "insee_code": "station", "year": "year"},
)
