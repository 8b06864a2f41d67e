"""Sections of Tendances: the main figure and its choices, its parts, and what stands beside the territory."""

from dataclasses import replace

import streamlit as st

from observatory.answers import catalogue
from observatory.answers.change import change, comparable_years
from observatory.answers.concentration import dominance_of
from observatory.answers.contract import Answer, Correction
from observatory.answers.facts import fact_of
from observatory.answers.gaps import fillers
from observatory.answers.indicator import answer
from observatory.figures.beside import around
from observatory.figures.chart import Chart
from observatory.figures.overview import shares_chart
from observatory.figures.trend import largest, multiples_chart, trend_chart
from observatory.indicators import Measure, indicator
from observatory.territory import Kind
from observatory.ui import boundary, controls, data, navigation, provenance, state, text
from observatory.ui.language import language, t
from observatory.ui.questions import asked, one_dominance, steady, steady_words
from observatory.wording import labels

RATIOS = {"energy": "energy_per_inhabitant", "emissions": "emissions_per_inhabitant"}
DIMENSIONS = {"energie": "carrier", "secteur": "sector", "filiere": "technology"}
ENERGIES = ("electricity", "gas")


def choices() -> None:
    """Measure, split, energies and index, on one row that wraps on a phone."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        for total, ratio in RATIOS.items():
            if state.view().indicator in {total, ratio}:
                controls.choose("indicator", {total: t("Total"), ratio: t("Par habitant")}, label=t("Mesure"))
        if len(_splits()) > 1:
            controls.choose("vue", _splits(), label=t("Découpage"))
        if _measure() is Measure.ENERGY and "carrier" in indicator(state.view().indicator).dimensions:
            offered = catalogue.carriers(data.snapshot(), state.view().source)
            energies = {code: labels.carrier(code, language()) for code in offered}
            controls.choose_some("carriers", energies, label=t("Énergies"), all_by_default=True)
        if _has_years():
            controls.switch("base", label=t("Base 100"))
        if state.view().place.is_area and _measure() in {Measure.ENERGY, Measure.HEAT_NETWORK}:
            controls.switch("tout", label=t("Ajouter aussi ce qui manque certaines années"))


def main_figure() -> None:
    """The answer of this page."""
    with boundary.guarded():
        dimension = _dimension()
        question = steady(asked(by=(dimension,) if dimension else ()))
        found = answer(data.snapshot(), question)
        provenance.show(_chart(found, dimension), found, key="trend")
        if found.frame.is_empty():
            _what_else()


def _who(found: Answer, dimension: str | None) -> tuple[str, ...]:
    """The commune or the site that makes much of the total shown, or of its change, by itself."""
    if found.frame.is_empty() or dimension in {"sector", "technology"}:
        return ()
    main = (largest(found, "carrier"),) if dimension else found.question.carriers
    question = replace(found.question, by=(), carriers=main)
    whole = answer(data.snapshot(), question)
    return tuple(one_dominance(one, whole) for one in dominance_of(data.snapshot(), question))


def _what_else() -> None:
    """Where there is no figure: what the territory does have, and which published files would bring the rest."""
    place = state.view().place
    if (
        _measure() is Measure.ENERGY
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
    if not _has_years():
        return
    dimension = "carrier" if _dimension() == "sector" else "sector"
    if dimension not in indicator(state.view().indicator).dimensions:
        return
    with boundary.guarded():
        found = answer(data.snapshot(), steady(asked(by=(dimension,))))
        if not found.frame.is_empty():
            made = multiples_chart(found, dimension, language=language())
            provenance.show(made, found, key="parts", main=False)


def beside() -> None:
    """Residential use per inhabitant beside the EPCI, the département and communes of the same size."""
    if _measure() is not Measure.ENERGY or state.view().place.kind is not Kind.COMMUNE:
        return
    with boundary.guarded():
        if answer(data.snapshot(), asked(indicator="energy", carriers=(), sectors=(), by=())).frame.is_empty():
            return
        text.heading(t("À côté de l'EPCI, du département et des communes de sa taille"), role="section")
        energies = {code: labels.carrier(code, language()) for code in ENERGIES}
        with controls.row():
            carrier = controls.choose("cote", energies, label=t("Énergie résidentielle par habitant"))
            climate = controls.choose("climat", _climates(), label=t("Climat"))
        question = asked(indicator="energy_per_inhabitant", carriers=(carrier,), sectors=("residential",), by=())
        found = answer(data.snapshot(), question)
        if found.frame.is_empty():
            return
        references, told = around(data.snapshot(), question, language=language())
        if climate:
            found, references, told = _at_normal_climate(found, Correction(climate)), [], []
        made = trend_chart(
            found, change(found), language=language(), references=tuple(references), first_notes=tuple(told)
        )
        provenance.show(made, found, key="beside", main=False)


def _climates() -> dict[str, str]:
    """As it was, or at normal climate by a correction that is named; a correction never compares communes."""
    return {
        "": t("réel"),
        Correction.SDES.value: t("corrigé (formule du SDES)"),
        Correction.PUBLISHER.value: t("corrigé par l'Agence ORE"),
    }


def _at_normal_climate(found: Answer, correction: Correction) -> Answer:
    """The same series corrected, over the years that no break cuts."""
    years = comparable_years(found)
    span = (years[0], years[-1]) if years else found.question.years
    return answer(data.snapshot(), replace(found.question, years=span, correction=correction))


def _chart(found: Answer, dimension: str | None) -> Chart:
    if not _has_years():
        return shares_chart(found, dimension or "sector", language=language())
    main = largest(found, dimension) if dimension and not found.frame.is_empty() else None
    part = {dimension: main} if dimension and main else {}
    index = _base_year(found, part) if state.view().option("base") == "oui" else None
    moved = change(found, base=index, **part)
    notes = (*steady_words(found.question), *_who(found, dimension))
    return trend_chart(found, moved, language=language(), dimension=dimension, index=index, first_notes=notes)


def _base_year(found: Answer, part: dict[str, str]) -> int | None:
    """The year that is 100: the one chosen among those comparable with the last, else the first of them."""
    comparable = comparable_years(found, **part)
    years = comparable[:-1] or comparable  # based on its last year, an index has no change to tell
    if not years:
        return None
    words = {"": t("première comparable")} | {str(year): str(year) for year in years}
    with st.columns(4)[0]:
        chosen = controls.choose("annee_base", words, label=t("Année de base"), as_list=True)
    return int(chosen) if chosen else years[0]


def more() -> None:
    """Other indicators of the same territory, one figure each."""
    present = state.view().indicator
    finest = {"commune", "epci"} if state.view().place.is_area else {"commune"}
    described = [key for key in catalogue.indicators(data.snapshot()) if key != present]
    others = {key: t(indicator(key).label) for key in described if indicator(key).finest in finest}
    chosen = controls.choose_some("aussi", others, label=t("Voir aussi"))
    for key in chosen:
        with boundary.guarded():
            found = answer(data.snapshot(), steady(asked(indicator=key, carriers=(), sectors=(), by=(), source=None)))
            one_year = found.frame["year"].n_unique() <= 1 and "sector" in indicator(key).dimensions
            if one_year and not found.frame.is_empty():
                found = answer(data.snapshot(), replace(found.question, by=("sector",)))
                made = shares_chart(found, "sector", language=language())
            else:
                made = trend_chart(found, change(found), language=language())
            provenance.show(made, found, key=f"also_{key}", main=False)


def _splits() -> dict[str, str]:
    """What this indicator can be split by; of a single year, only its parts say something."""
    has = indicator(state.view().indicator).dimensions
    words = {
        "energie": t("Par énergie"),
        "filiere": t("Par filière"),
        "total": t("Ensemble"),
        "secteur": t("Par secteur"),
    }
    known = {code: label for code, label in words.items() if DIMENSIONS.get(code, "") in {"", *has}}
    return known if _has_years() else {"secteur": words["secteur"]}


def _dimension() -> str | None:
    wanted = state.view().option("vue")
    return DIMENSIONS.get(wanted if wanted in _splits() else next(iter(_splits())))


def _measure() -> Measure:
    return indicator(state.view().indicator).numerator


def _has_years() -> bool:
    """Whether the indicator has more than one year: the inventory of emissions has one, and no trend."""
    return _measure() is not Measure.EMISSIONS
