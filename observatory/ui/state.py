"""The view that this session looks at, and its address: each is written from the other.

A link speaks when a session opens, when the page changes and when the reader goes back; in between, choices change the
view and the address follows. Streamlit's own binding of widgets to parameters is not used: it writes labels, in the
language of the moment, where a link needs codes, and it drops what it cannot read without a word.
"""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from observatory.store import mappings
from observatory.ui import data
from observatory.ui.discovery import PageFile
from observatory.view import Problem, View

VIEW = "view"
DIGITS = 9  # of a number in a link: a longer one is none that we gave


def view() -> View:
    """What this session looks at; before its first page, the default."""
    found: View | None = st.session_state.get(VIEW)
    return found or View()


def follow(page: PageFile) -> tuple[Problem, ...]:
    """Read the address where it speaks; returns what could not be read."""
    known: View | None = st.session_state.get(VIEW)
    if known is not None and known.page == page.path and not _goes_back():
        return ()
    own = mappings.ever(data.store())["key"]
    found, problems = View.from_query(st.query_params.to_dict(), page=page.path, options=page.options, mapped=set(own))
    st.session_state[VIEW] = found
    return problems


def number(option: str) -> int | None:
    """A whole number that an option of the view holds; None where it holds none."""
    written = view().option(option)
    return int(written) if written.isascii() and written.isdigit() and len(written) <= DIGITS else None


def publish() -> None:
    """Write the view in the address, as a new entry of the browser's history where it differs."""
    wanted = view().to_query()
    if wanted != st.query_params.to_dict():
        st.query_params.from_dict(wanted)


def change(**changes: object) -> None:
    """Change the view, from a callback: the run that follows shows it. A name that is no field is an option."""
    st.session_state[VIEW] = view().but(**changes)


def _goes_back() -> bool:
    """Whether this run was asked for by the browser's back or forward button.

    Streamlit has no public name for it; a plain comparison of addresses would take one that is merely late (two clicks
    in a row) for a link.
    """
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation
