"""What only the sender of a file can tell: the question, and the answers that she may give."""

from collections.abc import Mapping, Sequence

from observatory.wording.language import N_, translate
from observatory.wording.phrases import Params, Variants, phrase

QUESTIONS: Mapping[str, Variants] = {
    "duplicate_conflict": (
        N_(
            "Deux compteurs, ou une correction ? Site « {site} », compteur « {meter} » : les lignes {numbers} donnent "
            "des valeurs différentes pour la même période."
        ),
        N_(
            "Deux compteurs, ou une correction ? Site « {site} », sans numéro de compteur : les lignes {numbers} "
            "donnent des valeurs différentes pour la même période."
        ),
        N_(
            "Deux compteurs, ou une correction ? Les lignes {numbers} donnent des valeurs différentes pour la même "
            "période."
        ),
    ),
}
CHOICES: Mapping[str, str] = {
    "two_meters": N_("Deux compteurs : les deux valeurs comptent"),
    "correction": N_("Une correction : la ligne du bas remplace l'autre"),
}
_NAMED = 6


def question(code: str, params: Params, rows: Sequence[int], language: str) -> str:
    """The question in one sentence or two, with the first rows that it is about.

    >>> question("duplicate_conflict", {}, (2, 3), "en")
    'Two meters, or a correction? Lines 2, 3 give different values for the same period.'
    """
    shown = ", ".join(map(str, rows[:_NAMED])) + ("…" if len(rows) > _NAMED else "")
    known = {name: params.get(name) or None for name in ("site", "meter")}
    return phrase(QUESTIONS[code], {**known, "numbers": shown}, language)


def choice(code: str, language: str) -> str:
    """One answer."""
    return translate(CHOICES[code], language)
