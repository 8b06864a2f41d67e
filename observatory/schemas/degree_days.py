"""Monthly degree-days, as a publisher reckoned them for a station."""

import dataframely as dy
import polars as pl

from observatory.schemas.fact import Fact

METHODS = ("meteo", "costic")  # as `methods.climate` names them
# The coldest month of an inhabited place of France stays under 50 °C below the base, every day of it.
MAX_MONTH = 1_550.0


class DegreeDaysObservation(dy.Schema):
    """One month of a station, °C·day. Grain: file row × month."""

    row = dy.UInt32(min=1)
    source = dy.String()
    vintage = dy.String()
    station = dy.String()
    base = dy.Float64()
    method = dy.String()
    year = dy.Int32()
    month = dy.Int32(nullable=True)
    degree_days = dy.Float64(nullable=True)

    @dy.rule()
    def out_of_range(cls) -> pl.Expr:
        """A month has no degree-days below zero, nor more than the coldest one."""
        return pl.col("degree_days").is_between(0, MAX_MONTH)


class DegreeDays(dy.Schema):
    """Heating degree-days of a month, °C·day. Grain: source × station × base × method × year × month.

    Source, station, base and method are attributes of a series: those of two series are never added nor put end to end.
    """

    source = dy.String(primary_key=True)
    station = dy.String(primary_key=True)  # the publisher's name or number
    base = dy.Float64(primary_key=True)  # °C
    method = dy.Enum(list(METHODS), primary_key=True)
    year = dy.Int32(primary_key=True)
    month = dy.Int32(primary_key=True, min=1, max=12)
    degree_days = dy.Float64()
    reckoning = dy.String()  # base and method in one text: what a file replaces is a year of one station so reckoned
    vintage = dy.String()
    row = dy.UInt32()


DEGREE_DAYS = Fact(
    name="degree_days",
    observation=DegreeDaysObservation,
    table=DegreeDays,
    value="degree_days",
    grain=("source", "station", "base", "method", "year", "month"),
    slice={"source": "source", "insee_code": "station", "carrier": "reckoning", "year": "year"},
)
