"""Sections of Vue d'ensemble: the cards, what to keep beside the map, the parts of the totals, the networks."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from observatory.answers.comparison import compare
from observatory.answers.contract import Answer
from observatory.answers.glance import ENERGIES, parts
from observatory.answers.indicator import answer
from observatory.answers.networks import networks as networks_of
from observatory.answers.territories import epci_of
from observatory.figures.comparison import map_chart
from observatory.figures.overview import shares_chart
from observatory.territory import Kind, Territory
from observatory.ui import boundary, controls, data, documents, glance, provenance, state, text
from observatory.ui.addresses import contours
from observatory.ui.language import language, t
from observatory.ui.questions import asked
from observatory.units import MWH
from observatory.wording import labels
from observatory.wording.numbers import number, quantity

MAP_HEIGHT = 380  # pixels: the map's first half must stand above the fold
MOSTLY = 0.5  # of the communes: a map that colours fewer is not the one to open on

Draw = Callable[[], None]


def opening() -> None:
    """The measures of the territory, one card each, after what they cover."""
    found = glance.found()
    glance.coverage(found)
    glance.draw(found)


def keep_and_map() -> None:
    """À retenir beside the map, and the parts of the totals where they leave no column empty."""
    parts = _parts()
    left, right = st.columns(2)
    with left, boundary.guarded():
        glance.takeaways(glance.found())
        documents.fiche()
    with right, boundary.guarded():
        area = _area_of_map()
        if area is not None:
            _map(area)
    below = st.columns(2) if len(parts) > 2 else [right]  # noqa: PLR2004 - the two columns above hold one each
    for part, column in zip(parts, [left, *below], strict=False):
        with column, boundary.guarded():
            part()


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


def _map(area: Territory) -> None:
    """What the communes have per inhabitant: residential electricity, or emissions; a click opens a commune."""
    answers = _mapped(area)
    words = {"electricite": t("Électricité résidentielle par habitant"), "emissions": t("Émissions par habitant")}
    options = {key: words[key] for key in answers}
    if not options:
        return
    wanted = next(iter(options))
    if len(options) > 1:
        wanted = controls.choose("carte", options, label=t("Carte"), show_label=False)
    known = answers[wanted]
    found = compare(data.snapshot(), known.question, year=int(known.frame["year"].max()))  # type: ignore[arg-type]
    place = state.view().place
    chosen = place.key if place.kind is Kind.COMMUNE else None
    geometry = tuple(contours().items())
    made = map_chart(found, chosen=chosen, language=language(), geometry=geometry, title=options[wanted])
    provenance.show(made, found.answer, key="map", main=False, brief=True, height=MAP_HEIGHT, pick=_open_trend)


def _mapped(area: Territory) -> dict[str, Answer]:
    """What a map of the area's communes can show; first what most of them have."""
    shared = asked(territory=area, carriers=(), sectors=(), source=None, by=())
    known = {
        "electricite": replace(
            shared, indicator="energy_per_inhabitant", carriers=("electricity",), sectors=("residential",)
        ),
        "emissions": replace(shared, indicator="emissions_per_inhabitant", years=None),
    }
    answers = {key: answer(data.snapshot(), one) for key, one in known.items()}
    found = {key: one for key, one in answers.items() if not one.frame.is_empty()}
    return dict(sorted(found.items(), key=lambda item: not _covers_most(item[1])))


def _covers_most(known: Answer) -> bool:
    return known.perimeter.communes_covered >= MOSTLY * known.perimeter.communes_total


def _parts() -> list[Draw]:
    """What draws the parts of the last year's totals: energies, sectors of the energy, sectors of the emissions."""
    energy = asked(indicator="energy", carriers=ENERGIES, sectors=(), source=None)
    emissions = asked(indicator="emissions", carriers=(), sectors=(), source=None)
    found = parts(data.snapshot(), energy=energy, emissions=emissions)
    return [partial(_shares, one, dimension, key=f"shares_{key}") for key, (dimension, one) in found.items()]


def _shares(found: Answer, dimension: str, *, key: str) -> None:
    provenance.show(shares_chart(found, dimension, language=language()), found, key=key, main=False, brief=True)


def _open_trend(code: str) -> None:
    state.change(territory=code)


def _area_of_map() -> Territory | None:
    """The area whose communes are drawn: the territory, or the EPCI of a commune."""
    place = state.view().place
    return epci_of(data.snapshot(), place.key) if place.kind is Kind.COMMUNE else place
