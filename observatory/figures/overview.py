"""Parts of a total in one year, as bars."""

from dataclasses import replace
from functools import lru_cache

import polars as pl

from observatory.answers.contract import Answer
from observatory.figures import series
from observatory.figures.chart import Chart, Kind, Series, Texts, chart, hidden
from observatory.wording import labels, readings
from observatory.wording.language import translate
from observatory.wording.notes import note
from observatory.wording.numbers import Scale, number, percent, scale_for

REMEMBERED = 256  # charts, by the answer they are made of
MOST_TIMES = 10
LEAST = 0.1  # percent: the least share that is written as a number


@lru_cache(maxsize=REMEMBERED)
def shares_chart(answer: Answer, dimension: str, *, language: str, year: int | None = None) -> Chart:
    """One bar per carrier, sector or technology of one year, the last by default; what is no part of the total stands apart."""
    shown = year or _last(answer)
    only = answer.frame.filter(pl.col("year") == shown)
    # One step below the unit of the largest: its parts are small beside it, and a unit is the same within a figure.
    scale = scale_for([(value or 0.0) / MOST_TIMES for value in only["value"]], answer.unit)
    drawn = series.split(_of_year(answer, only), dimension, scale, language=language)
    total = sum(one.y[0] or 0.0 for one in drawn if not one.group)
    unit = labels.unit(scale.unit, language)
    return chart(
        Kind.BARS,
        tuple(_written(one, total, unit, language) for one in drawn),
        _texts(answer, drawn, total, shown, scale, language),
        unit=unit,
        language=language,
    )


def _last(answer: Answer) -> int:
    return int(answer.frame["year"].max() or 0) if not answer.frame.is_empty() else 0  # type: ignore[arg-type]


def _of_year(answer: Answer, only: pl.DataFrame) -> Answer:
    return replace(answer, frame=only)


def _written(one: Series, total: float, unit: str, language: str) -> Series:
    value = one.y[0]
    if value is None:
        return replace(one, texts=(labels.status(one.status[0].value, language),))
    shown = f"{'≥ ' if hidden(one, 0) else ''}{number(value, language=language)} {unit}"
    if not total or one.group:
        return replace(one, texts=(shown,))
    return replace(one, texts=(f"{shown} · {_share(value / total * 100, language)}",))


def _share(percents: float, language: str) -> str:
    """A share that is there is never written 0."""
    is_tiny = 0 < percents < LEAST
    shown = percent(LEAST if is_tiny else percents, language=language, signed=False, digits=None)
    return f"< {shown}" if is_tiny else shown


def _texts(answer: Answer, drawn: tuple[Series, ...], total: float, year: int, scale: Scale, language: str) -> Texts:
    title = readings.trend(answer, None, language)
    if drawn and total and drawn[0].y[0] is not None:
        words = {
            "part": drawn[0].label[:1].upper() + drawn[0].label[1:],
            "share": percent(drawn[0].y[0] / total * 100, language=language, signed=False),
            "year": year,
        }
        title = translate("{part} : {share} du total de {year}", language, **words)
        if not readings.is_whole(answer):
            covered = readings.coverage(answer, language)
            title = translate("{title}, pour {covered}", language, title=title, covered=covered)
    return Texts(
        title=title,
        subtitle=readings.subtitle(answer, language, scale=scale),
        source_line=readings.source_line(answer, language),
        perimeter_line=readings.perimeter_line(answer, language),
        notes=tuple(note(one.code, dict(one.params), language) for one in answer.notes),
        alt=title,
    )
