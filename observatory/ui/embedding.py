"""One figure inside a page of another site: the code to paste there, and the page that it shows."""

from dataclasses import replace
from html import escape
from urllib.parse import urlencode, urlsplit

import streamlit as st

from observatory.errors import QuestionRefused
from observatory.figures import browser, plot
from observatory.figures.chart import Chart
from observatory.figures.shown import FIGURE, FIGURES, figure_of
from observatory.ui import boundary, figure, navigation, state, text
from observatory.ui.addresses import base
from observatory.ui.language import t
from observatory.ui.server import TITLE
from observatory.ui.subject import subject
from observatory.view import View

PATH = "integrer"
OF = "sur"  # the option that says which page the figure is of
HEIGHT = 560  # pixels of the frame


def address(view: View) -> str:
    """Where the figure of a view stands alone."""
    here = urlsplit(st.context.url or "")
    query = urlencode(view.but(version=None).to_query() | {OF: view.page})
    return f"{here.scheme}://{here.netloc}{navigation.target(PATH)}?{query}"


def code(chart: Chart, view: View) -> None:
    """What to paste in a page of the agency's own site."""
    text.lines([t("À coller dans une page de votre site, qui montrera toujours la dernière version des données :")])
    written = (
        f'<iframe src="{escape(address(view))}" title="{escape(chart.title)}" width="100%" height="{HEIGHT}" '
        'loading="lazy" style="border:0"></iframe>'
    )
    st.code(written, language=None, wrap_lines=True)


def alone() -> None:
    """The figure that the address names, its sentence, its source line, and the way to its page."""
    state.publish()
    with boundary.guarded():
        view = _asked()
        made = figure_of(replace(subject(), view=view))
        if made is None or not made.chart.series:
            text.notice(t("Rien à montrer ici pour ce territoire"), role="info")
            return
        chart = made.chart
        st.set_page_config(page_title=f"{chart.title} · {TITLE}")
        with st.container(key="embedded", gap="small"):
            text.heading(chart.title, level=1, role="reading", below=chart.subtitle)
            text.facts(chart.facts)
            st.plotly_chart(
                plot.figure(chart, on=figure.ground()),
                key="embedded_figure",
                theme=None,
                alt=chart.alt,
                config=browser.config(chart, base=base()),
            )
            text.folded(t("À savoir : {count}", count=len(chart.notes)), chart.notes, role="figure-note")
            text.lines([chart.perimeter_line, chart.source_line], role="figure-source")
            text.link(t("Voir cette figure dans l'observatoire"), _page(view), apart=True)


def _asked() -> View:
    """The view of the figure. Raises QuestionRefused `figure_unknown`."""
    view = state.view()
    page = view.option(OF)
    if page not in FIGURES:
        raise QuestionRefused("figure_unknown", page=page, figure=view.option(FIGURE))
    return view.but(page=page, **{OF: ""})


def _page(view: View) -> str:
    here = urlsplit(st.context.url or "")
    return f"{here.scheme}://{here.netloc}{navigation.target(view.page)}?{urlencode(view.to_query())}"
