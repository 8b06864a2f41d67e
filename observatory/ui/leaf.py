"""One screen of a dashboard on somebody's own page: its figure, what was noted on it, and where it comes from."""

from dataclasses import replace

from observatory.dashboards.contract import Screen
from observatory.figures.shown import figure_of
from observatory.ui import figure, text
from observatory.ui.language import t
from observatory.ui.subject import subject


def whole(shown: Screen, *, key: str) -> None:
    """The screen with all that a page offers under a figure: its table, its files."""
    made = figure_of(replace(subject(), view=shown.view, names=shown.names))
    _words(shown)
    if made is None or not made.chart.series:
        text.heading(t("Rien à montrer ici pour ce territoire"), role="reading")
        return
    figure.show(made.chart, key=key, brief=True)


def short(shown: Screen, *, key: str) -> None:
    """The screen as a phone follows it: nothing but the figure and its words."""
    made = figure_of(replace(subject(), view=shown.view, names=shown.names))
    _words(shown)
    if made is None or not made.chart.series:
        text.heading(t("Rien à montrer ici pour ce territoire"), role="reading")
        return
    chart = made.chart
    text.heading(chart.title, role="reading", below=chart.subtitle)
    figure.still(chart, key=f"leaf_plot_{key}")
    text.folded(t("À savoir : {count}", count=len(chart.notes)), chart.notes, role="figure-note")
    text.lines([chart.perimeter_line, chart.source_line], role="figure-source")


def _words(shown: Screen) -> None:
    text.lines([shown.title], role="leaf-title")
    text.lines([shown.note], role="leaf-note")
