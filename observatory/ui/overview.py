"""Sections of Vue d'ensemble: the cards, what to keep beside the map, the parts of the totals, the networks."""

import streamlit as st

from observatory.answers.networks import networks as networks_of
from observatory.figures.shown.overview import MAPS, PARTS, mapped
from observatory.ui import boundary, controls, data, documents, glance, provenance, state, text
from observatory.ui.language import language, t
from observatory.ui.subject import subject
from observatory.units import MWH
from observatory.wording import labels
from observatory.wording.numbers import number, quantity

MAP_HEIGHT = 380  # pixels: the map's first half must stand above the fold


def opening() -> None:
    """The measures of the territory, one card each, after what they cover."""
    found = glance.found()
    glance.coverage(found)
    glance.draw(found)


def keep_and_map() -> None:
    """À retenir beside the map, and the parts of the totals where they leave no column empty."""
    drawn = subject()
    parts = [figure.key for figure in PARTS if figure.build(drawn) is not None]
    left, right = st.columns(2)
    with left, boundary.guarded():
        glance.takeaways(glance.found())
        documents.fiche()
    with right, boundary.guarded():
        _map()
    below = st.columns(2) if len(parts) > 2 else [right]  # noqa: PLR2004 - the two columns above hold one each
    for part, column in zip(parts, [left, *below], strict=False):
        with column, boundary.guarded():
            provenance.draw(part, main=False, brief=True)


def networks() -> None:
    """The heat and cold networks by themselves: each is attached to one commune and serves others."""
    with boundary.guarded():
        found = networks_of(data.snapshot(), state.view().place)
        if found.is_empty():
            return
        text.heading(t("Réseaux de chaleur et de froid"), role="section")
        headers = (t("Réseau"), t("Énergie"), t("Rattaché à"), t("Année"), t("Livré"), t("Points de livraison"))
        rows = (
            (
                line["name"],
                labels.carrier(line["carrier"], language()),
                line["commune"],
                str(line["year"]),
                quantity(line["energy_mwh"], MWH, language=language())
                if line["energy_mwh"] is not None
                else labels.status(line["status"], language()),
                number(line["sites"], language=language(), digits=0),
            )
            for line in found.to_dicts()
        )
        caption = t("Un réseau est compté dans sa commune de rattachement et en dessert d'autres")
        text.table(headers, rows, caption=caption, numbers=frozenset({3, 4, 5}))


def _map() -> None:
    """What the communes have per inhabitant: residential electricity, or emissions; a click opens a commune."""
    options = {key: t(MAPS[key]) for key in mapped(subject())}
    if len(options) > 1:
        controls.choose("carte", options, label=t("Carte"), show_label=False)
    provenance.draw("map", main=False, brief=True, height=MAP_HEIGHT, pick=_open_trend)


def _open_trend(code: str) -> None:
    state.change(territory=code)
