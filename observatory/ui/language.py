"""The session's language: our own strings, and those that Streamlit writes by itself in the browser."""

from pathlib import Path

import streamlit as st

from observatory.ui import state
from observatory.wording.language import translate

_SPEAK = st.components.v2.component(
    "observatory_language",
    html="<span hidden></span>",
    js=(Path(__file__).parent / "components" / "language.js").read_text(encoding="utf-8"),
)


def language() -> str:
    """The language of this session."""
    return state.view().language


def t(message: str, /, **params: object) -> str:
    """A source string in the session's language, its places filled with plain text."""
    return translate(message, language(), **params)


def install() -> None:
    """Have the browser translate Streamlit's own words, and declare the language of the page."""
    with st.container(key="language_of_streamlit"):
        _SPEAK(key="speak", data={"language": language()})
