"""The one style sheet, and what a wall and a phone that follows it add to it."""

from pathlib import Path

import streamlit as st

SHEET = Path(__file__).with_name("style.css")
WALL = Path(__file__).with_name("wall.css")
FOLLOW = Path(__file__).with_name("follow.css")


def apply() -> None:
    """Lay the style sheet on the page."""
    st.html(SHEET)


def apply_wall() -> None:
    """The sheet of a projection, over the other."""
    st.html(WALL)


def apply_follow() -> None:
    """The sheet of a phone that follows a room, over the first."""
    st.html(FOLLOW)
