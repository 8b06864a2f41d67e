"""How far each commune has come, and the letter that reminds it."""

from collections.abc import Sequence

import streamlit as st

from observatory.deposits import loop
from observatory.deposits.communes import register
from observatory.deposits.loop import FollowUp
from observatory.settings import settings
from observatory.ui import session, text
from observatory.ui.language import language, t
from observatory.wording.deposits import reminder
from observatory.wording.numbers import date_time, month


def follow_up() -> None:
    """One row per commune, the least advanced first, and the reminder of the one chosen."""
    text.heading(t("Suivi des dépôts"), role="section")
    found = loop.follow_up(session.user(), settings())
    if not found:
        text.lines(
            [t("Aucune commune n'a encore déposé. Envoyez-leur un lien de dépôt, ci-dessous.")], role="figure-note"
        )
        return
    _table(found)
    names = register(settings().data)
    of = {one.insee_code: one for one in found}
    chosen = st.selectbox(
        t("Lettre de rappel pour"), list(of), format_func=names.name, key="reminder_for", filter_mode="contains"
    )
    st.code(reminder(of[chosen], names.name(chosen), language()), language=None, wrap_lines=True)


def _table(found: Sequence[FollowUp]) -> None:
    headers = (
        t("Commune"),
        t("Dernier mois connu"),
        t("Dernier dépôt"),
        t("À examiner"),
        t("Renvoyés"),
        t("Compteurs"),
        t("Compteurs à compléter"),
    )
    text.table(headers, map(_line, found), caption=t("Où en est chaque commune"), numbers=frozenset({3, 4, 5, 6}))


def _line(one: FollowUp) -> tuple[str, ...]:
    return (
        register(settings().data).name(one.insee_code),
        month(f"{one.last_month:%Y-%m}", language()) if one.last_month else "",
        date_time(one.last_sent, language()) if one.last_sent else "",
        str(one.waiting or ""),
        str(one.sent_back or ""),
        str(one.meters),
        str(len(one.gaps) or ""),
    )
