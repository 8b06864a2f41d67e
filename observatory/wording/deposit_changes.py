"""What a deposit would change, in words and tables: periods, amounts before and after, and the question it leaves."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TypeAlias

import polars as pl

from observatory.deposits.loop import Differences
from observatory.wording import labels
from observatory.wording.language import N_, P_, translate, translate_plural
from observatory.wording.numbers import date, month, number, percent

Table: TypeAlias = tuple[tuple[str, ...], Sequence[Sequence[str]]]

AMOUNTS: Mapping[str, str] = {
    "quantity": N_("quantité"),
    "energy_mwh": N_("énergie (MWh)"),
    "water_m3": N_("eau (m³)"),
    "cost_ht_eur": N_("coût HT (€)"),
    "cost_ttc_eur": N_("coût TTC (€)"),
    "fixed_cost_eur": N_("dont abonnement (€)"),
    "reading": N_("relevé"),
    "unit": N_("unité"),
}
_TOTALS = ("energy_mwh", "water_m3", "cost_ht_eur", "cost_ttc_eur")
_NEW = P_("{count} ligne nouvelle", "{count} lignes nouvelles")
_CHANGED = P_("{count} modifiée", "{count} modifiées")
_SAME = P_("{count} identique", "{count} identiques")
_MISSING = P_("{count} déjà là et absente du fichier", "{count} déjà là et absentes du fichier")
_REMOVED = P_(
    "{count} ligne déjà publiée disparaîtra : elle n'est pas dans ce fichier.",
    "{count} lignes déjà publiées disparaîtront : elles ne sont pas dans ce fichier.",
)


def counted(found: Differences, language: str) -> str:
    """« 12 lignes nouvelles, 3 modifiées, 20 identiques »."""
    counts = (
        (_NEW, found.new.height),
        (_CHANGED, found.lines_changed),
        (_SAME, found.identical),
        (_MISSING, found.missing.height),
    )
    told = [translate_plural(words, count, language, count=count) for words, count in counts if count]
    return f"{', '.join(told)}." if told else translate("Rien de nouveau dans ce fichier.", language)


def removed(count: int, language: str) -> str:
    """How many lines go."""
    return translate_plural(_REMOVED, count, language, count=count)


def totals(frame: pl.DataFrame, language: str) -> Table:
    """Before and after, by year and fluid; only the amounts that some line has."""
    sides = {name: frame.select(f"{name}_before", f"{name}_after") for name in _TOTALS}
    said = [name for name, both in sides.items() if both.select(pl.any_horizontal(pl.all().is_not_null().any())).item()]
    headers = [translate("Année", language), translate("Fluide", language)]
    for name in said:
        words = translate(AMOUNTS[name], language)
        headers += [f"{words}, {translate('avant', language)}", f"{words}, {translate('après', language)}"]
    rows = [
        (
            str(line["year"]),
            labels.fluid(line["fluid"], language),
            *(_amount(line[f"{name}_{side}"], language) for name in said for side in ("before", "after")),
        )
        for line in frame.to_dicts()
    ]
    return tuple(headers), rows


def changed(frame: pl.DataFrame, language: str) -> Table:
    """Old and new of each column of each line that a deposit corrects."""
    headers = ("Site", "Compteur", "Fluide", "Période", "Colonne", "Avant", "Après", "Écart")
    rows = [
        (
            line["site"],
            line["meter"],
            labels.fluid(line["fluid"], language),
            period(line["period_start"], line["period_end"], language),
            translate(AMOUNTS[line["column"]], language),
            line["old_text"] or _amount(line["old"], language),
            line["new_text"] or _amount(line["new"], language),
            percent(line["percent"], language=language) if line["percent"] is not None else "",
        )
        for line in frame.to_dicts()
    ]
    return tuple(translate(_HEADERS[name], language) for name in headers), rows


def lines(frame: pl.DataFrame, language: str) -> Table:
    """Lines as they would stand."""
    headers = ("Site", "Compteur", "Fluide", "Période", "Quantité", "Coût")
    rows = [
        (
            line["site"],
            line["meter"],
            labels.fluid(line["fluid"], language),
            period(line["period_start"], line["period_end"], language),
            f"{_amount(line['quantity'], language)} {line['unit'] or ''}".strip(),
            _cost(line, language),
        )
        for line in frame.to_dicts()
    ]
    return tuple(translate(_HEADERS[name], language) for name in headers), rows


def period(first: dt.date, last: dt.date, language: str) -> str:
    """A month, a year, or two days.

    >>> period(dt.date(2023, 1, 1), dt.date(2023, 1, 31), "fr")
    'janvier 2023'
    >>> period(dt.date(2023, 1, 1), dt.date(2023, 12, 31), "fr")
    '2023'
    """
    after = last + dt.timedelta(days=1)
    if first.day == 1 and after.day == 1:
        if (first.month, after.month) == (1, 1) and after.year == first.year + 1:
            return str(first.year)
        if (after.year - first.year) * 12 + after.month - first.month == 1:
            return month(f"{first:%Y-%m}", language)
    days = {"first": date(first, language), "last": date(last, language)}
    return translate("du {first} au {last}", language, **days)


_HEADERS: Mapping[str, str] = {
    "Site": N_("Site"),
    "Compteur": N_("Compteur"),
    "Fluide": N_("Fluide"),
    "Période": N_("Période"),
    "Colonne": N_("Colonne"),
    "Avant": N_("Avant"),
    "Après": N_("Après"),
    "Écart": N_("Écart"),
    "Quantité": N_("Quantité"),
    "Coût": N_("Coût"),
}


def _cost(line: Mapping[str, float | None], language: str) -> str:
    told = [
        f"{_amount(line[name], language)} € {kind}"
        for name, kind in (("cost_ttc_eur", "TTC"), ("cost_ht_eur", "HT"))
        if line[name] is not None
    ]
    return ", ".join(told)


def _amount(value: float | None, language: str) -> str:
    return "" if value is None else number(value, language=language)
