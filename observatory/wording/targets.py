"""The words of a target: what was voted, by whom, on what."""

from collections.abc import Mapping

from observatory.indicators import indicator
from observatory.targets.contract import Baseline, Milestone, Origin, Target
from observatory.vocabulary import Scope
from observatory.wording import labels
from observatory.wording.language import N_, translate
from observatory.wording.numbers import date, listing, percent, quantity, year_span

ORIGINS: Mapping[Origin, str] = {
    Origin.OWN: N_("objectif du territoire"),
    Origin.NATIONAL: N_("repère national, non opposable à la commune"),
    Origin.REGIONAL: N_("repère régional, non opposable à la commune"),
}


def voted(target: Target, language: str) -> str:
    """What a target asks: « −20 % en 2030 par rapport à 2015 »."""
    unit = indicator(target.indicator).unit
    parts = listing([_milestone(one, unit, language) for one in target.milestones], language)
    form = {
        "ceiling": translate("au plus {parts}", language, parts=parts),
        "floor": translate("au moins {parts}", language, parts=parts),
    }.get(target.kind, parts)
    if target.baseline is None:
        return form
    since = _baseline(target.baseline, language)
    return translate("{form} par rapport à {since}", language, form=form, since=since)


def adopted(target: Target, language: str) -> str:
    """Who set it, and when: « objectif délibéré le 27/06/2024 »."""
    if target.origin is not Origin.OWN:
        return translate(ORIGINS[target.origin], language)
    if target.deliberated is None:
        return translate("objectif délibéré par son conseil", language)
    return translate("objectif délibéré le {day}", language, day=date(target.deliberated, language))


def about(target: Target, language: str) -> str:
    """Scope and what is counted: « Territoire · électricité, résidentiel »."""
    asked = indicator(target.indicator)
    carriers = listing([labels.carrier(one, language) for one in target.carriers], language)
    sectors = listing([labels.sector(one, language) for one in target.sectors], language)
    if not carriers and asked.key.startswith("energy"):
        carriers = translate("toutes les énergies", language)
    if target.scope is Scope.TERRITOIRE and not sectors:  # a commune's own sites have no sectors
        sectors = translate("tous secteurs", language)
    what = ", ".join(part for part in (carriers, sectors) if part)
    parts = (labels.scope(target.scope, language), translate(asked.label, language), what)
    return " · ".join(part for part in parts if part)


def _milestone(one: Milestone, unit: str, language: str) -> str:
    if one.relative:
        amount = percent(one.value * 100, language=language, digits=None)
    else:
        amount = quantity(one.value, unit, language=language)
    return translate("{amount} en {year}", language, amount=amount, year=one.year)


def _baseline(one: Baseline, language: str) -> str:
    if one.first == one.last:
        return str(one.first)
    return translate("la moyenne {span}", language, span=year_span(one.first, one.last))
