"""The card of the nine statuses: when each is given, in the order in which they are decided."""

from collections.abc import Mapping

from observatory.methods import progress
from observatory.methods.progress import Standing, Verdict
from observatory.wording import statuses
from observatory.wording.explained.contract import Example, Formula, Method, Reader, Theme
from observatory.wording.explained.paces import YEAR, standing
from observatory.wording.language import N_
from observatory.wording.typography import ABSENT

CONDITIONS: Mapping[Verdict, str] = {
    Verdict.NO_TARGET: N_("aucun objectif voté par le conseil de ce territoire ; un repère national n'en donne pas"),
    Verdict.PAST_DUE: N_("l'année visée est passée ; on dit si l'objectif a été atteint"),
    Verdict.INSUFFICIENT: N_("moins de {enough} années comparables"),
    Verdict.REACHED: N_("la dernière valeur atteint déjà le niveau de la dernière étape"),
    Verdict.ON_TRACK: N_(
        "au niveau du chemin ou mieux ; ou derrière lui, avec un facteur de 1 ou moins : écart en rattrapage"
    ),
    Verdict.UNCERTAIN: N_("l'intervalle du rythme observé contient à la fois zéro et le rythme nécessaire"),
    Verdict.MOVING_AWAY: N_("le rythme observé va dans le mauvais sens"),
    Verdict.TOO_SLOW: N_("dans le bon sens, facteur entre 1 et {twice}"),
    Verdict.FAR_OFF: N_("facteur de {twice} ou plus, ou aucun mouvement"),
}


def cases() -> tuple[Standing, ...]:
    """One situation per status that is decided, in their order; the path asks 87.8 in 2023 and 80 in 2030."""
    return (
        standing(due_year=YEAR, at_due=94.0),
        standing(points=progress.ENOUGH_POINTS - 1),
        standing(value=79.0),
        standing(value=87.0),
        standing(observed=-2.5, observed_low=-2.9, observed_high=-2.1),
        standing(observed=-0.8, observed_low=-2.2, observed_high=0.3),
        standing(observed=0.5, observed_low=0.1, observed_high=0.9),
        standing(observed=-1.4, observed_low=-1.8, observed_high=-1.0),
        standing(observed=-0.5, observed_low=-0.7, observed_high=-0.3),
    )


def _statuses(reader: Reader) -> Example:
    headers = (
        reader.t("Statut"),
        reader.t("Quand"),
        str(YEAR),
        reader.t("Nécessaire"),
        reader.t("Observé"),
        reader.t("Facteur"),
    )
    nothing = (statuses.status(Verdict.NO_TARGET, reader.language), _when(Verdict.NO_TARGET, reader), *[ABSENT] * 4)
    rows = (nothing, *(_row(one, reader) for one in cases()))
    path = reader.t(
        "Le chemin demande {level} en {year} et {due} en {due_year} ; rythmes en GWh par an, avec l'intervalle de "
        "celui qui est observé. Chaque ligne est une situation inventée.",
        level=reader.n(cases()[0].path_value, 1, "GWh"),
        year=YEAR,
        due=reader.n(cases()[0].due_value, 0, "GWh"),
        due_year=standing().due_year,
    )
    return Example(headers, rows, (path,), texts=frozenset({0, 1}))


def _row(one: Standing, reader: Reader) -> tuple[str, ...]:
    low, high = (reader.n(bound, 1, signed=True) for bound in (one.observed_low, one.observed_high))
    verdict = progress.decide(one)
    return (
        statuses.status(verdict, reader.language),
        _when(verdict, reader),
        reader.n(one.value, 0),
        reader.n(progress.required_of(one), 1, signed=True),
        f"{reader.n(one.observed, 1, signed=True)} [{low} ; {high}]",
        reader.n(progress.acceleration(one), 2),
    )


def _when(verdict: Verdict, reader: Reader) -> str:
    return METHODS[0].said(CONDITIONS[verdict], reader.language)


METHODS = (
    Method(
        key="statuses",
        theme=Theme.TARGETS,
        name=N_("Les neuf statuts d'un objectif"),
        answers=N_("Comment l'observatoire décide-t-il qu'un objectif est tenu, incertain ou hors d'atteinte ?"),
        formulas=(
            Formula(
                r"v \le T(y) \qquad f \le 1 \qquad 0,\, r \in [b_{\min},\, b_{\max}] \qquad f < 2",
                N_(
                    "on pose les questions dans l'ordre de la liste, et la première réponse « oui » donne le statut ; "
                    "chaque série en a un, et un seul"
                ),
            ),
        ),
        units=N_("Un mot et un signe ; jamais la couleur seule."),
        source=N_(
            "Ordre de décision de l'observatoire, d'après les cinq classes de Methodology Underpinning the State of "
            "Climate Action Series, World Resources Institute, 2024."
        ),
        limits=(
            N_("Un statut est refusé, avec sa raison, si une rupture ou une valeur secrète peut le changer."),
            N_("Seul un objectif voté par l'organe du territoire a un statut."),
        ),
        example=_statuses,
        explains=(progress.decide, progress.reached),
        params={"enough": progress.ENOUGH_POINTS, "twice": progress.TWICE},
    ),
)
