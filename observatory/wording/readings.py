"""The reading of a figure: the sentence that answers, hedged as far as its data are.

It speaks from the same answer as the drawing, crosses no break, and is the drawing's alternative text too.
"""

import math
from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from observatory.answers.contract import Answer, Change
from observatory.vocabulary import Status
from observatory.wording import labels, places
from observatory.wording.captions import (
    coverage,
    coverage_title,
    is_whole,
    perimeter_line,
    place_with_coverage,
    source_line,
    subtitle,
)
from observatory.wording.language import N_, Plural, translate, translate_plural
from observatory.wording.numbers import percent, quantity, year_span
from observatory.wording.positions import comparison, dominance
from observatory.wording.typography import capital
from observatory.wording.verbs import LESS, LEVEL, MORE, SAME, Matter, matter

__all__ = [
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
CLOSE = 2.0  # points between the bounds of a change: « environ », and beyond « au moins »

_NOUNS = {
    Matter.ENERGY: N_("la consommation {of_what}"),
    Matter.ENERGY_EACH: N_("la consommation {of_what} par habitant"),
    Matter.EMISSIONS: N_("le total des émissions"),
    Matter.EMISSIONS_EACH: N_("le total des émissions par habitant"),
    Matter.PEOPLE: N_("la population"),
}
_ABOUT = N_("environ {amount}")
_AT_LEAST = N_("au moins {amount}")
_HEDGES = {
    Status.MEASURED: "{amount}",
    Status.ESTIMATED: _ABOUT,
    Status.PARTIAL: _AT_LEAST,
    Status.WITHHELD: _AT_LEAST,  # one part of a sum
}
_ALL_WITHHELD = N_(
    "{place} : aucune valeur publiée pour {noun}{years}, par secret statistique ; choisissez un territoire plus grand"
)
_NO_ENERGY = N_("pas de donnée {of_what} pour {place}{years} : choisissez d'autres années ou une autre énergie")
_NO_DATA = N_("pas de donnée pour {place}{years} : choisissez d'autres années ou un autre indicateur")
_UNDECIDED = N_(
    "{place} : on ne peut pas dire si {noun} baisse ou augmente depuis {year}, car la part non publiée (secret "
    "statistique) peut en changer le sens (de {low} à {high})"
)


@dataclass(frozen=True)
class _Series:
    """One series of an answer, and the words that its sentences share."""

    answer: Answer
    frame: pl.DataFrame  # year, value, status; one row per year
    matter: Matter
    language: str
    of_what: str
    where: str  # the one sector asked for; empty for all
    carrier: str | None  # the one of a split that is read

    @property
    def place(self) -> str:
        return place_with_coverage(self.answer, self.language, carrier=self.carrier)

    @property
    def noun(self) -> str:
        """What is counted, as a noun with its article; the label of an indicator that has no verb."""
        if self.matter in _NOUNS:
            return translate(_NOUNS[self.matter], self.language, of_what=self.of_what)
        label = translate(self.answer.indicator.label, self.language)
        return translate("« {label} »", self.language, label=label)

    def years(self, *statuses: Status) -> set[int]:
        """Years that have one of these statuses."""
        return set(self.frame.filter(pl.col("status").is_in(statuses))["year"])


@lru_cache(maxsize=1024)
def trend(
    answer: Answer, change: Change | None, language: str, *, carrier: str | None = None, sector: str | None = None
) -> str:
    """The sentence that a series of years answers with, without a final full stop.

    Of an answer that is split, `carrier` or `sector` names the one series that `change` is of; without them the parts
    are added.
    """
    series = _series(answer, language, carrier=carrier, sector=sector)
    if series.frame["value"].drop_nulls().is_empty():
        sentence = _nothing(series)
    elif change is None:
        sentence = _one_year(series)
    else:
        sentence = _undecided(series, change) if _is_undecided(change) else _changed(series, change)
    if not series.where:
        return capital(sentence)
    return capital(translate("{where}, {sentence}", language, where=series.where, sentence=sentence))


def _series(answer: Answer, language: str, *, carrier: str | None, sector: str | None) -> _Series:
    """Keep one series and name what it counts."""
    frame = answer.frame
    for column, wanted in (("carrier", carrier), ("sector", sector)):
        if wanted is not None and column in frame.columns:
            frame = frame.filter(pl.col(column) == wanted)
    carriers = (carrier,) if carrier else answer.perimeter.carriers or answer.question.carriers
    sectors = (sector,) if sector else answer.question.sectors
    return _Series(
        answer=answer,
        frame=_by_year(frame),
        matter=matter(answer.indicator),
        language=language,
        of_what=labels.carrier_of(carriers[0] if len(carriers) == 1 else "", language),
        where=labels.sector_in(sectors[0], language) if len(sectors) == 1 else "",
        carrier=carrier,
    )


def _by_year(frame: pl.DataFrame) -> pl.DataFrame:
    """Add the parts of each year; the worst status stands for all."""
    order = [status.value for status in Status]
    value = pl.when(pl.col("value").count() > 0).then(pl.col("value").sum())
    worst = pl.col("status").cast(pl.Enum(order)).max().cast(pl.String)
    return frame.group_by("year").agg(value.alias("value"), worst.alias("status")).sort("year")


def _nothing(series: _Series) -> str:
    """No year has a value: nothing published, or all of it withheld; with what to do."""
    asked = series.answer.question.years
    words = {
        "place": series.place,
        "years": translate(" ({span})", series.language, span=year_span(*asked)) if asked else "",
    }
    if not series.frame.is_empty():
        return translate(_ALL_WITHHELD, series.language, noun=series.noun, **words)
    if series.matter in {Matter.ENERGY, Matter.ENERGY_EACH}:
        return translate(_NO_ENERGY, series.language, of_what=series.of_what, **words)
    return translate(_NO_DATA, series.language, **words)


def _one_year(series: _Series) -> str:
    """The last value alone, and why nothing is said of its course."""
    known = series.frame.drop_nulls("value")
    last = known.row(-1, named=True)
    value = quantity(last["value"], series.answer.unit, language=series.language)
    level = _level(series, _hedged(value, last["status"], series.language), last["year"])
    if known.height == 1:
        return translate("{level} ; une seule année publiée, donc pas d'évolution", series.language, level=level)
    return translate("{level} ; aucune année antérieure n'est comparable", series.language, level=level)


def _level(series: _Series, amount: str, year: int) -> str:
    forms = {Matter.ENERGY_EACH: Matter.ENERGY, Matter.EMISSIONS_EACH: Matter.EMISSIONS}
    kind = forms.get(series.matter, series.matter)
    words = {"amount": amount, "of_what": series.of_what, "year": year}
    if kind in LEVEL:
        return _said(series, LEVEL[kind], words)
    return translate(
        "{place}, {noun} : {amount} en {year}", series.language, place=series.place, noun=series.noun, **words
    )


def _undecided(series: _Series, change: Change) -> str:
    words = {
        "place": series.place,
        "noun": series.noun,
        "year": change.year_from,
        "low": percent(change.percent_low, language=series.language),
        "high": percent(change.percent_high, language=series.language),
    }
    return translate(_UNDECIDED, series.language, **words)


def _is_undecided(change: Change) -> bool:
    """Whether what is hidden could turn the change, or give one to a series that looks steady."""
    if change.undecided or change.percent is None:
        return True
    spread = change.percent_high - change.percent_low
    return change.percent_low < 0 < change.percent_high and spread > CLOSE


def _changed(series: _Series, change: Change) -> str:
    """Less, more or as much, between the two ends of the comparable years."""
    sentence = _between(series, change)
    language = series.language
    last = series.answer.frame["year"].max()
    if last is not None and change.year_to < int(last):  # type: ignore[arg-type]
        sentence = translate(
            "{sentence} (dernière année connue : {year})", language, sentence=sentence, year=change.year_to
        )
    if change.cut_by is None:
        return sentence
    if change.cut_by.year == change.year_from:
        return translate("{sentence}, première année comparable", language, sentence=sentence)
    return translate("{sentence}, non comparable avant {year}", language, sentence=sentence, year=change.cut_by.year)


def _between(series: _Series, change: Change) -> str:
    rise = change.percent or 0.0
    words = {"of_what": series.of_what, "year": change.year_from}
    if series.matter is Matter.OTHER:
        return _from_to(series, change)
    if abs(rise) < STEADY:
        return _said(series, SAME[series.matter], words)
    return _said(series, (LESS if rise < 0 else MORE)[series.matter], {**words, "amount": _amount(series, change)})


def _from_to(series: _Series, change: Change) -> str:
    """Both ends of a series whose change has no verb."""
    ends = ((change.value_from, change.year_from), (change.value_to, change.year_to))
    first, last = (_at(series, value, year) for value, year in ends)
    words = {"place": series.place, "noun": series.noun, "first": first, "last": last}
    template = "{place}, {noun} : {first} en {year_from}, {last} en {year_to}"
    return translate(template, series.language, year_from=change.year_from, year_to=change.year_to, **words)


def _at(series: _Series, value: float, year: int) -> str:
    found = series.frame.filter(pl.col("year") == year)["status"]
    shown = quantity(value, series.answer.unit, language=series.language)
    return _hedged(shown, found[0] if len(found) else Status.MEASURED, series.language)


def _amount(series: _Series, change: Change) -> str:
    """How much, and how surely: as it is, « environ » (close bounds, estimated values), « au moins » or « entre »."""
    low, high = sorted((abs(change.percent_low), abs(change.percent_high)))
    shown = abs(change.percent or 0.0)
    language = series.language
    exact = percent(shown, language=language, signed=False)
    if round(low) == round(high) and not series.years(Status.ESTIMATED) & {change.year_from, change.year_to}:
        return exact
    if high - low <= CLOSE:
        return translate(_ABOUT, language, amount=exact)
    if low >= 1:
        return translate(_AT_LEAST, language, amount=percent(math.floor(low), language=language, signed=False))
    bounds = [percent(bound, language=language, signed=False, digits=None) for bound in (low, high)]
    return translate("entre {low} et {high}", language, low=bounds[0], high=bounds[1])


def _hedged(value: str, status: str, language: str) -> str:
    """A value as surely as its status allows."""
    return translate(_HEDGES[Status(status)], language, amount=value)


def _said(series: _Series, verb: Plural, words: dict[str, object]) -> str:
    """A sentence with its subject: the territory, or the communes that the total covers."""
    answer, language = series.answer, series.language
    kind = answer.question.territory.kind
    if is_whole(answer, carrier=series.carrier):
        return translate_plural(verb, 1, language, who=places.subject(answer.name, language, kind=kind), **words)
    who = translate(
        "{coverage} {of_place},",
        language,
        coverage=coverage(answer, language, carrier=series.carrier),
        of_place=places.of(answer.name, language, kind=kind),
    )
    return translate_plural(verb, answer.perimeter.of(series.carrier).communes_covered, language, who=who, **words)
