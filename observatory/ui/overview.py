"""Sections of Vue d'ensemble: what is covered, one card per measure, three things to keep, a map and the parts."""

from dataclasses import dataclass, replace

import streamlit as st

from observatory.answers.change import change
from observatory.answers.comparison import compare
from observatory.answers.concentration import Dominance, dominance_of
from observatory.answers.contract import Answer, Change, Question
from observatory.answers.indicator import answer
from observatory.answers.networks import networks as networks_of
from observatory.answers.territories import epci_of
from observatory.errors import QuestionRefused
from observatory.figures.comparison import map_chart
from observatory.figures.overview import shares_chart
from observatory.figures.trend import spark_chart
from observatory.territory import Kind, Territory
from observatory.ui import boundary, controls, data, figure, provenance, state, text
from observatory.ui.addresses import contours
from observatory.ui.language import language, t
from observatory.ui.questions import asked, one_dominance, steady
from observatory.units import MWH
from observatory.wording import labels, readings
from observatory.wording.notes import note
from observatory.wording.numbers import number, percent, quantity

MEASURES = (
    ("energy", "electricity"),
    ("energy", "gas"),
    ("energy", "heat_network"),
    ("emissions", ""),
)
NETWORKS = frozenset({"heat_network", "cold_network"})
CARD_NOTES = frozenset({"year_to_confirm", "not_orcae"})
KEPT = 3


@dataclass(frozen=True)
class Card:
    """One measure of the territory: its answer, its change and who makes it."""

    key: str
    answer: Answer
    change: Change | None
    dominances: tuple[Dominance, ...]


def coverage() -> None:
    """What is described, before any figure."""
    told = [card for card in _cards() if card.key not in NETWORKS and state.view().place.is_area]
    found = [f"{_what(card)} : {readings.coverage(card.answer, language())}" for card in told]
    text.lines([" · ".join(found)], role="figure-note")


def cards() -> None:
    """One card per measure that this territory has."""
    found = _cards()
    if not found:
        text.notice(
            t(
                "Pas encore de donnée pour ce territoire. Chargez les fichiers publiés (observatory ingest), ou "
                "choisissez un autre territoire dans la barre latérale."
            ),
            role="info",
        )
        return
    for card, column in zip(found, st.columns(len(found)), strict=True):
        with column, st.container(border=True, key=f"card_{card.key}", height="stretch"):
            _card(card)


def takeaways() -> None:
    """À retenir: the sentences that a meeting would keep, and who makes them."""
    told = [card for card in _cards() if card.key not in NETWORKS and card.answer.indicator.key == "energy"]
    found = [
        sentence
        for card in told
        for sentence in (
            readings.trend(card.answer, card.change, language()),
            *(one_dominance(one, card.answer) for one in card.dominances if one.of_change),
        )
    ]
    if found:
        text.heading(t("À retenir"), role="section")
        text.bullets([f"{sentence}." for sentence in found[:KEPT]])


def map_and_shares() -> None:
    """A map of the communes beside the parts of the totals."""
    area = _area_of_map()
    left, right = st.columns([3, 2])
    with left, boundary.guarded():
        if area is not None:
            _map(area)
    with right:
        for indicator in ("energy", "emissions"):
            with boundary.guarded():
                _shares(indicator)


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


def _cards() -> list[Card]:
    """The measures that have a figure here."""
    made = []
    for indicator, carrier in MEASURES:
        question = _question(indicator, carrier)
        try:
            found = answer(data.snapshot(), question)
        except QuestionRefused:
            continue
        if not found.frame.is_empty():
            moved = change(found)
            made.append(Card(carrier or indicator, found, moved, dominance_of(data.snapshot(), question)))
    return made


def _question(indicator: str, carrier: str) -> Question:
    carriers = (carrier,) if carrier else ()
    question = asked(indicator=indicator, carriers=carriers, sectors=(), by=(), source=None)
    return steady(question)


def _card(card: Card) -> None:
    last = card.answer.frame.tail(1).row(0, named=True)
    text.lines([_what(card)], role="card-what")
    value = quantity(last["value"], card.answer.unit, language=language())
    text.lines([f"{value} ({last['year']})"], role="card-value")
    text.lines(_beside(card), role="card-note")
    if card.answer.frame.height > 1:
        figure.spark(spark_chart(card.answer, language=language()), key=f"spark_{card.key}")


def _beside(card: Card) -> list[str]:
    """Change, who makes it, coverage and status: what keeps a large number honest."""
    moved, found = card.change, []
    if moved is not None and moved.percent is not None:
        shown = percent(moved.percent, language=language())
        found.append(t("{percent} depuis {year}", percent=shown, year=moved.year_from))
    elif moved is not None:
        found.append(t("sens de l'évolution indécis (secret statistique)"))
    found += [one_dominance(one, card.answer) for one in card.dominances if one.of_change]
    found += [note(one.code, one.params, language()) for one in card.answer.notes if one.code in CARD_NOTES]
    status = card.answer.frame["status"][-1]
    found.append(labels.status(status, language()) if status != "measured" else "")
    return [*found, _covered(card)]


def _covered(card: Card) -> str:
    """What the figure adds; a network is attached to one commune and serves others."""
    if card.key in NETWORKS:
        count = card.answer.perimeter.communes_covered
        return t("réseaux rattachés à {count} communes, qui en desservent d'autres", count=count)
    return readings.coverage(card.answer, language())


def _what(card: Card) -> str:
    name = labels.carrier(card.key, language()) if card.key != "emissions" else t("gaz à effet de serre")
    return name[:1].upper() + name[1:]


def _map(area: Territory) -> None:
    """What the communes have per inhabitant: residential electricity, or emissions; a click opens a commune."""
    questions = _mapped(area)
    words = {"electricite": t("Électricité résidentielle par habitant"), "emissions": t("Émissions par habitant")}
    options = {key: words[key] for key in questions}
    if not options:
        return
    wanted = controls.choose("carte", options, label=t("Carte")) if len(options) > 1 else next(iter(options))
    years = answer(data.snapshot(), questions[wanted]).frame["year"]
    found = compare(data.snapshot(), questions[wanted], year=int(years.max()))  # type: ignore[arg-type]
    place = state.view().place
    chosen = place.key if place.kind is Kind.COMMUNE else None
    geometry = tuple(contours().items())
    made = map_chart(found, chosen=chosen, language=language(), geometry=geometry, title=options[wanted])
    provenance.show(made, found.answer, key="map", main=False, pick=_open_trend)


def _mapped(area: Territory) -> dict[str, Question]:
    """What the communes of an area have figures for: the questions that a map can answer."""
    shared = asked(territory=area, carriers=(), sectors=(), years=None, source=None, by=())
    known = {
        "electricite": replace(
            shared, indicator="energy_per_inhabitant", carriers=("electricity",), sectors=("residential",)
        ),
        "emissions": replace(shared, indicator="emissions_per_inhabitant"),
    }
    return {key: one for key, one in known.items() if not answer(data.snapshot(), one).frame.is_empty()}


def _shares(indicator: str) -> None:
    """Parts by sector of the last year that the territory has."""
    question = asked(indicator=indicator, by=("sector",), carriers=(), sectors=(), source=None)
    whole = answer(data.snapshot(), question)
    only_networks = indicator == "energy" and set(whole.perimeter.carriers) <= NETWORKS
    if whole.frame.is_empty() or only_networks:
        return  # what networks deliver is no picture of a territory's energy
    last = int(whole.frame["year"].max())  # type: ignore[arg-type]
    found = answer(data.snapshot(), replace(question, years=(last, last)))
    provenance.show(shares_chart(found, "sector", language=language()), found, key=f"shares_{indicator}", main=False)


def _open_trend(code: str) -> None:
    state.change(territory=code)


def _area_of_map() -> Territory | None:
    """The area whose communes are drawn: the territory, or the EPCI of a commune."""
    place = state.view().place
    return epci_of(data.snapshot(), place.key) if place.kind is Kind.COMMUNE else place
