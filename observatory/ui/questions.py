"""From what a person looks at to what is asked: one view, the questions of its figures."""

from dataclasses import replace

from observatory.answers.concentration import Dominance
from observatory.answers.contract import Answer, PerimeterRule, Question
from observatory.answers.spans import steady_years
from observatory.ui import data, state
from observatory.ui.language import language, t
from observatory.wording.numbers import year_span
from observatory.wording.readings import dominance


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
    return dominance(
        one.place.name,
        one.share,
        of_change=one.of_change,
        without=one.without,
        unit=whole.unit,
        language=language(),
        one_site=one.operator is not None,
        instead=one.whole,
    )


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
