"""An adviser's own table, in words: what each field of its reading means, why it was guessed, what is wrong with it."""

from collections.abc import Mapping, Sequence
from typing import Any

from observatory.sources.guessing import Guess
from observatory.sources.mapping import LEFT_OUT
from observatory.wording import labels
from observatory.wording.language import N_, translate
from observatory.wording.phrases import Variants, phrase

FIELDS: Mapping[str, str] = {
    "key": N_("nom court (minuscules, chiffres et _)"),
    "title": N_("titre"),
    "publisher": N_("éditeur"),
    "licence": N_("licence ou conditions d'usage"),
    "url": N_("adresse de la publication (facultatif)"),
    "fact": N_("ce que la table décrit"),
    "unit": N_("unité des valeurs"),
    "decimal": N_("marque décimale"),
    "gas": N_("pouvoir calorifique du gaz"),
    "climate_corrected": N_("consommations corrigées du climat"),
    "recomputes": N_("chaque version recalcule tout l'historique"),
    "estimated": N_("toutes les valeurs sont estimées (modèle)"),
    "adds": N_("plusieurs lignes d'un même chiffre s'additionnent"),
    "named_in": N_("département, si les communes n'ont que leur nom"),
    "withheld": N_("écritures d'une valeur secrète"),
    "values": N_("colonne des valeurs"),
    "unfold": N_("ce que disent les titres des colonnes de valeurs"),
    "commune": N_("commune"),
    "year": N_("année"),
    "sector": N_("secteur"),
    "carrier": N_("énergie"),
    "vintage": N_("millésime"),
    "headers": N_("tous les titres de colonnes : une table qui en a d'autres n'est pas celle-ci"),
    "columns": N_("colonne de chaque champ"),
    "constants": N_("ce qui vaut pour toute la table"),
    "sectors": N_("traduction des secteurs ; « - » les laisse de côté"),
    "carriers": N_("traduction des énergies ; « - » les laisse de côté"),
}
FILE = N_("Comment l'observatoire lit cette table. Ce fichier se corrige à la main.")
REASONS: Mapping[str, Variants] = {
    "guess_header": (N_("le titre « {header} » le dit"),),
    "guess_cells": (N_("les cellules de « {header} » y ressemblent"),),
    "guess_numbers": (N_("« {header} » est la dernière colonne de nombres"),),
    "guess_across": (N_("plusieurs colonnes en portent le nom : {headers}"),),
    "guess_text": (N_("lu dans « {text} »"),),
    "guess_unit": (N_("d'après l'unité {unit}"),),
    "guess_mark": (N_("la plupart des nombres ont « {mark} »"),),
    "guess_total": (N_("un total, déjà fait des autres lignes"),),
}
CHOICES: Mapping[str, Mapping[str, str]] = {
    "fact": {"energy": N_("consommations d'énergie"), "emissions": N_("émissions de gaz à effet de serre")},
    "gas": {"pcs": N_("PCS"), "pci": N_("PCI"), "none": N_("pas de gaz à part")},
    "decimal": {",": N_("virgule"), ".": N_("point")},
    "unfold": {"": N_("rien : une seule colonne de valeurs"), "year": N_("année"), "sector": N_("secteur"),
               "carrier": N_("énergie")},
}  # fmt: skip
YES, NO = N_("oui"), N_("non")
OUT = N_("à laisser de côté")

REFUSED: Mapping[str, Variants] = {
    "mapping_lacks": (
        N_("Il reste à dire : {fields}. Complétez, puis regardez de nouveau l'aperçu."),
        N_("Il reste à dire comment lire cette table."),
    ),
    "mapping_field": (
        N_("{field} : « {value} » n'est pas reconnu. Choisissez parmi : {all_known}."),
        N_("{field} : « {value} » n'est pas reconnu. Corrigez cette valeur."),
        N_("{field} : cette valeur n'est pas reconnue. Corrigez-la."),
        N_("Un champ de cette lecture n'est pas reconnu. Corrigez-le."),
    ),
    "mapping_column_unknown": (
        N_("La table n'a pas de colonne {columns}. Elle a : {all_known}."),
        N_("La table n'a pas cette colonne. Vérifiez les titres."),
    ),
    "mapping_key_taken": (
        N_("Le nom court « {key} » est celui d'une source publiée. Choisissez-en un autre."),
        N_("Ce nom court est celui d'une source publiée. Choisissez-en un autre."),
    ),
    "mapping_unreadable": (
        N_("Ce fichier de lecture n'est pas un TOML valable ({why}). Corrigez-le, ou refaites-le depuis la table."),
        N_("Ce fichier de lecture n'est pas un TOML valable. Corrigez-le, ou refaites-le depuis la table."),
    ),
    "mapping_unknown": (
        N_("Aucune table n'est connue sous le nom « {key} »."),
        N_("Cette table n'est pas connue."),
    ),
    "mapping_ambiguous": (
        N_("Plusieurs de vos tables ont ces colonnes : {sources}. Dites laquelle (--source)."),
        N_("Plusieurs de vos tables ont ces colonnes. Dites laquelle."),
    ),
    "mapping_published": (
        N_("Ce fichier est déjà celui d'une source publiée : prenez-le sans lui dire comment le lire."),
    ),
    "vintages_too_few": (
        N_("« {key} » n'a pas encore deux versions à comparer."),
        N_("Cette source n'a pas encore deux versions à comparer."),
    ),
    "already_corrected": (
        N_("{sources} : ces chiffres sont déjà corrigés du climat. Retirez la correction."),
        N_("Ces chiffres sont déjà corrigés du climat. Retirez la correction."),
    ),
}
ROWS: Mapping[str, Variants] = {
    "commune_ambiguous": (
        N_("plusieurs anciennes communes du département s'appelaient « {value} ». Écrivez son code INSEE."),
        N_("plusieurs anciennes communes portaient ce nom. Écrivez son code INSEE."),
    ),
    "commune_name_unknown": (
        N_("aucune commune de ce département ne s'appelle « {value} ». Corrigez le nom, ou écrivez le code INSEE."),
        N_("aucune commune de ce département ne porte ce nom. Corrigez-le, ou écrivez le code INSEE."),
    ),
}
CAVEATS: Mapping[str, Variants] = {
    "mapped_own_table": (
        N_(
            "Table ajoutée par l'observatoire : son périmètre et ses méthodes sont ceux de son éditeur. Elle ne "
            "s'additionne à aucune autre source et n'en prolonge aucune."
        ),
    ),
    "mapped_climate_corrected": (
        N_("Consommations corrigées du climat par l'éditeur : l'observatoire ne les corrige pas de nouveau."),
    ),
    "mapped_climate_real": (N_("Consommations de l'année, au climat réel."),),
    "mapped_gas_pci": (
        N_("Gaz publié en PCI, gardé ici en PCS (1 kWh PCI = 1,11 kWh PCS) ; une somme d'énergies est en PCI."),
    ),
    "mapped_gas_pcs": (N_("Gaz publié en PCS ; une somme d'énergies est en PCI."),),
    "mapped_recomputes": (
        N_("Chaque version recalcule tout l'historique : la dernière remplace toutes les précédentes."),
    ),
}


def field_label(name: str, language: str) -> str:
    """A field of a mapping in words; of `columns.year` or `sectors.X`, the inner one."""
    within, _, inner = name.partition(".")
    if within in {"sectors", "carriers"}:
        return translate("{field} « {spelling} »", language, field=field_label(within[:-1], language), spelling=inner)
    code = inner or within
    return translate(FIELDS[code], language) if code in FIELDS else code


def meaning(name: str, value: Any, language: str) -> str:
    """What a field says, in words."""
    within, _, inner = name.partition(".")
    if within in {"sectors", "carriers"} and inner:
        known = labels.sector if within == "sectors" else labels.carrier
        return translate(OUT, language) if value == LEFT_OUT else known(str(value), language)
    if isinstance(value, bool):
        return translate(YES if value else NO, language)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return " ; ".join(str(item) for item in value)
    words = CHOICES.get(name, {})
    return translate(words[value], language) if value in words else str(value)


def reason(guess: Guess, language: str) -> str:
    """Why a field was guessed."""
    return phrase(REASONS[guess.why], guess.params, language)


def comments(language: str) -> dict[str, str]:
    """The comment over each field of a mapping's file."""
    return {"file": translate(FILE, language)} | {name: translate(words, language) for name, words in FIELDS.items()}
