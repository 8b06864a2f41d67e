"""À retenir: the sentences that a meeting would keep, each with who makes the total or the change that it tells."""

from collections.abc import Iterable

from observatory.answers.concentration import Dominance
from observatory.answers.contract import Answer
from observatory.answers.glance import NETWORKS, Measured
from observatory.wording import readings

KEPT = 3


def takeaways(found: Iterable[Measured], language: str) -> list[str]:
    """At most three; networks serve other communes than their own, and are told apart."""
    return [_sentence(one, language) for one in found if one.key != NETWORKS][:KEPT]


def one_dominance(one: Dominance, whole: Answer, language: str) -> str:
    """The sentence of a commune, or a site, that makes much of a total or of its change by itself."""
    return readings.dominance(
        one.place.name,
        one.share,
        of_change=one.of_change,
        without=one.without,
        unit=whole.unit,
        language=language,
        one_site=one.operator is not None,
        instead=one.whole,
    )


def _sentence(one: Measured, language: str) -> str:
    tells_change = one.change is not None and not one.change.undecided
    who = [one_dominance(each, one.answer, language) for each in one.dominances if each.of_change == tells_change]
    return " ".join(f"{sentence}." for sentence in (readings.trend(one.answer, one.change, language), *who))
