"""What whoever acts has sent: where each deposit is, what the agency said of it, and the way to take it back."""

from functools import partial

import streamlit as st

from observatory.access import Role
from observatory.deposits import loop
from observatory.deposits.communes import register
from observatory.deposits.loop import Deposit, State
from observatory.settings import settings
from observatory.ui import boundary, deposit_files, session, text
from observatory.ui.language import language, t
from observatory.wording.deposits import state
from observatory.wording.numbers import date_time
from observatory.wording.sentences import report

SHOWN = 20


def sent() -> None:
    """The last deposits of a commune, or of an adviser's communes those that she sent."""
    user = session.user()
    found = loop.sent(user, settings())
    mine = [one for one in found if user.role is not Role.ADVISER or one.person == user.id]
    text.heading(t("Vos dépôts"), role="section")
    if not mine:
        text.lines([t("Aucun pour l'instant.")], role="figure-note")
    for one in mine[:SHOWN]:
        with st.container(border=True, key=f"sent_{one.number}", gap="small"):
            card(one)
            if one.state is State.SUBMITTED:
                st.button(t("Retirer ce dépôt"), key=f"withdraw_{one.number}", on_click=partial(_withdraw, one.number))
    if len(mine) > SHOWN:
        text.lines([t("Et {count} plus anciens.", count=len(mine) - SHOWN)], role="figure-note")


def card(one: Deposit) -> None:
    """One deposit: what it is, where it is, what was said of it, and its files."""
    name = register(settings().data).name(one.insee_code)
    counted = report(
        rows_read=one.rows_read,
        rows_accepted=one.rows_accepted,
        rows_rejected=one.rows_rejected,
        duplicates=one.duplicates,
        language=language(),
    )
    title = t("N° {number} · {name} · {state}", number=one.number, name=name, state=state(one.state, language()))
    about = f"{one.file} · {date_time(one.received_at, language())} · {counted}"
    text.heading(title, level=3, role="section", below=about)
    if one.on_behalf:
        text.lines([t("Transmis par l'agence, pour la commune.")], role="figure-note")
    if one.comment:
        text.lines([t("Message de l'agence : {comment}", comment=one.comment)])
    told = {"number": one.number, "language": language()}
    with st.container(horizontal=True, gap="small"):
        deposit_files.button(t("Récépissé"), "receipt", told, key=f"card_receipt_{one.number}")
        deposit_files.button(t("Fichier reçu"), "original", told, key=f"card_original_{one.number}")
        if one.rows_rejected:
            label = t("Fichier, cellules à corriger en couleur")
            deposit_files.button(label, "annotated", told, key=f"card_annotated_{one.number}")


def _withdraw(number: int) -> None:
    with boundary.guarded():
        loop.withdraw(number, session.user(), settings())
