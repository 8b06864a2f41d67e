"""The nine statuses of a target: each a word and a sign, since colour is never alone."""

from collections.abc import Mapping

from observatory.methods.progress import Verdict
from observatory.wording.language import N_, translate

STATUSES: Mapping[Verdict, str] = {
    Verdict.NO_TARGET: N_("pas d'objectif délibéré"),
    Verdict.PAST_DUE: N_("échéance passée"),
    Verdict.INSUFFICIENT: N_("données insuffisantes"),
    Verdict.REACHED: N_("objectif atteint"),
    Verdict.ON_TRACK: N_("dans la trajectoire"),
    Verdict.UNCERTAIN: N_("tendance incertaine"),
    Verdict.MOVING_AWAY: N_("s'éloigne de l'objectif"),
    Verdict.TOO_SLOW: N_("rythme insuffisant"),
    Verdict.FAR_OFF: N_("loin de la trajectoire"),
}
# A status is never told by its colour alone.
SIGNS: Mapping[Verdict, str] = {
    Verdict.NO_TARGET: "–",
    Verdict.PAST_DUE: "⌛",
    Verdict.INSUFFICIENT: "○",
    Verdict.REACHED: "★",
    Verdict.ON_TRACK: "●",
    Verdict.UNCERTAIN: "◇",
    Verdict.MOVING_AWAY: "▼",
    Verdict.TOO_SLOW: "▲",
    Verdict.FAR_OFF: "■",
}


def name(verdict: Verdict, language: str) -> str:
    """A status in words."""
    return translate(STATUSES[verdict], language)


def status(verdict: Verdict, language: str) -> str:
    """A status with its sign: « ▲ rythme insuffisant »."""
    return f"{SIGNS[verdict]} {name(verdict, language)}"
