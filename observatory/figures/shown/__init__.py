"""From a view to its figure: the one way, for the pages, the wall and the documents.

    made = figure_of(Subject(snapshot, store, View(page="tendances", territory="38151")))
    made.chart, made.answer

A page's figures are declared in one module of this folder, the page's main figure first. A view names another one by
its option `figure`.
"""

from collections.abc import Mapping
from types import MappingProxyType

from observatory.errors import QuestionRefused
from observatory.figures.shown import comparison, overview, patrimoine, targets, trends
from observatory.figures.shown.contract import FIGURE, Figure, Shown, Subject
from observatory.view import View

__all__ = ["FIGURE", "FIGURES", "Figure", "Shown", "Subject", "figure_of", "named"]

FIGURES: Mapping[str, tuple[Figure, ...]] = MappingProxyType({
    "vue-d-ensemble": overview.FIGURES,
    "tendances": trends.FIGURES,
    "comparaison": comparison.FIGURES,
    "objectifs": targets.FIGURES,
    "patrimoine": patrimoine.FIGURES,
})  # fmt: skip


def named(view: View) -> Figure:
    """The figure that a view shows. Raises QuestionRefused `figure_unknown`."""
    found = FIGURES.get(view.page, ())
    wanted = view.option(FIGURE).partition(".")[0]
    for figure in found:
        if wanted in {"", figure.key}:
            return figure
    raise QuestionRefused("figure_unknown", page=view.page, figure=view.option(FIGURE))


def figure_of(subject: Subject) -> Shown | None:
    """The figure of a view; None where the territory has nothing that it could show.

    Raises QuestionRefused `figure_unknown`, and whatever its question is refused for.
    """
    return named(subject.view).build(subject)
