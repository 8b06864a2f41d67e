"""The reading of a figure: the sentence that answers, hedged as far as its data are.

It speaks from the same answer as the drawing, crosses no break, and is the drawing's alternative text too.
"""

import math
from functools import lru_cache

import polars as pl

from observatory.answers.contract import Answer, Change
from observatory.vocabulary import Status
from observatory.wording.alone import nothing, one_year
from observatory.wording.captions import coverage, coverage_title, is_whole, perimeter_line, source_line, subtitle
from observatory.wording.language import N_, translate
from observatory.wording.numbers import percent, quantity
from observatory.wording.positions import comparison, dominance
from observatory.wording.spoken import ABOUT, AT_LEAST, Spoken, hedged, said, spoken
from observatory.wording.typography import capital
from observatory.wording.verbs import LESS, MORE, SAME, Matter

__all__ = [
    "change_words",
    "comparison",
    "coverage",
    "coverage_title",
    "dominance",
    "is_whole",
    "perimeter_line",
    "source_line",
    "subtitle",
    "trend",
]

STEADY = 0.5  # percent: a smaller change is none
CLOSE = 2.0  # points between the bounds of a change: « environ », and beyond « entre … et … environ »

_LESS_SINCE = N_("{amount} de moins qu'en {year}")
_MORE_SINCE = N_("{amount} de plus qu'en {year}")
_UNDECIDED = N_(
    "{place} : on ne peut pas dire si {noun} baisse ou augmente depuis {year}, car la part non publiée (secret "
    "statistique) peut en changer le sens (de {low} à {high})"
)
_UNDECIDED_UNTIL = N_(
    "{place} : on ne peut pas dire si {noun} baisse ou augmente de {year} à {last}, car la part non publiée (secret "
    "statistique) peut en changer le sens (de {low} à {high})"
)


@lru_cache(maxsize=1024)
def trend(
    answer: Answer,
    change: Change | None,
    language: str,
    *,
    carrier: str | None = None,
    sector: str | None = None,
    technology: str | None = None,
) -> str:
    """The sentence that a series of years answers with, without a final full stop.

    Of an answer that is split, `carrier`, `sector` or `technology` names the one series that `change` is of; without
    them the parts are added.
    """
    series = spoken(answer, language, carrier=carrier, sector=sector, technology=technology)
    if series.frame["value"].drop_nulls().is_empty():
        sentence = nothing(series)
    elif change is None:
        sentence = one_year(series)
    else:
        sentence = _undecided(series, change) if _is_undecided(change) else _changed(series, change)
    if not series.where:
        return capital(sentence)
    return capital(translate("{where}, {sentence}", language, where=series.where, sentence=sentence))


@lru_cache(maxsize=1024)
def change_words(answer: Answer, change: Change | None, language: str) -> str:
    """The change of an answer that is not split as `trend` hedges it, for a card; empty without a change to tell.

    « entre 4 et 22 % environ de moins qu'en 2019 ».
    """
    if change is None:
        return ""
    if _is_undecided(change):
        return translate("sens indécis depuis {year} (secret statistique)", language, year=change.year_from)
    rise = change.percent or 0.0
    if abs(rise) < STEADY:
        return translate("autant qu'en {year}", language, year=change.year_from)
    amount = _amount(spoken(answer, language, carrier=None, sector=None), change)
    return translate(_LESS_SINCE if rise < 0 else _MORE_SINCE, language, amount=amount, year=change.year_from)


def _undecided(series: Spoken, change: Change) -> str:
    bounds = (change.percent_low, change.percent_high)
    digits = 1 if min(map(abs, bounds)) < 1 else 0  # a bound that is not zero is not written 0
    low, high = (percent(bound, language=series.language, digits=digits) for bound in bounds)
    words = {"place": series.place, "noun": series.noun, "year": change.year_from, "low": low, "high": high}
    if _stops_early(series, change):
        return translate(_UNDECIDED_UNTIL, series.language, last=change.year_to, **words)
    return translate(_UNDECIDED, series.language, **words)


def _stops_early(series: Spoken, change: Change) -> bool:
    """Whether later years are published somewhere: « qu'en 2011 » alone would be heard as of today."""
    latest = series.answer.latest
    return latest is not None and change.year_to < latest


def _is_undecided(change: Change) -> bool:
    """Whether what is hidden could turn the change, or give one to a series that looks steady."""
    if change.undecided or change.percent is None:
        return True
    spread = change.percent_high - change.percent_low
    return change.percent_low < 0 < change.percent_high and spread > CLOSE


def _changed(series: Spoken, change: Change) -> str:
    """Less, more or as much, between the two ends of the comparable years."""
    sentence = _between(series, change)
    language = series.language
    last = series.answer.frame["year"].max()
    if last is not None and change.year_to < int(last):  # type: ignore[arg-type]
        sentence = translate(
            "{sentence} (dernière année connue : {year})", language, sentence=sentence, year=change.year_to
        )
    elif _stops_early(series, change) and series.matter is not Matter.OTHER:
        sentence = translate("en {year}, {sentence}", language, sentence=sentence, year=change.year_to)
    if change.cut_by is None:
        return sentence
    if change.cut_by.year == change.year_from:
        return translate("{sentence}, première année comparable", language, sentence=sentence)
    return translate("{sentence}, non comparable avant {year}", language, sentence=sentence, year=change.cut_by.year)


def _between(series: Spoken, change: Change) -> str:
    rise = change.percent or 0.0
    words = {"of_what": series.of_what, "year": change.year_from}
    if series.matter is Matter.OTHER:
        return _from_to(series, change)
    if abs(rise) < STEADY:
        return said(series, SAME[series.matter], words)
    return said(series, (LESS if rise < 0 else MORE)[series.matter], {**words, "amount": _amount(series, change)})


def _from_to(series: Spoken, change: Change) -> str:
    """Both ends of a series whose change has no verb."""
    ends = ((change.value_from, change.year_from), (change.value_to, change.year_to))
    first, last = (_at(series, value, year) for value, year in ends)
    words = {"place": series.place, "noun": series.noun, "first": first, "last": last}
    template = "{place}, {noun} : {first} en {year_from}, {last} en {year_to}"
    return translate(template, series.language, year_from=change.year_from, year_to=change.year_to, **words)


def _at(series: Spoken, value: float, year: int) -> str:
    found = series.frame.filter(pl.col("year") == year)["status"]
    shown = quantity(value, series.answer.unit, language=series.language)
    return hedged(shown, found[0] if len(found) else Status.MEASURED, series.language)


def _amount(series: Spoken, change: Change) -> str:
    """How much, and how surely: as it is, « environ » (close bounds, estimated values), « au moins » or « entre ».

    What is hidden is known by its order of magnitude only. « Au moins » is a bound, and is kept for the one there is:
    the change between what is published, where what is hidden can only add to it.
    """
    low, high = sorted((abs(change.percent_low), abs(change.percent_high)))
    shown = abs(change.percent or 0.0)
    language = series.language
    exact = percent(shown, language=language, signed=False)
    if round(low) == round(high) and not series.years(Status.ESTIMATED) & {change.year_from, change.year_to}:
        return exact
    if high - low <= CLOSE:
        return translate(ABOUT, language, amount=exact)
    if math.isclose(low, shown) and low >= 1:
        return translate(AT_LEAST, language, amount=percent(math.floor(low), language=language, signed=False))
    bounds = [percent(bound, language=language, signed=False, digits=None) for bound in (low, high)]
    return translate("entre {low} et {high} environ", language, low=bounds[0], high=bounds[1])
