"""The deposit of a spreadsheet, in four steps that can always go back."""

from functools import partial

import streamlit as st

from observatory.access import Role
from observatory.deposits import loop
from observatory.deposits.checked import Checked
from observatory.deposits.layouts import is_template, understand
from observatory.deposits.loop import Receipt
from observatory.errors import FileRejected
from observatory.settings import settings
from observatory.store.archive import digest_of
from observatory.ui import (
    boundary,
    deposit_control,
    deposit_draft,
    deposit_files,
    deposit_reading,
    session,
    state,
    text,
)
from observatory.ui.deposit_draft import CHOOSE, CONTROL, READ, SEND, SEVERAL, Draft
from observatory.ui.language import language, t
from observatory.wording.deposits import receipt
from observatory.wording.language import N_

STEPS = (
    N_("Choisir le fichier"),
    N_("Vérifier la lecture"),
    N_("Contrôler les changements"),
    N_("Transmettre"),
)
_RECEIPTS, _SENT, _COMMUNE = "deposit_receipts", "deposit_sent_files", "deposit_commune"


def steps() -> None:
    """The row of steps, and the one that is shown."""
    draft = deposit_draft.current()
    shown = draft.step if draft else CHOOSE
    with st.container(key="deposit_steps", horizontal=True, gap="small"):
        for at, words in enumerate(STEPS):
            st.button(
                f"{at + 1}. {t(words)}",
                key=f"deposit_step_{at}",
                type="primary" if at == shown else "secondary",
                disabled=at > (draft.reached if draft else CHOOSE),
                on_click=partial(deposit_draft.go, at),
            )
    with boundary.guarded():
        (_choose, _read, _control, _send)[shown](draft)


def receipts() -> None:
    """What was just sent, with what comes next."""
    sent: tuple[Receipt, ...] = st.session_state.get(_RECEIPTS, ())
    if not sent:
        return
    for one in sent:
        with st.container(border=True, key=f"deposit_receipt_{one.number}", gap="small"):
            text.notice(receipt(one, language()), role="success")
            text.lines([t("Empreinte SHA-256 : {mark}", mark=one.sha256)], role="figure-note")
            text.lines([_next(one)])
            with st.container(horizontal=True, gap="small"):
                told = {"number": one.number, "language": language()}
                deposit_files.button(t("Récépissé"), "receipt", told, key=f"receipt_{one.number}")
                if one.rows_rejected:
                    deposit_files.button(
                        t("Mon fichier, cellules à corriger en couleur"),
                        "annotated",
                        told,
                        key=f"annotated_{one.number}",
                    )


def _next(one: Receipt) -> str:
    if one.state is loop.State.PUBLISHED:
        return t("Ces données sont publiées : la page Patrimoine de la commune les montre.")
    return t("Votre conseil à l'agence va les examiner. Jusque-là, vous pouvez retirer ce dépôt ci-dessous.")


def _choose(draft: Draft | None) -> None:
    """For whom, and which file."""
    commune = _commune()
    if commune is None:
        return
    text.lines([t("Le tableur que vous tenez convient : vos colonnes, vos titres, vos mois. Rien n'est publié ici.")])
    sent = st.file_uploader(
        t("Votre tableur (Excel, LibreOffice ou CSV, 25 Mo au plus)"),
        key=f"deposit_file_{st.session_state.get(_SENT, 0)}",
    )
    if commune:
        _template(commune)
    if sent is not None:
        content = sent.getvalue()
        found = Draft(content=content, name=sent.name, digest=digest_of(content), commune=commune)
        if draft is None or draft.key != found.key:
            st.session_state.pop(_RECEIPTS, None)
            deposit_draft.begin(found)
            st.rerun()
    if draft is not None:
        text.lines([t("Fichier choisi : {name}", name=draft.name)])
        st.button(t("Continuer"), type="primary", key="deposit_on", on_click=partial(deposit_draft.go, READ))


def _commune() -> str | None:
    """The commune that the file is for; SEVERAL of an adviser's file that names them."""
    known = deposit_draft.communes()
    if len(known) == 1:
        text.lines([t("Dépôt pour {commune}.", commune=next(iter(known.values())))])
        return next(iter(known))
    choices = dict(known)
    if session.user().role is Role.ADVISER:
        choices = {SEVERAL: t("Plusieurs communes, que le fichier nomme")} | choices
    place = state.view().territory
    usual = list(choices).index(place) if place in choices else None
    chosen: str | None = st.selectbox(
        t("Pour quelle commune ?"),
        list(choices),
        index=usual,
        format_func=choices.__getitem__,
        placeholder=t("Tapez le nom de la commune"),
        key=_COMMUNE,
        filter_mode="contains",
    )
    return chosen


def _template(commune: str) -> None:
    """The template, filled in with what is known of the commune."""
    with st.expander(t("Pas encore de tableau ? Partez du modèle"), key="deposit_template_panel"):
        text.lines([t("Des listes, un exemple et une page d'aide ; vos sites et compteurs connus y sont déjà.")])
        told = {"insee_code": commune, "language": language()}
        deposit_files.button(t("Télécharger le modèle"), "template", told, key="deposit_template")


def _read(draft: Draft | None) -> None:
    """How the file is understood; what it does not say is asked."""
    if draft is None:
        return
    with st.spinner(t("Lecture du fichier…")):
        try:
            tables = deposit_draft.tables(draft)
        except FileRejected as refusal:
            deposit_draft.checked(draft)  # its refusal is written down
            boundary.tell(refusal.code, refusal.params)
            _another()
            return
    if is_template(tables):
        text.lines([t("Votre fichier suit le modèle : chaque colonne est connue.")])
        deposit_reading.first_lines(understand(tables).frame.head(20))
        _on(CONTROL)
        return
    depositor = loop.depositor(session.user(), settings(), draft.insee_code)
    mapping = deposit_reading.read_step(tables, depositor, owner=session.user().id, key=draft.key)
    if mapping is None:
        text.notice(t("Répondez aux questions ci-dessus pour continuer."), role="info")
    elif st.button(t("C'est bien cela, continuer"), type="primary", key="deposit_understood"):
        deposit_reading.remember(tables, mapping, session.user().id)
        deposit_draft.change(mapping=mapping)
        deposit_draft.go(CONTROL)
        st.rerun()


def _control(draft: Draft | None) -> None:
    """What was found in it, and what it would change."""
    if draft is None:
        return
    with st.spinner(t("Contrôle des lignes…")):
        checked = deposit_draft.checked(draft)
    if deposit_control.control(draft, checked):
        _on(SEND)
    else:
        _another()


def _send(draft: Draft | None) -> None:
    """The last look, and the button that sends."""
    if draft is None:
        return
    checked = deposit_draft.checked(draft)
    deposit_control.summed(draft, checked)
    if st.button(t("Transmettre"), type="primary", key="deposit_send", icon=":material/send:"):
        with boundary.guarded():
            _transmit(draft, checked)


def _transmit(draft: Draft, checked: Checked) -> None:
    sent = loop.transmit(checked, draft.content, session.user(), settings(), mode=draft.mode)
    deposit_draft.let_go()
    st.session_state[_RECEIPTS] = sent
    st.session_state[_SENT] = st.session_state.get(_SENT, 0) + 1
    st.rerun()


def _on(step: int) -> None:
    st.button(t("Continuer"), type="primary", key="deposit_on", on_click=partial(deposit_draft.go, step))


def _another() -> None:
    st.button(t("Choisir un autre fichier"), key="deposit_another", on_click=_let_go)


def _let_go() -> None:
    deposit_draft.let_go()
    st.session_state[_SENT] = st.session_state.get(_SENT, 0) + 1
