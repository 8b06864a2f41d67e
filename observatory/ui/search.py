"""The territory search: one box over every commune, EPCI, département and group, filtered in the browser.

A select box of 35 000 options would travel at each session and match accents to the letter; here the browser fetches
the list once per snapshot, when the box is first opened, and finds « Échirolles » from "echi".
"""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from observatory.territory import Kind
from observatory.ui import addresses, data, state
from observatory.ui.directory import Entry, directory
from observatory.ui.language import language, t
from observatory.wording import labels

KEY = "territory_search"
_FILES = Path(__file__).parent / "components"
_SEARCH = st.components.v2.component(
    "observatory_search",
    html=(_FILES / "search.html").read_text(encoding="utf-8"),
    css=(_FILES / "search.css").read_text(encoding="utf-8"),
    js=(_FILES / "search.js").read_text(encoding="utf-8"),
)


def territory_search(shown: Entry | None) -> None:
    """The search box, showing the territory of the view; choosing another one changes the view."""
    name = shown.name if shown else state.view().territory
    box(KEY, name=name, label=t("Territoire"), hint=t("Commune, EPCI, département…"), on_choose=_choose)


def box(key: str, *, name: str, label: str, hint: str, on_choose: Callable[[], None]) -> None:
    """A search box over every territory; `on_choose` reads what was chosen by `chosen`."""
    _SEARCH(
        key=key,
        data={
            "name": name,
            "address": addresses.territories(data.snapshot().number),
            "texts": {
                "label": label,
                "hint": hint,
                "none": t("Aucun territoire ne correspond."),
                "failed": t("La liste des territoires ne se charge pas. Rechargez la page."),
                "found": t("Territoires proposés : {count}", count="{count}"),
                "communes": t("{count} communes", count="{count}"),
                "kinds": {kind.value: labels.territory_kind(kind, language()) for kind in Kind},
            },
        },
        on_chosen_change=on_choose,
    )


def chosen(key: str) -> str | None:
    """The territory sent by the browser, if it is one."""
    sent = st.session_state[key].chosen
    return sent if isinstance(sent, str) and sent in directory(data.snapshot()).entries else None


def _choose() -> None:
    if territory := chosen(KEY):
        state.change(territory=territory)
