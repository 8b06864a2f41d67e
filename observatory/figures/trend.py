"""A territory over the years: one line or several, an index, small panels, and what stands beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import polars as pl

from observatory.answers.change import change as change_of
from observatory.answers.change import unsure_years
from observatory.answers.contract import Answer, Change
from observatory.figures import series
from observatory.figures.chart import REFERENCE, Chart, Kind, Mark, MarkKind, Series, State, Texts, chart
from observatory.figures.theme import stroke
from observatory.wording import labels, readings
from observatory.wording.language import translate
from observatory.wording.notes import note
from observatory.wording.numbers import Scale, scale_for, year_list

REMEMBERED = 256  # charts, by the answer they are made of


@dataclass(frozen=True)
class Reference:
    """A grey line beside a commune, in the answer's own unit, with the breaks that cut it and it alone.

    `marks` is None for what many territories make: nobody looked for its breaks, and it is cut wherever one of the
    others is.
    """

    series: Series
    marks: tuple[Mark, ...] | None = ()


@lru_cache(maxsize=REMEMBERED)
def trend_chart(
    answer: Answer,
    change: Change | None,
    *,
    language: str,
    dimension: str | None = None,
    references: tuple[Reference, ...] = (),
    index: int | None = None,
    first_notes: tuple[str, ...] = (),
) -> Chart:
    """Lines of an answer. `dimension` (carrier, sector or technology) splits it; `index` is the year that is 100.

    `change` is of the whole, or of the largest part where there is a split: the title speaks of it. `references` are in
    the answer's own unit.
    """
    scale = scale_for(answer.frame["value"], answer.unit)
    texts = _texts(answer, change, scale, language, main=_main(answer, dimension))
    drawn = (*_drawn(answer, dimension, scale, language), *(_scaled(one.series, scale) for one in references))
    made = chart(
        Kind.LINES,
        drawn,
        replace(texts, notes=(*first_notes, *texts.notes)),
        unit=labels.unit(scale.unit, language),
        language=language,
        marks=series.placed(_marks(answer, dimension, references, language), drawn),
    )
    return _as_index(made, index, unsure=_unsure(answer, dimension)) if index else made


def _unsure(answer: Answer, dimension: str | None) -> dict[str, frozenset[int]]:
    """By series, the years that no change is told to: an index has no point there."""
    if dimension != "carrier":
        return {"total": unsure_years(answer)}
    return {code: unsure_years(answer, code) for code in answer.frame["carrier"].unique()}


def _drawn(answer: Answer, dimension: str | None, scale: Scale, language: str) -> tuple[Series, ...]:
    if dimension:
        return series.split(answer, dimension, scale, language=language)
    return (series.whole(answer, scale, label=answer.name),) if not answer.frame.is_empty() else ()


def _marks(answer: Answer, dimension: str | None, references: tuple[Reference, ...], language: str) -> tuple[Mark, ...]:
    """The answer's breaks, then those of references, told only where the answer has none that year."""
    by_carrier, by_sector = dimension == "carrier", dimension == "sector"
    own = series.marks(answer.breaks, language=language, by_carrier=by_carrier, by_sector=by_sector)
    told = {mark.x for mark in own}
    others = [mark for one in references for mark in one.marks or ()]
    years = sorted(told | {mark.x for mark in others})
    followers = [one.series.key for one in references if one.marks is None]
    followed = (Mark(year, "", MarkKind.BREAK, key) for key in followers for year in years)
    return (*own, *(replace(mark, text="") if mark.x in told else mark for mark in others), *followed)


@lru_cache(maxsize=REMEMBERED)
def multiples_chart(answer: Answer, dimension: str, *, language: str) -> Chart:
    """One small panel per carrier, sector or technology."""
    scale = scale_for(answer.frame["value"], answer.unit)
    place = readings.coverage_title(answer, language)
    title = {
        "carrier": translate("{place}, énergie par énergie", language, place=place),
        "sector": translate("{place}, secteur par secteur", language, place=place),
        "technology": translate("{place}, filière par filière", language, place=place),
    }[dimension]
    drawn = series.split(answer, dimension, scale, language=language)
    texts = _texts(answer, None, scale, language, main=None)
    own_scale = translate("Chaque panneau a sa propre échelle, à partir de zéro.", language)
    return chart(
        Kind.MULTIPLES,
        drawn,
        replace(texts, title=title, alt=title, notes=(own_scale, *texts.notes)),
        unit=labels.unit(scale.unit, language),
        language=language,
        marks=series.placed(_marks(answer, dimension, (), language), drawn),
    )


@lru_cache(maxsize=REMEMBERED)
def spark_chart(answer: Answer, *, language: str) -> Chart:
    """A tiny line of an answer that is not split."""
    scale = scale_for(answer.frame["value"], answer.unit)
    return chart(
        Kind.SPARK,
        (series.whole(answer, scale, label=answer.name),),
        Texts(readings.trend(answer, change_of(answer), language)),
        unit=labels.unit(scale.unit, language),
        language=language,
        marks=series.marks(answer.breaks, language=language),
    )


def reference(answer: Answer, at: int, *, language: str) -> Reference:
    """An area beside a commune; `at` tells it from the others."""
    label = readings.coverage_title(answer, language)
    drawn = _grey(series.whole(answer, Scale(1.0, answer.unit), label=label, emphasis=False), f"area{at}", at)
    cuts = series.marks(answer.breaks, name=answer.name, language=language)
    return Reference(drawn, tuple(replace(mark, series=drawn.key) for mark in cuts))


def median_reference(medians: pl.DataFrame, at: int, *, label: str) -> Reference:
    """The median of other communes as a grey line; `medians` has year and value."""
    years, values = tuple(medians["year"]), tuple(medians["value"])
    drawn = Series(
        key="median",
        label=label,
        x=years,
        y=values,
        high=values,
        status=(State.MEASURED,) * len(years),
        colour=f"grey.{at}",
    )
    return Reference(_grey(drawn, "median", at), None)


def _grey(one: Series, key: str, at: int) -> Series:
    colour = f"grey.{at}"
    # What hides in an area of many communes is no question of this figure: its band would only blur the commune's.
    return replace(
        one, key=key, colour=colour, dash=stroke(colour).dash, symbol=stroke(colour).symbol, group=REFERENCE, high=one.y
    )


def _scaled(one: Series, scale: Scale) -> Series:
    times = tuple(None if value is None else value * scale.factor for value in one.y)
    return replace(one, y=times, high=times)


def _main(answer: Answer, dimension: str | None) -> tuple[str, str] | None:
    """The part that the title speaks of: the largest of the last year."""
    if dimension is None or answer.frame.is_empty():
        return None
    return dimension, largest(answer, dimension)


def largest(answer: Answer, dimension: str) -> str:
    """Code of the largest part of the last year."""
    last = answer.frame.filter(pl.col("year") == pl.col("year").max())
    return str(last.sort("value", descending=True, nulls_last=True)[dimension][0])


def _texts(
    answer: Answer, change: Change | None, scale: Scale, language: str, *, main: tuple[str, str] | None
) -> Texts:
    told = {main[0]: main[1]} if main else {}
    title = readings.trend(answer, change, language, **told)
    return Texts(
        title=title,
        subtitle=readings.subtitle(answer, language, scale=scale),
        source_line=readings.source_line(answer, language),
        perimeter_line=readings.perimeter_line(answer, language),
        notes=tuple(note(one.code, dict(one.params), language) for one in answer.notes),
        alt=title,
    )


def _as_index(made: Chart, year: int, *, unsure: Mapping[str, frozenset[int]]) -> Chart:
    """The same lines over their value of one year; what a break separates from it is not comparable."""
    made = replace(made, series=tuple(series.without(one, unsure.get(one.key, frozenset())) for one in made.series))
    subtitle = translate("{subtitle} · indice 100 en {year}", made.language, subtitle=made.subtitle, year=year)
    unit = translate("indice", made.language)
    drawn = series.indexed(made, year)
    return replace(
        made, series=drawn, base_year=year, unit=unit, subtitle=subtitle, notes=(*_away(made, drawn, year), *made.notes)
    )


def _away(made: Chart, drawn: tuple[Series, ...], year: int) -> tuple[str, ...]:
    """The years that a break keeps from the base year in every line: their place on the figure is empty."""
    shown = {x for one in drawn for x, value in zip(one.x, one.y, strict=True) if value is not None}
    apart = {x for one in drawn for x, state in zip(one.x, one.status, strict=True) if state is State.NOT_COMPARABLE}
    years = year_list([int(x) for x in apart - shown], made.language)
    told = translate(
        "Années non comparables avec {year}, non montrées : {years}", made.language, year=year, years=years
    )
    return (told,) if years else ()
