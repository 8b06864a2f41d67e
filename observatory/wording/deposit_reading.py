"""A commune's own spreadsheet, in words: how each column was understood and why, and what is asked of its sender."""

from collections.abc import Mapping, Sequence

from observatory.deposits.layouts import ColumnReading, Need, TableReading
from observatory.deposits.layouts.columns import Found
from observatory.deposits.layouts.mapping import MONTH, YEAR
from observatory.grammar import fold
from observatory.vocabulary import FLUIDS, spellings
from observatory.wording import labels
from observatory.wording.language import N_, translate
from observatory.wording.numbers import listing, month
from observatory.wording.phrases import Variants, phrase
from observatory.wording.typography import capital

MEANINGS: Mapping[str, str] = {
    "code_insee": N_("code INSEE de la commune"),
    "commune": N_("nom de la commune"),
    "site": N_("site (bâtiment, éclairage…)"),
    "compteur": N_("compteur (PDL, PCE, numéro)"),
    "periode": N_("période (mois, trimestre ou année)"),
    "annee": N_("année"),
    "mois": N_("mois"),
    "date_debut": N_("date de début"),
    "date_fin": N_("date de fin"),
    "fluide": N_("énergie ou eau"),
    "nature": N_("nature (facture, avoir, livraison…)"),
    "releve": N_("relevé réel ou estimé"),
    "consommation": N_("consommation"),
    "unite": N_("unité"),
    "cout_ht": N_("coût HT"),
    "cout_ttc": N_("coût TTC"),
    "dont_abonnement": N_("dont abonnement"),
    "commentaire": N_("commentaire"),
}
OUT = N_("laissée de côté")
# The same fields as the headings of a narrow table.
SHORT: Mapping[str, str] = {
    **MEANINGS,
    "code_insee": N_("code INSEE"),
    "commune": N_("commune"),
    "site": N_("site"),
    "compteur": N_("compteur"),
    "periode": N_("période"),
    "date_debut": N_("début"),
    "date_fin": N_("fin"),
    "nature": N_("nature"),
    "releve": N_("relevé"),
}
_THE: Mapping[str, str] = {
    "code_insee": N_("le code INSEE"),
    "commune": N_("la commune"),
    "site": N_("le site"),
    "compteur": N_("le compteur"),
    "fluide": N_("l'énergie ou l'eau"),
    "unite": N_("l'unité"),
    "annee": N_("l'année"),
}
FORMS: Mapping[str, str] = {
    "template": N_("le modèle de l'observatoire"),
    "long": N_("une ligne par relevé ou par facture"),
    "months_across": N_("les mois en colonnes"),
    "years_across": N_("les années en colonnes"),
    "sheet_per_site": N_("une feuille par site"),
    "sheet_per_year": N_("une feuille par année"),
    "sheet_per_fluid": N_("une feuille par énergie"),
    "sheets": N_("plusieurs feuilles"),
}
REASONS: Mapping[str, Variants] = {
    **dict.fromkeys(("alias", "words"), (N_("le titre le dit"),)),
    "near": (N_("titre d'une orthographe proche"),),
    "period": (N_("le titre est une période"),),
    "fluid": (N_("le titre nomme une énergie ou l'eau"),),
    "unit": (N_("le titre donne l'unité"),),
    "total": (N_("un total, déjà fait des autres"),),
    "unknown": (N_("titre inconnu"),),
    "cells": (N_("d'après le contenu des cellules"),),
    "first_column": (N_("première colonne de noms"),),
    "across": (N_("un site par colonne"),),
    "beside": (N_("vaut pour plusieurs périodes ou énergies"),),
    "already": (N_("« {header} » le dit déjà"),),
    "periods_elsewhere": (N_("la période est lue ailleurs"),),
    "repeated": (N_("plusieurs colonnes ont ce sens"),),
    "register": (N_("une partie d'un compteur (heures pleines, creuses…)"),),
    "told": (N_("selon votre choix"),),
}
QUESTIONS: Mapping[str, str] = {
    "sheets": N_("Plusieurs feuilles se ressemblent. Laquelle faut-il lire ?"),
    "fluide": N_("Que compte ce tableau : quelle énergie, ou l'eau ?"),
    "unite": N_("En quelle unité sont les consommations ?"),
    "unite_of": N_("En quelle unité sont les consommations : {fluid} ?"),
    "annee": N_("De quelle année sont ces mois ?"),
    "periode": N_("De quelle année sont ces chiffres ?"),
    "consommation": N_("Quelle colonne donne la consommation ?"),
    "date_debut": N_("Quelle colonne donne la date de début ?"),
    "date_fin": N_("Quelle colonne donne la date de fin ?"),
    "cout": N_("Les montants de « {header} » sont-ils hors taxes ou toutes taxes comprises ?"),
    "repeated": N_("Plusieurs colonnes ont le même sens. Laquelle faut-il lire ?"),
    "fill_down": N_("« {header} » a des cellules vides sous une cellule remplie. Faut-il y répéter celle du dessus ?"),
}
ANSWERS: Mapping[str, str] = {
    "cout_ttc": N_("toutes taxes comprises (TTC)"),
    "cout_ht": N_("hors taxes (HT)"),
    "": N_("ne pas les reprendre"),
    "fill": N_("oui, répéter la valeur du dessus"),
    "leave": N_("non, laisser vide"),
}
_SHEETS_GIVE = N_("Le nom de chaque feuille donne {fields}.")
_TITLES_GIVE = N_("Les lignes au-dessus du tableau donnent {fields}.")
_SECTIONS_GIVE = N_("Une ligne qui ne porte qu'un nom donne {fields} des lignes qui la suivent.")
_UNITS_ARE = N_("Unités : {words}.")
_REPEATED = N_("Une cellule vide répète celle du dessus pour {fields}.")
_ALL_ARE = N_("Toutes les lignes sans autre précision : {words}.")


def form(layout: str, language: str) -> str:
    """The form of a file, in words: « une feuille par site, les mois en colonnes »."""
    return listing([translate(FORMS[part], language) for part in layout.split("+") if part in FORMS], language)


def meaning(field: str, language: str) -> str:
    """What a column means."""
    return translate(MEANINGS.get(field, OUT), language)


def short(field: str, language: str) -> str:
    """The same as the heading of a table."""
    return translate(SHORT[field], language)


def understood(columns: Sequence[ColumnReading], language: str) -> str:
    """What some columns of one meaning say: « consommation · eau · en m3 · janvier à décembre »."""
    first = columns[0]
    words = [meaning(first.meaning, language)]
    if first.meaning:
        words += [word for name, text in first.given.items() if (word := _given(name, text, language))]
        words += _periods(columns, language)
    return " · ".join(words)


def reason(found: Found | None, language: str) -> str:
    """Why a column was understood so; what no guess explains was said by a person."""
    return phrase(REASONS["told" if found is None else found.why], {} if found is None else found.params, language)


def around(reading: TableReading, language: str) -> list[str]:
    """What is taken from the sheets' names, from the lines above and from lines between, in sentences."""
    said = ((_SHEETS_GIVE, reading.sheet_says), (_TITLES_GIVE, reading.title_says))
    lines = [translate(words, language, fields=_the(fields, language)) for words, fields in said if fields]
    if reading.sections:
        lines.append(translate(_SECTIONS_GIVE, language, fields=_the([reading.sections], language)))
    units = [
        translate("{fluid} en {unit}", language, fluid=labels.fluid(code, language), unit=labels.unit(unit, language))
        for code, unit in reading.units.items()
    ]
    lines += [translate(_UNITS_ARE, language, words=listing(units, language))] if units else []
    filled = _the(reading.fill_down, language)
    lines += [translate(_REPEATED, language, fields=filled)] if filled else []
    given = [word for name, text in reading.given.items() if (word := _given(name, text, language) or text)]
    return [*lines, *([translate(_ALL_ARE, language, words=listing(given, language))] if given else [])]


def question(need: Need, language: str) -> str:
    """What is asked of the sender."""
    if need.field == "unite" and need.of:
        return translate(QUESTIONS["unite_of"], language, fluid=labels.fluid(need.of, language))
    return translate(QUESTIONS[need.field], language, header=need.of)


def answer(need: Need, choice: str, language: str) -> str:
    """One of the answers to a question, in words."""
    if need.field == "fluide":
        return capital(labels.fluid(choice, language))
    if need.field in {"cout", "fill_down"}:
        return capital(translate(ANSWERS[choice], language))
    return labels.unit(choice, language) if need.field == "unite" else choice


def cell(field: str, text: str, language: str) -> str:
    """A cell of the preview: periods and fluids in words, the rest as it stands."""
    known = spellings(FLUIDS)
    if field == "fluide" and fold(text) in known:
        return labels.fluid(known[fold(text)], language)
    if field == "unite":
        return labels.unit(text, language)
    return month(text, language) if field == "periode" else text


def _the(fields: Sequence[str], language: str) -> str:
    return listing([translate(_THE[field], language) for field in fields if field in _THE], language)


def _given(name: str, text: str, language: str) -> str:
    if name == "fluide" and text in labels.FLUIDS:
        return labels.fluid(text, language)
    if name == "unite":
        return translate("en {unit}", language, unit=labels.unit(text, language))
    return text if name in {"site", "compteur", "commune"} else ""


def _periods(columns: Sequence[ColumnReading], language: str) -> list[str]:
    """The first and the last period that some columns stand for."""
    dated = [column.given for column in columns if {YEAR, MONTH} & set(column.given)]
    if not dated:
        return []
    first, last = (_period(given, language) for given in (dated[0], dated[-1]))
    return [first if first == last else translate("{first} à {last}", language, first=first, last=last)]


def _period(given: Mapping[str, str], language: str) -> str:
    number, year = given.get(MONTH, ""), given.get(YEAR, "")
    if not number.isdigit():
        return " ".join(filter(None, (number, year)))
    named = month(f"{year or '2000'}-{number}", language)
    return named if year else named.rsplit(" ", 1)[0]
