"""Sections of Comparaison: who is compared and by what; distribution, map and ranking of the same rows."""

from dataclasses import replace
from typing import Any

import polars as pl
import streamlit as st

from observatory.answers import catalogue
from observatory.answers.comparison import Comparison, compare
from observatory.answers.contract import Question
from observatory.answers.conventions import size_bounds
from observatory.answers.territories import departement_of, epci_of
from observatory.figures.comparison import change_text, distribution_chart, map_chart
from observatory.indicators import Measure, indicator
from observatory.territory import Kind, Territory, parse_territory
from observatory.ui import boundary, controls, data, provenance, state
from observatory.ui.addresses import contours
from observatory.ui.directory import directory
from observatory.ui.language import language, t
from observatory.ui.text import notice, table
from observatory.wording import labels
from observatory.wording.breaks import break_sentence
from observatory.wording.language import N_
from observatory.wording.numbers import Scale, number, scale_for

MEASURES = {
    "energy_per_inhabitant": N_("Énergie par habitant"),
    "energy": N_("Énergie"),
    "emissions_per_inhabitant": N_("Émissions par habitant"),
    "emissions": N_("Émissions"),
}
SECTORS = ("residential", "tertiary", "industry", "agriculture", "road_transport")
ENERGIES = ("electricity", "gas")
HUNDREDS, TENS = 100, 10


def choices() -> None:
    """What is compared (opens on residential electricity per inhabitant), and, folded, among whom and since when."""
    places = iter(st.columns(4))
    with next(places):
        names = {key: t(label) for key, label in MEASURES.items()}
        controls.choose("mesure", names, label=t("Indicateur comparé"), as_list=True)
    if indicator(_measure()).numerator is Measure.ENERGY:
        with next(places):
            energies = {code: labels.carrier(code, language()) for code in ENERGIES}
            controls.choose("energie", energies | {"toutes": t("toutes")}, label=t("Énergie"), as_list=True)
    with next(places):
        sectors = {code: labels.sector(code, language()) for code in SECTORS}
        words = sectors | {"tous": t("tous secteurs")}
        controls.choose("secteur", words, label=t("Secteur"), default=_usual_sector(), as_list=True)
    with next(places):
        controls.choose("zone", _areas(), label=t("Parmi"), as_list=True)
    with st.expander(t("Année, évolution, taille, par EPCI"), key="more_choices"):
        _more_choices()


def _more_choices() -> None:
    year, since, size, by = st.columns(4)
    with year:
        controls.choose("annee", _years(), label=t("Année"), as_list=True)
    with since:
        controls.choose("depuis", {"": t("aucune")} | _years_before(), label=t("Évolution depuis"), as_list=True)
    with size:
        controls.choose("taille", _sizes(), label=t("Taille"), as_list=True)
    with by:
        words = {"commune": t("Par commune"), "epci": t("Par EPCI")}
        controls.choose("par", words, label=t("Comparer"), as_list=True)


def distribution() -> None:
    """All of them on one line, the chosen commune named."""
    with boundary.guarded():
        found = _compared()
        for cut in found.breaks:
            notice(break_sentence(cut, language(), name=found.answer.name), role="info")
        chart = distribution_chart(found, chosen=_chosen(), language=language())
        provenance.show(chart, found.answer, key="distribution", pick=_pick)


def map_figure() -> None:
    """The same values on the map, or the change where one is asked for."""
    with boundary.guarded():
        found = _compared()
        if state.view().option("par") == "epci":
            return
        chart = map_chart(found, chosen=_chosen(), language=language(), geometry=tuple(contours().items()))
        provenance.show(chart, found.answer, key="map", main=False, pick=_pick)


def ranking() -> None:
    """The table: the chosen commune pinned on top, then all in order, found by a part of their name."""
    with boundary.guarded():
        found = _compared()
        sought = st.text_input(t("Chercher une commune"), key="sought", placeholder=t("Nom"))
        scale = scale_for(found.frame["value"], found.answer.unit)
        digits = _digits(found, scale)
        unit = labels.unit(scale.unit, language())
        since = t("Évolution depuis {year}", year=found.year_from) if found.year_from else t("Évolution")
        headers = (t("Rang"), t("Nom"), t("EPCI"), t("Habitants"), t("Valeur ({unit})", unit=unit), since, t("État"))
        table(
            headers,
            (_cells(line, scale, digits) for line in _ordered(found, sought)),
            caption=t("Du plus élevé au plus bas"),
            numbers=frozenset({0, 3, 4, 5}),
        )


def _digits(found: Comparison, scale: Scale) -> int:
    """Decimals of the column: three significant digits of the median."""
    median = abs(float(found.frame["value"].median() or 0.0)) * scale.factor  # type: ignore[arg-type]
    return 0 if median >= HUNDREDS else 1 if median >= TENS else 2


def _compared() -> Comparison:
    """The comparison of this run, filtered by size."""
    view = state.view()
    year = int(view.option("annee") or next(iter(_years())))
    since = int(view.option("depuis")) if view.option("depuis") in _years_before() else None
    found = compare(data.snapshot(), _question(), year=year, year_from=since, by_epci=view.option("par") == "epci")
    wanted = view.option("taille")
    return (
        replace(found, frame=found.frame.filter(pl.col("size_class") == int(wanted)))
        if wanted in _sizes() and wanted
        else found
    )


def _question() -> Question:
    view = state.view()
    energy = indicator(_measure()).numerator is Measure.ENERGY
    carrier = view.option("energie") or ENERGIES[0]
    sector = view.option("secteur") or _usual_sector()
    return Question(
        indicator=_measure(),
        territory=parse_territory(view.option("zone") or next(iter(_areas()))),
        carriers=(carrier,) if energy and carrier in ENERGIES else (),
        sectors=(sector,) if sector in SECTORS else (),
        source=view.source,
    )


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


def _years() -> dict[str, str]:
    first, last = catalogue.years(data.snapshot(), _measure())
    return {str(year): str(year) for year in range(last, first - 1, -1)}


def _years_before() -> dict[str, str]:
    year = int(state.view().option("annee") or next(iter(_years())))
    return {one: one for one in _years() if int(one) < year}


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


def _chosen() -> str | None:
    place = state.view().place
    if place.kind is Kind.EPCI and state.view().option("par") == "epci":
        return str(place)
    return place.key if place.kind is Kind.COMMUNE else None


def _pick(code: str) -> None:
    state.change(territory=code)


def _ordered(found: Comparison, sought: str) -> list[dict[str, Any]]:
    """By rank, the chosen one first, those without a value last."""
    frame = found.frame.with_columns(pinned=pl.col("key") == (_chosen() or ""))
    if sought:
        frame = frame.filter(
            pl.col("name").str.to_lowercase().str.contains(sought.lower(), literal=True) | pl.col("pinned")
        )
    order = ["pinned", "rank", "value", "name"]
    return frame.sort(order, descending=[True, False, True, False], nulls_last=True).to_dicts()


def _cells(line: dict[str, Any], scale: Scale, digits: int) -> list[str]:
    """One row of the ranking, in words."""
    value = line["value"]
    shown = "" if value is None else number(value * scale.factor, language=language(), digits=digits)
    status = line["status"] or "absent"
    unranked = value is not None and not line["ranked"]
    return [
        number(line["rank"], language=language(), digits=0) if line["rank"] is not None else "",
        line["name"],
        line["epci_name"] or "",
        number(line["inhabitants"], language=language(), digits=0),
        shown,
        change_text(line["change"], line["change_state"], language()),
        t("{status} ; industrie dominante, non classée", status=labels.status(status, language()))
        if unranked
        else labels.status(status, language()),
    ]
