"""From what a person looks at to what is asked: one view, the questions of its figures."""

from dataclasses import replace

from observatory.answers.contract import Answer, Change, PerimeterRule, Question
from observatory.answers.change import change
from observatory.answers.indicator import answer
from observatory.answers.spans import steady_years
from observatory.ui import data, state
from observatory.ui.language import t
from observatory.ui.text import lines
from observatory.wording.numbers import year_span


def asked(**changes: object) -> Question:
    """The question of the present view, with these fields changed."""
    view = state.view()
    question = Question(
        indicator=view.indicator,
        territory=view.place,
        years=view.years,
        carriers=view.carriers,
        sectors=view.sectors,
        perimeter=PerimeterRule(view.option("perimetre") or PerimeterRule.COMMON),
        source=view.source,
    )
    return replace(question, **changes)  # type: ignore[arg-type]


def steady(question: Question) -> Question:
    """The same question over the years without a hole in its communes, where the reader chose none."""
    return question if question.years else replace(question, years=steady_years(data.snapshot(), question))


def answered(question: Question) -> tuple[Answer, Change | None]:
    """The answer of this run's snapshot, and how much it changed."""
    found = answer(data.snapshot(), question)
    whole = not {"carrier", "sector", "commune"} & set(question.by)
    return found, change(found) if whole else None


def tell_steady(question: Question) -> None:
    """Say which years are shown where the reader chose none and some are set aside."""
    if question.years and not state.view().years and question.territory.is_area:
        words = t(
            "Années montrées : {span}, où toutes les communes décrites aujourd'hui le sont déjà. "
            "Choisissez d'autres années pour remonter plus loin.",
            span=year_span(*question.years),
        )
        lines([words], role="figure-note")
