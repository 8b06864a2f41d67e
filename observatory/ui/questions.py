"""From what a person looks at to what is asked: one view, the questions of its figures."""

from dataclasses import replace

from observatory.answers.concentration import Dominance
from observatory.answers.contract import Answer, PerimeterRule, Question
from observatory.answers.spans import steady_years
from observatory.ui import data, state
from observatory.ui.language import language, t
from observatory.wording import places, takeaways
from observatory.wording.numbers import percent, quantity, year_span


def asked(**changes: object) -> Question:
    """The question of the present view, with these fields changed."""
    view = state.view()
    question = Question(
        indicator=view.indicator,
        territory=view.place,
        years=view.years,
        carriers=view.carriers,
        sectors=view.sectors,
        perimeter=PerimeterRule.ALL if view.option("tout") == "oui" else PerimeterRule.COMMON,
        source=view.source,
    )
    return replace(question, **changes)  # type: ignore[arg-type]


def steady(question: Question) -> Question:
    """The same question over the years without a hole in its communes, where the reader chose none.

    Where everything is to be added, holes and all, every year is.
    """
    if question.perimeter is PerimeterRule.ALL:
        return question
    return question if question.years else replace(question, years=steady_years(data.snapshot(), question))


def one_dominance(one: Dominance, whole: Answer) -> str:
    """The sentence of a commune, or a site, that makes much of a total or of its change by itself."""
    return takeaways.one_dominance(one, whole, language())


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


def steady_words(question: Question) -> tuple[str, ...]:
    """Which years are shown, where the reader chose none and some are set aside."""
    if not question.years or state.view().years or not question.territory.is_area:
        return ()
    words = t(
        "Années montrées : {span}, où toutes les communes décrites aujourd'hui le sont déjà. "
        "Choisissez d'autres années pour remonter plus loin.",
        span=year_span(*question.years),
    )
    return (words,)
