"""One dashboard, edited: every change is kept as it is made, and is one more version."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from observatory.answers import territories
from observatory.dashboards import kept
from observatory.dashboards.contract import NOTE_LETTERS, THEMES, TITLE_LETTERS, Dashboard, Screen
from observatory.dashboards.kept import Kept
from observatory.errors import QuestionRefused
from observatory.figures.shown import named
from observatory.ui import boundary, data, navigation, session, text
from observatory.ui.discovery import discover
from observatory.ui.language import t

Undoable = Callable[[str, Callable[[], object]], None]
"""Offers to take back what is told."""


def edit(seen: Kept, *, undoable: Undoable) -> None:
    """The title, the theme, the version of the data, then each screen."""
    key = f"{seen.number}_{seen.version}"
    with st.container(border=True, key="dashboard_editor", gap="small"):
        text.heading(seen.dashboard.title, role="reading")
        _about(seen, key)
        for at, screen in enumerate(seen.dashboard.screens):
            with st.container(border=True, key=f"edited_screen_{at}", gap="small"):
                _screen(seen, at, screen, key=f"{key}_{at}", undoable=undoable)
        if not seen.dashboard.screens:
            told = t("Aucun écran. Ouvrez une page, et sous une figure choisissez « Ajouter à un tableau de bord ».")
            text.notice(told, role="info")


def _about(seen: Kept, key: str) -> None:
    one = seen.dashboard
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input(
            t("Titre du tableau"),
            one.title,
            max_chars=TITLE_LETTERS,
            key=f"title_{key}",
            on_change=partial(_write, seen, "title", f"title_{key}"),
        )
        st.selectbox(
            t("Thème"),
            list(THEMES),
            list(THEMES).index(one.theme),
            format_func=lambda theme: t(THEMES[theme]),
            key=f"theme_{key}",
            on_change=partial(_write, seen, "theme", f"theme_{key}"),
        )
        pinned = one.snapshot if one.snapshot is not None else data.snapshot().number
        st.toggle(
            t("Épingler à la version n° {number} des données", number=pinned),
            one.snapshot is not None,
            key=f"pin_{key}",
            on_change=partial(_pin, seen, f"pin_{key}"),
        )


def _screen(seen: Kept, at: int, screen: Screen, *, key: str, undoable: Undoable) -> None:
    text.heading(
        f"{at + 1}. {screen.title or t(named(screen.view).label)}", level=3, role="section", below=_where(screen)
    )
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        for name, label, most in (("title", t("Titre de l'écran"), TITLE_LETTERS), ("note", t("Note"), NOTE_LETTERS)):
            st.text_input(
                label,
                getattr(screen, name),
                max_chars=most,
                key=f"{name}_{key}",
                on_change=partial(_write_screen, seen, at, name, f"{name}_{key}"),
            )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if screen.compares:
            st.toggle(
                t("Afficher les noms"),
                screen.names,
                key=f"names_{key}",
                on_change=partial(_write_screen, seen, at, "names", f"names_{key}"),
            )
        _order(seen, at, key)
        st.button(t("Retirer"), key=f"remove_{key}", on_click=partial(_remove, seen, at, undoable))
        navigation.open_view(t("Voir la page"), screen.view)


def _order(seen: Kept, at: int, key: str) -> None:
    last = len(seen.dashboard.screens) - 1
    for step, label, end in ((-1, t("Monter"), 0), (1, t("Descendre"), last)):
        moved = partial(_move, seen, at, step)
        st.button(label, key=f"move{step}_{key}", disabled=at == end, on_click=moved)


def _move(seen: Kept, at: int, step: int) -> None:
    _keep(seen, seen.dashboard.moved(at, step))


def _where(screen: Screen) -> str:
    """Which page and which territory a screen is of."""
    title = next((page.title for page in discover() if page.path == screen.view.page), screen.view.page)
    try:
        name = territories.name(data.snapshot(), screen.view.place)
    except QuestionRefused:
        name = screen.view.territory
    return " · ".join((name, t(title), t(named(screen.view).label)))


def _write(seen: Kept, name: str, widget: str) -> None:
    value = st.session_state[widget]
    if value:
        _keep(seen, seen.dashboard.but(**{name: value}))


def _pin(seen: Kept, widget: str) -> None:
    _keep(seen, seen.dashboard.but(snapshot=data.snapshot().number if st.session_state[widget] else None))


def _write_screen(seen: Kept, at: int, name: str, widget: str) -> None:
    _keep(seen, seen.dashboard.replaced(at, **{name: st.session_state[widget]}))


def _remove(seen: Kept, at: int, undoable: Undoable) -> None:
    with boundary.guarded():
        left = kept.change(session.deciding(), seen, seen.dashboard.without(at))
        told = t("L'écran {number} est retiré.", number=at + 1)
        undoable(told, lambda: kept.change(session.deciding(), left, seen.dashboard))


def _keep(seen: Kept, dashboard: Dashboard) -> None:
    with boundary.guarded():
        kept.change(session.deciding(), seen, dashboard)
