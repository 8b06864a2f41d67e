"""A commune beside those that are comparable, and beside what its size leads to expect."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from observatory.wording import places
from observatory.wording.language import N_, P_, translate, translate_plural
from observatory.wording.numbers import listing, number, percent, quantity, scale_for
from observatory.wording.phrases import shown
from observatory.wording.typography import capital
from observatory.wording.verbs import Matter

STEADY = 0.5  # percent: a smaller difference is none
NAMED = 6  # communes, beyond which the table names the rest
CLOSE = 2.0  # points between the bounds of a difference: « environ », beyond them both bounds

_LESS = {
    Matter.ENERGY_EACH: N_(
        "{who} consomme par habitant {amount} {of_what} de moins que la médiane de {count} communes comparables "
        "({median})"
    ),
    Matter.EMISSIONS_EACH: N_(
        "{who} émet par habitant {amount} de gaz à effet de serre de moins que la médiane de {count} communes "
        "comparables ({median})"
    ),
}
_MORE = {
    Matter.ENERGY_EACH: N_(
        "{who} consomme par habitant {amount} {of_what} de plus que la médiane de {count} communes comparables "
        "({median})"
    ),
    Matter.EMISSIONS_EACH: N_(
        "{who} émet par habitant {amount} de gaz à effet de serre de plus que la médiane de {count} communes "
        "comparables ({median})"
    ),
}
_SAME = {
    Matter.ENERGY_EACH: N_(
        "{who} consomme par habitant autant {of_what} que la médiane de {count} communes comparables ({median})"
    ),
    Matter.EMISSIONS_EACH: N_(
        "{who} émet par habitant autant de gaz à effet de serre que la médiane de {count} communes comparables "
        "({median})"
    ),
}
_UNSURE = N_(
    "{who} : on ne peut pas dire si sa valeur est au-dessus ou au-dessous de la médiane de {count} communes "
    "comparables ({median}), car une part n'est pas publiée (secret statistique)"
)
_NO_SHARE = N_("{who} : {value} ; médiane de {count} communes comparables : {median}")
_BY = {
    "inhabitants": N_("le nombre d'habitants"),
    "density": N_("la densité (habitants par km²)"),
}
_CHOSEN_BY = N_(
    "Comparables : les plus proches par {features}, parmi les {pool} communes {of_area} que cet indicateur permet de "
    "comparer. L'altitude et les résidences secondaires ne sont pas dans les données : jugez si une commune doit être "
    "retirée."
)
_INSIDE = N_("{name} : {value}, dans les limites attendues pour sa taille")
_ABOVE = N_("{name} : {value}, au-dessus des limites à {coverage} pour sa taille : à regarder")
_BELOW = N_("{name} : {value}, au-dessous des limites à {coverage} pour sa taille : à regarder")
_NOBODY = N_("Aucune des {total} communes ne sort des limites attendues pour sa taille")
_SOME = P_(
    "{count} commune sur {total} sort des limites attendues pour sa taille : à regarder",
    "{count} communes sur {total} sortent des limites attendues pour leur taille : à regarder",
)
_OUTSIDE = N_("à regarder, hors des limites à {coverage}")
_OUTLIER = N_("valeur atypique, gardée")
_ATYPICAL = P_(
    "Valeur atypique, montrée et gardée : {names}.",
    "Valeurs atypiques, montrées et gardées : {names}.",
    by="names",
)
_TO_LOOK_AT = {
    True: N_("À regarder, au-dessus des limites à {coverage} : {names}."),
    False: N_("À regarder, au-dessous des limites à {coverage} : {names}."),
}
_QUESTION = N_(
    "Hors des limites, une commune mérite une question, pas un jugement : ni bien ni mal. Dedans, son écart peut tenir "
    "au hasard des petits nombres."
)
_FOLLOWS = N_(
    "Ici la valeur dépend de la taille : le trait central donne la valeur attendue pour chaque nombre d'habitants "
    "(moindres carrés pondérés par les habitants)."
)
_LEVEL = N_("Ici la valeur ne dépend pas de la taille : le trait central est la valeur de l'ensemble.")
_SHRUNK = N_(
    "Valeur resserrée (tableau et survol) : celle d'une petite commune est rapprochée de la valeur attendue, d'autant "
    "plus qu'elle a peu d'habitants. Elle sert à comparer ; la valeur publiée reste celle qui est montrée."
)


@dataclass(frozen=True)
class Compared:
    """What is compared: matter, energy (« d'électricité »), sector (« dans le résidentiel », or nothing) and unit."""

    matter: Matter
    of_what: str
    where: str
    unit: str


def beside_median(
    who: str,
    values: tuple[float, float],
    medians: tuple[float, float],
    *,
    count: int,
    of: Compared,
    language: str,
) -> str:
    """How a commune stands beside the median of `count` comparable communes, without a final full stop.

    `values` is what the commune has and may reach, `medians` what the median is and may be: equal where nothing hides.
    """
    scale = scale_for([*values, *medians], of.unit)
    words = {
        "who": places.subject(who, language),
        "count": number(count, language=language),
        "of_what": of.of_what,
        "median": quantity(medians[0], of.unit, language=language, scale=scale),
        "value": quantity(values[0], of.unit, language=language, scale=scale),
    }
    if medians[0] > 0:
        low, high = (values[0] / medians[1] - 1) * 100, (values[1] / medians[0] - 1) * 100
        sentence = _compared(low, high, of.matter, words, language)
    else:
        sentence = translate(_NO_SHARE, language, **words)
    if of.where:
        sentence = translate("{where}, {sentence}", language, where=of.where, sentence=sentence)
    return capital(sentence)


def _compared(low: float, high: float, matter: Matter, words: Mapping[str, str], language: str) -> str:
    """Less, more or as much, as far as both bounds of the difference (percents) agree."""
    if max(abs(low), abs(high)) < STEADY:
        return translate(_SAME[matter], language, **words)
    if low < 0 < high:
        return translate(_UNSURE, language, **words)
    said = _LESS if high <= 0 else _MORE
    return translate(said[matter], language, amount=_amount(low, high, language), **words)


def _amount(low: float, high: float, language: str) -> str:
    least, most = sorted((abs(low), abs(high)))
    if round(least) == round(most):
        return percent(least, language=language, signed=False)
    if most - least <= CLOSE:
        return translate("environ {amount}", language, amount=percent(least, language=language, signed=False))
    bounds = [percent(bound, language=language, signed=False) for bound in (least, most)]
    return translate("entre {low} et {high}", language, low=bounds[0], high=bounds[1])


def chosen_by(features: Sequence[str], *, pool: int, of_area: str, language: str) -> str:
    """How the comparable communes were chosen, among whom, and what is not known of them."""
    named = listing([translate(_BY[one], language) for one in features], language)
    return translate(
        _CHOSEN_BY, language, features=named, pool=number(pool, language=language, digits=0), of_area=of_area
    )


def of_size(name: str, value: str, *, outside: float | None, above: bool, language: str) -> str:
    """Whether a commune stands within the limits of its size; `outside` is the widest coverage it is beyond."""
    if outside is None:
        return translate(_INSIDE, language, name=name, value=value)
    said = _ABOVE if above else _BELOW
    return translate(said, language, name=name, value=value, coverage=_coverage(outside, language))


def how_many_outside(count: int, total: int, language: str) -> str:
    """How many communes are to look at."""
    words = {name: number(one, language=language, digits=0) for name, one in (("count", count), ("total", total))}
    return translate_plural(_SOME, count, language, **words) if count else translate(_NOBODY, language, **words)


def remark(*, outside: float | None, outlier: bool, language: str) -> str:
    """What is to be said of one commune of a funnel; empty for most."""
    parts = [translate(_OUTSIDE, language, coverage=_coverage(outside, language))] if outside is not None else []
    parts += [translate(_OUTLIER, language)] if outlier else []
    return translate(" ; ", language).join(parts)


def to_look_at(names: Sequence[str], *, coverage: float, above: bool, language: str) -> str:
    """The communes beyond limits, on one side; empty where there are none."""
    words = {"names": shown(names, language, limit=NAMED), "coverage": _coverage(coverage, language)}
    return translate(_TO_LOOK_AT[above], language, **words) if names else ""


def atypical(names: Sequence[str], language: str) -> str:
    """The communes whose value is far from all others'; empty where there are none."""
    return translate_plural(_ATYPICAL, len(names), language, names=shown(names, language, limit=NAMED)) if names else ""


def how_to_read(language: str, *, follows_size: bool) -> tuple[str, ...]:
    """What limits, centre and shrunk values mean."""
    centre = _FOLLOWS if follows_size else _LEVEL
    return tuple(translate(one, language) for one in (_QUESTION, centre, _SHRUNK))


def _coverage(share: float, language: str) -> str:
    """A coverage as it is named: 95 %, 99,8 %.

    >>> _coverage(0.998, "en")
    '99.8%'
    """
    rounded = round(share * 100, 1)
    return percent(rounded, language=language, signed=False, digits=0 if rounded.is_integer() else 1)
