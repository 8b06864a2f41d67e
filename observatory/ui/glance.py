"""The measures of a territory at a glance: what is covered, one card each, and the sentences to keep."""

import streamlit as st

from observatory.answers.contract import Question
from observatory.answers.glance import ENERGIES, NETWORKS, Measured, measures
from observatory.figures.trend import spark_chart
from observatory.ui import data, figure, state, text
from observatory.ui.language import language, t
from observatory.ui.questions import asked, short_dominance, steady
from observatory.wording import labels, readings
from observatory.wording.language import P_, translate_plural
from observatory.wording.notes import note
from observatory.wording.numbers import listing, quantity
from observatory.wording.takeaways import takeaways as kept
from observatory.wording.typography import capital

SIGNS = {"partial": "≥ ", "estimated": "≈ "}
SPARK_HEIGHT = 44  # pixels

_ATTACHED = P_(
    "réseau rattaché à {count} commune, qui en dessert d'autres",
    "réseaux rattachés à {count} communes, qui en desservent d'autres",
)


def found() -> list[Measured]:
    """The measures that have a figure here."""
    return measures(data.snapshot(), _question)


def coverage(cards: list[Measured]) -> None:
    """What is described and what is not, before any figure."""
    parts = [
        f"{_what(card)} : {readings.coverage(card.answer, language())}"
        for card in cards
        if card.key != NETWORKS and state.view().place.is_area
    ]
    missing = [labels.carrier(code, language()) for code in ENERGIES if code not in {card.key for card in cards}]
    if cards and missing:
        parts.append(t("{energies} : pas de donnée", energies=capital(listing(missing, language()))))
    text.lines([" · ".join(parts)], role="figure-note")


def draw(cards: list[Measured]) -> None:
    """One card per measure; a sentence where there is none."""
    if not cards:
        text.notice(
            t(
                "Pas encore de donnée pour ce territoire. Chargez les fichiers publiés (observatory ingest), ou "
                "choisissez un autre territoire dans la barre latérale."
            ),
            role="info",
        )
        return
    with st.container(key="cards"):
        for card, column in zip(cards, st.columns(len(cards), gap="small"), strict=True):
            with column, st.container(border=True, key=f"card_{card.key}", height="stretch", gap="xxsmall"):
                _card(card)


def takeaways(cards: list[Measured]) -> None:
    """À retenir, beside the map."""
    told = kept(cards, language())
    if told:
        text.heading(t("À retenir"), role="section")
        text.bullets(told)


def _question(indicator: str, carrier: str) -> Question:
    return steady(
        asked(indicator=indicator, carriers=(carrier,) if carrier else (), sectors=(), by=(), source=None),
    )


def _card(card: Measured) -> None:
    last = card.answer.frame.tail(1).row(0, named=True)
    value = quantity(last["value"], card.answer.unit, language=language())
    sign = SIGNS.get(last["status"], "") if last["value"] is not None else ""
    lines = [
        ("card-what", t("{what}, {year}", what=_what(card), year=last["year"])),
        ("card-value", f"{sign}{value}"),
        *(("card-note", line) for line in _beside(card, last["status"])),
    ]
    text.roles(lines)
    if card.answer.frame.height > 1:
        figure.spark(spark_chart(card.answer, language=language()), key=f"spark_{card.key}", height=SPARK_HEIGHT)


def _beside(card: Measured, status: str) -> list[str]:
    """Change, who makes it, coverage and status: what keeps a large number honest."""
    codes = {one.code for one in card.answer.notes}
    unsure = t("année à confirmer") if "year_to_confirm" in codes else ""
    hedge = t("partiel") if status == "partial" else labels.status(status, language()) if status != "measured" else ""
    return [
        *(short_dominance(one, card.answer) for one in card.dominances if not one.of_change),
        readings.change_words(card.answer, card.change, language()),
        *(short_dominance(one, card.answer) for one in card.dominances if one.of_change),
        " · ".join(part for part in (_covered(card), unsure, hedge) if part),
        note("not_orcae", {}, language()) if "not_orcae" in codes else "",
    ]


def _covered(card: Measured) -> str:
    """What the figure adds; a network is attached to one commune and serves others."""
    if card.key == NETWORKS:
        count = card.answer.perimeter.communes_covered
        return translate_plural(_ATTACHED, count, language(), count=count)
    return readings.coverage(card.answer, language())


def _what(card: Measured) -> str:
    return capital(labels.carrier(card.key, language()) if card.key != "emissions" else t("gaz à effet de serre"))
