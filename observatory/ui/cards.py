"""Cards that cost nothing while they are closed; which are open, and what is searched, are in the link."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import streamlit as st

from observatory.grammar import fold
from observatory.ui import boundary, state, text
from observatory.ui.language import t

OPENED, SEARCHED = "fiches", "cherche"  # options of the view


@dataclass(frozen=True)
class Card:
    """One card: its name in a link, its title, all the words that a search looks at, and what it shows once open."""

    key: str
    title: str
    words: str
    draw: Callable[[], None]
    group: str = ""


def show(cards: Iterable[Card]) -> None:
    """Those that match the search, each group under its heading."""
    found = [card for card in cards if matches(f"{card.title} {card.words}")]
    group = ""
    for card in found:
        if card.group != group:
            text.heading(card.group, role="section")
            group = card.group
        _expander(card)
    if not found:
        nothing()


def matches(words: str) -> bool:
    """Whether each word searched for stands in these, without regard to accents or capitals."""
    folded = fold(words)
    return all(fold(word) in folded for word in state.view().option(SEARCHED).split())


def nothing() -> None:
    """That the search found nothing here."""
    text.notice(t("Rien ne correspond dans cette rubrique. Essayez un autre mot, ou une autre rubrique."), role="info")


def _expander(card: Card) -> None:
    key = f"fiche_{card.key}"
    wanted = card.key in _opened()
    if st.session_state.get(key) != wanted:
        st.session_state[key] = wanted
    drawn = st.expander(card.title, key=key, on_change=_toggled, args=(card.key, key))
    if drawn.open:
        with drawn, boundary.guarded():
            card.draw()


def _opened() -> list[str]:
    return [key for key in state.view().option(OPENED).split(",") if key]


def _toggled(card: str, key: str) -> None:
    others = [one for one in _opened() if one != card]
    state.change(**{OPENED: ",".join([*others, card] if st.session_state[key] else others)})
