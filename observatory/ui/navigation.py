"""From page to page, with the view: every link to a page carries what is being looked at."""

import streamlit as st

from observatory.ui import session, state
from observatory.ui.addresses import base
from observatory.ui.discovery import PageFile, discover
from observatory.ui.language import t
from observatory.view import View

PAGES = "pages"


def register() -> tuple[st.Page, PageFile]:
    """Declare every page to Streamlit; returns the one to run.

    The first page also answers at the root, as a hidden default: Streamlit gives its default page no other address.
    """
    found = discover()
    home = st.Page(found[0].file, title=found[0].title, url_path="accueil", default=True, visibility="hidden")
    named = {page.path: st.Page(page.file, title=page.title, url_path=page.path) for page in found}
    chosen = st.navigation([home, *named.values()], position="hidden")
    if chosen is home:
        named[found[0].path] = home
    st.session_state[PAGES] = named
    return chosen, next(page for page in found if named[page.path] is chosen)


def bar() -> None:
    """One link per page, in a row that scrolls on a phone."""
    with st.container(key="pages", horizontal=True, wrap=False, gap="small"):
        for page in discover():
            if page.wall or not session.may_open(page):
                continue
            icon = f":material/{page.icon}:" if page.icon else None
            st.page_link(
                _page(page.path), label=t(page.title), icon=icon, query_params=state.view().shared(page.path).to_query()
            )


def link(label: str, path: str, **changes: object) -> None:
    """A link to the page of that path, showing the present view with these changes."""
    st.page_link(_page(path), label=label, query_params=state.view().shared(path).but(**changes).to_query())


def go(path: str, **changes: object) -> None:
    """Open the page of that path now, showing the present view with these changes."""
    st.switch_page(_page(path), query_params=state.view().shared(path).but(**changes).to_query())


def open_view(label: str, view: View) -> None:
    """A link to the page of a view, as it was kept."""
    st.page_link(_page(view.page), label=label, query_params=view.to_query())


def target(path: str) -> str:
    """The address of a page, for a link that the browser follows by itself."""
    return f"{base()}/{path}"


def address() -> str:
    """The present view as a link to send."""
    query = "&".join(f"{name}={value}" for name, value in state.view().to_query().items())
    place = (st.context.url or "").split("?")[0]
    return f"{place}?{query}" if query else place


def _page(path: str) -> st.Page:
    page: st.Page = st.session_state[PAGES][path]
    return page
