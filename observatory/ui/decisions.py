"""What meetings note, ask and decide: the form that takes it, and the page that lists it until it is closed."""

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial

import streamlit as st

from observatory.dashboards import decisions
from observatory.dashboards.contract import THEMES, Dashboard, Screen
from observatory.exports import noted as listed
from observatory.exports.edition import Edition
from observatory.store import decisions as kept
from observatory.store.decisions import NAME_LETTERS, TEXT_LETTERS, Kept, Sort
from observatory.ui import boundary, controls, data, navigation, session, state, text
from observatory.ui.download import Listed
from observatory.ui.formats import XLSX
from observatory.ui.language import language, t
from observatory.wording.language import N_, P_, translate_plural
from observatory.wording.numbers import date

AUTHOR = "decisions_author"
UNDO = "decisions_undo"
EVERY = "tous"
STATES = {"ouvertes": N_("À suivre"), "closes": N_("Closes"), EVERY: N_("Toutes")}
_COUNT = P_("{count} à suivre", "{count} à suivre")


def form(dashboard: Dashboard, number: int | None, screen: Screen | None, *, key: str, asked: str = "") -> bool:
    """What is said of a screen: its sort, its text, who carries it, by when; True where it was just noted."""
    with st.form(f"note_{key}", border=False, clear_on_submit=True):
        sort = _sort(key)
        words = st.text_input(t("Ce qui est dit"), max_chars=TEXT_LETTERS, key=f"note_text_{key}")
        left, middle, right = st.columns(3)
        who = left.text_input(t("Qui s'en charge"), max_chars=NAME_LETTERS, key=f"note_who_{key}")
        due = middle.text_input(t("Pour le"), placeholder=t("12/06/2027"), key=f"note_due_{key}")
        author = right.text_input(t("Noté par"), author_of(), max_chars=NAME_LETTERS, key=f"note_author_{key}")
        if not st.form_submit_button(t("Noter"), type="primary"):
            return False
    added: list[Kept] = []
    with boundary.guarded():
        said = decisions.of_screen(dashboard, number, screen, asked)
        noted = decisions.noted(sort, words, due, who=who, **said)
        added.append(kept.add(session.deciding(), noted, author=author.strip()))
        st.session_state[AUTHOR] = author.strip()
    return bool(added)


def _sort(key: str) -> Sort:
    names = {sort: t(words) for sort, words in decisions.SORTS.items()}
    chosen = st.segmented_control(
        t("Nature"), list(names), default=Sort.DECISION, format_func=names.__getitem__, key=f"note_sort_{key}"
    )
    return Sort(chosen or Sort.NOTE)


def author_of() -> str:
    """Who wrote last in this session."""
    return str(st.session_state.get(AUTHOR, ""))


def told(one: Kept) -> str:
    """One of them on a line: « Décision : écrire aux communes (Mme Durand, pour le 12/06/2026) »."""
    words = (one.noted.who, t("pour le {day}", day=date(one.noted.due, language())) if one.noted.due else "")
    beside = ", ".join(part for part in words if part)
    return f"{t(decisions.SORTS[one.noted.sort])} : {one.noted.text}{f' ({beside})' if beside else ''}"


def choices() -> None:
    """By theme, and whether they are closed."""
    with controls.row():
        themes = {EVERY: t("Tous les thèmes")} | {theme.value: t(words) for theme, words in THEMES.items()}
        controls.choose("theme", themes, label=t("Thème"), as_list=True)
        controls.choose("etat", {key: t(words) for key, words in STATES.items()}, label=t("État"))


def found() -> tuple[Kept, ...]:
    """Those that the choices of the page keep."""
    theme, wanted = state.view().option("theme"), state.view().option("etat") or "ouvertes"
    return tuple(
        one
        for one in kept.standing(data.store())
        if theme in {"", EVERY, one.noted.theme} and wanted in {EVERY, "ouvertes" if one.is_open else "closes"}
    )


def notices() -> None:
    """What was just taken off, until something else is done or it is taken back."""
    if undo := st.session_state.get(UNDO):
        number, before = undo
        with st.container(horizontal=True, vertical_alignment="center", key="undo_decision"):
            text.notice(t("Une note est retirée."), role="info")
            st.button(t("Annuler"), key="undo_decision_button", on_click=partial(_act, before, number))


def page() -> None:
    """One card each under its theme, and the files."""
    chosen = found()
    if not chosen:
        text.notice(
            t(
                "Rien à suivre. Pendant une projection, la touche N note une question ou une décision sur l'écran ; "
                "sur la page Tableaux de bord, « Modifier » le permet aussi."
            ),
            role="info",
        )
        return
    _files(chosen)
    for theme in dict.fromkeys(listed.theme(one, language()) for one in chosen):
        own = [one for one in chosen if listed.theme(one, language()) == theme]
        left = sum(one.is_open for one in own)
        text.heading(theme, role="section", below=translate_plural(_COUNT, left, language(), count=left))
        for one in own:
            card(one, key=str(one.number))


def _files(chosen: Sequence[Kept]) -> None:
    rows, spoken, identity = listed.rows(chosen, data.snapshot(), language()), language(), secrets.token_hex(4)
    snapshot = data.snapshot()
    title = t("Décisions, questions et notes")
    with st.container(horizontal=True, gap="small", key="decision_files"):
        Listed((title,), (), listed.headings(spoken)).button(lambda: rows, spoken, key="decisions")
        st.download_button(
            t("Classeur (XLSX)"),
            lambda: listed.workbook(chosen, snapshot, Edition(datetime.now(UTC), identity), spoken),
            file_name=f"decisions-{identity}.xlsx",
            mime=XLSX,
            key="xlsx_decisions",
            on_click="ignore",
        )


def card(one: Kept, *, key: str) -> None:
    """What was said, where and by whom, and what can be done with it."""
    noted = one.noted
    where = (noted.meeting, noted.screen, listed.place(one, data.snapshot()))
    when = t("noté le {day}", day=date(one.noted_at, language()))
    by = t("par {author}", author=one.author) if one.author else ""
    with st.container(border=True, key=f"decision_{key}", gap="small"):
        beside = " · ".join(part for part in (*where, when, by) if part)
        text.roles([("decision" if one.is_open else "decision closed", told(one)), ("figure-note", beside)])
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"decision_do_{key}"):
            word, action = (t("Clore"), "close") if one.is_open else (t("Rouvrir"), "reopen")
            st.button(word, key=f"decision_{action}_{key}", on_click=partial(_act, action, one.number))
            st.button(t("Retirer"), key=f"decision_withdraw_{key}", on_click=partial(_act, "withdraw", one.number))
            view = decisions.view_of(one)
            if view is not None:
                navigation.open_view(t("Voir la page"), view)


def _act(action: str, number: int) -> None:
    st.session_state.pop(UNDO, None)
    with boundary.guarded():
        getattr(kept, action)(data.store(), number, author=author_of())
        if action == "withdraw":
            before = kept.history(data.store(), number)[-2]
            st.session_state[UNDO] = number, "reopen" if before.is_open else "close"
