"""Where one commune stands among others, and how much of a total one commune makes."""

from observatory.wording import places
from observatory.wording.language import N_, translate
from observatory.wording.numbers import number, percent, quantity, scale_for

Quartiles = tuple[float, float, float]

_COMMUNES = N_("{count} communes")
_EPCI = N_("{count} EPCI")

# By how many quartiles are below.
_POSITIONS = (
    N_("{name} : {value}, moins que les trois quarts des {others}"),
    N_("{name} : {value}, moins que la médiane des {others} ({median})"),
    N_("{name} : {value}, plus que la médiane des {others} ({median})"),
    N_("{name} : {value}, plus que les trois quarts des {others}"),
)
_EXTREMES = {
    "lowest": N_("{name} : {value}, la valeur la plus basse des {others}"),
    "highest": N_("{name} : {value}, la valeur la plus élevée des {others}"),
}
_LIKE_MEDIAN = N_("{name} : {value}, la médiane des {others}")
_UNSURE = N_("{name} : au moins {value}, sans place sûre parmi les {others} (secret statistique)")
_TOO_FEW = N_("{name} : {value} ; trop peu de communes à comparer pour la situer")
_WITHHELD = N_("{name} : valeur non publiée, donc sans place parmi les {others}")

# (of a change, of one site) -> sentence.
_DOMINANCE = {
    (False, False): N_("Une seule commune, {name}, fait {share} de ce total ; sans elle : {without}"),
    (False, True): N_("Un seul site, {at_place}, fait {share} de ce total ; sans lui : {without}"),
    (True, False): N_("Une seule commune, {name}, fait {share} de cette évolution ; sans elle : {without}"),
    (True, True): N_("Un seul site, {at_place}, fait {share} de cette évolution ; sans lui : {without}"),
}
# Of one site or not: all of a total, and more than all of a change, which the others then moved the other way.
_WHOLE = {
    False: N_("Une seule commune, {name}, fait tout ce total"),
    True: N_("Un seul site, {at_place}, fait tout ce total"),
}
_AGAINST = {
    False: N_("Sans {name}, cette évolution serait de {without} au lieu de {instead}"),
    True: N_("Sans un seul site, {at_place}, cette évolution serait de {without} au lieu de {instead}"),
}


def compared(count: int, language: str, *, epci: bool = False) -> str:
    """How many are compared.

    >>> compared(49, "fr")
    '49 communes'
    """
    return translate(_EPCI if epci else _COMMUNES, language, count=number(count, language=language))


def comparison(
    name: str,
    value: float | None,
    *,
    unit: str,
    quartiles: Quartiles | None,
    communes: int,
    language: str,
    high: float | None = None,
    epci: bool = False,
    extreme: str = "",
) -> str:
    """Where a value stands among those of `communes` communes, or of as many EPCI.

    `quartiles` are first, median and third, None where there are too few values; `high` is what a partial value may
    reach: a place that it could change is not given. `extreme` is "lowest" or "highest" where the value surely is.
    """
    scale = scale_for([value, *(quartiles or ())], unit)
    words = {"name": name, "others": compared(communes, language, epci=epci)}
    if value is None:
        return translate(_WITHHELD, language, **words)
    shown = quantity(value, unit, language=language, scale=scale)
    if quartiles is None:
        return translate(_TOO_FEW, language, value=shown, **words)
    median = quantity(quartiles[1], unit, language=language, scale=scale)
    place = _position(value, quartiles)
    if high is not None and place != _position(high, quartiles):
        return translate(_UNSURE, language, value=shown, **words)
    sentence = _EXTREMES.get(extreme, _LIKE_MEDIAN if shown == median else _POSITIONS[place])
    return translate(sentence, language, value=shown, median=median, **words)


def dominance(
    name: str,
    share: float,
    *,
    of_change: bool,
    without: float,
    unit: str,
    language: str,
    one_site: bool = False,
    instead: float | None = None,
) -> str:
    """How much of a total, or of its change, one commune or one site makes, and the figure without it.

    `share` is 0 to 1, and above 1 where the others change the other way; `without` is a value in `unit`, or the
    percents of the change, and `instead` the same with it.
    """
    words = {
        "name": name,
        "at_place": places.at(name, language),
        "share": percent(share * 100, language=language, signed=False),
        "without": percent(without, language=language) if of_change else quantity(without, unit, language=language),
    }
    if of_change and share > 1 and instead is not None:
        ends = (percent(value, language=language, digits=None) for value in (without, instead))
        return translate(_AGAINST[one_site], language, **words | dict(zip(("without", "instead"), ends, strict=True)))
    sentence = _DOMINANCE[of_change, one_site] if of_change or without else _WHOLE[one_site]
    return translate(sentence, language, **words)


def _position(value: float, quartiles: Quartiles) -> int:
    """How many of the quartiles are below a value."""
    return sum(quartile < value for quartile in quartiles)
