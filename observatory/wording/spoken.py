"""One series of an answer, and the words that its sentences share: its subject, its noun, its hedge."""

from dataclasses import dataclass

import polars as pl

from observatory.answers.contract import Answer
from observatory.indicators import Measure
from observatory.vocabulary import Status
from observatory.wording import labels, places
from observatory.wording.captions import coverage, is_whole, place_with_coverage
from observatory.wording.language import N_, Plural, translate, translate_plural
from observatory.wording.verbs import Matter, matter

_NOUNS = {
    Matter.ENERGY: N_("la consommation {of_what}"),
    Matter.ENERGY_EACH: N_("la consommation {of_what} par habitant"),
    Matter.EMISSIONS: N_("le total des émissions"),
    Matter.EMISSIONS_EACH: N_("le total des émissions par habitant"),
    Matter.PEOPLE: N_("la population"),
    Matter.PRODUCTION: N_("la production {of_what}"),
    Matter.NETWORKS: N_("la livraison {of_what}"),
    Matter.NETWORKS_EACH: N_("la livraison {of_what} par habitant"),
}
ABOUT = N_("environ {amount}")
AT_LEAST = N_("au moins {amount}")
_HEDGES = {
    Status.MEASURED: "{amount}",
    Status.ESTIMATED: ABOUT,
    Status.PARTIAL: AT_LEAST,
    Status.WITHHELD: AT_LEAST,  # one part of a sum
}


@dataclass(frozen=True)
class Spoken:
    """One series of an answer, and the words that its sentences share."""

    answer: Answer
    frame: pl.DataFrame  # year, value, status; one row per year
    matter: Matter
    language: str
    of_what: str
    where: str  # the one sector asked for; empty for all
    carrier: str | None  # the one of a split that is read
    sector: str | None  # the one that is read, of a split or by itself

    @property
    def is_of_networks(self) -> bool:
        """Whether it is what networks deliver, and nobody's consumption."""
        return self.matter in {Matter.NETWORKS, Matter.NETWORKS_EACH}

    @property
    def name(self) -> str:
        """The territory, whatever of it is covered."""
        return places.subject(self.answer.name, self.language, kind=self.answer.question.territory.kind)

    @property
    def place(self) -> str:
        """The territory, or its networks, with what is covered."""
        if self.is_of_networks:
            return places.networks_of(self.answer.name, self.language, kind=self.answer.question.territory.kind)
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


def spoken(
    answer: Answer, language: str, *, carrier: str | None, sector: str | None, technology: str | None = None
) -> Spoken:
    """One series of an answer, and what it counts by name; of one that is split, the part named, or the parts added."""
    frame = answer.frame
    for column, wanted in (("carrier", carrier), ("sector", sector), ("technology", technology)):
        if wanted is not None and column in frame.columns:
            frame = frame.filter(pl.col(column) == wanted)
    carriers = (carrier,) if carrier else answer.perimeter.carriers or answer.question.carriers
    sectors = (sector,) if sector else answer.question.sectors
    areal = answer.perimeter.of(carrier).areal
    alone = labels.carrier_of(carriers[0] if len(carriers) == 1 else "", language)
    if answer.indicator.numerator is Measure.PRODUCTION:
        alone = labels.technology_of(technology or "", language)
    return Spoken(
        answer=answer,
        frame=_by_year(frame),
        matter=matter(answer.indicator, areal=areal),
        language=language,
        of_what=labels.delivered_of(carriers, language) if areal else alone,
        where=labels.sector_in(sectors[0], language) if len(sectors) == 1 else "",
        carrier=carrier,
        sector=sectors[0] if len(sectors) == 1 else None,
    )


def _by_year(frame: pl.DataFrame) -> pl.DataFrame:
    """Add the parts of each year; the worst status stands for all."""
    order = [status.value for status in Status]
    value = pl.when(pl.col("value").count() > 0).then(pl.col("value").sum())
    worst = pl.col("status").cast(pl.Enum(order)).max().cast(pl.String)
    return frame.group_by("year").agg(value.alias("value"), worst.alias("status")).sort("year")


def hedged(value: str, status: str, language: str) -> str:
    """A value as surely as its status allows."""
    return translate(_HEDGES[Status(status)], language, amount=value)


def said(series: Spoken, verb: Plural, words: dict[str, object]) -> str:
    """A sentence with its subject: the territory, or the communes that the total covers."""
    answer, language = series.answer, series.language
    kind = answer.question.territory.kind
    if series.is_of_networks:
        return translate_plural(verb, answer.perimeter.communes_covered, language, who=series.place, **words)
    if is_whole(answer, carrier=series.carrier):
        return translate_plural(verb, 1, language, who=series.name, **words)
    who = translate(
        "{coverage} {of_place},",
        language,
        coverage=coverage(answer, language, carrier=series.carrier),
        of_place=places.of(answer.name, language, kind=kind),
    )
    return translate_plural(verb, answer.perimeter.of(series.carrier).communes_covered, language, who=who, **words)
