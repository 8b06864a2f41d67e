"""What a target's figure says: the sentence that answers, and the four numbers beside it.

The probability of reaching a target is an adviser's detail: no sentence here speaks of it.
"""

from collections.abc import Callable, Mapping

from observatory.answers.progress import Progress
from observatory.methods.progress import ENOUGH_POINTS, Verdict
from observatory.targets.contract import Origin
from observatory.wording import statuses
from observatory.wording.language import N_, P_, translate, translate_plural
from observatory.wording.numbers import number, percent, quantity
from observatory.wording.sentences import finding
from observatory.wording.targets import adopted, voted
from observatory.wording.typography import capital

LARGEST_FACTOR = 10.0  # beyond, a factor says no more than « much faster »

_FASTER = {
    False: N_("il faudrait baisser {factor} fois plus vite"),
    True: N_("il faudrait augmenter {factor} fois plus vite"),
}
_MUCH_FASTER = {
    False: N_("il faudrait baisser plus de 10 fois plus vite"),
    True: N_("il faudrait augmenter plus de 10 fois plus vite"),
}
_BOARD = P_(
    "{voting} commune sur {total} a délibéré un objectif ; {followed} suivie avec les données publiées",
    "{voting} communes sur {total} ont délibéré un objectif ; {followed} suivies avec les données publiées",
)
_STILL = {False: N_("la baisse n'a pas commencé"), True: N_("la hausse n'a pas commencé")}
_WRONG_WAY = N_("{observed} par an observés, alors qu'il faudrait {required}")


def headline(one: Progress, language: str) -> str:
    """The answer in one sentence: « Rythme insuffisant : il faudrait baisser 1,4 fois plus vite »."""
    if one.refused is not None:
        return translate("Pas de statut : {why}", language, why=finding(one.refused.code, one.refused.params, language))
    if one.target.origin is not Origin.OWN:
        return capital(adopted(one.target, language))
    verdict = one.verdict or Verdict.NO_TARGET
    name = capital(statuses.name(verdict, language))
    said = _SAID[verdict](one, language) if verdict in _SAID else ""
    return translate("{status} : {said}", language, status=name, said=said) if said else name


def board(voting: int, followed: int, total: int, language: str) -> str:
    """« 12 communes sur 49 ont délibéré un objectif ; 8 suivies »."""
    if not voting:
        return translate("Aucune commune de ce territoire n'a d'objectif délibéré enregistré.", language)
    counts = {"voting": voting, "followed": followed, "total": number(total, language=language, digits=0)}
    return translate_plural(_BOARD, voting, language, **counts)


def facts(one: Progress, language: str) -> list[tuple[str, str]]:
    """Label and value of the four numbers under the figure; what cannot be said is a word, never a blank."""
    nothing = translate("non calculable", language)
    observed = one.judged.standing.observed if one.judged else None
    arrival = str(one.arrival) if one.arrival is not None else translate("jamais à ce rythme", language)
    return [
        (translate("Écart à la trajectoire", language), gap(one, language) or nothing),
        (translate("Rythme nécessaire", language), pace(one, one.required, language) or nothing),
        (translate("Rythme observé", language), pace(one, observed, language) or nothing),
        (translate("Atteinte au rythme actuel", language), arrival if observed is not None else nothing),
    ]


def pace(one: Progress, value: float | None, language: str) -> str:
    """A change per year in the unit of the path: « −1,2 GWh par an », « −2,3 % par an »; empty where there is none."""
    return translate("{amount} par an", language, amount=_signed(one, value, language)) if value is not None else ""


def gap(one: Progress, language: str) -> str:
    """Distance to the path in the unit and in percent; empty where the path asks nothing yet."""
    distance, share = one.gap
    if distance is None:
        return ""
    amount = _amount(one, distance, language)
    if share is None:
        return amount
    return translate("{amount} ({share})", language, amount=amount, share=percent(share, language=language, digits=1))


def _signed(one: Progress, value: float, language: str) -> str:
    if one.judged is not None and one.judged.standing.on_logs:
        return percent(value, language=language, digits=1)
    return _amount(one, value, language)


def _amount(one: Progress, value: float, language: str) -> str:
    sign = "+" if value > 0 else ""
    return f"{sign}{quantity(value, one.indicator.unit, language=language)}"


def _past_due(one: Progress, language: str) -> str:
    words = {
        True: N_("objectif de {year} atteint"),
        False: N_("objectif de {year} non atteint"),
        None: N_("l'année {year} n'est pas encore publiée"),
    }
    return translate(words[one.reached], language, year=one.target.due_year)


def _insufficient(one: Progress, language: str) -> str:
    points = one.judged.standing.points if one.judged else 0
    template = N_("{points} années comparables ; il en faut {enough} pour juger d'un rythme")
    return translate(template, language, points=points, enough=ENOUGH_POINTS)


def _reached(one: Progress, language: str) -> str:
    year = one.judged.standing.last_year if one.judged else ""
    return translate("dès {year} ({voted})", language, year=year, voted=voted(one.target, language))


def _on_track(one: Progress, language: str) -> str:
    _, share = one.gap
    year = one.judged.standing.last_year if one.judged else ""
    if share is None:
        return ""
    amount = percent(abs(share), language=language, signed=False, digits=1)
    above = share > 0
    if above is one.rising:
        template = N_("{amount} de mieux que le chemin en {year}") if abs(share) > 0 else N_("sur le chemin en {year}")
    else:
        template = N_("écart de {amount} en {year}, en cours de rattrapage")
    return translate(template, language, amount=amount, year=year)


def _uncertain(_one: Progress, language: str) -> str:
    return translate("les années observées permettent de conclure dans les deux sens", language)


def _moving_away(one: Progress, language: str) -> str:
    observed = one.judged.standing.observed if one.judged else None
    words = {
        "observed": _signed(one, observed or 0.0, language),
        "required": _signed(one, one.required or 0.0, language),
    }
    return translate(_WRONG_WAY, language, **words)


def _slow(one: Progress, language: str) -> str:
    factor = one.acceleration
    if factor is None:
        return translate(_STILL[one.rising], language)
    if factor > LARGEST_FACTOR:
        return translate(_MUCH_FASTER[one.rising], language)
    return translate(_FASTER[one.rising], language, factor=number(factor, language=language, digits=1))


_SAID: Mapping[Verdict, Callable[[Progress, str], str]] = {
    Verdict.PAST_DUE: _past_due,
    Verdict.INSUFFICIENT: _insufficient,
    Verdict.REACHED: _reached,
    Verdict.ON_TRACK: _on_track,
    Verdict.UNCERTAIN: _uncertain,
    Verdict.MOVING_AWAY: _moving_away,
    Verdict.TOO_SLOW: _slow,
    Verdict.FAR_OFF: _slow,
}
