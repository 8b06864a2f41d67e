"""Sections of Tableaux de bord: the list, what was just removed and can come back, and a file brought in."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import streamlit as st

from observatory.dashboards import files, kept
from observatory.dashboards.contract import THEMES, Dashboard
from observatory.dashboards.kept import Kept
from observatory.ui import (
    boundary,
    dashboard_editor,
    data,
    documents,
    link_maker,
    navigation,
    noting,
    session,
    state,
    text,
)
from observatory.ui.language import language, t
from observatory.wording.language import P_, translate_plural

OPENED = "tableau"  # option of the view: the dashboard that is edited
UNDO = "dashboards_undo"
WALL = "projection"
IMPORTED = "dashboards_import"

_SCREENS = P_("{count} écran", "{count} écrans")


@dataclass(frozen=True)
class Undo:
    """What was just done, in words, and what takes it back."""

    told: str
    back: Callable[[], object]


def notices() -> None:
    """What was just removed, until something else is done or it is taken back."""
    undo: Undo | None = st.session_state.get(UNDO)
    if undo is not None:
        with st.container(horizontal=True, vertical_alignment="center", key="undo"):
            text.notice(undo.told, role="info")
            st.button(t("Annuler"), key="undo_button", on_click=_take_back)


def opened() -> bool:
    """The dashboard that is edited, alone on the page; False where there is none."""
    number = state.number(OPENED)
    if number is None:
        return False
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="opened_dashboard"):
        st.button(t("Revenir à la liste"), key="close_dashboard", on_click=partial(state.change, **{OPENED: ""}))
        navigation.link(t("Projeter"), WALL, tableau=number)
    with boundary.guarded():
        one = kept.get(data.store(), number)
        dashboard_editor.edit(one, undoable=_undoable)
        link_maker.section(one)
        noting.section(one)
    return True


def listed() -> None:
    """Every dashboard, the last changed first; without any, what to do."""
    text.heading(t("Vos tableaux de bord"), role="section")
    found = kept.standing(data.store())
    if not found:
        told = t(
            "Aucun tableau de bord pour l'instant. Sous une figure, choisissez « Ajouter à un tableau de bord », ou "
            "partez d'un tableau prêt ci-dessous."
        )
        text.notice(told, role="info")
    for one in found:
        with st.container(border=True, key=f"dashboard_{one.number}", gap="small"):
            about = " · ".join((t(THEMES[one.dashboard.theme]), screens(one.dashboard), version(one.dashboard)))
            text.heading(one.dashboard.title, level=3, role="section", below=about)
            _actions(one)


def screens(dashboard: Dashboard) -> str:
    """How many screens it has."""
    count = len(dashboard.screens)
    return translate_plural(_SCREENS, count, language(), count=count)


def version(dashboard: Dashboard) -> str:
    """Which version of the data it shows."""
    if dashboard.snapshot is None:
        return t("suit la dernière version des données")
    return t("épinglé à la version n° {number} des données", number=dashboard.snapshot)


def _actions(one: Kept) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"dashboard_do_{one.number}"):
        if one.dashboard.screens:
            navigation.link(t("Projeter"), WALL, tableau=one.number)
            documents.meeting(one.dashboard, one.number, key=str(one.number))
        st.button(t("Modifier"), key=f"edit_{one.number}", on_click=partial(state.change, **{OPENED: str(one.number)}))
        st.button(t("Dupliquer"), key=f"copy_{one.number}", on_click=partial(_duplicate, one))
        st.download_button(
            t("Exporter"),
            files.written(one.dashboard),
            file_name=files.file_name(one.dashboard),
            mime="application/json",
            key=f"export_{one.number}",
            on_click="ignore",
        )
        st.button(t("Retirer"), key=f"remove_{one.number}", on_click=partial(_remove, one))


def imported() -> None:
    """A dashboard brought in from a file."""
    text.heading(t("Importer un tableau de bord"), role="section")
    sent = st.file_uploader(t("Fichier exporté d'un observatoire"), type=["json"], key=IMPORTED)
    if sent is not None and st.button(t("Importer"), key="import_dashboard"):
        with boundary.guarded():
            added = kept.add(session.deciding(), files.read(sent.getvalue()))
            state.change(**{OPENED: str(added.number)})
            st.rerun()


def _duplicate(one: Kept) -> None:
    title = t("{title} (copie)", title=one.dashboard.title)
    with boundary.guarded():
        copy = kept.add(session.deciding(), one.dashboard.but(title=title[:120]))
        state.change(**{OPENED: str(copy.number)})


def _remove(one: Kept) -> None:
    with boundary.guarded():
        kept.remove(session.deciding(), one.number)
        state.change(**{OPENED: ""})
        told = t("« {title} » est retiré.", title=one.dashboard.title)
        _undoable(told, lambda: kept.bring_back(session.deciding(), one.number))


def _undoable(told: str, back: Callable[[], object]) -> None:
    st.session_state[UNDO] = Undo(told, back)


def _take_back() -> None:
    undo: Undo = st.session_state.pop(UNDO)
    with boundary.guarded():
        undo.back()
