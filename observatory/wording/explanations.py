"""What a decomposition says: which factor explains most, then one sentence for each, hedged as it is reckoned."""

from collections.abc import Mapping

from observatory.answers.change import STABLE_PERCENT, change
from observatory.answers.decomposition import Decomposition
from observatory.answers.factors import INHABITANTS, METHOD, USE, WEATHER
from observatory.wording import labels, readings
from observatory.wording.captions import place_with_coverage
from observatory.wording.language import N_, translate
from observatory.wording.numbers import Scale, number, percent, quantity, scale_for
from observatory.wording.typography import NBSP, capital

MOST_TIMES = 10  # effects are small beside the total: they are told one step below its unit

_FACTORS: Mapping[str, str] = {
    INHABITANTS: N_("population"),
    USE: N_("usages par habitant, à climat normal"),
    WEATHER: N_("climat"),
    METHOD: N_("périmètre ou méthode"),
}
_USE_WITH_WEATHER = N_("usages par habitant, climat compris")

# (factor, whether it adds to the total) -> its sentence.
_SAID: Mapping[tuple[str, bool], str] = {
    (INHABITANTS, True): N_("{label} : {people} habitants de plus qu'en {first} expliquent environ {amount}."),
    (INHABITANTS, False): N_("{label} : {people} habitants de moins qu'en {first} expliquent environ {amount}."),
    (WEATHER, True): N_("{label} : un hiver plus froid en {last} qu'en {first} explique environ {amount}."),
    (WEATHER, False): N_("{label} : un hiver plus doux en {last} qu'en {first} explique environ {amount}."),
    (USE, True): N_(
        "{label} : une hausse explique environ {amount} (logements, équipements, habitudes ou prix : rien ne les "
        "distingue ici)."
    ),
    (USE, False): N_(
        "{label} : une baisse explique environ {amount} (logements, équipements, habitudes ou prix : rien ne les "
        "distingue ici)."
    ),
}
_METHOD = N_("{label} : {amount} séparent des chiffres de deux fichiers ; rien ne dit ce qui a changé sur le terrain.")
_RISE = N_("{label} : une hausse explique environ {amount}.")
_FALL = N_("{label} : une baisse explique environ {amount}.")
_NOTHING = N_("{label} : aucun effet mesurable.")


def scale_of(found: Decomposition) -> Scale:
    """The one unit of the figure and of its sentences."""
    return scale_for([found.start.value / MOST_TIMES, found.end.value / MOST_TIMES], found.answer.unit)


def signed(value: float, found: Decomposition, language: str) -> str:
    """An effect with its sign and unit: « −45 GWh »."""
    scale = scale_of(found)
    unit = labels.unit(scale.unit, language)
    return f"{number(value * scale.factor, language=language, signed=True)}{NBSP}{unit}"


def factor(name: str, found: Decomposition, language: str) -> str:
    """A factor as a noun without article; of emissions, a sector."""
    if name == USE and WEATHER not in found.factors:
        return translate(_USE_WITH_WEATHER, language)
    return translate(_FACTORS[name], language) if name in _FACTORS else labels.sector(name, language)


def total(found: Decomposition, language: str) -> str:
    """What the factors add up to: « De 2018 à 2023 : −179 GWh (−16 %) »."""
    start, end = found.start, found.end
    words = {"first": start.year, "last": end.year, "amount": signed(end.value - start.value, found, language)}
    if start.value <= 0:
        return translate("De {first} à {last} : {amount}.", language, **words)
    share = percent((end.value / start.value - 1) * 100, language=language, digits=None)
    return translate("De {first} à {last} : {amount} ({share}).", language, share=share, **words)


def headline(found: Decomposition, language: str) -> str:
    """The sentence of the figure: how much it changed, and which factor explains most of that."""
    said, share = _changed(found, language)
    if share is not None and abs(share) < STABLE_PERCENT:
        return translate("{sentence} ; les effets se compensent", language, sentence=said)
    rise = found.end.value - found.start.value
    most, effect = max(found.totals.items(), key=lambda one: one[1] if rise > 0 else -one[1])
    words = {"factor": factor(most, found, language), "amount": signed(effect, found, language)}
    template = N_("{sentence} ; ce qui l'explique d'abord : {factor} (environ {amount})")
    return translate(template, language, sentence=said, **words)


def sentences(found: Decomposition, language: str) -> list[str]:
    """One sentence per factor, in the order of the figure."""
    return [_sentence(name, effect, found, language) for name, effect in found.totals.items()]


def _changed(found: Decomposition, language: str) -> tuple[str, float | None]:
    """The change in words, and in percent where it starts from something."""
    moved = change(found.answer)
    if moved is not None:
        return readings.trend(found.answer, moved, language), moved.percent
    ends = [quantity(end.value, found.answer.unit, language=language) for end in (found.start, found.end)]
    words = {"place": capital(place_with_coverage(found.answer, language)), "first": ends[0], "last": ends[1]}
    template = N_("{place} : {first} en {year_first}, {last} en {year_last}")
    return translate(template, language, year_first=found.start.year, year_last=found.end.year, **words), None


def _sentence(name: str, effect: float, found: Decomposition, language: str) -> str:
    words = {
        "label": capital(factor(name, found, language)),
        "amount": signed(effect, found, language),
        "first": found.start.year,
        "last": found.end.year,
    }
    if effect == 0:
        return translate(_NOTHING, language, label=words["label"])
    if name == METHOD:
        return translate(_METHOD, language, **words)
    plain = _RISE if effect > 0 else _FALL
    if name != INHABITANTS:
        return translate(_SAID.get((name, effect > 0), plain), language, **words)
    people = _more_people(found)
    if people * effect <= 0:  # inhabitants came and went between the two years
        return translate(plain, language, **words)
    count = number(abs(people), language=language, digits=0)
    return translate(_SAID[name, effect > 0], language, people=count, **words)


def _more_people(found: Decomposition) -> float:
    return found.inhabitants[1] - found.inhabitants[0] if found.inhabitants else 0.0
