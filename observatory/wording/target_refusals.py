"""Why a target cannot be read or written, and what to know beside one: one entry per code."""

from collections.abc import Mapping
from typing import Any

from observatory.methods.progress import Verdict
from observatory.wording import statuses
from observatory.wording.breaks import break_label
from observatory.wording.language import N_, translate
from observatory.wording.phrases import Variants
from observatory.wording.typography import capital

REFUSALS: Mapping[str, Variants] = {
    "target_perimeter_wider": (
        N_("L'objectif porte sur {the_asked} ; les données ne couvrent que {the_covered}."),
        N_("L'objectif porte sur toutes les énergies ; les données ne couvrent que {the_covered}."),
        N_("L'objectif porte sur {the_asked} ; aucune donnée publiée ne les couvre ici."),
        N_("L'objectif porte sur plus d'énergies que les données n'en couvrent."),
    ),
    "target_area_partly_covered": (
        N_(
            "L'objectif porte sur tout le territoire ; les données n'en couvrent que {share} des habitants. Chargez "
            "les données des autres communes, ou fixez l'objectif sur un territoire couvert."
        ),
        N_("L'objectif porte sur tout le territoire ; les données n'en couvrent qu'une partie."),
    ),
    "target_no_series": (
        N_("Aucune année n'a de donnée pour ce que vise cet objectif. Chargez un fichier qui le décrit."),
    ),
    "target_not_followed": (
        N_(
            "« {label_indicator} » décrit le territoire et ne se suit pas par un objectif. Choisissez un autre "
            "indicateur."
        ),
        N_("Cet indicateur ne se suit pas par un objectif. Choisissez-en un autre."),
    ),
    "target_scope_mismatch": (
        N_(
            "L'objectif porte sur {the_scope}, et l'indicateur « {label_indicator} » sur l'autre périmètre : les deux "
            "ne se mélangent pas. Choisissez un indicateur du même périmètre."
        ),
        N_("L'objectif et l'indicateur n'ont pas le même périmètre. Choisissez un indicateur du même périmètre."),
    ),
    "target_baseline_outside": (
        N_(
            "L'année de référence {year_first} n'est pas dans les données. La plus ancienne année comparable est "
            "{year_earliest} : vous pouvez la choisir, et la figure dira qu'elle remplace {year_first}."
        ),
        N_("L'année de référence n'est pas dans les données. Choisissez une année qui y est."),
    ),
    "target_break_between": (
        N_(
            "{why} : {year_first} et aujourd'hui ne décrivent pas la même chose. Années comparables : "
            "{span_comparable}."
        ),
        N_("L'année de référence n'est pas comparable avec aujourd'hui. Choisissez une année plus récente."),
    ),
    "target_not_positive": (
        N_("Un rythme en pourcentage demande des valeurs au-dessus de zéro. Choisissez un chemin linéaire."),
    ),
    "target_hidden_decides": (
        N_(
            "Le statut dépend de la part non publiée (secret statistique) : selon ce qu'elle contient, ce serait "
            "{statuses}."
        ),
        N_("Le statut dépend de la part non publiée (secret statistique)."),
    ),
    "target_without_milestone": (N_("Un objectif a au moins une échéance. Écrivez par exemple 2030=-20%."),),
    "target_without_baseline": (
        N_("Une échéance en pourcentage demande une année de référence. Écrivez par exemple 2015."),
    ),
    "target_milestones_order": (
        N_("Les échéances se suivent, et toutes viennent après l'année de référence. Vérifiez les années."),
    ),
    "target_baseline_undeclared": (
        N_("Une valeur de référence déclarée demande sa source. Écrivez d'où elle vient (diagnostic du PCAET…)."),
    ),
    "target_milestone_out_of_range": (
        N_("L'échéance {year} n'est pas vraisemblable. Écrivez -20% pour une baisse, ou une quantité positive."),
        N_("Une échéance n'est pas vraisemblable. Écrivez -20% pour une baisse, ou une quantité positive."),
    ),
    "milestone_unreadable": (
        N_("« {value} » n'est pas une échéance. Écrivez 2030=-20% (de la référence) ou 2030=5000 (dans l'unité)."),
        N_("L'échéance ne se lit pas. Écrivez 2030=-20% (de la référence) ou 2030=5000 (dans l'unité)."),
    ),
    "baseline_unreadable": (
        N_("« {value} » n'est pas une année de référence. Écrivez 2015, ou 2014-2016 pour une moyenne."),
        N_("L'année de référence ne se lit pas. Écrivez 2015, ou 2014-2016 pour une moyenne."),
    ),
    "target_unknown": (
        N_("Aucun objectif ne porte le n° {number}. Listez-les avec « observatory targets list »."),
        N_("Cet objectif n'existe pas. Listez-les avec « observatory targets list »."),
    ),
    "target_line_unreadable": (
        N_("Ligne {row} : {why} Corrigez-la ; aucun objectif de ce fichier n'a été enregistré."),
        N_("Une ligne ne se lit pas ; aucun objectif de ce fichier n'a été enregistré."),
    ),
    "target_column_missing": (
        N_("Il manque les colonnes : {all_missing}. Colonnes trouvées : {all_found}."),
        N_("Il manque des colonnes à ce fichier d'objectifs."),
    ),
    "target_reason_missing": (
        N_("Dites qui change cet objectif et pourquoi : l'auteur et le motif restent dans l'historique."),
    ),
    "number_unreadable": (
        N_("« {value} » n'est pas un nombre. Écrivez 1234,5."),
        N_("Ce nombre ne se lit pas. Écrivez 1234,5."),
    ),
    "target_date_unreadable": (
        N_("« {value} » n'est pas une date. Écrivez 2024-06-27 ou 27/06/2024."),
        N_("La date de délibération ne se lit pas. Écrivez 2024-06-27 ou 27/06/2024."),
    ),
}
NOTES: Mapping[str, Variants] = {
    "target_electrification": (
        N_(
            "Objectif sur la seule électricité : remplacer du fioul ou du gaz par une pompe à chaleur, ou une voiture "
            "thermique par une électrique, l'éloigne alors que c'est un progrès."
        ),
    ),
    "target_baseline_substitute": (
        N_("Référence {year}, en remplacement de {year_instead_of} que les données n'ont pas."),
        N_("L'année de référence est un remplacement."),
    ),
    "target_baseline_declared": (
        N_("Valeur de référence déclarée, non recalculée ici. Source : {source}."),
        N_("Valeur de référence déclarée, non recalculée ici."),
    ),
    "target_not_dated": (N_("Date de la délibération à compléter."),),
    "target_years_set_aside": (
        N_("Le rythme et l'éventail laissent de côté {years} (crise sanitaire)."),
        N_("Le rythme et l'éventail laissent de côté des années."),
    ),
}
_THE_SCOPE = {"patrimoine": N_("le patrimoine"), "territoire": N_("le territoire")}


def spelled(params: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Parameters with the cause of a break, the scope and the names of statuses as words."""
    found = dict(params)
    if "cut" in found:
        found["why"] = capital(break_label(found["cut"], language))
    if "scope" in found:
        found["the_scope"] = translate(_THE_SCOPE[str(found["scope"])], language)
    if "verdicts" in found:
        *head, last = [f"« {statuses.name(Verdict(one), language)} »" for one in found["verdicts"]]
        found["statuses"] = translate("{items} ou {last}", language, items=", ".join(head), last=last)
    return found
