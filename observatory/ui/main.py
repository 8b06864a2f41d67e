"""The script that Streamlit runs for every session: the frame, then the page.

It stands away from the top-level `pages/` folder on purpose: Streamlit discovers a `pages/` folder beside its main
script, and might serve such a page to the first session before this frame has run.
"""

import streamlit as st

from observatory.answers import territories
from observatory.errors import ObservatoryError
from observatory.ui import (
    boundary,
    data,
    follow,
    language,
    linked,
    navigation,
    selection,
    session,
    state,
    style,
    text,
    versions,
)
from observatory.ui.discovery import PageFile
from observatory.ui.language import t
from observatory.ui.server import TITLE


def main() -> None:
    """Draw the frame around the page that the address names."""
    st.set_page_config(page_title=TITLE, layout="wide", initial_sidebar_state="auto")
    style.apply()
    page, described = navigation.register()
    problems = state.follow(described)
    language.install()
    if not described.wall:
        navigation.bar()
    for problem in problems:
        # The codes that a link may hold mean nothing to a reader: the page has the same choices, in words.
        boundary.tell(problem.code, {name: value for name, value in problem.params.items() if name != "known"})
    with boundary.guarded():
        if not linked.confined(described):
            session.enter(described)
            _with_data(page, described)
    if not described.wall:
        selection.foot()
        session.who()
        versions.selector()


def _with_data(page: st.Page, described: PageFile) -> None:
    """The page under its title, nothing of it without data."""
    _open(described)
    if described.wall:
        page.run()
        return
    selection.brand()
    follow.way_back()
    if data.is_open():
        versions.banner()
    if described.territory:
        _with_territory(described)
    else:
        state.publish()
        st.set_page_config(page_title=f"{t(described.title)} · {TITLE}")
        text.heading(t(described.title), level=1, role="territory")
    page.run()


def _open(described: PageFile) -> None:
    """The figures that the session reads; a page that brings the first ones is there without."""
    try:
        versions.open_asked()
    except ObservatoryError as refusal:
        if refusal.code != "store_empty" or not described.first:
            raise


def _with_territory(described: PageFile) -> None:
    """The selectors, and the territory's name as title; nothing of the page without a territory."""
    selection.selectors(described.selectors)
    name = territories.name(data.snapshot(), state.view().place)
    state.publish()
    st.set_page_config(page_title=f"{t(described.title)} · {name} · {TITLE}")
    text.heading(name, level=1, role="territory", below=selection.where())


if __name__ == "__main__":
    main()
