"""Deposit links: an address to send to a commune that has no account; made, shown as a code to scan, withdrawn."""

import io
from functools import partial

import segno
import streamlit as st

from observatory.access import Action, Object, authorize
from observatory.deposits.communes import register
from observatory.settings import settings
from observatory.store import deposit_links
from observatory.store.deposit_links import DepositLink
from observatory.ui import boundary, data, deposit_draft, session, text
from observatory.ui.addresses import base
from observatory.ui.language import language, t
from observatory.wording.numbers import date_time

DAYS = (30, 90, 365)
_MADE = "deposit_link_made"


def links() -> None:
    """Make one for a commune, see which are open, and close them."""
    text.heading(t("Liens de dépôt"), role="section")
    text.lines(
        [t("Un lien permet de déposer pour une seule commune, sans compte. Il expire, et se retire à tout moment.")]
    )
    known = deposit_draft.communes()
    place = st.selectbox(
        t("Commune"),
        list(known),
        index=None,
        format_func=known.__getitem__,
        placeholder=t("Tapez le nom de la commune"),
        key="deposit_link_for",
        filter_mode="contains",
    )
    if place is not None:
        with boundary.guarded():
            authorize(session.user(), Action.REVIEW, Object(place))
            _of(place)


def _of(place: str) -> None:
    """The links of one commune, and one more."""
    days = st.segmented_control(
        t("Valable"),
        DAYS,
        default=DAYS[1],
        format_func=lambda count: t("{count} jours", count=count),
        required=True,
        key="link_days",
    )
    st.button(t("Créer un lien"), key="deposit_link_make", on_click=partial(_make, place, int(days or DAYS[1])))
    made: tuple[str, str] | None = st.session_state.get(_MADE)
    if made is not None and made[0] == place:
        _shown(made[1])
    for link in deposit_links.of_commune(data.store(), place):
        _line(link)


def _make(place: str, days: int) -> None:
    with boundary.guarded():
        authorize(session.user(), Action.REVIEW, Object(place))
        _, written = deposit_links.make(data.store(), place, maker=session.user().id, days=days)
        st.session_state[_MADE] = (place, written)


def _shown(written: str) -> None:
    """The address to copy, and the code to scan."""
    here = (st.context.url or "").split("/depots", maxsplit=1)[0].rstrip("/")
    address = f"{here or base()}/deposer?lien={written}"
    st.code(address, language=None, wrap_lines=True)
    picture = io.BytesIO()
    segno.make(address, error="m").save(picture, kind="svg", scale=4, border=2)
    st.image(picture.getvalue().decode(), width=200, caption=t("À scanner avec un téléphone"))


def _line(link: DepositLink) -> None:
    name = register(settings().data).name(link.insee_code)
    if link.revoked_at is not None:
        told = t("retiré le {moment}", moment=date_time(link.revoked_at, language()))
    else:
        told = t("valable jusqu'au {moment}", moment=date_time(link.expires_at, language()))
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"deposit_link_{link.id}"):
        text.lines(
            [
                t(
                    "{name}, créé le {moment} : {told}",
                    name=name,
                    moment=date_time(link.created_at, language()),
                    told=told,
                )
            ]
        )
        if link.revoked_at is None:
            st.button(t("Retirer le lien"), key=f"revoke_{link.id}", on_click=partial(_revoke, link))


def _revoke(link: DepositLink) -> None:
    with boundary.guarded():
        authorize(session.user(), Action.REVIEW, Object(link.insee_code))
        deposit_links.revoke(data.store(), link.id, author=session.user().id)
