"""The sidebar: territory, years, indicator, source and language; each is a field of the view, and so in the link."""

from collections.abc import Collection

import streamlit as st

from observatory.answers import catalogue, epci_perimeters
from observatory.answers.mapped import titled
from observatory.indicators import indicator, registry
from observatory.settings import settings
from observatory.ui import data, state
from observatory.ui.directory import directory
from observatory.ui.discovery import Selector
from observatory.ui.language import language, t
from observatory.ui.search import territory_search
from observatory.ui.text import lines
from observatory.view import LANGUAGES, View
from observatory.wording import captions, labels, numbers

KEYS = {name: f"select_{name}" for name in ("perimeter", "indicator", "years", "source", "language")}
LANGUAGE_NAMES = {"fr": "Français", "en": "English"}


def brand() -> None:
    """Whose observatory it is, on top of the sidebar."""
    with st.sidebar:
        lines([settings().agency or t("Observatoire énergie-climat")], role="brand")


def selectors(used: Collection[Selector]) -> None:
    """The territory, then the selectors that the page uses, in the sidebar."""
    subject = state.view().indicator if "indicator" in used else View().indicator
    with st.sidebar:
        territory_search(directory(data.snapshot()).entries.get(state.view().territory))
        _perimeter()
        if "indicator" in used:
            _indicator()
        if "years" in used:
            _years(subject)
        if "source" in used:
            _source(subject)


def foot() -> None:
    """What stands under the selectors, and is there without data too: the language."""
    with st.sidebar:
        _show("language", state.view().language)
        st.segmented_control(
            t("Langue"),
            LANGUAGES,
            format_func=LANGUAGE_NAMES.__getitem__,
            required=True,
            key=KEYS["language"],
            label_visibility="collapsed",
            on_change=_change,
            args=("language",),
        )


def _perimeter() -> None:
    """Of an EPCI with known perimeters of the past: today's communes, or those of a year."""
    place = state.view().place
    known = epci_perimeters.known_years(data.snapshot(), place)
    if not known:
        return
    today = epci_perimeters.year(data.snapshot(), place.in_perimeter(None))
    shown = {"": t("Aujourd'hui ({year})", year=today)} | {str(year): str(year) for year in known}
    asked = str(place.perimeter_year or "")
    shown.setdefault(asked, t("{year} : inconnu", year=asked))  # the page says why, and the list leads back
    _show("perimeter", asked)
    st.selectbox(
        t("Périmètre"), list(shown), format_func=shown.__getitem__, key=KEYS["perimeter"], on_change=_change_perimeter
    )


def _change_perimeter() -> None:
    chosen = st.session_state[KEYS["perimeter"]]
    state.change(territory=str(state.view().place.in_perimeter(int(chosen) if chosen else None)))


def _indicator() -> None:
    """What the data describe, and what a link asks for all the same: its page then says what is missing."""
    described = {*catalogue.indicators(data.snapshot()), state.view().indicator}
    _show("indicator", state.view().indicator)
    st.selectbox(
        t("Indicateur"),
        [key for key in registry() if key in described],
        format_func=lambda key: t(indicator(key).label),
        key=KEYS["indicator"],
        filter_mode="contains",
        on_change=_change_indicator,
    )


def _years(subject: str) -> None:
    """A slider over the years that the data have; the full span is "all years" and stays so when a year is added."""
    first, last = catalogue.years(data.snapshot(), subject, source=state.view().source)
    if first == last:
        lines([t("Année : {year}", year=first) if first else ""])
        return
    asked = state.view().years or (first, last)
    shown = (min(max(asked[0], first), last), max(min(asked[1], last), first))
    _show("years", shown)
    st.slider(t("Années"), first, last, key=KEYS["years"], on_change=_change_years, args=(first, last))


def _source(subject: str) -> None:
    """A choice only where the data have one."""
    found = catalogue.sources(data.snapshot(), subject)
    if len(found) < 2:  # noqa: PLR2004 - one is no choice
        return
    shown = {"": t("Toutes, par ordre de priorité")} | {
        key: labels.source(titled(data.snapshot(), key), language()) for key in found
    }
    asked = state.view().source or ""
    _show("source", asked if asked in shown else "")
    st.selectbox(
        t("Source"),
        list(shown),
        format_func=shown.__getitem__,
        key=KEYS["source"],
        filter_mode="contains",
        on_change=_change,
        args=("source",),
    )


def where() -> str:
    """What tells the territory from its namesakes: its kind, where it is, its inhabitants."""
    entry = directory(data.snapshot()).entries.get(state.view().territory)
    if entry is None:
        return ""
    detail = t("{count} communes", count=entry.detail) if entry.detail.isdigit() else entry.detail
    people = t("{count} hab.", count=numbers.number(entry.inhabitants, language=language(), digits=0))
    kind = labels.territory_kind(entry.kind, language())
    parts = (kind[:1].upper() + kind[1:], detail, people if entry.inhabitants else "", _of_year())
    return " · ".join(part for part in parts if part)


def _of_year() -> str:
    """Which perimeter an EPCI is shown with, where there is a choice."""
    place = state.view().place
    year = epci_perimeters.year(data.snapshot(), place)
    if year is None or not epci_perimeters.known_years(data.snapshot(), place):
        return ""
    return captions.epci_perimeter(year, language(), past=place.perimeter_year is not None)


def _show(name: str, value: object) -> None:
    """Give a widget the value that the view has; assigning it when it has it already would resend it at each run."""
    if st.session_state.get(KEYS[name]) != value:
        st.session_state[KEYS[name]] = value


def _change(name: str) -> None:
    state.change(**{name: st.session_state[KEYS[name]] or None})


def _change_indicator() -> None:
    """Another indicator has other years and sources, and cannot be split or filtered by what it does not have."""
    chosen = st.session_state[KEYS["indicator"]]
    has = indicator(chosen).dimensions
    first, last = catalogue.years(data.snapshot(), chosen)
    view = state.view()
    meets = view.years is not None and view.years[0] <= last and view.years[1] >= first
    state.change(
        indicator=chosen,
        years=view.years if meets else None,
        source=None,
        carriers=view.carriers if "carrier" in has else (),
        sectors=view.sectors if "sector" in has else (),
        split=view.split if view.split in has else "",
    )


def _change_years(first: int, last: int) -> None:
    chosen = tuple(st.session_state[KEYS["years"]])
    state.change(years=None if chosen == (first, last) else chosen)
