"""Where notes are taken: over a projection, by a key, and on the page of a dashboard."""

from collections.abc import Sequence

import streamlit as st

from observatory.dashboards import decisions
from observatory.dashboards.contract import Dashboard, Screen
from observatory.dashboards.kept import Kept as KeptDashboard
from observatory.figures.shown import named
from observatory.store.decisions import Kept
from observatory.ui import data, state, text
from observatory.ui import decisions as shown
from observatory.ui.language import language, t
from observatory.wording.language import P_, translate_plural

_SHOWN = 2  # notes told on a screen: the others are one key away
_LETTERS = 110  # of one note, on a wall
_LEFT = P_("{count} point à suivre (touche N)", "{count} points à suivre (touche N)")


def left(dashboard: Dashboard, number: int | None) -> tuple[Kept, ...]:
    """What former meetings left open."""
    return decisions.open_for(data.store(), dashboard, number)


def on_wall(screen: Screen, found: Sequence[Kept], *, first: bool) -> Screen:
    """The screen with what is open on its own figure in its note; the first one says how many there are in all."""
    own = [_short(shown.told(one)) for one in decisions.on_screen(found, screen)[:_SHOWN]]
    counted = [translate_plural(_LEFT, len(found), language(), count=len(found))] if first and found else []
    note = " · ".join(part for part in (screen.note, *own, *counted) if part)
    return screen.model_copy(update={"note": note})


def _short(words: str) -> str:
    return words if len(words) <= _LETTERS else f"{words[: _LETTERS - 1].rstrip()}…"


@st.fragment
def panel(dashboard: Dashboard, number: int | None, asked: str) -> None:
    """Over the wall, until its key hides it: the form, for the screen that is seen, and what is open."""
    with st.container(key="wall_notes", gap="small"):
        text.heading(t("Noter sur cet écran"), role="section")
        told = st.container()
        at = min(max(state.number("ecran") or 1, 1), len(dashboard.screens)) - 1
        if shown.form(dashboard, number, dashboard.screens[at], key="wall", asked=st.session_state.get(asked, "")):
            with told:
                text.notice(t("C'est noté, sur l'écran {number}.", number=at + 1), role="info")
        text.bullets(shown.told(one) for one in left(dashboard, number))


def section(seen: KeptDashboard) -> None:
    """Under a dashboard that is edited: what is open, and the form for one of its screens."""
    text.heading(t("Décisions, questions et notes ouvertes"), role="section")
    for one in left(seen.dashboard, seen.number):
        shown.card(one, key=f"of_{seen.number}_{one.number}")
    names = [t("tout le tableau"), *(_name(at, one) for at, one in enumerate(seen.dashboard.screens, start=1))]
    at = st.selectbox(t("Écran"), range(len(names)), format_func=names.__getitem__, key=f"noted_screen_{seen.number}")
    screen = seen.dashboard.screens[at - 1] if at else None
    if shown.form(seen.dashboard, seen.number, screen, key=f"of_{seen.number}"):
        st.rerun()


def _name(at: int, screen: Screen) -> str:
    return f"{at}. {screen.title or t(named(screen.view).label)}"
