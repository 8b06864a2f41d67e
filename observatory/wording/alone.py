"""What is said of a series that has no course to tell: a value alone, and why; or none, and what to choose."""

from observatory.answers.change import unsure_years
from observatory.indicators import Measure
from observatory.wording.language import N_, translate
from observatory.wording.numbers import quantity, year_span
from observatory.wording.spoken import Spoken, hedged, said
from observatory.wording.verbs import LEVEL, Matter

UNSPECIFIED = "unspecified"
_ALL_WITHHELD = N_(
    "{place} : aucune valeur publiée pour {noun}{years}, par secret statistique ; choisissez un territoire plus grand"
)
_NO_ENERGY = N_("pas de donnée {of_what} pour {place}{years} : choisissez d'autres années ou une autre énergie")
_NO_DATA = N_("pas de donnée pour {place}{years} : choisissez d'autres années ou un autre indicateur")
_NEVER = N_("pas de donnée {of_what} pour {place} : non desservi ou non publié ; choisissez une autre énergie")
_NEVER_HERE = N_(
    "pas de donnée {of_what} pour {place} : aucun fichier chargé n'en décrit ; choisissez une autre énergie ou "
    "un autre territoire"
)
_NO_SHARE = N_(
    "pas de part des réseaux de chaleur pour {place}{years} : l'électricité de ses communes ou leurs réseaux n'y "
    "sont pas décrits ; choisissez un autre territoire"
)
_NO_PRODUCTION = N_(
    "pas de donnée de production d'électricité pour {place}{years} : aucun fichier chargé ne la décrit ; "
    "choisissez un autre indicateur"
)
# Why one value is told without its course.
_ALONE = {
    "unspecified": N_("{level} ; cette part dépend de ce que l'éditeur sait attribuer, donc pas d'évolution"),
    "unsure": N_("{level} ; année à confirmer, donc pas d'évolution"),
    "hidden": N_("{level} ; une part n'est pas publiée (secret statistique), donc pas d'évolution"),
    "uncounted": N_("{level} ; hors des années recensées, donc pas d'évolution"),
    "chosen": N_("{level} ; une seule année choisie, donc pas d'évolution"),
    "published": N_("{level} ; une seule année publiée, donc pas d'évolution"),
    "cut": N_("{level} ; aucune année antérieure n'est comparable"),
}


def nothing(series: Spoken) -> str:
    """What to say where no year has a value: nothing published, or all of it withheld; with what to do."""
    asked = series.answer.question.years
    words = {
        "place": series.name if series.frame.is_empty() else series.place,
        "years": translate(" ({span})", series.language, span=year_span(*asked)) if asked else "",
    }
    if not series.frame.is_empty():
        return translate(_ALL_WITHHELD, series.language, noun=series.noun, **words)
    if series.answer.indicator.numerator is Measure.HEAT_NETWORK:
        return translate(_NO_SHARE, series.language, **words)
    if series.matter is Matter.PRODUCTION:
        return translate(_NO_PRODUCTION, series.language, **words)
    if series.matter not in {Matter.ENERGY, Matter.ENERGY_EACH}:
        return translate(_NO_DATA, series.language, **words)
    sentence = _NO_ENERGY
    if _is_never_published(series):
        sentence = _NEVER_HERE if series.answer.question.territory.is_area else _NEVER
    return translate(sentence, series.language, of_what=series.of_what, **words)


def _is_never_published(series: Spoken) -> bool:
    """Whether no other year of this territory can have what is asked."""
    asked = {series.carrier} if series.carrier else {*series.answer.question.carriers}
    return bool(asked) and asked <= {*series.answer.perimeter.never_published}


def one_year(series: Spoken) -> str:
    """The last value alone, and why nothing is said of its course."""
    known = series.frame.drop_nulls("value")
    last = known.row(-1, named=True)
    value = quantity(last["value"], series.answer.unit, language=series.language)
    level = _level(series, hedged(value, last["status"], series.language), last["year"])
    return translate(_ALONE[_why_alone(series, known["year"].to_list())], series.language, level=level)


def _why_alone(series: Spoken, years: list[int]) -> str:
    asked = series.answer.question.years
    if series.sector == UNSPECIFIED and len(years) > 1:
        return "unspecified"
    unsure = unsure_years(series.answer, series.carrier)
    if series.matter is Matter.PRODUCTION and unsure:
        return "hidden"
    if years[-1] in unsure:
        return "uncounted" if series.matter is Matter.PEOPLE else "unsure"
    if len(years) > 1:
        return "cut"
    several = len(series.answer.published) > 1
    return "chosen" if several and asked and asked[0] == asked[1] else "published"


def _level(series: Spoken, amount: str, year: int) -> str:
    forms = {
        Matter.ENERGY_EACH: Matter.ENERGY,
        Matter.EMISSIONS_EACH: Matter.EMISSIONS,
        Matter.NETWORKS_EACH: Matter.NETWORKS,
    }
    kind = forms.get(series.matter, series.matter)
    words = {"amount": amount, "of_what": series.of_what, "year": year}
    if kind in LEVEL:
        return said(series, LEVEL[kind], words)
    return translate(
        "{place}, {noun} : {amount} en {year}", series.language, place=series.place, noun=series.noun, **words
    )
