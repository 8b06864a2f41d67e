"""« Partager »: the links to one dashboard, made, counted and closed by whoever works on it."""

from functools import partial

import streamlit as st

from observatory.dashboards import links
from observatory.dashboards.kept import Kept
from observatory.store import codes
from observatory.store import links as rows
from observatory.store.links import Link
from observatory.ui import addresses, boundary, data, session, text
from observatory.ui.language import language, t
from observatory.wording.language import N_, P_, translate_plural
from observatory.wording.numbers import date, date_time

GIVEN = "link_secrets"  # codes of the links that this session made: the store keeps their hash only
DAYS: dict[int | None, str] = {
    30: N_("30 jours"),
    7: N_("7 jours"),
    365: N_("un an"),
    None: N_("sans fin"),
}
_OPENINGS = P_("ouvert {count} fois", "ouvert {count} fois")


def section(one: Kept) -> None:
    """The links that there are, and a form for one more."""
    with st.container(border=True, key="dashboard_links", gap="small"):
        below = t("Qui a un lien voit ce tableau et rien d'autre, sans compte. Vous pouvez le fermer à tout moment.")
        text.heading(t("Partager par un lien"), role="section", below=below)
        found = rows.of(data.store(), one.number)
        if found and (warning := addresses.only_here(addresses.public(addresses.LINK))):
            text.notice(warning)
        for link in found:
            with st.container(key=f"link_{link.code}", gap="small"):
                _link(link)
        _form(one)


def _link(link: Link) -> None:
    st.code(addresses.public(f"{addresses.LINK}/{link.code}"), language=None, wrap_lines=True)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        text.lines([" · ".join(_said(link))], role="version")
        st.button(t("Fermer ce lien"), key=f"revoke_{link.code}", on_click=partial(_revoke, link.code))
    given = st.session_state.get(GIVEN, {}).get(link.code)
    if given:
        told = t("Code à donner avec ce lien : {code}. Notez-le : il n'est plus affiché ensuite.", code=given.upper())
        text.notice(told, role="info")


def _said(link: Link) -> list[str]:
    """What it shows, until when, behind what, and how often it was opened."""
    if link.snapshot is None:
        shows = t("suit le tableau")
    else:
        shows = t("figé sur le tableau du {day}", day=date(link.made_at.date(), language()))
    if link.expires_at is None:
        until = t("sans fin")
    elif link.expired:
        until = t("terminé le {moment}", moment=date_time(link.expires_at, language()))
    else:
        until = t("jusqu'au {moment}", moment=date_time(link.expires_at, language()))
    opened = translate_plural(_OPENINGS, link.openings, language(), count=link.openings)
    return [shows, until, *([t("avec un code")] if link.asks_code else []), opened]


def _form(one: Kept) -> None:
    with (
        st.form(f"make_link_{one.number}", border=False),
        st.container(horizontal=True, vertical_alignment="bottom", gap="medium"),
    ):
        days = st.selectbox(t("Ouvert pendant"), list(DAYS), format_func=lambda day: t(DAYS[day]), width=160)
        frozen = st.toggle(t("Figer ce qui est montré aujourd'hui"), value=True)
        asks = st.toggle(t("Demander un code"))
        if st.form_submit_button(t("Créer un lien")):
            _make(one, days, frozen=frozen, secret=codes.new(codes.SECRET_LETTERS) if asks else "")


def _make(one: Kept, days: int | None, *, frozen: bool, secret: str) -> None:
    number = data.newest().number
    link = links.make(
        session.deciding(), one, maker=session.user().id, frozen=frozen, snapshot=number, days=days, secret=secret
    )
    if secret:
        st.session_state.setdefault(GIVEN, {})[link.code] = secret
    st.rerun()


def _revoke(code: str) -> None:
    with boundary.guarded():
        rows.revoke(session.deciding(), code)
