"""What a commune, or its adviser, says of its sites; and whether all may see them."""

from datetime import date

import streamlit as st

from observatory.access import Action, Object, Role, allowed, authorize
from observatory.errors import QuestionRefused
from observatory.figures.shown import patrimoine as shown
from observatory.schemas.site import LONGEST_NAME, Site
from observatory.store import sites
from observatory.ui import boundary, data, session, text
from observatory.ui.language import language, t
from observatory.ui.subject import subject
from observatory.vocabulary import SITE_KINDS
from observatory.wording import patrimoine as words

DONE = "site_done"
OLDEST, LATEST = date(1800, 1, 1), date(2100, 1, 1)
MOST = 1e6


def manage() -> None:
    """Describe a site; let all see them, or no longer. Nothing where the reader may do neither."""
    commune = subject().commune
    if commune is None or data.read().moment is not None:
        return
    if done := st.session_state.pop(DONE, None):
        text.notice(done, role="info")
    on = Object(commune)
    if allowed(session.user(), Action.DESCRIBE_SITES, on):
        with st.expander(t("Décrire les sites : nature, surface, dates, transfert"), key="site_form_panel"):
            _form(commune)
    if allowed(session.user(), Action.SEE_SITES, on):
        with st.expander(t("Publication des sites de la commune"), key="site_agreement_panel"):
            _agreement(commune)


def _known(commune: str) -> dict[str, Site]:
    """Every site that bills name, described or not, then those that are only described."""
    described = {site.name: site for site in sites.of_commune(data.store(), commune)}
    try:
        found = shown.seen_of(subject())
    except QuestionRefused:
        found = None
    billed = found.lines["site"].unique().sort().to_list() if found is not None else []
    return {name: described.get(name) or Site(name=name) for name in (*billed, *sorted(described))}


def _form(commune: str) -> None:
    known = _known(commune)
    if not known:
        text.lines([t("Les sites apparaissent ici avec la première facture publiée.")], role="figure-note")
        return
    name = st.selectbox(t("Site"), list(known), key="site_name", filter_mode="contains")
    with st.form(f"site_{commune}_{name}", border=False):
        said = _said(known[name])
        if st.form_submit_button(t("Enregistrer"), type="primary"):
            with boundary.guarded():
                _save(commune, said)


def _said(site: Site) -> Site:
    """The entries of the form."""
    left, right = st.columns(2)
    with left:
        kind, area, points = _what(site)
    with right:
        opened = _day(t("Ouverture"), site.opened, key=f"site_opened_{site.name}")
        closed = _day(t("Fermeture (dernier jour)"), site.closed, key=f"site_closed_{site.name}")
        last = t("Transfert (dernier jour payé par la commune)")
        transferred = _day(last, site.transferred, key=f"site_transferred_{site.name}")
    to = st.text_input(
        t("Transféré à (syndicat, EPCI)"),
        value=site.transferred_to,
        max_chars=LONGEST_NAME,
        key=f"site_to_{site.name}",
    )
    return Site(
        name=site.name,
        kind=kind,
        area_m2=area,
        light_points=points,
        opened=opened,
        closed=closed,
        transferred=transferred,
        transferred_to=to.strip(),
    )


def _what(site: Site) -> tuple[str, float | None, int | None]:
    """What it is, its floor area, its light points."""
    kinds = ("", *SITE_KINDS)
    kind = st.selectbox(
        t("Nature"),
        kinds,
        index=kinds.index(site.kind),
        format_func=lambda code: words.kind(code, language()),
        key=f"site_kind_{site.name}",
    )
    area = st.number_input(
        t("Surface (m²)"), value=site.area_m2, min_value=1.0, max_value=MOST, step=1.0, key=f"site_area_{site.name}"
    )
    points = st.number_input(
        t("Points lumineux"),
        value=site.light_points,
        min_value=1,
        max_value=int(MOST),
        step=1,
        key=f"site_points_{site.name}",
    )
    return kind, area, points


def _day(label: str, known: date | None, *, key: str) -> date | None:
    found: date | None = st.date_input(
        label, value=known, min_value=OLDEST, max_value=LATEST, format="DD/MM/YYYY", key=key
    )
    return found


def _save(commune: str, site: Site) -> None:
    authorize(session.user(), Action.DESCRIBE_SITES, Object(commune))
    sites.describe(data.store(), commune, site, author=session.user().id)
    st.session_state[DONE] = t("Site « {name} » enregistré.", name=site.name)
    st.rerun()


def _agreement(commune: str) -> None:
    """The state of the agreement; who may, changes it."""
    agreed = commune in sites.agreed(data.store())
    state = (
        t("La commune a donné son accord : tous peuvent voir ses sites, sans les logements ni les numéros de compteur.")
        if agreed
        else t("Les dépôts de la commune ne sont vus que d'elle et de son conseiller ; ce qu'elle publie reste public.")
    )
    text.lines([state])
    if not allowed(session.user(), Action.AGREE_TO_PUBLISH, Object(commune)):
        text.lines([t("Seule la commune peut donner ou retirer son accord.")], role="figure-note")
        return
    if session.user().role is Role.ADVISER:
        text.lines([t("Enregistrez ici ce que la commune vous a écrit.")], role="figure-note")
    label = t("Retirer l'accord") if agreed else t("Donner l'accord de la commune")
    if st.button(label, key="site_agreement"):
        with boundary.guarded():
            authorize(session.user(), Action.AGREE_TO_PUBLISH, Object(commune))
            sites.agree(data.store(), commune, agreed=not agreed, author=session.user().id)
            st.rerun()
