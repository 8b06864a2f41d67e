"""Sections of Objectifs: the figure of a target, its four numbers, what an adviser may want to know, and benchmarks."""

import streamlit as st

from observatory.answers.progress import Progress
from observatory.figures.shown import targets as shown
from observatory.store.targets import Kept, history
from observatory.ui import boundary, controls, data, documents, provenance, state, text
from observatory.ui.language import language, t
from observatory.ui.subject import subject
from observatory.wording.numbers import date_time, number, percent, quantity, year_span
from observatory.wording.progress import pace
from observatory.wording.sentences import finding
from observatory.wording.targets import about, adopted, voted

HEIGHT = 300  # pixels: the sentence, the numbers and the figure are seen together on a projector


def choices() -> None:
    """Which target, and whether the years of the health crisis count."""
    found = shown.mine(subject())
    if not shown.kept(subject()):
        return
    with controls.row():
        if len(found) > 1:
            words = {str(one.number): _named(one) for one in found}
            controls.choose("objectif", words, label=t("Objectif"), as_list=True)
        controls.switch("ecarter", label=t("Écarter 2020 et 2021"))


def _named(one: Kept) -> str:
    return f"{voted(one.target, language())} · {about(one.target, language())}"


def main_figure() -> None:
    """The answer of this page: one sentence, one figure, four numbers."""
    one = shown.chosen(subject())
    if one is None:
        _nothing()
        return
    with boundary.guarded():
        provenance.draw("progress", height=HEIGHT)
        with st.expander(t("Pour le conseiller"), key=f"adviser_{one.number}"):
            _detail(shown.read(subject(), (one,))[0])


def _nothing() -> None:
    """No target of its own: what to do, in a sentence; an area may have its communes' board instead."""
    if not (state.view().place.is_area and shown.kept(subject())):
        words = t("Aucun objectif délibéré n'est enregistré ici. Ajoutez-le ci-dessous, tel que le conseil l'a voté.")
        text.notice(words, role="info")


def _detail(one: Progress) -> None:
    """What an adviser may want to know, and no sentence says in public."""
    text.pairs({t("Texte voté"): one.target.text})
    judged = one.judged
    if judged is not None:
        standing = judged.standing
        interval = [pace(one, bound, language()) for bound in (standing.observed_low, standing.observed_high)]
        chance = judged.probability
        text.pairs(
            {
                t("Probabilité d'atteindre la prochaine échéance"): ""
                if chance is None
                else percent(chance * 100, language=language(), signed=False),
                t("Rythme observé, intervalle à 80 %"): t("de {low} à {high}", low=interval[0], high=interval[1])
                if all(interval)
                else "",
                t("Facteur (nécessaire ÷ observé)"): number(one.acceleration, language=language(), digits=2),
                t("Cumul des écarts depuis la référence"): quantity(
                    judged.overshoot, one.indicator.unit, language=language()
                ),
                t("Années comparables"): year_span(*one.case.comparable) if one.case else "",
            }
        )
    _history(one.kept)


def _history(one: Kept) -> None:
    """Every version of the target: what it was, when, by whom and why."""
    headers = (t("Version"), t("Date"), t("Auteur"), t("Motif"), t("Objectif"))
    rows = [
        (
            str(version.version),
            date_time(version.changed_at, language()),
            version.author,
            version.reason,
            f"{voted(version.target, language())} · {about(version.target, language())}",
        )
        for version in history(data.store(), one.number)
    ]
    text.table(headers, rows, caption=t("Historique de l'objectif n° {number}", number=one.number), numbers=frozenset())


def annex() -> None:
    """What a council joins to its vote."""
    with boundary.guarded():
        documents.annex()


def benchmark_lines() -> None:
    """National and regional targets: what they are, and why they are drawn here or not."""
    found = shown.lines(subject())
    if not found:
        return
    text.heading(t("Repères"), role="section")
    for one in found:
        told = f"{voted(one.target, language())} · {adopted(one.target, language())} · {one.target.text}"
        with boundary.guarded():
            if one.refused is None:
                provenance.draw(f"benchmark.{-one.kept.number}", main=False)
            text.lines(
                [told, "" if one.refused is None else finding(one.refused.code, one.refused.params, language())],
                role="figure-note",
            )
