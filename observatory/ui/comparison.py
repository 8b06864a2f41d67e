"""Sections of Comparaison: who is compared and by what; distribution and map of the same rows."""

import streamlit as st

from observatory.answers import catalogue
from observatory.answers.comparison import Comparison
from observatory.answers.contract import Question
from observatory.answers.conventions import size_bounds
from observatory.answers.indicator import answer
from observatory.figures.shown import comparison as shown
from observatory.figures.shown.comparison import SECTORS
from observatory.indicators import Measure, indicator
from observatory.ui import boundary, controls, data, navigation, provenance, state
from observatory.ui.directory import directory
from observatory.ui.language import language, t
from observatory.ui.subject import subject
from observatory.ui.text import notice
from observatory.wording import labels
from observatory.wording.breaks import break_sentence
from observatory.wording.language import N_
from observatory.wording.numbers import number

MEASURES = {
    "energy_per_inhabitant": N_("Énergie par habitant"),
    "energy": N_("Énergie"),
    "emissions_per_inhabitant": N_("Émissions par habitant"),
    "emissions": N_("Émissions"),
    "renewable_production": N_("Électricité renouvelable produite"),
}
ELSEWHERE = {
    "energy_per_inhabitant": N_("Comparer l'électricité résidentielle"),
    "emissions_per_inhabitant": N_("Comparer les émissions"),
}


def choices() -> None:
    """What is compared (opens on residential electricity per inhabitant), and, folded, among whom and since when."""
    with st.container(key="comparison_choices"):
        _main_choices()
    with st.expander(t("Année, évolution, taille, par EPCI"), key="more_choices"):
        _more_choices()


def _main_choices() -> None:
    places = iter(st.columns(4))
    with next(places):
        names = {key: t(label) for key, label in MEASURES.items() if key in _measures()}
        controls.choose("mesure", names, label=t("Indicateur comparé"), as_list=True)
    if shown.of_energy(subject()):
        with next(places):
            energies = {code: labels.carrier(code, language()) for code in shown.energies(subject())}
            controls.choose("energie", energies | {"toutes": t("toutes")}, label=t("Énergie"), as_list=True)
    if "sector" in indicator(shown.measure(subject())).dimensions:
        with next(places):
            _sector()
    with next(places):
        controls.choose("zone", _areas(), label=t("Parmi"), as_list=True)


def _sector() -> None:
    sectors = {code: labels.sector(code, language()) for code in SECTORS}
    words = sectors | {"tous": t("tous secteurs")}
    controls.choose("secteur", words, label=t("Secteur"), default=shown.usual_sector(subject()), as_list=True)


def _more_choices() -> None:
    when, since, size, by = st.columns(4)
    with when:
        controls.choose("annee", _years(), label=t("Année"), as_list=True)
    with since:
        controls.choose("depuis", {"": t("aucune")} | _years_before(), label=t("Évolution depuis"), as_list=True)
    with size:
        controls.choose("taille", _sizes(), label=t("Taille"), as_list=True)
    with by:
        words = {"commune": t("Par commune"), "epci": t("Par EPCI")}
        controls.choose("par", words, label=t("Comparer"), as_list=True)


def compared() -> Comparison | None:
    """What is compared in this run; None where there is nothing, and then the reader is told why, once."""
    found: Comparison | None = None
    with boundary.guarded():
        found = shown.compared(subject())
        for cut in found.breaks:
            notice(break_sentence(cut, language(), name=found.answer.name), role="info")
    if found is None or not found.frame["value"].drop_nulls().is_empty():
        return found
    _nothing(found)
    return None


def _nothing(found: Comparison) -> None:
    """No member has a value: what there is to compare instead."""
    if state.view().option("taille"):
        notice(t("Aucun territoire de cette taille n'a de donnée à comparer : choisissez une autre taille."))
        return
    asked = found.answer.question
    words = {"name": found.answer.name, "year": found.year}
    if not found.year:
        notice(
            t(
                "{name} : aucun fichier chargé ne décrit ses communes. Chargez les fichiers publiés (observatory "
                "ingest), ou choisissez un autre territoire.",
                **words,
            )
        )
    elif shown.of_energy(subject()):
        of_what = labels.carrier_of(asked.carriers[0] if asked.carriers else "", language())
        notice(t("{name} : aucune commune n'a de donnée {of_what} en {year}.", of_what=of_what, **words))
    elif indicator(shown.measure(subject())).numerator is Measure.PRODUCTION:
        notice(
            t("{name} : aucune commune n'a de donnée de production d'électricité dans les fichiers chargés.", **words)
        )
    else:
        notice(t("{name} : aucune commune n'a de donnée d'émissions en {year}.", **words))
    for measure, label in ELSEWHERE.items():
        other = Question(measure, asked.territory, by=("commune",))
        if measure != shown.measure(subject()) and not answer(data.snapshot(), other).frame.is_empty():
            navigation.link(t(label), "comparaison", mesure=measure, zone=str(asked.territory))


def distribution() -> None:
    """All of them on one line, the chosen one named."""
    with boundary.guarded():
        provenance.draw("distribution", pick=pick)


def map_figure() -> None:
    """The same values on the map, or the change where one is asked for."""
    with boundary.guarded():
        provenance.draw("map", main=False, pick=pick)


def _measures() -> list[str]:
    """What can be compared: what the data describe, or what a link asks for all the same."""
    described = {*catalogue.indicators(data.snapshot()), state.view().option("mesure")}
    return [key for key in MEASURES if key in described or key == next(iter(MEASURES))]


def _areas() -> dict[str, str]:
    """The areas that the chosen territory belongs to, or itself; then the other areas and groups that have data."""
    known = directory(data.snapshot())
    entries = known.entries
    first = {
        str(area): entries[str(area)].name if str(area) in entries else str(area) for area in shown.around(subject())
    }
    return first | {entry.key: entry.name for entry in known.areas}


def _years() -> dict[str, str]:
    return {str(year): str(year) for year in shown.years(subject())}


def _years_before() -> dict[str, str]:
    return {one: one for one in _years() if int(one) < shown.year(subject())}


def _sizes() -> dict[str, str]:
    """Size classes of the convention, in words."""
    bounds = [0, *size_bounds(data.snapshot())]
    named = {"": t("toutes")}
    for at, low in enumerate(bounds):
        shown = {"low": number(low, language=language(), digits=0)}
        if at + 1 < len(bounds):
            shown["high"] = number(bounds[at + 1] - 1, language=language(), digits=0)
            named[str(at)] = t("{low} à {high} hab.", **shown)
        else:
            named[str(at)] = t("{low} hab. et plus", **shown)
    return named


def pick(code: str) -> None:
    """Look at the commune that was clicked."""
    state.change(territory=code)
