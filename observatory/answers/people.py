"""Inhabitants as an answer: of the censuses, or of every year asked for."""

import polars as pl

from observatory.answers import territories
from observatory.answers.columns import named, split_by
from observatory.answers.contract import Answer, Perimeter, Question
from observatory.answers.sources import source_lines
from observatory.indicators import Indicator
from observatory.store import totals
from observatory.store.snapshots import Snapshot


def population(snapshot: Snapshot, question: Question, asked: Indicator, name: str) -> Answer:
    """Municipal population by year; between two censuses it is estimated, and said so."""
    known = totals.inhabitants(snapshot, question.territory)
    censuses = known["year"].unique().sort().to_list()
    years = list(range(question.years[0], question.years[1] + 1)) if question.years else censuses
    people, census_notes = territories.inhabitants(snapshot, question.territory, years)
    frame = people.group_by("year", *split_by(question)).agg(value=pl.col("inhabitants").sum())
    between = ~pl.col("year").is_in(censuses)
    frame = frame.with_columns(
        high="value",
        status=pl.when(between).then(pl.lit("estimated")).otherwise(pl.lit("measured")),
        withheld_cells=pl.lit(0, dtype=pl.UInt32),
    )
    communes = totals.members(snapshot, question.territory)
    covered = people["insee_code"].n_unique()
    return Answer(
        question=question,
        indicator=asked,
        name=name,
        unit=asked.unit,
        frame=named(snapshot, question, frame),
        perimeter=Perimeter((), {}, (), covered, communes.height, (), 1.0 if question.territory.is_area else None),
        breaks=(),
        sources=source_lines(snapshot, "population", question.territory, (("insee_population", ""),), tuple(years)),
        notes=tuple(census_notes),
        gas=None,
        snapshot=snapshot.number,
        published_at=snapshot.published_at,
    )
