"""The adviser's desk: deposits that wait, each against what stands now; several judged at once; any undone."""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from observatory.deposits import loop
from observatory.deposits.communes import register
from observatory.deposits.loop import Decision, Deposit, Judge, State
from observatory.settings import settings
from observatory.ui import boundary, deposit_control, deposit_sent, session, text
from observatory.ui.language import language, t
from observatory.wording.deposits import state
from observatory.wording.language import P_, translate_plural
from observatory.wording.places import of
from observatory.wording.sentences import finding

SAID = "desk_said"
LATELY = 20
_WAITING = P_("{count} dépôt à examiner", "{count} dépôts à examiner")


def notices() -> None:
    """What the last judgement did, deposit by deposit."""
    for words, role in st.session_state.pop(SAID, ()):
        text.notice(words, role=role)


def queue() -> None:
    """What waits, the oldest first."""
    waiting = loop.queue(session.user(), settings())
    text.heading(translate_plural(_WAITING, len(waiting), language(), count=len(waiting)), role="section")
    for found in loop.found(session.user(), settings()):
        text.notice(t("Fichier reçu sans suite, de provenance inconnue : {mark}", mark=found.sha256[:12]))
    if not waiting:
        text.lines([t("Rien n'attend. Les dépôts des communes arrivent ici.")], role="figure-note")
        return
    for one in waiting:
        with st.container(border=True, key=f"waiting_{one.number}", gap="small"):
            _waiting(one)
    _several([one.number for one in waiting])


def judged() -> None:
    """The last deposits that were judged; a published one can be undone, in June too."""
    done = [one for one in loop.sent(session.user(), settings()) if one.state not in {State.SUBMITTED, State.HELD}]
    if not done:
        return
    with st.expander(t("Dépôts déjà examinés"), key="desk_judged", on_change="rerun") as panel:
        if not panel.open:
            return
        for one in done[:LATELY]:
            with st.container(border=True, key=f"judged_{one.number}", gap="small"):
                deposit_sent.card(one)
                if one.state is State.PUBLISHED:
                    _undoing(one)


def _waiting(one: Deposit) -> None:
    st.checkbox(t("Choisir le dépôt n° {number}", number=one.number), key=f"desk_pick_{one.number}")
    deposit_sent.card(one)
    panel = st.expander(t("Ce que ce dépôt change"), key=f"desk_changes_{one.number}", on_change="rerun")
    if panel.open:
        with panel, boundary.guarded():
            entry = loop.entry(one.number, session.user(), settings())
            if entry.later:
                numbers = ", ".join(map(str, entry.later))
                text.notice(t("Des dépôts plus récents parlent des mêmes lignes : n° {numbers}.", numbers=numbers))
            deposit_control.differences(entry.differences)
            deposit_control.listed(entry.findings)
    _trust(one)


def _several(numbers: Sequence[int]) -> None:
    """One comment, and what to do with the deposits that are ticked."""
    st.text_area(t("Message à la commune (facultatif)"), key="desk_comment", max_chars=2000, height=80)
    acts: tuple[tuple[str, str, Judge], ...] = (
        ("publish", t("Publier"), loop.publish),
        ("hold", t("Mettre en attente"), loop.hold),
        ("send_back", t("Renvoyer à la commune"), loop.send_back),
    )
    with st.container(horizontal=True, gap="small", key="desk_acts"):
        for name, label, act in acts:
            st.button(
                label,
                type="primary" if name == "publish" else "secondary",
                key=f"desk_{name}",
                on_click=partial(_judge, act, numbers, "desk_comment"),
            )


def _judge(act: Judge, numbers: Sequence[int], comment_key: str) -> None:
    picked = [number for number in numbers if st.session_state.get(f"desk_pick_{number}")]
    if not picked and len(numbers) == 1:
        picked = list(numbers)
    with boundary.guarded():
        if not picked:
            st.session_state[SAID] = ((t("Cochez d'abord les dépôts à examiner."), "info"),)
            return
        comment = st.session_state.get(comment_key, "").strip()
        st.session_state[SAID] = tuple(map(_told, act(picked, session.user(), settings(), comment=comment)))
        st.session_state[comment_key] = ""


def _told(one: Decision) -> tuple[str, str]:
    if one.refusal is not None:
        why = finding(one.refusal.code, one.refusal.params, language())
        return t("Dépôt n° {number} : {state}", number=one.number, state=why), "warning"
    words = state(one.receipt.state, language())
    return t("Dépôt n° {number} : {state}", number=one.number, state=words), "success"


def _undoing(one: Deposit) -> None:
    with st.popover(t("Annuler cette publication…")):
        text.lines([t("Ce qui comptait avant ce dépôt comptera de nouveau, exactement. Rien n'est effacé.")])
        st.button(t("Annuler la publication"), key=f"undo_{one.number}", on_click=partial(_undo, one.number))


def _undo(number: int) -> None:
    with boundary.guarded():
        receipt = loop.undo(number, session.user(), settings())
        words = state(receipt.state, language())
        st.session_state[SAID] = ((t("Dépôt n° {number} : {state}", number=number, state=words), "success"),)


def _trust(one: Deposit) -> None:
    name = register(settings().data).name(one.insee_code)
    key = f"trust_{one.number}_{one.insee_code}"
    label = t("Publier d'office les prochains dépôts {of_name}", of_name=of(name, language()))
    known = loop.trusted(one.insee_code, session.user(), settings())
    changed: Callable[[], None] = partial(_trusted, key, one.insee_code)
    st.toggle(label, known, key=key, on_change=changed)


def _trusted(key: str, insee_code: str) -> None:
    with boundary.guarded():
        loop.trust_commune(insee_code, session.user(), settings(), at_once=bool(st.session_state[key]))
