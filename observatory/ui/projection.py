"""A dashboard on a wall: every screen is laid out at once, one above the other, and the browser shows one of them.

So a key changes the screen without asking the server, at once, and without a network for those already there.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import streamlit as st

from observatory.access import Action
from observatory.answers import territories
from observatory.dashboards import kept
from observatory.dashboards.contract import Dashboard, Screen
from observatory.dashboards.ready import fill, ready
from observatory.errors import ObservatoryError
from observatory.territory import parse_territory
from observatory.ui import boundary, data, linked, live, navigation, noting, session, state, style, text, wall
from observatory.ui.language import t
from observatory.ui.live import Live
from observatory.ui.server import TITLE
from observatory.ui.subject import subject

ASKED = "wall_asked"  # the commune put alone on the wall
LIST = "tableaux-de-bord"
UNKNOWN = "dashboard_unknown"


@dataclass(frozen=True)
class Projected:
    """A dashboard on the wall, the room that follows it, and the code of the link that it was reached by."""

    dashboard: Dashboard
    room: Live | None = None
    link: str = ""


def project() -> None:
    """The dashboard that the address names, from the screen that it names."""
    shown: Projected | None = None
    with boundary.guarded():
        shown = _opened()
    state.publish()
    if shown is None or not shown.dashboard.screens:
        _nothing(shown)
        return
    st.set_page_config(page_title=f"{shown.dashboard.title} · {TITLE}")
    style.apply_wall()
    at = _at(shown.dashboard)
    asked = _asked(shown.dashboard.screens[at])
    # First, so that they keep their place in the page whatever comes below: a remote that moves is made again.
    wall.palette(_choose)
    _remote(len(shown.dashboard.screens), asked.view.territory if asked else "", shown.link)
    if not shown.link and session.may(Action.DECIDE):
        live.panel(shown.room, shown.dashboard, screen=at + 1)
        noting.panel(shown.dashboard, state.number("tableau"), ASKED)
    window = wall.window()
    if window is not None:
        _screens(shown, at, asked, window)


def _opened() -> Projected | None:
    """What the address names, over its data; None while a link asks for its code."""
    if linked.came() or state.view().option(linked.OPTION):
        reached = linked.opened()
        return Projected(reached.dashboard, link=reached.link.code) if reached else None
    named, room = _named(), live.current()
    number = room.snapshot if room else named.snapshot
    if number is not None:
        data.open_as_of(str(number))
    return Projected(room.dashboard.but(snapshot=named.snapshot) if room else named, room)


def _screens(shown: Projected, at: int, asked: Screen | None, window: wall.Window) -> None:
    """All of them, the one that is wanted first: whoever waits, waits for it."""
    dashboard = shown.dashboard
    places = [st.container(key=f"screen_{number}") for number in range(len(dashboard.screens))]
    alone = st.container(key="screen_asked")
    if asked is not None:
        with alone, boundary.guarded():
            wall.screen(asked, place=_foot(shown, at, asked=asked.view.territory), key="asked", on=window)
    left = () if shown.link or not session.may(Action.DECIDE) else noting.left(dashboard, state.number("tableau"))
    for number in _nearest(at, len(places)):
        with places[number], boundary.guarded():
            one = noting.on_wall(dashboard.screens[number], left, first=number == 0)
            wall.screen(one, place=_foot(shown, number), key=str(number), on=window)


@st.fragment
def _remote(screens: int, asked: str, link: str) -> None:
    """What the keys do; a move is written in the address without drawing anything again."""
    sent = wall.remote(
        screens=screens,
        at=state.number("ecran") or 1,
        asked=asked if ASKED in st.session_state else "",
        seconds=state.number("avance") or wall.SECONDS,
        can_follow=not link,
        leave=f"{navigation.target('lien')}?{linked.OPTION}={link}" if link else navigation.target(LIST),
    )
    if sent.get("resized"):
        st.rerun()
    if sent.get("back"):
        st.session_state.pop(ASKED, None)
    if sent.get("moved"):
        st.session_state.pop(ASKED, None)
        live.move(sent["moved"])
        state.change(ecran=str(sent["moved"]))
        state.publish()


def _named() -> Dashboard:
    view = state.view()
    number, key = state.number("tableau"), view.option("pret")
    if key:
        return fill(ready(key), subject()).dashboard
    if number is None:
        raise ObservatoryError(UNKNOWN)
    return kept.get(session.deciding(), number).dashboard


def _nothing(shown: Projected | None) -> None:
    """What to do instead."""
    if shown is not None:
        words = t(
            "Ce tableau de bord n'a pas encore d'écran, ou ce territoire n'a pas de donnée. Ajoutez-y une figure, ou "
            "choisissez un autre territoire."
        )
        text.notice(words, role="info")
    if not linked.came():
        navigation.link(t("Ouvrir les tableaux de bord"), LIST)


def _at(dashboard: Dashboard) -> int:
    return min(max(state.number("ecran") or 1, 1), len(dashboard.screens)) - 1


def _asked(screen: Screen) -> Screen | None:
    """The present screen for the commune that somebody asked for."""
    commune = st.session_state.get(ASKED)
    return screen.of(commune) if commune else None


def _choose() -> None:
    """Put the commune chosen in the palette alone on the wall; an area replaces the commune just as well."""
    if territory := wall.chosen():
        st.session_state[ASKED] = territory


def _nearest(at: int, count: int) -> Iterable[int]:
    """The present screen, then the next, then the others: what is wanted first is there first."""
    return sorted(range(count), key=lambda one: (one - at) % count)


def _foot(shown: Projected, at: int, *, asked: str = "") -> wall.Place:
    """Where one is in the dashboard, or which commune was asked for, and which version of the data is shown."""
    number, dashboard = data.snapshot().number, shown.dashboard
    above = shown.room.above if shown.room else ""
    if dashboard.snapshot is None:
        version = t("suit la dernière version des données")
    else:
        version = t("épinglé à la version n° {number} des données", number=number)
    if asked:
        name = territories.name(data.snapshot(), parse_territory(asked))
        return wall.Place(title=f"{name} · {version}", count="", above=above)
    count = f"{at + 1} / {len(dashboard.screens)}"
    return wall.Place(title=f"{dashboard.title} · {version}", count=count, above=above)
