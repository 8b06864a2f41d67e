"""The one figure: its sentence, its drawing, where it comes from and covers, and what can be done with it."""

from collections.abc import Callable, Mapping
from functools import partial

import streamlit as st

from observatory.figures import browser, plot
from observatory.figures.chart import Chart
from observatory.figures.theme import Look, look
from observatory.settings import settings
from observatory.ui import boundary, download, formats, navigation, text
from observatory.ui.addresses import base
from observatory.ui.language import t

NOTES_SHOWN = 6  # the rest is one click away

Panel = Callable[[], None]
"""Draws what a button under the figure opens; called when it is opened."""


Pick = Callable[[str], None]
"""Takes the INSEE code of the commune that was clicked, before the run that follows."""


def show(
    chart: Chart,
    *,
    key: str,
    main: bool = True,
    brief: bool = False,
    height: int | None = None,
    pick: Pick | None = None,
    provenance: Panel | None = None,
    add: Panel | None = None,
    embed: Panel | None = None,
) -> None:
    """Draw a figure with all that keeps it honest.

    `main` is False for those that stand below the page's first; `brief` folds the notes of one among several. `pick`
    makes communes clickable, with a mouse only: give the same choice by a widget too.
    """
    with st.container(border=True, key=f"figure_{key}", gap="small"):
        text.heading(chart.title, role="reading" if main else "reading second", below=chart.subtitle)
        text.facts(chart.facts)
        if chart.series:
            with boundary.guarded():
                _draw(chart, key=f"plot_{key}", height=height, pick=pick)
        shown = () if brief else chart.notes[:NOTES_SHOWN]
        rest = chart.notes[len(shown) :]
        text.lines(shown, role="figure-note")
        text.folded(t("À savoir : {count}", count=len(rest)), rest, role="figure-note")
        text.lines([chart.perimeter_line, chart.source_line], role="figure-source")
        if chart.series:
            _actions(chart, key, {"add": add, "provenance": provenance, "embed": embed})


def _draw(chart: Chart, *, key: str, height: int | None, pick: Pick | None) -> None:
    st.plotly_chart(
        plot.figure(chart, on=ground(), height=height),
        key=key,
        theme=None,
        alt=chart.alt,
        config=browser.config(chart, base=base()),
        on_select=partial(_picked, key, pick) if pick else "ignore",
        selection_mode="points",
    )


def spark(chart: Chart, *, key: str, height: int) -> None:
    """A tiny drawing without words around it; what it says stands beside."""
    still(chart, key=key, height=height)


def still(chart: Chart, *, key: str, height: int | None = None) -> None:
    """A drawing that answers no finger, so that a phone scrolls past it."""
    st.plotly_chart(
        plot.figure(chart, on=ground(), height=height),
        key=f"plot_{key}",
        theme=None,
        alt=chart.alt,
        config=browser.config(chart, base=base()) | {"displayModeBar": False, "staticPlot": True},
    )


def _picked(key: str, pick: Pick) -> None:
    points = st.session_state[key].selection.points
    code = points[0].get("customdata") if points else None
    if code is not None:
        pick(str(code[0] if isinstance(code, list) else code))


def ground() -> Look:
    """The look of the page that this session sees."""
    return look(settings().accent, dark=st.context.theme.type == "dark")


@st.fragment
def _actions(chart: Chart, key: str, more: Mapping[str, Panel | None]) -> None:
    """One row of buttons; what they open is computed when it is open, and redraws nothing else."""
    words = {"add": t("Ajouter à un tableau de bord"), "provenance": t("D'où vient ce chiffre ?")}
    panels: dict[str, tuple[str, Panel]] = {"table": (t("Tableau"), lambda: download.show_table(chart))}
    panels["link"] = (t("Lien"), lambda: _link(more.get("embed")))
    panels |= {name: (label, panel) for name, label in words.items() if (panel := more.get(name)) is not None}
    panels["formats"] = (t("Autres formats"), lambda: formats.show(chart, key=key))
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"actions_{key}"):
        opened = st.pills(
            t("Sous la figure"),
            list(panels),
            selection_mode="multi",
            format_func=lambda one: panels[one][0],
            key=f"panels_{key}",
            label_visibility="collapsed",
        )
        name, write = download.file_for(chart)
        st.download_button(
            t("Télécharger"), write, file_name=name, mime="text/csv", key=f"file_{key}", on_click="ignore"
        )
    for one in opened:
        with boundary.guarded():
            panels[one][1]()


def _link(embed: Panel | None) -> None:
    st.code(navigation.address(), language=None, wrap_lines=True)
    if embed is not None:
        embed()
