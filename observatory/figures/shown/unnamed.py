"""The same rows without a name: the chosen commune is « Vous », the others are one commune among others."""

from dataclasses import replace
from functools import lru_cache

import polars as pl

from observatory.answers.comparison import Comparison
from observatory.answers.funnel import Spread
from observatory.answers.peers import Comparable
from observatory.figures.chart import Chart
from observatory.wording.language import translate

# Charts are remembered by the rows that they are made of: the same rows must come back.
REMEMBERED = 256


@lru_cache(maxsize=REMEMBERED)
def unnamed(found: Comparison, chosen: str | None, language: str) -> Comparison:
    """Rows of a comparison."""
    return replace(found, frame=_without_names(found.frame, chosen, language, epci=found.by_epci))


@lru_cache(maxsize=REMEMBERED)
def unnamed_comparable(found: Comparable, language: str) -> Comparable:
    """A commune and its nearest."""
    own = str(found.own["key"][0])
    frames = (_without_names(frame, own, language) for frame in (found.own, found.frame))
    return replace(found, **dict(zip(("own", "frame"), frames, strict=True)))  # type: ignore[arg-type]


@lru_cache(maxsize=REMEMBERED)
def unnamed_spread(found: Spread, chosen: str | None, language: str) -> Spread:
    """Communes by their size."""
    return replace(found, frame=_without_names(found.frame, chosen, language))


@lru_cache(maxsize=REMEMBERED)
def quiet(chart: Chart) -> Chart:
    """A chart without its notes, which list communes by name."""
    return replace(chart, notes=())


@lru_cache(maxsize=REMEMBERED)
def told(chart: Chart, reading: str) -> Chart:
    """A chart with another sentence."""
    return replace(chart, title=reading, alt=reading)


def _without_names(frame: pl.DataFrame, chosen: str | None, language: str, *, epci: bool = False) -> pl.DataFrame:
    you = translate("Vous", language)
    other = translate("un EPCI", language) if epci else translate("une commune", language)
    is_chosen = pl.col("key") == (chosen or "")
    return frame.with_columns(name=pl.when(is_chosen).then(pl.lit(you)).otherwise(pl.lit(other)))
