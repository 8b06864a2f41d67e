"""Inhabitants as an answer: of the censuses, or of every year asked for."""

import polars as pl

from observatory.answers import epci_perimeters, territories
from observatory.answers.columns import named, split_by
from observatory.answers.contract import Answer, Perimeter, Question
from observatory.answers.sources import source_lines
from observatory.indicators import Indicator
from observatory.store import totals
from observatory.store.snapshots import Snapshot

MOST = 0.95  # of the inhabitants: a year that counts them is of a census, though a few islands are counted another year


def population(snapshot: Snapshot, question: Question, asked: Indicator, name: str) -> Answer:
    """Municipal population by year; between two censuses it is estimated, and said so."""
    censuses = territories.censuses(totals.inhabitants(snapshot, question.territory))
    years = list(range(question.years[0], question.years[1] + 1)) if question.years else censuses
    people, census_notes = territories.inhabitants(snapshot, question.territory, years)
    frame = _valued(people, split_by(question))
    held = [year for year in years if not (censuses and censuses[0] <= year <= censuses[-1])]
    return Answer(
        question=question,
        indicator=asked,
        name=name,
        unit=asked.unit,
        frame=named(snapshot, question, frame),
        perimeter=_perimeter(snapshot, question, people),
        breaks=(),
        sources=source_lines(snapshot, "population", question.territory, (("insee_population", ""),), tuple(years)),
        notes=(*epci_perimeters.notes(snapshot, question.territory), *census_notes),
        gas=None,
        snapshot=snapshot.number,
        published_at=snapshot.published_at,
        unsure=tuple(("", year) for year in held),
        published=tuple(sorted(censuses)),
    )


def _perimeter(snapshot: Snapshot, question: Question, people: pl.DataFrame) -> Perimeter:
    place = question.territory
    counted, communes = people["insee_code"].n_unique(), totals.members(snapshot, place).height
    share = 1.0 if place.is_area else None
    return Perimeter((), {}, (), counted, communes, (), share, epci_year=epci_perimeters.year(snapshot, place))


def _valued(people: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    """Whole inhabitants of each commune, added; estimated where the census of that year misses some of them."""
    whole = people.with_columns(pl.col("inhabitants").round())
    added = whole.group_by("year", *by).agg(
        value=pl.col("inhabitants").sum(), counted=pl.col("inhabitants").filter("counted").sum()
    )
    return added.with_columns(
        high="value",
        status=pl.when(pl.col("counted") < MOST * pl.col("value"))
        .then(pl.lit("estimated"))
        .otherwise(pl.lit("measured")),
        withheld_cells=pl.lit(0, dtype=pl.UInt32),
    )
