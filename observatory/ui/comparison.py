"""Sections of Comparaison: who is compared and by what; distribution and map of the same rows."""

import streamlit as st

from observatory.answers import catalogue
from observatory.answers.comparison import Comparison, compare
from observatory.answers.contract import Question
from observatory.answers.conventions import size_bounds
from observatory.answers.indicator import answer
from observatory.answers.territories import departement_of, epci_of
from observatory.figures.comparison import distribution_chart, map_chart
from observatory.indicators import Measure, indicator
from observatory.territory import Kind, Territory, parse_territory
from observatory.ui import boundary, controls, data, navigation, provenance, state
from observatory.ui.addresses import contours
from observatory.ui.directory import directory
from observatory.ui.language import language, t
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
SECTORS = ("residential", "tertiary", "industry", "agriculture", "road_transport")
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
    if indicator(_measure()).numerator is Measure.ENERGY:
        with next(places):
            energies = {code: labels.carrier(code, language()) for code in _energies()}
            controls.choose("energie", energies | {"toutes": t("toutes")}, label=t("Énergie"), as_list=True)
    if "sector" in indicator(_measure()).dimensions:
        with next(places):
            _sector()
    with next(places):
        controls.choose("zone", _areas(), label=t("Parmi"), as_list=True)


def _sector() -> None:
    sectors = {code: labels.sector(code, language()) for code in SECTORS}
    words = sectors | {"tous": t("tous secteurs")}
    controls.choose("secteur", words, label=t("Secteur"), default=_usual_sector(), as_list=True)


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
        found = _compared()
        for cut in found.breaks:
            notice(break_sentence(cut, language(), name=found.answer.name), role="info")
    if found is None or not found.frame["value"].drop_nulls().is_empty():
        return found
    _nothing(found)
    return None


def _compared() -> Comparison:
    view = state.view()
    since, size = view.option("depuis"), view.option("taille")
    return compare(
        data.snapshot(),
        question(),
        year=year(),
        year_from=int(since) if since in _years_before() else None,
        by_epci=view.option("par") == "epci",
        size=int(size) if size and size in _sizes() else None,
    )


def _nothing(found: Comparison) -> None:
    """No member has a value: what there is to compare instead."""
    if state.view().option("taille"):
        notice(t("Aucun territoire de cette taille n'a de donnée à comparer : choisissez une autre taille."))
        return
    asked = found.answer.question
    words = {"name": found.answer.name, "year": found.year}
    if indicator(_measure()).numerator is Measure.ENERGY:
        of_what = labels.carrier_of(asked.carriers[0] if asked.carriers else "", language())
        notice(t("{name} : aucune commune n'a de donnée {of_what} en {year}.", of_what=of_what, **words))
    elif indicator(_measure()).numerator is Measure.PRODUCTION:
        notice(
            t("{name} : aucune commune n'a de donnée de production d'électricité dans les fichiers chargés.", **words)
        )
    else:
        notice(t("{name} : aucune commune n'a de donnée d'émissions en {year}.", **words))
    for measure, label in ELSEWHERE.items():
        other = Question(measure, asked.territory, by=("commune",))
        if measure != _measure() and not answer(data.snapshot(), other).frame.is_empty():
            navigation.link(t(label), "comparaison", mesure=measure, zone=str(asked.territory))


def distribution(found: Comparison) -> None:
    """All of them on one line, the chosen one named."""
    with boundary.guarded():
        chart = distribution_chart(found, chosen=chosen(), language=language())
        provenance.show(chart, found.answer, key="distribution", pick=pick)


def map_figure(found: Comparison) -> None:
    """The same values on the map, or the change where one is asked for."""
    if found.by_epci:
        return
    with boundary.guarded():
        geometry = tuple(contours().items())
        chart = map_chart(found, chosen=chosen(), language=language(), geometry=geometry, brief=True)
        provenance.show(chart, found.answer, key="map", main=False, pick=pick)


def question() -> Question:
    """What is asked of each commune of the area."""
    view = state.view()
    energy = indicator(_measure()).numerator is Measure.ENERGY
    carrier = view.option("energie") or _energies()[0]
    sector = view.option("secteur") or _usual_sector()
    return Question(
        indicator=_measure(),
        territory=parse_territory(_area()),
        carriers=(carrier,) if energy and carrier in _energies() else (),
        sectors=(sector,) if sector in SECTORS and "sector" in indicator(_measure()).dimensions else (),
        source=view.source,
    )


def _area() -> str:
    known = _areas()
    wanted = state.view().option("zone")
    return wanted if wanted in known else next(iter(known))


def per_inhabitant() -> bool:
    """Whether what is compared is per inhabitant: a total follows size, and only size."""
    return indicator(_measure()).denominator is Measure.POPULATION


def _measures() -> list[str]:
    """What can be compared: what the data describe, or what a link asks for all the same."""
    described = {*catalogue.indicators(data.snapshot()), state.view().option("mesure")}
    return [key for key in MEASURES if key in described or key == next(iter(MEASURES))]


def _measure() -> str:
    wanted = state.view().option("mesure")
    return wanted if wanted in MEASURES else next(iter(MEASURES))


def _usual_sector() -> str:
    return "residential" if indicator(_measure()).numerator is Measure.ENERGY else "tous"


def _areas() -> dict[str, str]:
    """The areas that the chosen territory belongs to, or itself; then the other areas and groups that have data."""
    place, snapshot = state.view().place, data.snapshot()
    around: list[Territory] = [place] if place.is_area else []
    if place.kind is Kind.COMMUNE:
        around = [area for area in (epci_of(snapshot, place.key), departement_of(snapshot, place.key)) if area]
    known = directory(snapshot)
    entries = known.entries
    first = {str(area): entries[str(area)].name if str(area) in entries else str(area) for area in around}
    return first | {entry.key: entry.name for entry in known.areas}


def _energies() -> tuple[str, ...]:
    return catalogue.carriers(data.snapshot(), state.view().source)


def _years() -> dict[str, str]:
    first, last = catalogue.years(data.snapshot(), _measure(), source=state.view().source)
    return {str(year): str(year) for year in range(last, first - 1, -1)}


def year() -> int:
    """The year compared: the one chosen where the indicator has it, else its last."""
    known = _years()
    wanted = state.view().option("annee")
    return int(wanted if wanted in known else next(iter(known)))


def _years_before() -> dict[str, str]:
    return {one: one for one in _years() if int(one) < year()}


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


def chosen() -> str | None:
    """The key of the row of the chosen territory."""
    place = state.view().place
    if place.kind is Kind.EPCI and state.view().option("par") == "epci":
        return str(place.in_perimeter(None))  # EPCI are compared as they are today
    return place.key if place.kind is Kind.COMMUNE else None


def pick(code: str) -> None:
    """Look at the commune that was clicked."""
    state.change(territory=code)
