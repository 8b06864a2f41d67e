"""Ready dashboards, for the territory chosen: project one at once, or keep it to change it."""

from functools import partial

import streamlit as st

from observatory.dashboards import kept
from observatory.dashboards.contract import THEMES, Dashboard
from observatory.dashboards.ready import Ready, fill
from observatory.dashboards.ready import offered as offered_for
from observatory.ui import boundary, dashboards, data, documents, navigation, search, session, state, text
from observatory.ui.directory import directory
from observatory.ui.language import language, t
from observatory.ui.subject import subject
from observatory.wording.numbers import listing

_PLACE = "ready_place"


def offered() -> None:
    """One card for each, by theme."""
    text.heading(t("Tableaux prêts"), role="section", below=t("Remplis pour le territoire choisi."))
    entry = directory(data.snapshot()).entries.get(state.view().territory)
    with st.columns(2)[0]:
        name = entry.name if entry else state.view().territory
        search.box(_PLACE, name=name, label=t("Territoire"), hint=t("Commune, EPCI, département…"), on_choose=_choose)
    for one in offered_for(area=state.view().place.is_area):
        with st.container(border=True, key=f"ready_{one.key}", gap="small"), boundary.guarded():
            _card(one)


def _card(one: Ready) -> None:
    filled = fill(one, subject())
    about = " · ".join((t(THEMES[one.theme]), dashboards.screens(filled.dashboard)))
    text.heading(t(one.title), level=3, role="section", below=about)
    text.lines([t(one.purpose)])
    if filled.left_out:
        titles = listing([f"« {title} »" for title in filled.left_out], language())
        text.lines([t("Sans donnée ici, laissés de côté : {titles}.", titles=titles)], role="figure-note")
    if filled.dashboard.screens:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            navigation.link(t("Projeter"), dashboards.WALL, pret=one.key)
            documents.meeting(filled.dashboard, None, key=f"ready_{one.key}")
            st.button(t("Garder et modifier"), key=f"keep_{one.key}", on_click=partial(_keep, filled.dashboard))


def _choose() -> None:
    if territory := search.chosen(_PLACE):
        state.change(territory=territory)


def _keep(dashboard: Dashboard) -> None:
    name = directory(data.snapshot()).entries[state.view().territory].name
    with boundary.guarded():
        added = kept.add(session.deciding(), dashboard.but(title=f"{dashboard.title} · {name}"[:120]))
        state.change(**{dashboards.OPENED: str(added.number)})
