"""A change and its factors: from the first year to the last, one bar for each effect."""

from functools import lru_cache

import polars as pl

from observatory.answers.decomposition import Decomposition, End
from observatory.figures.chart import TOTAL, Chart, Kind, Series, State, Texts, chart
from observatory.figures.theme import ACCENT
from observatory.wording import explanations, labels, readings
from observatory.wording.language import N_, translate
from observatory.wording.notes import note
from observatory.wording.numbers import number, year_span
from observatory.wording.typography import NBSP, capital

REMEMBERED = 256  # charts, by the answer they are made of
RISE, FALL, LEVEL = "change.rise", "change.fall", "grey.1"
# Told apart without colour: the sign, the arrow, and the side that the bar grows to.
ARROWS = {RISE: "▲", FALL: "▼", LEVEL: "="}


@lru_cache(maxsize=REMEMBERED)
def waterfall_chart(found: Decomposition, *, language: str) -> Chart:
    """The first year, one bar per factor, the last year; the table has each step too."""
    scale = explanations.scale_of(found)
    ends = (_end(found, found.start, language), _end(found, found.end, language))
    drawn = (ends[0], *(_effect(found, name, language) for name in found.factors), ends[1])
    return chart(
        Kind.WATERFALL, drawn, _texts(found, drawn, language), unit=labels.unit(scale.unit, language), language=language
    )


def _end(found: Decomposition, end: End, language: str) -> Series:
    scale = explanations.scale_of(found)
    value = end.value * scale.factor
    shown = f"{'≥ ' if end.high > end.value else ''}{number(value, language=language)}{NBSP}"
    return Series(
        key=f"total {end.year}",
        label=translate("Total de {year}", language, year=end.year),
        x=(end.year,),
        y=(value,),
        high=(end.high * scale.factor,),
        status=(State(end.status),),
        colour=ACCENT,
        group=TOTAL,
        names=(str(end.year),),
        texts=(shown + labels.unit(scale.unit, language),),
    )


def _effect(found: Decomposition, name: str, language: str) -> Series:
    """The effect over the whole span, then of each step where there are several."""
    scale = explanations.scale_of(found)
    steps = found.steps.filter(pl.col("factor") == name).select("year_from", "year_to", "value").rows()
    rows = [(found.start.year, found.end.year, found.totals[name]), *(steps if len(steps) > 1 else [])]
    values = tuple(value * scale.factor for _, _, value in rows)
    colour = RISE if values[0] > 0 else FALL if values[0] < 0 else LEVEL
    written = (f"{ARROWS[colour]} {explanations.signed(value, found, language)}" for _, _, value in rows[:1])
    return Series(
        key=name,
        label=capital(explanations.factor(name, found, language)),
        x=tuple(last for _, last, _ in rows),
        y=values,
        high=values,
        status=(State.ESTIMATED,) * len(rows),
        colour=colour,
        names=tuple(year_span(first, last) for first, last, _ in rows),
        texts=tuple(written),
    )


def _texts(found: Decomposition, drawn: tuple[Series, ...], language: str) -> Texts:
    title = explanations.headline(found, language)
    answer = found.answer
    scale = explanations.scale_of(found)
    bars = translate(" ; ", language).join(f"{one.label} {one.texts[0]}" for one in drawn)
    return Texts(
        title=title,
        subtitle=translate(
            "{subtitle} · de {first} à {last}",
            language,
            subtitle=readings.subtitle(answer, language, scale=scale),
            first=found.start.year,
            last=found.end.year,
        ),
        source_line=readings.source_line(answer, language),
        perimeter_line=readings.perimeter_line(answer, language),
        notes=(
            explanations.total(found, language),
            *explanations.sentences(found, language),
            *(note(one.code, dict(one.params), language) for one in answer.notes),
        ),
        alt=translate(N_("{title}. {bars}"), language, title=title, bars=bars),
    )
