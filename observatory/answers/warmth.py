"""Heat and cold of the years at the stations that serve a territory: hot days, tropical nights, degree-days."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache

import polars as pl

from observatory.answers import territories
from observatory.answers.climate import degree_days
from observatory.answers.contract import SourceLine
from observatory.answers.sources import weather_lines
from observatory.methods.warmth import days_over, nights_over
from observatory.store.snapshots import Snapshot
from observatory.territory import Territory


class Warmth(StrEnum):
    """What is counted of each year."""

    HOT_DAYS = "hot_days"  # above 35 °C, from May to September
    TROPICAL_NIGHTS = "tropical_nights"  # never under 20 °C, from May to September
    DEGREE_DAYS = "degree_days"  # of heating: base 17, method Météo, from October to May


@dataclass(frozen=True, eq=False)  # one object per question and snapshot
class Measured:
    """What was measured near a territory.

    `frame` is sorted and has one row per station and year that it serves: station, name, year, value (null where a day
    of the months lacks). Two stations never make one series.
    """

    counted: Warmth
    name: str  # of the territory
    frame: pl.DataFrame
    sources: tuple[SourceLine, ...]
    snapshot: int
    published_at: datetime


@lru_cache(maxsize=256)
def warmth(snapshot: Snapshot, territory: Territory, counted: Warmth) -> Measured:
    """Count the years of the stations that serve a territory. Raises QuestionRefused `station_unknown`."""
    served = degree_days(snapshot, territory)
    if counted is Warmth.DEGREE_DAYS:
        found = served.with_columns(value="degree_days")
    else:
        count = days_over if counted is Warmth.HOT_DAYS else nights_over
        known = count(_days(snapshot, served["station"].unique().to_list()))
        found = served.join(known, on=["station", "year"], how="left", maintain_order="left")
    return Measured(
        counted,
        territories.name(snapshot, territory),
        found.select("station", "name", "year", "value"),
        weather_lines(snapshot, found.select("source", "station", "year")),
        snapshot.number,
        snapshot.published_at,
    )


def _days(snapshot: Snapshot, stations: list[str]) -> pl.DataFrame:
    sql = (
        "SELECT station, date, tn, tx FROM temperatures WHERE list_contains($stations, station) ORDER BY station, date"
    )
    return snapshot.query(sql, {"stations": [str(station) for station in stations]})
