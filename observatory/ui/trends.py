"""Sections of Tendances: the main figure and its choices, its parts, and what stands beside the territory."""

import streamlit as st

from observatory.answers import catalogue
from observatory.answers.contract import Correction
from observatory.answers.facts import fact_of
from observatory.answers.gaps import fillers
from observatory.answers.indicator import answer
from observatory.answers.warmth import Warmth, warmth
from observatory.errors import QuestionRefused
from observatory.figures.shown import trends
from observatory.figures.shown.trends import ENERGIES
from observatory.indicators import Measure, indicator
from observatory.ui import boundary, controls, data, navigation, provenance, state, text
from observatory.ui.language import language, t
from observatory.ui.questions import asked, steady
from observatory.ui.subject import subject
from observatory.wording import labels

RATIOS = {"energy": "energy_per_inhabitant", "emissions": "emissions_per_inhabitant"}


def choices() -> None:
    """Measure, split, energies and index, on one row that wraps on a phone."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        for total, ratio in RATIOS.items():
            if state.view().indicator in {total, ratio}:
                controls.choose("indicator", {total: t("Total"), ratio: t("Par habitant")}, label=t("Mesure"))
        if len(_splits()) > 1:
            controls.choose("vue", _splits(), label=t("Découpage"))
        if (
            trends.measure_of(state.view()) is Measure.ENERGY
            and "carrier" in indicator(state.view().indicator).dimensions
        ):
            offered = catalogue.carriers(data.snapshot(), state.view().source)
            energies = {code: labels.carrier(code, language()) for code in offered}
            controls.choose_some("carriers", energies, label=t("Énergies"), all_by_default=True)
        if trends.has_years(state.view()):
            controls.switch("base", label=t("Base 100"))
        if state.view().place.is_area and trends.measure_of(state.view()) in {Measure.ENERGY, Measure.HEAT_NETWORK}:
            controls.switch("tout", label=t("Ajouter aussi ce qui manque certaines années"))


def main_figure() -> None:
    """The answer of this page."""
    with boundary.guarded():
        if state.view().option("base") == "oui":
            _base_year()
        provenance.draw("trend")
        if answer(data.snapshot(), steady(asked(by=()))).frame.is_empty():
            _what_else()


def _base_year() -> None:
    """Which year is 100: one of those comparable with the last, the first of them where none is chosen."""
    years = trends.base_years(subject())
    if years:
        words = {"": t("première comparable")} | {str(year): str(year) for year in years}
        with st.columns(4)[0]:
            controls.choose("annee_base", words, label=t("Année de base"), as_list=True)


def _what_else() -> None:
    """Where there is no figure: what the territory does have, and which published files would bring the rest."""
    place = state.view().place
    if (
        trends.measure_of(state.view()) is Measure.ENERGY
        and not answer(data.snapshot(), asked(indicator="emissions", carriers=())).frame.is_empty()
    ):
        navigation.link(t("Voir les émissions de ce territoire"), "tendances", indicator="emissions")
    if not answer(data.snapshot(), asked(by=(), years=None)).frame.is_empty():
        return  # only the years chosen are empty: no file would fill them
    words = [
        t("Ce fichier publié comblerait ce manque : {title} ({publisher}).", title=one.title, publisher=one.publisher)
        for one in fillers(data.snapshot(), place, fact_of(state.view().indicator))
    ]
    text.lines(words, role="figure-note")


def parts() -> None:
    """The same figures split by sector, one small panel each; by energy where the main figure is by sector."""
    with boundary.guarded():
        provenance.draw("parts", main=False)


def explanation() -> None:
    """What explains the last comparable years of those chosen; a sentence where nothing does."""
    with boundary.guarded():
        if trends.explained_question(subject()) is not None:
            text.heading(t("Ce qui explique l'évolution"), role="section")
            provenance.draw("explained", main=False)


def beside() -> None:
    """Residential use per inhabitant beside the EPCI, the département and communes of the same size."""
    with boundary.guarded():
        if not trends.has_neighbours(subject()):
            return
        text.heading(t("À côté de l'EPCI, du département et des communes de sa taille"), role="section")
        energies = {code: labels.carrier(code, language()) for code in ENERGIES}
        with controls.row():
            controls.choose("cote", energies, label=t("Énergie résidentielle par habitant"))
            controls.choose("climat", _climates(), label=t("Climat"))
        provenance.draw("beside", main=False)


def _climates() -> dict[str, str]:
    """As it was, or at normal climate by a correction that is named; a correction never compares communes."""
    return {
        "": t("réel"),
        Correction.SDES.value: t("corrigé (formule du SDES)"),
        Correction.PUBLISHER.value: t("corrigé par l'Agence ORE"),
    }


def more() -> None:
    """Other indicators of the same territory, one figure each."""
    present = state.view().indicator
    finest = {"commune", "epci"} if state.view().place.is_area else {"commune"}
    described = [key for key in catalogue.indicators(data.snapshot()) if key != present]
    others = {key: t(indicator(key).label) for key in described if indicator(key).finest in finest}
    for key in controls.choose_some("aussi", others, label=t("Voir aussi")):
        with boundary.guarded():
            provenance.draw(f"also.{key}", main=False)


def climate() -> None:
    """Hot days, tropical nights or degree-days of the stations that serve the territory; nothing where none does."""
    with boundary.guarded():
        try:
            warmth(data.snapshot(), state.view().place, Warmth.HOT_DAYS)
        except QuestionRefused:
            return
        text.heading(t("Chaleur et froid des années"), role="section")
        words = {
            Warmth.HOT_DAYS.value: t("Jours à plus de 35\N{NO-BREAK SPACE}°C"),
            Warmth.TROPICAL_NIGHTS.value: t("Nuits tropicales"),
            Warmth.DEGREE_DAYS.value: t("Degrés-jours"),
        }
        wanted = controls.choose("chaleur", words, label=t("Ce qui est compté"))
        provenance.draw(f"climate.{wanted}", main=False)


def _splits() -> dict[str, str]:
    """What this indicator can be split by, in words."""
    words = {
        "energie": t("Par énergie"),
        "filiere": t("Par filière"),
        "total": t("Ensemble"),
        "secteur": t("Par secteur"),
    }
    return {code: words[code] for code in trends.splits(state.view())}
