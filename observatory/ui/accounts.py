"""Accounts: listed, invited, changed, closed."""

import streamlit as st

from observatory.access import Action, keeping
from observatory.store import accounts
from observatory.store.accounts import Account
from observatory.ui import boundary, data, session, text
from observatory.ui.language import language, t
from observatory.wording.accounts import role

SAID = "account_said"
ROLES = [one.value for one in keeping.GIVEN]


def notices() -> None:
    """What the last change did."""
    said = st.session_state.pop(SAID, None)
    if said:
        text.notice(said, role="success")


def listed() -> None:
    """Every account, and the form that changes one."""
    session.require(Action.MANAGE_ACCOUNTS)
    known = {account.id: account for account in accounts.standing(data.store())}
    if not known:
        text.notice(t("Personne n'est encore invité. Invitez quelqu'un ci-dessous."), role="info")
        return
    headers = (t("Adresse électronique"), t("Nom"), t("Rôle"), t("Territoires"), t("État"))
    rows = [(*_named(one), ", ".join(one.territories), _state(one)) for one in known.values()]
    text.table(headers, rows, caption=t("Personnes invitées"), numbers=frozenset())
    text.heading(t("Changer un compte"), role="section")
    chosen = st.selectbox(
        t("Compte"), list(known), format_func=lambda key: " · ".join(_named(known[key])), key="account_chosen"
    )
    _change(known[chosen])


def invitation() -> None:
    """The form that invites somebody."""
    text.heading(t("Inviter quelqu'un"), role="section")
    with st.form("invite", clear_on_submit=False):
        email = st.text_input(t("Adresse électronique"), key="invite_email", max_chars=200)
        name = st.text_input(t("Nom"), key="invite_name", max_chars=200)
        chosen = st.selectbox(t("Rôle"), ROLES, format_func=lambda code: role(code, language()), key="invite_role")
        places = st.text_input(t("Pour quels territoires"), key="invite_places", help=_places(), max_chars=2000)
        if st.form_submit_button(t("Inviter"), type="primary"):
            with boundary.guarded():
                keeping.invite(
                    data.store(), session.user(), email, name=name, role=chosen, territories=places.split(",")
                )
                _said(t("{email} peut maintenant se connecter.", email=email))


def _change(account: Account) -> None:
    with st.form(f"change_{account.id}"):
        chosen = st.selectbox(
            t("Rôle"),
            ROLES,
            index=ROLES.index(account.role),
            format_func=lambda code: role(code, language()),
            key=f"role_{account.id}",
        )
        places = st.text_input(
            t("Pour quels territoires"),
            ", ".join(account.territories),
            help=_places(),
            key=f"places_{account.id}",
            max_chars=2000,
        )
        active = st.checkbox(t("Compte actif"), account.active, key=f"active_{account.id}")
        if st.form_submit_button(t("Enregistrer")):
            with boundary.guarded():
                keeping.change(
                    data.store(),
                    session.user(),
                    account.id,
                    role=chosen,
                    territories=places.split(","),
                    active=active,
                )
                _said(t("Le compte est enregistré : le changement vaut dès le prochain clic de la personne."))
    if account.email:
        _erase(account)


def _erase(account: Account) -> None:
    with st.popover(t("Effacer cette personne…")):
        text.lines(
            [t("Son nom et son adresse sont oubliés, et le compte fermé. Ce qu'elle a fait reste, sous un numéro.")]
        )
        if st.button(t("Effacer"), key=f"erase_{account.id}"):
            with boundary.guarded():
                keeping.erase(data.store(), session.user(), account.id)
                _said(t("La personne est effacée."))


def _places() -> str:
    return t("Codes séparés par des virgules : 38151, epci:200040715, dep:38, group:CLE.")


def _said(sentence: str) -> None:
    st.session_state[SAID] = sentence
    st.rerun()


def _named(account: Account) -> tuple[str, str, str]:
    return account.email or t("personne effacée"), account.name, role(account.role, language())


def _state(account: Account) -> str:
    return t("actif") if account.active else t("fermé")
