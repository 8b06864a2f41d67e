"""Fair comparison: the communes comparable to the chosen one, and all of them by their size."""

from typing import Any

import streamlit as st

from observatory.answers.peers import Comparable
from observatory.figures.shown import comparison as shown
from observatory.territory import Kind
from observatory.ui import boundary, controls, data, provenance, state, text
from observatory.ui.comparison import pick
from observatory.ui.directory import directory
from observatory.ui.language import language, t
from observatory.ui.ranking import decimals
from observatory.ui.subject import subject
from observatory.wording import labels
from observatory.wording.numbers import number, scale_for


def comparable_communes() -> None:
    """Nearest communes of the département, with the reasons, and what the reader may change of them."""
    if state.view().place.kind is not Kind.COMMUNE:
        return
    text.heading(t("Communes comparables"), role="section")
    if not shown.per_inhabitant(subject()):
        text.lines([t("Choisissez un indicateur par habitant : un total suit d'abord la taille des communes.")])
        return
    found: Comparable | None = None
    with boundary.guarded():
        found = shown.neighbours(subject())
        provenance.draw("comparable", main=False, pick=pick)
        _reasons(found)
    with st.expander(t("Ajuster les communes comparables"), key="adjust"):
        _adjust(found)


def funnel() -> None:
    """Every commune by its inhabitants, between the limits that its size leads to expect."""
    with boundary.guarded():
        provenance.draw("funnel", main=False, pick=pick)


def _adjust(found: Comparable | None) -> None:
    """How many, near by what, and which to leave out: all in the link."""
    with controls.row():
        controls.choose("voisines", {one: one for one in shown.counts(subject())}, label=t("Nombre de communes"))
        words = {"": t("Habitants et densité"), "inhabitants": t("Habitants"), "density": t("Densité")}
        controls.choose("selon", words, label=t("Proches par"))
    codes = found.frame["key"].to_list() if found is not None else []
    known = directory(data.snapshot()).entries
    names = {code: known[code].name for code in [*codes, *shown.taken_out(subject())]}
    if names:
        controls.choose_some("sans", names, label=t("Retirer de la comparaison"))


def _reasons(found: Comparable) -> None:
    """Inhabitants and density of each commune beside those of the chosen one."""
    scale = scale_for(found.frame["value"], found.pool.answer.unit)
    digits = decimals(found.frame["value"], scale)

    def cells(line: dict[str, Any]) -> list[str]:
        whole = (number(line[name], language=language(), digits=0) for name in ("inhabitants", "density"))
        value = number(line["value"] * scale.factor, language=language(), digits=digits)
        distance = line.get("distance")
        return [
            line["name"],
            value,
            *whole,
            "" if distance is None else number(distance, language=language(), digits=2),
        ]

    own = {"name": found.own["name"][0]}
    headers = (t("Nom"), labels.unit(scale.unit, language()), t("Habitants"), t("hab./km²"), t("Distance"))
    lines = [*found.own.to_dicts(), *found.frame.to_dicts()]
    caption = t("{name}, puis les communes comparables, la plus proche d'abord (distance en écarts types)", **own)
    text.table(headers, map(cells, lines), caption=caption, numbers=frozenset({1, 2, 3, 4}))
