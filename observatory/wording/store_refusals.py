"""Why the store, or a document made from it, cannot do what was asked, and what to do: one entry per code."""

from collections.abc import Mapping

from observatory.wording.language import N_, P_
from observatory.wording.patrimoine import STORE as SITES_KEPT
from observatory.wording.phrases import Variants

STORE: Mapping[str, Variants] = {
    **SITES_KEPT,
    "document_failed": (
        N_("La fiche de {name} n'a pas pu être composée ({detail}). Signalez ce message à l'équipe de l'observatoire."),
        N_("Ce document n'a pas pu être composé. Signalez-le à l'équipe de l'observatoire."),
    ),
    "logo_missing": (
        N_(
            "Le logo « {path} » n'est pas un fichier du dossier du projet. Copiez-le dans ce dossier et corrigez le "
            "réglage « logo »."
        ),
        N_("Le logo n'est pas un fichier du dossier du projet. Copiez-le dans ce dossier et corrigez le réglage."),
    ),
    "version_unreadable": (
        N_(
            "« {value} » n'est ni une date ni le numéro d'une version des données. Écrivez par exemple 2026-11-24, ou "
            "3 pour la version n° 3."
        ),
        N_("La version des données demandée ne se lit pas. Écrivez une date (2026-11-24) ou un numéro."),
    ),
    "version_unknown": (
        N_(
            "La version des données n° {number} n'existe pas : elles vont de la n° {oldest} ({since}) à la n° {newest} "
            "({until}). Choisissez-en une."
        ),
        N_("Cette version des données n'existe pas. Choisissez-en une dans la liste."),
    ),
    "version_before_first": (
        N_(
            "Rien n'était encore publié le {asked} : la première version des données, la n° {oldest}, est du {since}. "
            "Choisissez une date plus récente."
        ),
        N_("Rien n'était encore publié à cette date. Choisissez une date plus récente."),
    ),
    "store_busy": (
        P_(
            "Un autre chargement est en cours depuis plus d'une seconde. Réessayez dans un instant.",
            "Un autre chargement est en cours depuis plus de {seconds} secondes. Réessayez dans un instant.",
            by="seconds",
        ),
        N_("Un autre chargement est en cours. Réessayez dans un instant."),
    ),
    "store_empty": (
        N_(
            "Aucune donnée n'est encore publiée. Lancez « make run », chargez des fichiers avec « observatory "
            "ingest », ou déposez-en un sur la page « Ajouter une source »."
        ),
    ),
    "archive_missing": (
        N_(
            "Le fichier d'origine {sha256} n'est plus dans les archives. Restaurez une sauvegarde, ou chargez-le de "
            "nouveau."
        ),
        N_("Un fichier d'origine n'est plus dans les archives. Restaurez une sauvegarde, ou chargez-le de nouveau."),
    ),
    "archive_damaged": (
        N_(
            "Le fichier d'origine {sha256} a été modifié depuis sa réception. Restaurez une sauvegarde, ou chargez-le "
            "de nouveau."
        ),
        N_(
            "Un fichier d'origine a été modifié depuis sa réception. Restaurez une sauvegarde, ou chargez-le de "
            "nouveau."
        ),
    ),
    "batch_unknown": (
        N_("Aucun lot ne porte le n° {batch}. Listez-les avec « observatory batches »."),
        N_("Ce lot n'existe pas. Listez-les avec « observatory batches »."),
    ),
    "batch_not_standing": (
        N_(
            "Le lot n° {batch} est déjà annulé : il n'y a rien à reprendre. Listez les lots avec « observatory "
            "batches »."
        ),
        N_("Ce lot est déjà annulé : il n'y a rien à reprendre. Listez les lots avec « observatory batches »."),
    ),
    "folder_not_empty": (
        N_("Le dossier {folder} n'est pas vide. Choisissez un dossier neuf ou vide."),
        N_("Le dossier n'est pas vide. Choisissez un dossier neuf ou vide."),
    ),
    "not_a_backup": (
        N_("Le dossier {folder} ne contient pas de sauvegarde de l'observatoire. Choisissez-en un autre."),
        N_("Ce dossier ne contient pas de sauvegarde de l'observatoire. Choisissez-en un autre."),
    ),
    "pointer_differs": (
        P_(
            "Une valeur courante ne vient pas du dernier lot qui la donne. Restaurez une sauvegarde, et signalez-le.",
            (
                "{slices} valeurs courantes ne viennent pas du dernier lot qui les donne. Restaurez une sauvegarde, "
                "et signalez-le."
            ),
            by="slices",
        ),
        N_("Les valeurs courantes ne viennent pas des derniers lots. Restaurez une sauvegarde, et signalez-le."),
    ),
    "snapshot_differs": (
        N_("La version n° {number} ne se refait pas à l'identique. Publiez de nouveau (« observatory publish »)."),
        N_("La version publiée ne se refait pas à l'identique. Publiez de nouveau (« observatory publish »)."),
    ),
    "snapshot_unknown": (
        N_(
            "La version des données n° {number} n'existe pas. Ouvrez la page sans ce numéro pour lire la version "
            "courante."
        ),
        N_("Cette version des données n'existe pas. Ouvrez la page sans numéro pour lire la version courante."),
    ),
}
