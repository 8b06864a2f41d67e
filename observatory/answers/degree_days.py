"""Yearly degree-days of the stations that serve a territory, one series for each source, station, base and method.

Some are reckoned here from daily temperatures, some were by their publisher: they stand side by side, each under its
name, and none takes the place of another.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from observatory.answers import climate, territories
from observatory.answers.contract import Note
from observatory.errors import QuestionRefused
from observatory.methods.climate import SEASON, SEASON_BASE, YEAR, Method
from observatory.schemas import DEGREE_DAYS
from observatory.store import totals
from observatory.store.snapshots import Snapshot
from observatory.territory import Territory

SERIES = ("source", "station", "name", "base", "method", "months")
COLUMNS = (*SERIES, "year", "degree_days")
# Base 18 over the whole year, as contracts and bills have it, and what the correction of the SDES uses.
RECKONED = ((18.0, Method.METEO, YEAR), (SEASON_BASE, Method.METEO, SEASON))


@dataclass(frozen=True, eq=False)  # one object per question and snapshot
class DegreeDaysFound:
    """`frame`: source, station, name, base (°C), method, months (`1-12`), year, degree_days (null: not all is known).

    Grain: series × year, sorted. `notes` are the stations that no territory is declared for.
    """

    frame: pl.DataFrame
    notes: tuple[Note, ...]


def yearly_degree_days(snapshot: Snapshot, territory: Territory) -> DegreeDaysFound:
    """Every series of yearly degree-days that serves a territory.

    Raises QuestionRefused `station_unknown` where none does, and those of `territories.name`.
    """
    territories.name(snapshot, territory)
    found = [*_reckoned(snapshot, territory), *_published(snapshot, territory)]
    if not found:
        raise QuestionRefused("station_unknown", territory=str(territory))
    return DegreeDaysFound(pl.concat(found).select(COLUMNS).sort(*SERIES, "year"), _unassigned(snapshot))


def _reckoned(snapshot: Snapshot, territory: Territory) -> list[pl.DataFrame]:
    """From daily temperatures."""
    try:
        return [
            climate.degree_days(snapshot, territory, base=base, method=method, months=months).select(
                "source",
                "station",
                "name",
                "year",
                "degree_days",
                base=pl.lit(base),
                method=pl.lit(str(method)),
                months=pl.lit(spelled(months)),
            )
            for base, method, months in RECKONED
        ]
    except QuestionRefused:  # no station with daily temperatures serves it
        return []


def _published(snapshot: Snapshot, territory: Territory) -> list[pl.DataFrame]:
    """By their publisher, month by month: a year is the sum of its twelve months."""
    try:
        lines = climate.stations(snapshot, territory, fact=DEGREE_DAYS)
    except QuestionRefused:
        return []
    return [_of_line(snapshot, line) for line in lines]


def _of_line(snapshot: Snapshot, line: dict[str, str | int]) -> pl.DataFrame:
    return snapshot.query(
        """SELECT source, station, $name AS name, year,
               CASE WHEN count(*) = 12 THEN sum(degree_days) END AS degree_days, base, method::VARCHAR AS method,
               $months AS months
           FROM degree_days
           WHERE source = $source AND station = $station AND year BETWEEN $first_year AND $last_year
           GROUP BY ALL""",
        {name: line[name] for name in ("name", "source", "station", "first_year", "last_year")}
        | {"months": spelled(YEAR)},
    ).with_columns(pl.col("year").cast(pl.Int32))


def _unassigned(snapshot: Snapshot) -> tuple[Note, ...]:
    """Stations whose degree-days were ingested, and that no line of `data/stations.csv` gives a territory."""
    known = snapshot.query("SELECT DISTINCT source, station FROM degree_days ORDER BY ALL")
    alone = known.join(totals.table(snapshot, "stations"), on=["source", "station"], how="anti")
    return (Note("station_unassigned", {"names": alone["station"].to_list()}),) if alone.height else ()


def spelled(months: Sequence[int]) -> str:
    """Months as spans.

    >>> spelled((1, 2, 3, 4, 5, 10, 11, 12))
    '1-5 10-12'
    """
    first = [month for month in months if month - 1 not in months]
    last = [month for month in months if month + 1 not in months]
    return " ".join(f"{one}-{other}" for one, other in zip(first, last, strict=True))
