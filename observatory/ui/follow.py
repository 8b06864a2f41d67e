"""Following a room: its present screen, the same for one's own commune, or all of them at one's own pace."""

from pathlib import Path

import streamlit as st

from observatory.answers import territories
from observatory.dashboards import files
from observatory.dashboards.contract import Dashboard, Screen
from observatory.errors import ObservatoryError, QuestionRefused
from observatory.store import rooms
from observatory.store.rooms import Room
from observatory.territory import parse_territory
from observatory.ui import addresses, boundary, data, leaf, navigation, search, state, style, text
from observatory.ui.discovery import discover
from observatory.ui.events import Kind
from observatory.ui.guesses import CODES, visitor
from observatory.ui.language import t
from observatory.ui.server import TITLE

PAGE = "suivre"
FOLLOWED = "followed_room"  # code, and commune
_SEARCH = "follow_search"
_FILES = Path(__file__).parent / "components"
_FOLLOW = st.components.v2.component(
    "observatory_follow",
    html=(_FILES / "follow.html").read_text(encoding="utf-8"),
    css=(_FILES / "follow.css").read_text(encoding="utf-8"),
    js=(_FILES / "follow.js").read_text(encoding="utf-8"),
)


def show() -> None:
    """The room that the address names, or where to type its code."""
    typed, room = state.view().option("salle"), None
    if typed:
        with boundary.guarded():
            room = _room(typed)
    state.publish()
    if room is None:
        st.session_state.pop(FOLLOWED, None)
        _ask()
        return
    data.open_as_of(str(room.snapshot))
    style.apply_follow()
    dashboard = files.read(room.declared.encode())
    st.set_page_config(page_title=f"{dashboard.title} · {TITLE}")
    _screens(room, dashboard)


def way_back() -> None:
    """On another page, the way back to the room that this session follows."""
    if FOLLOWED in st.session_state:
        code, commune = st.session_state[FOLLOWED]
        with st.container(key="way_back"):
            navigation.link(t("Revenir à la séance"), PAGE, salle=code, commune=commune)


def _room(typed: str) -> Room:
    """Raises ObservatoryError `room_unknown`, `room_ended`, `guesses_too_many`."""
    who = visitor()
    CODES.check(who)
    try:
        return rooms.get(data.store(), typed)
    except ObservatoryError as refusal:
        if refusal.code == "room_unknown":
            CODES.add(who)
        raise


def _ask() -> None:
    text.heading(t("Suivre une séance"), level=1, role="territory")
    with st.form("room_code", width=420):
        typed = st.text_input(t("Code affiché dans la salle"), max_chars=20, autocomplete="off")
        if st.form_submit_button(t("Suivre")):
            state.change(salle=typed.strip())
            st.rerun()
    commune = state.view().option("commune")
    navigation.link(t("Ouvrir l'observatoire"), discover()[0].path, territory=commune or state.view().territory)


def _screens(room: Room, dashboard: Dashboard) -> None:
    """Those of the room, and those of one's own commune, the present one first."""
    commune = _commune()
    st.session_state[FOLLOWED] = (room.code, commune)
    _remote(room, dashboard, commune)
    with st.container(key="follow_commune"):
        name = territories.name(data.snapshot(), parse_territory(commune)) if commune else ""
        search.box(_SEARCH, name=name, label=t("Ma commune"), hint=t("Votre commune"), on_choose=_choose)
    sets = {"room": dashboard.screens}
    if commune:
        sets["mine"] = tuple(screen.of(commune) for screen in dashboard.screens)
    places = {
        (name, at): st.container(key=f"leaf_{name}_{at}", gap="small") for name in sets for at in _numbers(dashboard)
    }
    for at in sorted(_numbers(dashboard), key=lambda one: (one - room.screen) % len(dashboard.screens)):
        for name, screens in reversed(sets.items()):  # hers first: the room's stand there already
            with places[name, at], boundary.guarded():
                _leaf(screens[at - 1], dashboard, key=f"{name}_{at}")


def _leaf(screen: Screen, dashboard: Dashboard, *, key: str) -> None:
    leaf.short(screen, title=dashboard.title, key=key)
    navigation.open_view(t("Voir la page"), screen.view)


def _numbers(dashboard: Dashboard) -> range:
    return range(1, len(dashboard.screens) + 1)


def _remote(room: Room, dashboard: Dashboard, commune: str) -> None:
    """The bar at the bottom, which hears the room."""
    sent = _FOLLOW(
        key="follow",
        data={
            "events": addresses.events(Kind.ROOM, room.code),
            "screens": len(dashboard.screens),
            "at": room.screen,
            "mine": commune,
            "texts": {
                "previous": t("Précédent"),
                "next": t("Suivant"),
                "live": t("Revenir en direct"),
                "room": t("La séance"),
                "mine": t("Ma commune"),
                "following": t("En direct · {at} / {count}", at="{at}", count="{count}"),
                "alone": "{at} / {count}",
                "lost": t("Réseau perdu · {at} / {count}", at="{at}", count="{count}"),
                "bar": t("Suivi de la séance"),
            },
        },
        on_over_change=_heard,
    )
    if sent.over:
        st.rerun()


def _commune() -> str:
    """The commune of the address, if there is one of that code."""
    found = state.view().option("commune")
    try:
        territories.name(data.snapshot(), parse_territory(found))
    except QuestionRefused:
        return ""
    return found


def _choose() -> None:
    if commune := search.chosen(_SEARCH):
        state.change(commune=commune)


def _heard() -> None:
    """Streamlit gives a value only to a component that declares somebody listens."""
