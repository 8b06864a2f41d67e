"""What is declared of an indicator and of a source, as « Données et méthodes » says it: nothing is written twice."""

from collections.abc import Mapping

from observatory.indicators import Direction, Indicator, Measure
from observatory.schemas import DEGREE_DAYS, EMISSIONS, ENERGY, GROUPS, PERIMETERS, PRODUCTION, SITE_USE
from observatory.sources.contract import Source
from observatory.vocabulary import Scope
from observatory.wording import labels
from observatory.wording.language import N_, translate
from observatory.wording.notes import caveat
from observatory.wording.numbers import listing, number
from observatory.wording.typography import capital

MEASURES: Mapping[Measure, str] = {
    Measure.ENERGY: N_("énergie livrée (MWh)"),
    Measure.HEAT_NETWORK: N_("chaleur livrée par les réseaux de chaleur (MWh)"),
    Measure.EMISSIONS: N_("émissions (tCO₂e)"),
    Measure.PRODUCTION: N_("électricité produite par les filières renouvelables (MWh)"),
    Measure.POPULATION: N_("population municipale (habitants)"),
    Measure.SITE_ENERGY: N_("énergie facturée à la commune (MWh PCI)"),
    Measure.SITE_WATER: N_("eau facturée à la commune (m³)"),
    Measure.SITE_COST: N_("montant des factures de la commune (€)"),
}
DIRECTIONS: Mapping[Direction, str] = {
    Direction.DOWN: N_("plus bas est mieux"),
    Direction.UP: N_("plus haut est mieux"),
    Direction.NEUTRAL: N_("ni mieux ni moins bien"),
}
DIMENSIONS: Mapping[str, str] = {
    "carrier": N_("énergie"),
    "sector": N_("secteur"),
    "technology": N_("filière"),
    "commune": N_("commune"),
    "fluid": N_("énergie ou eau"),
    "site": N_("site"),
}
FACTS: Mapping[str, str] = {  # by the name of the fact's table
    ENERGY.name: N_("énergie"),
    EMISSIONS.name: N_("émissions de gaz à effet de serre"),
    GROUPS.name: N_("groupes de communes"),
    DEGREE_DAYS.name: N_("degrés-jours de chaque mois"),
    PERIMETERS.name: N_("périmètres des EPCI, par année"),
    PRODUCTION.name: N_("production d'électricité"),
    SITE_USE.name: N_("consommations des sites d'une commune"),
    "temperatures": N_("températures de chaque jour"),
}


def formula(one: Indicator, language: str) -> str:
    """How an indicator is computed: « somme des … ÷ somme des … »."""
    if one.scope is Scope.PATRIMOINE:
        billed = translate(
            "somme sur les sites de la commune de : {measure}", language, measure=_measure(one.numerator, language)
        )
        return capital(billed)
    above = translate("somme sur les communes de : {measure}", language, measure=_measure(one.numerator, language))
    if one.denominator is None:
        return capital(above)
    below = translate(
        "somme sur les mêmes communes de : {measure}", language, measure=_measure(one.denominator, language)
    )
    scale = f" × {number(one.factor, language=language)}" if one.factor != 1 else ""
    return capital(f"{above} ÷ {below}{scale}")


def of_indicator(one: Indicator, language: str) -> dict[str, str]:
    """The declaration of an indicator, as labels and values."""
    split = listing([translate(DIMENSIONS[name], language) for name in one.dimensions], language)
    return {
        translate("Définition", language): translate(one.definition, language),
        translate("Formule", language): formula(one, language),
        translate("Unité", language): labels.unit(one.unit, language),
        translate("Limites", language): translate(one.limits, language),
        translate("Portée", language): labels.scope(one.scope, language),
        translate("Sens", language): translate(DIRECTIONS[one.direction], language),
        translate("Plus petit territoire", language): labels.territory_kind(one.finest, language),
        translate("Se découpe par", language): split,
    }


def of_source(one: Source, language: str) -> dict[str, str]:
    """The declaration of a layout that the observatory reads, as labels and values."""
    known = translate("estimées par un modèle", language) if one.estimated else ""
    return {
        translate("Décrit", language): translate(FACTS[one.fact.name], language),
        translate("Portée", language): labels.scope(one.scope, language),
        translate("Plus petit territoire", language): labels.territory_kind(one.finest, language),
        translate("Valeurs", language): known,
        translate("Colonnes reconnues", language): ", ".join(
            (*one.titles, *one.headers, *(f"{stem}_AAAA" for stem in one.dated))
        ),
    }


def caveats(one: Source, language: str) -> tuple[str, ...]:
    """What to know before reading its figures."""
    return tuple(caveat(code, language) for code in one.caveats)


def _measure(code: Measure, language: str) -> str:
    return translate(MEASURES[code], language)
