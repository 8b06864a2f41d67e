"""The factors whose product is a series: two matrices (categories × factors) for each step, as `methods` takes them.

Residential energy is, carrier by carrier, inhabitants × use per inhabitant at normal climate × weather; the weather is
left inside the use where no station, or no convention, tells it. A total of emissions is the sum of its sectors.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import polars as pl

from observatory.answers import climate, covered
from observatory.answers.contract import Note, Question, SourceLine
from observatory.answers.conventions import heating_share
from observatory.answers.indicator import Series
from observatory.answers.mapped import is_corrected
from observatory.answers.sources import source_lines, weather_lines
from observatory.errors import QuestionRefused
from observatory.methods.climate import sdes_correction
from observatory.methods.decomposition import Array
from observatory.store.snapshots import Snapshot
from observatory.territory import Territory

INHABITANTS, USE, WEATHER, METHOD = "inhabitants", "use_per_inhabitant", "weather", "perimeter_or_method"
RESIDENTIAL = "residential"
BOTH = 2  # years of a step

Step = tuple[Array, Array]


@dataclass(frozen=True, eq=False)
class Cells:
    """What is explained: one value per year and category (carrier or sector), none of them unknown."""

    years: tuple[int, ...]
    categories: tuple[str, ...]
    values: Array  # years × categories


@dataclass(frozen=True, eq=False)
class Factored:
    """The names of the factors, the two matrices of each step, and what a reader must know of them."""

    names: tuple[str, ...]
    steps: tuple[Step, ...]
    inhabitants: tuple[float, float] | None = None  # of the first and the last year, where they are a factor
    notes: tuple[Note, ...] = ()
    sources: tuple[SourceLine, ...] = ()


@dataclass(frozen=True, eq=False)
class Weather:
    """For each step, what the weather makes of each carrier in its two years (1 at normal climate)."""

    steps: tuple[Step, ...] = ()
    notes: tuple[Note, ...] = ()
    sources: tuple[SourceLine, ...] = ()


def of_sectors(cells: Cells) -> Factored:
    """Each sector as a factor of its own: its effect is its change."""
    one = np.eye(len(cells.categories), dtype=bool)
    matrices = [np.where(one, values[:, np.newaxis], 1.0) for values in cells.values]
    return Factored(cells.categories, tuple(pairwise(matrices)))


def of_residential(snapshot: Snapshot, question: Question, series: Series, cells: Cells) -> Factored:
    """Inhabitants of what the series covers × use per inhabitant (× weather), for each carrier.

    Raises QuestionRefused `decomposition_no_inhabitants`.
    """
    people, census_notes = _inhabitants(snapshot, question, series)
    weather = _weather(snapshot, question.territory, cells, series)
    names = (INHABITANTS, USE, WEATHER) if weather.steps else (INHABITANTS, USE)
    ones = np.ones(len(cells.categories))
    steps = []
    for at, (before, after) in enumerate(weather.steps or [(ones, ones)] * (len(cells.years) - 1)):
        ends = ((at, before), (at + 1, after))
        first, last = (_product(people[year], cells.values[year], felt)[:, : len(names)] for year, felt in ends)
        steps.append((first, last))
    return Factored(
        names=names,
        steps=tuple(steps),
        inhabitants=(people[0], people[-1]),
        notes=(*weather.notes, *census_notes),
        sources=(*source_lines(snapshot, "population", question.territory, (), ()), *weather.sources),
    )


def with_method(factored: Factored, cells: Cells, apart: Array) -> Factored:
    """Give to `perimeter_or_method` the whole change of what was counted in two ways: no other factor explains it.

    `apart` (steps × categories) says which categories have another vintage in the second year of a step.
    """
    if not apart.any():
        return factored
    steps = []
    for at, (before, after) in enumerate(factored.steps):
        ends = ((before, cells.values[at]), (after, cells.values[at + 1]))
        first, last = (_set_apart(matrix, values, apart[at]) for matrix, values in ends)
        steps.append((first, last))
    years = [cells.years[at + 1] for at in np.flatnonzero(apart.any(axis=1))]
    told = Note("decomposition_vintages", {"years": years})
    return replace(factored, names=(*factored.names, METHOD), steps=tuple(steps), notes=(told, *factored.notes))


def _product(people: float, values: Array, felt: Array) -> Array:
    return np.column_stack([np.full(len(values), people), values / (people * felt), felt])


def _set_apart(matrix: Array, values: Array, apart: Array) -> Array:
    whole = np.column_stack([matrix, np.ones(len(matrix))])
    whole[apart] = 1.0
    whole[apart, -1] = values[apart]
    return whole


def _inhabitants(snapshot: Snapshot, question: Question, series: Series) -> tuple[list[float], list[Note]]:
    """Inhabitants that the rates of the same figure divide by, year by year."""
    people, census_notes = covered.inhabitants(snapshot, question, series.chosen, series.years, per=())
    by_year = dict(people.rows())
    found = [float(by_year.get(year) or 0.0) for year in series.years]
    if min(found) <= 0:
        raise QuestionRefused("decomposition_no_inhabitants", territory=str(question.territory))
    return found, census_notes


def _weather(snapshot: Snapshot, territory: Territory, cells: Cells, series: Series) -> Weather:
    """One station for the two years of a step; no weather at all, and why, where a step has none.

    Two stations are never put end to end: each step compares two years of one of them.
    """
    if any(is_corrected(snapshot, source) for source, _ in series.chosen.sources):
        return Weather(notes=(Note("weather_already_out"),))
    known = {one: _heating_share(snapshot, one) for one in cells.categories}
    lacking = [carrier for carrier, share in known.items() if share is None]
    if lacking:
        return Weather(notes=(Note("weather_share_unknown", {"carriers": lacking}),))
    try:
        felt = climate.degree_days(snapshot, territory)
    except QuestionRefused:
        return Weather(notes=(Note("weather_station_unknown"),))
    by_step = [climate.station_of_years(felt, step) for step in pairwise(cells.years)]
    without = sorted(
        {year for step, one in zip(pairwise(cells.years), by_step, strict=True) if _mixed(one) for year in step}
    )
    if without:
        return Weather(notes=(Note("weather_years_missing", {"years": without}),))
    shares = {carrier: share or 0.0 for carrier, share in known.items()}
    return Weather(
        steps=tuple(_felt(one, tuple(shares.values())) for one in by_step),
        notes=(*_of_stations(by_step), *_of_shares(shares)),
        sources=weather_lines(snapshot, pl.concat(by_step)),
    )


def _heating_share(snapshot: Snapshot, carrier: str) -> float | None:
    return 0.0 if carrier in climate.NO_HEATING else heating_share(snapshot, carrier, RESIDENTIAL)


def _mixed(one: pl.DataFrame) -> bool:
    """Whether the two years of a step lack one and the same station."""
    return one.height != BOTH or one["station"].n_unique() != 1


def _felt(one: pl.DataFrame, shares: Sequence[float]) -> Step:
    """Use over use at normal climate of each carrier, in the two years of a step."""
    before, after = (
        np.array([1 / sdes_correction(1.0, share, line["degree_days"], line["normal"]) for share in shares])
        for line in one.to_dicts()
    )
    return before, after


def _of_stations(by_step: Sequence[pl.DataFrame]) -> list[Note]:
    used = pl.concat(by_step).group_by("station", maintain_order=True)
    told = used.agg(pl.col("name", "normal_first", "normal_last").first(), pl.col("year").unique().sort())
    return [
        Note(
            "weather_factor",
            {
                "station": line["name"],
                "years": line["year"],
                "normal": [*range(line["normal_first"], line["normal_last"] + 1)],
            },
        )
        for line in told.to_dicts()
    ]


def _of_shares(shares: Mapping[str, float]) -> list[Note]:
    return [
        Note("heating_share", {"carrier": carrier, "sector": RESIDENTIAL, "share": share})
        for carrier, share in shares.items()
        if share > 0
    ]
