"""Tables of Patrimoine: months, energy per m², missing months, deliveries, and what is set aside from a change."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

import polars as pl
import streamlit as st

from observatory.answers.patrimoine import sites, years
from observatory.answers.patrimoine.lens import Seen
from observatory.figures.shown import patrimoine as shown
from observatory.indicators import Measure, indicator
from observatory.ui import boundary, text
from observatory.ui.language import language, t
from observatory.ui.subject import subject
from observatory.vocabulary import LIGHTING
from observatory.wording import labels
from observatory.wording import patrimoine as words
from observatory.wording.numbers import date as day
from observatory.wording.numbers import number, percent, quantity, scale_for
from observatory.wording.typography import ABSENT

YEARS_SHOWN = 5
TEN, HUNDRED = 10, 100
ESTIMATED = "\N{NO-BREAK SPACE}e"
MONTHS = range(1, 13)


def _seen() -> Seen | None:
    return shown.seen_of(subject())


def by_month() -> None:
    """What each month used or cost, the last years one under the other."""
    found = _seen()
    with boundary.guarded():
        if found is None:
            return
        asked = indicator(shown.indicator_of(subject()))
        frame = years.months(found, years.amount_of(found, asked.numerator)).drop_nulls("value")
        sums = frame.group_by("month").agg(pl.col("value").sum(), pl.col("estimated").any())
        if sums.is_empty():
            return
        known = {month: (value, estimated) for month, value, estimated in sums.rows()}
        last = max(known).year
        scale = scale_for((value for value, _ in known.values()), asked.unit)
        largest = max(value for value, _ in known.values()) * scale.factor
        digits = 0 if largest >= HUNDRED else 1 if largest >= TEN else 2
        rows = [
            (str(year), *(_month(known.get(date(year, month, 1)), scale.factor, digits) for month in MONTHS))
            for year in range(last, max(last - YEARS_SHOWN, min(known).year - 1), -1)
        ]
        text.heading(t("Mois par mois"), role="section")
        caption = t("Patrimoine, tous les sites, {unit} par mois ; « e » : en partie estimé", unit=scale.unit)
        text.table((t("Année"), *_month_names()), rows, caption=caption, numbers=frozenset(range(1, 13)))


def _month(known: tuple[float, bool] | None, factor: float, digits: int) -> str:
    if known is None:
        return ABSENT
    return number(known[0] * factor, language=language(), digits=digits) + (ESTIMATED if known[1] else "")


def _month_names() -> Sequence[str]:
    return [t(name) for name in words.MONTHS]


def by_size() -> None:
    """Energy per m² of the buildings described, and per point of the street lights."""
    found = _seen()
    with boundary.guarded():
        if found is None or shown.indicator_of(subject()) != "site_energy":
            return
        text.heading(t("Par m² et par point lumineux"), role="section")
        frame = sites.intensities(found)
        if frame.is_empty():
            note = t("Indiquez plus bas la surface des bâtiments et le nombre de points lumineux : le ratio s'affiche.")
            text.lines([note], role="figure-note")
            return
        rows = [_intensity(line) for line in frame.to_dicts()]
        year = sites.last_year(found, years.Amount(Measure.SITE_ENERGY))
        headers = (t("Site"), t("Nature"), t("Énergie"), t("Taille"), t("Ratio"), t("Année"))
        caption = t("Énergie de {year} rapportée à la taille, en kWh PCI", year=year or "")
        text.table(headers, rows, caption=caption, numbers=frozenset({2, 3, 4}))


def _intensity(line: dict[str, object]) -> tuple[str, ...]:
    points = line["kind"] == LIGHTING
    size, each = (number(float(str(line[name])), language=language(), digits=0) for name in ("size", "kwh_each"))
    whole = t("complète") if line["complete"] else t("incomplète")
    return (
        str(line["site"]),
        words.kind(str(line["kind"]), language()),
        quantity(float(str(line["energy_mwh"])), "MWh", language=language()),
        t("{size} points", size=size) if points else t("{size} m²", size=size),
        t("{each} kWh par point", each=each) if points else t("{each} kWh/m²", each=each),
        f"{whole}, {t('en partie estimée')}" if line["estimated"] else whole,
    )


def missing() -> None:
    """Months that no bill covers, meter by meter."""
    found = _seen()
    with boundary.guarded():
        if found is None:
            return
        frame = sites.missing_months(found)
        text.heading(t("Mois manquants"), role="section")
        if frame.is_empty():
            text.lines([t("Aucun mois ne manque entre la première et la dernière facture.")], role="figure-note")
            return
        told = t("Compteurs ayant au moins un mois sans facture : {count}", count=frame.height)
        with st.expander(told, key="missing_months"):
            rows = [
                (
                    line["site"],
                    labels.fluid(line["fluid"], language()),
                    line["meter"],
                    _spans(line["months"]),
                    day(line["last"], language()),
                )
                for line in frame.to_dicts()
            ]
            headers = (t("Site"), t("Fluide"), t("Compteur"), t("Mois sans facture"), t("Dernier jour couvert"))
            text.table(headers, rows, caption=t("Mois manquants par compteur"), numbers=frozenset())


def _spans(months: Sequence[date]) -> str:
    """Months that follow one another, told from the first to the last."""
    spans: list[list[date]] = []
    for month in months:
        follows = spans and (month - spans[-1][-1]).days <= monthrange(spans[-1][-1].year, spans[-1][-1].month)[1]
        if follows:
            spans[-1].append(month)
        else:
            spans.append([month])
    return ", ".join(
        f"{span[0]:%m/%Y}"
        if len(span) == 1
        else t("{first} à {last}", first=f"{span[0]:%m/%Y}", last=f"{span[-1]:%m/%Y}")
        for span in spans
    )


def delivered() -> None:
    """Deliveries, three years beside the three before."""
    found = _seen()
    with boundary.guarded():
        frame = sites.deliveries(found) if found is not None else None
        if frame is None or frame.is_empty():
            return
        text.heading(t("Livraisons"), role="section")
        note = t("Une livraison ne dit pas ce qui est brûlé dans l'année : trois ans se comparent aux trois d'avant.")
        text.lines([note], role="figure-note")
        rows = [
            (
                line["site"],
                labels.fluid(line["fluid"], language()),
                f"{line['first']}–{line['last']}",
                quantity(line["value"], "MWh", language=language()),
                quantity(line["before"], "MWh", language=language()),
                percent((line["value"] / line["before"] - 1) * 100, language=language()) if line["before"] else ABSENT,
            )
            for line in frame.to_dicts()
        ]
        headers = (t("Site"), t("Fluide"), t("Années"), t("Livré"), t("Trois ans d'avant"), t("Évolution"))
        text.table(headers, rows, caption=t("Livraisons du patrimoine, MWh PCI"), numbers=frozenset({3, 4, 5}))


def set_aside() -> None:
    """What the last change leaves out, and why."""
    with boundary.guarded():
        series = shown.series_of(subject())
        aside = shown.lately(series).aside if series is not None else None
        if series is None or aside is None or aside.is_empty():
            return
        told = t("Postes hors de l'évolution sur un an : {count}", count=aside.height)
        with st.expander(told, key="set_aside"):
            unit = series.indicator.unit
            rows = [
                (
                    site,
                    labels.fluid(fluid, language()),
                    words.reason(code, language()),
                    quantity(value, unit, language=language()),
                )
                for site, fluid, code, value in aside.rows()
            ]
            headers = (t("Site"), t("Fluide"), t("Motif"), t("Dernière année"))
            text.table(headers, rows, caption=t("Hors du périmètre constant"), numbers=frozenset({3}))
