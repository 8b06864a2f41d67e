"""From what a person looks at to what is asked: one view, the questions of its figures."""

from observatory.answers.concentration import Dominance
from observatory.answers.contract import Answer, Question
from observatory.ui.language import language, t
from observatory.ui.subject import subject
from observatory.wording import places
from observatory.wording.numbers import percent, quantity


def asked(**changes: object) -> Question:
    """The question of the present view, with these fields changed."""
    return subject().asked(**changes)


def steady(question: Question) -> Question:
    """The same question over the years without a hole in its communes, where the reader chose none."""
    return subject().steady(question)


def short_dominance(one: Dominance, whole: Answer) -> str:
    """The same for a card: how much, where, and what there is without it; more than all of a change has no share."""
    without = (
        percent(one.without, language=language())
        if one.of_change
        else quantity(one.without, whole.unit, language=language())
    )
    words = {
        "at_place": places.at(one.place.name, language()),
        "share": percent(one.share * 100, language=language(), signed=False),
        "without": without,
    }
    if not one.of_change and not one.without:
        return (
            t("en entier {at_place}", **words) if one.operator is None else t("en entier un site {at_place}", **words)
        )
    if one.share > 1:
        return t("sans {name} : {without}", name=one.place.name, without=without)
    if one.operator is not None:
        return t("dont {share} par un site {at_place} ; sans lui : {without}", **words)
    return t("dont {share} {at_place} ; sans elle : {without}", **words)
