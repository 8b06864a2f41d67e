"""What stands beside a commune over the years: its EPCI, its département, and the median of communes of its size."""

from dataclasses import replace

import polars as pl
from polars import selectors

from observatory.answers.comparison import peers_median
from observatory.answers.contract import Answer, PerimeterRule, Question
from observatory.answers.indicator import answer
from observatory.answers.spans import steady_years
from observatory.answers.territories import departement_of, epci_of
from observatory.figures.trend import Reference, median_reference, reference
from observatory.store.snapshots import Snapshot
from observatory.territory import Territory
from observatory.wording.language import translate
from observatory.wording.numbers import number

DIGITS = 6


def around(snapshot: Snapshot, question: Question, *, language: str) -> tuple[list[Reference], list[str]]:
    """The grey lines of the question of a commune, and what is said where one is not drawn."""
    code = question.territory.key
    departement = departement_of(snapshot, code)
    areas = [area for area in (epci_of(snapshot, code), departement) if area is not None]
    answers = [answer(snapshot, _steady(snapshot, question, area)) for area in areas]
    drawn: list[Answer] = []
    told = []
    for one in answers:
        same = next((other for other in drawn if _rounded(other).equals(_rounded(one))), None)
        if same is None and not one.frame.is_empty():
            drawn.append(one)
        elif same is not None:
            words = {"name": one.name, "other": same.name}
            told.append(translate("{name} : mêmes communes que {other} dans les données.", language, **words))
    lines = [reference(one, at, language=language) for at, one in enumerate(drawn, start=1)]
    if departement is None:
        return lines, told
    median = _median(snapshot, question, departement, len(lines) + 1, language)
    alone = translate("Médiane : trop peu d'autres communes de sa taille, ou presque, ont des données.", language)
    return ([*lines, median], told) if median is not None else (lines, [*told, alone])


def _rounded(found: Answer) -> pl.DataFrame:
    """Its frame: the same figures added in another order differ by their last digits."""
    return found.frame.with_columns(selectors.float().round(DIGITS))


def _steady(snapshot: Snapshot, question: Question, area: Territory) -> Question:
    """The question of an area, over the years without a hole in its communes where the reader chose none."""
    asked = replace(question, territory=area)
    is_whole = asked.perimeter is PerimeterRule.ALL
    return asked if asked.years or is_whole else replace(asked, years=steady_years(snapshot, asked))


def _median(snapshot: Snapshot, question: Question, departement: Territory, at: int, language: str) -> Reference | None:
    """The line of the communes of its size; None where too few are."""
    medians = peers_median(snapshot, question, within=_steady(snapshot, question, departement))
    if medians.is_empty():
        return None
    count = number(float(medians["communes"][-1]), language=language, digits=0)
    label = translate("médiane de {count} communes de taille voisine", language, count=count)
    return median_reference(medians, at, label=label)
