"""The figures as they stood: which version of the data this session reads, said on every page, and the way back."""

from datetime import datetime
from functools import lru_cache

import streamlit as st

from observatory.errors import QuestionRefused
from observatory.store import former
from observatory.store.snapshots import Snapshot
from observatory.ui import boundary, data, state, text
from observatory.ui.language import language, t
from observatory.wording.numbers import date_time

KEY = "select_version"
OFFERED = 100  # the last ones; a link may name any


def open_asked() -> None:
    """Open what the view asks for; a version that is not there is told, and the last one opened instead."""
    try:
        data.open_as_of(state.view().version)
    except QuestionRefused as refusal:
        boundary.tell(refusal.code, refusal.params)
        state.change(version=None)
        data.open_as_of(None)


def banner() -> None:
    """That what one looks at is the past, with the way back; nothing where it is not."""
    shown, newest = data.snapshot(), data.newest()
    if data.read().moment is None:
        return
    words = t(
        "Vous regardez les données telles qu'elles étaient : version n° {number}, publiée le {moment}. La dernière est "
        "la n° {newest}. Les objectifs sont ceux d'alors.",
        number=shown.number,
        moment=date_time(shown.published_at, language()),
        newest=newest.number,
    )
    with st.container(key="former_version", horizontal=True, vertical_alignment="center", gap="small"):
        text.notice(words)
        st.button(t("Revenir aux dernières données"), key="back_to_newest", on_click=_back)


def selector() -> None:
    """The version of the data, in the sidebar; a choice where there are several."""
    if not data.is_open():
        return
    with st.sidebar:
        known = published(data.newest())
        if len(known) == 1:
            text.lines([t("Version des données n° {number}", number=data.snapshot().number)], role="version")
            return
        _choice(known)


@lru_cache(maxsize=4)
def published(newest: Snapshot) -> dict[int, datetime]:
    """Every version up to this one, the newest first, and when it was published (UTC)."""
    return dict(former.publications(newest).sort("number", descending=True).rows())


def named(snapshot: Snapshot, number: int) -> str:
    """« n° 3, du 12/11/2026 à 14 h 03 »."""
    moment = date_time(published(snapshot)[number], language())
    return t("n° {number}, du {moment}", number=number, moment=moment)


def _choice(known: dict[int, datetime]) -> None:
    newest, shown = data.newest(), data.snapshot().number
    numbers = [number for at, number in enumerate(known) if at < OFFERED or number == shown][1:]
    words = {"": t("dernières (n° {number})", number=newest.number)}
    value = "" if data.read().moment is None else str(shown)
    if value == str(newest.number):  # the last version, with the decisions of a former date
        numbers.insert(0, newest.number)
    words |= {str(number): named(newest, number) for number in numbers}
    if st.session_state.get(KEY) != value:
        st.session_state[KEY] = value
    st.selectbox(
        t("Données"), list(words), format_func=words.__getitem__, key=KEY, filter_mode="contains", on_change=_chosen
    )


def _chosen() -> None:
    state.change(version=st.session_state[KEY] or None)


def _back() -> None:
    state.change(version=None)
