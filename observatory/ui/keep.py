"""« Ajouter à un tableau de bord »: from any figure of a page to the end of a dashboard."""

from functools import partial

import streamlit as st

from observatory.dashboards import kept
from observatory.dashboards.contract import Dashboard, Screen
from observatory.dashboards.kept import Kept
from observatory.figures.shown import FIGURE
from observatory.ui import boundary, data, navigation, session, state, text
from observatory.ui.language import t

NEW = 0
ADDED = "added_to_dashboard"


def add(figure: str) -> None:
    """Which dashboard, or a new one; the screen is the present view and this figure."""
    known = {one.number: one.dashboard.title for one in kept.standing(data.store())} | {NEW: t("Nouveau tableau…")}
    key = figure.replace(".", "_")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        chosen = st.selectbox(
            t("Tableau de bord"), list(known), format_func=known.__getitem__, key=f"dashboard_for_{key}"
        )
        if chosen == NEW:
            st.text_input(t("Titre du tableau"), key=f"dashboard_title_{key}", max_chars=120)
        st.button(t("Ajouter"), key=f"dashboard_add_{key}", on_click=partial(_add, figure, key))
    if st.session_state.get(ADDED) == (figure, state.view()):
        text.notice(t("L'écran est ajouté à la fin du tableau de bord."), role="info")
        navigation.link(t("Ouvrir les tableaux de bord"), "tableaux-de-bord")


def _add(figure: str, key: str) -> None:
    screen = Screen(view=state.view().but(version=None, **{FIGURE: figure}))
    chosen = st.session_state[f"dashboard_for_{key}"]
    with boundary.guarded():
        if chosen == NEW:
            title = st.session_state.get(f"dashboard_title_{key}", "").strip() or t("Nouveau tableau de bord")
            kept.add(session.deciding(), Dashboard(title=title, screens=(screen,)))
        else:
            seen: Kept = kept.get(data.store(), chosen)
            kept.change(session.deciding(), seen, seen.dashboard.with_screen(screen))
        st.session_state[ADDED] = (figure, state.view())
