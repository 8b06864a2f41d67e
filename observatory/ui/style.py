"""The one style sheet."""

from pathlib import Path

import streamlit as st

SHEET = Path(__file__).with_name("style.css")


def apply() -> None:
    """Lay the style sheet on the page."""
    st.html(SHEET)
