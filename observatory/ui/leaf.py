"""One screen of a dashboard on somebody's own page: its figure, what was noted on it, and where it comes from."""

from dataclasses import replace

from observatory.dashboards.contract import Screen
from observatory.figures.chart import Chart
from observatory.figures.shown import figure_of
from observatory.ui import figure, text
from observatory.ui.language import t
from observatory.ui.subject import subject


def whole(shown: Screen, *, key: str) -> None:
    """The screen with all that a page offers under a figure: its table, its files."""
    text.lines([shown.title, shown.note], role="leaf")
    if chart := _chart(shown):
        figure.show(chart, key=key, brief=True)


def short(shown: Screen, *, title: str, key: str) -> None:
    """The screen as a phone follows it: nothing but the figure and its words, below the title of what is followed."""
    text.lines([" · ".join(filter(None, (title, shown.title)))], role="leaf")
    if chart := _chart(shown):
        text.heading(chart.title, role="reading", below=chart.subtitle)
        figure.still(chart, key=f"leaf_plot_{key}")
        text.folded(t("À savoir : {count}", count=len(chart.notes)), chart.notes, role="figure-note")
        text.lines([shown.note], role="leaf")
        text.lines([chart.perimeter_line, chart.source_line], role="figure-source")


def _chart(shown: Screen) -> Chart | None:
    """The figure; a sentence instead where there is nothing to see."""
    made = figure_of(replace(subject(), view=shown.view, names=shown.names))
    if made is not None and made.chart.series:
        return made.chart
    text.heading(t("Rien à montrer ici pour ce territoire"), role="reading")
    return None
