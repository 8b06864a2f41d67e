"""The page behind a link: the screens of one dashboard, and nothing that the link does not reach."""

from pathlib import Path

import streamlit as st

from observatory.dashboards import links
from observatory.dashboards.contract import THEMES
from observatory.dashboards.links import Reached
from observatory.errors import ObservatoryError
from observatory.store import links as rows
from observatory.ui import addresses, boundary, dashboards, data, leaf, navigation, state, text
from observatory.ui.discovery import PageFile
from observatory.ui.events import Kind
from observatory.ui.guesses import CODES, SECRETS, visitor
from observatory.ui.language import t
from observatory.ui.server import TITLE

OPTION = "l"  # of the view: the code of a link
PAGES = frozenset({"lien", "projection"})  # that a session which came by a link may open
_CAME, _GIVEN, _COUNTED = "came_by_link", "link_code_given", "link_counted"
_WATCH = st.components.v2.component(
    "observatory_watch",
    html="<span hidden></span>",
    js=(Path(__file__).parent / "components" / "watch.js").read_text(encoding="utf-8"),
)


def show() -> None:
    """What the link of the address shows, or why it shows nothing."""
    reached = None
    with boundary.guarded():
        reached = opened()
    state.publish()
    if reached is None:
        return
    dashboard = reached.dashboard
    st.set_page_config(page_title=f"{dashboard.title} · {TITLE}")
    about = " · ".join((t(THEMES[dashboard.theme]), dashboards.screens(dashboard), dashboards.version(dashboard)))
    text.heading(dashboard.title, level=1, role="territory", below=about)
    if dashboard.screens:
        navigation.link(t("Projeter"), "projection", **{OPTION: reached.link.code})
    else:
        text.notice(t("Ce tableau de bord n'a pas encore d'écran, ou ce territoire n'a pas de donnée."), role="info")
    for at, screen in enumerate(dashboard.screens):
        with st.container(key=f"linked_screen_{at}", gap="small"), boundary.guarded():
            leaf.whole(screen, key=f"linked_{at}")


def opened() -> Reached | None:
    """What the link of the address reaches, its data opened; None while the code that it asks for is not given.

    Whatever else the address says is left unread. Raises ObservatoryError as `links.reached` does, and
    `guesses_too_many`.
    """
    reached = _reached(state.view().option(OPTION))
    code = st.session_state[_CAME] = reached.link.code
    if reached.link.asks_code and st.session_state.get(_GIVEN) != code:
        _ask(code)
        return None
    if st.session_state.get(_COUNTED) != code:
        rows.count(data.store(), code)
        st.session_state[_COUNTED] = code
    _watch(code)
    number = reached.dashboard.snapshot
    data.open_as_of(None if number is None else str(number))
    return reached


def confined(page: PageFile) -> bool:
    """Whether this session came by a link and asks for a page that no link reaches; says so."""
    if _CAME not in st.session_state or page.path in PAGES:
        return False
    boundary.tell("link_only", {})
    return True


def came() -> bool:
    """Whether this session came by a link."""
    return _CAME in st.session_state


def _reached(typed: str) -> Reached:
    who = visitor()
    CODES.check(who)
    try:
        return links.reached(data.store(), typed)
    except ObservatoryError as refusal:
        if typed and refusal.code == "link_unknown":
            CODES.add(who)
        raise


def _ask(code: str) -> None:
    """The form for the code that a link asks for."""
    with st.form("link_code", width=420):
        text.heading(t("Ce lien demande un code"), level=1, role="territory")
        typed = st.text_input(t("Code reçu avec le lien"), max_chars=40, autocomplete="off")
        if not st.form_submit_button(t("Ouvrir")):
            return
    SECRETS.check(code)
    if not rows.opens(data.store(), code, typed):
        SECRETS.add(code)
        raise ObservatoryError("link_code_wrong")
    st.session_state[_GIVEN] = code
    st.rerun()


def _watch(code: str) -> None:
    """Draw the page again once the link is closed."""
    with st.container(key="link_watch"):
        sent = _WATCH(key="watch", data={"events": addresses.events(Kind.LINK, code)}, on_over_change=_heard)
    if sent.over:
        st.rerun()


def _heard() -> None:
    """Streamlit gives a value only to a component that declares somebody listens."""
