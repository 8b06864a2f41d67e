"""The one style sheet, and what a wall adds to it."""

from pathlib import Path

import streamlit as st

SHEET = Path(__file__).with_name("style.css")
WALL = Path(__file__).with_name("wall.css")


def apply() -> None:
    """Lay the style sheet on the page."""
    st.html(SHEET)


def apply_wall() -> None:
    """The sheet of a projection, over the other."""
    st.html(WALL)
