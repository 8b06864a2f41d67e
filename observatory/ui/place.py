"""A territory for one rubric of a page that is about none: the same search as in the sidebar, in its place."""

import streamlit as st

from observatory.ui import data, state
from observatory.ui.directory import directory
from observatory.ui.search import territory_search

WIDTH = 280  # pixels


def choose() -> None:
    """The search, showing the territory of the view, which every other page follows."""
    with st.container(width=WIDTH):
        territory_search(directory(data.snapshot()).entries.get(state.view().territory))
