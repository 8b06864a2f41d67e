"""Fair comparison: the communes comparable to the chosen one, and all of them by their size."""

from dataclasses import replace
from typing import Any

import streamlit as st

from observatory.answers.comparison import Comparison
from observatory.answers.conventions import convention
from observatory.answers.funnel import spread
from observatory.answers.peers import FEATURES, Comparable, comparable
from observatory.figures.peers import comparable_chart, funnel_chart
from observatory.territory import Kind
from observatory.ui import boundary, controls, data, provenance, state, text
from observatory.ui.comparison import chosen, per_inhabitant, pick, question, year
from observatory.ui.directory import directory
from observatory.ui.language import language, t
from observatory.ui.ranking import decimals
from observatory.wording import labels
from observatory.wording.numbers import number, scale_for

STEP, STEPS = 4, 3


def comparable_communes() -> None:
    """Nearest communes of the département, with the reasons, and what the reader may change of them."""
    if state.view().place.kind is not Kind.COMMUNE:
        return
    text.heading(t("Communes comparables"), role="section")
    if not per_inhabitant():
        text.lines([t("Choisissez un indicateur par habitant : un total suit d'abord la taille des communes.")])
        return
    found: Comparable | None = None
    with boundary.guarded():
        found = _found()
        made = comparable_chart(found, language=language())
        provenance.show(made, found.pool.answer, key="comparable", main=False, pick=pick)
        _reasons(found)
    with st.expander(t("Ajuster les communes comparables"), key="adjust"):
        _adjust(found)


def funnel(found: Comparison) -> None:
    """Every commune by its inhabitants, between the limits that its size leads to expect."""
    if found.by_epci or not per_inhabitant():
        return
    with boundary.guarded():
        made = spread(found)
        if made is not None:
            chart = funnel_chart(made, chosen=chosen(), language=language())
            provenance.show(chart, found.answer, key="funnel", main=False, pick=pick)


def _found() -> Comparable:
    view = state.view()
    counts = _counts()
    wanted = view.option("voisines")
    features = (view.option("selon"),) if view.option("selon") in FEATURES else ()
    return comparable(
        data.snapshot(),
        replace(question(), territory=view.place),
        year=year(),
        count=int(wanted) if wanted in counts else 0,
        features=features,
        without=_taken_out(),
    )


def _adjust(found: Comparable | None) -> None:
    """How many, near by what, and which to leave out: all in the link."""
    with controls.row():
        controls.choose("voisines", _counts(), label=t("Nombre de communes"))
        words = {"": t("Habitants et densité"), "inhabitants": t("Habitants"), "density": t("Densité")}
        controls.choose("selon", words, label=t("Proches par"))
    shown = found.frame["key"].to_list() if found is not None else []
    known = directory(data.snapshot()).entries
    names = {code: known[code].name for code in [*shown, *_taken_out()]}
    if names:
        controls.choose_some("sans", names, label=t("Retirer de la comparaison"))


def _counts() -> dict[str, str]:
    least = int(convention(data.snapshot(), "comparable_minimum"))
    return {str(count): str(count) for count in range(least, least + STEP * STEPS, STEP)}


def _taken_out() -> tuple[str, ...]:
    """Communes that the reader took out; whatever else a link may say is dropped."""
    known = directory(data.snapshot()).entries
    codes = state.view().option("sans").split(",")
    return tuple(code for code in codes if code in known and known[code].kind is Kind.COMMUNE)


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
