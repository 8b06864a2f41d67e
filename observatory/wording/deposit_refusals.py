"""Why a deposit cannot be sent, judged or shown, and what is wrong with one that is kept: one entry per code."""

from collections.abc import Mapping

from observatory.wording.language import N_, P_
from observatory.wording.phrases import Variants

REFUSALS: Mapping[str, Variants] = {
    "deposit_unknown": (
        N_("Aucun dépôt ne porte le n° {number}. Cherchez-le dans la liste des dépôts."),
        N_("Ce dépôt n'existe pas. Cherchez-le dans la liste des dépôts."),
    ),
    "deposit_moved": (N_("L'état de ce dépôt ne le permet pas, ou vient de changer. Relisez la liste des dépôts."),),
    "deposit_moved:submitted": (
        N_("Le dépôt n° {number} n'est pas encore publié : il n'y a rien à annuler. Il peut encore être retiré."),
        N_("Ce dépôt n'est pas encore publié : il n'y a rien à annuler. Il peut encore être retiré."),
    ),
    "deposit_moved:held": (
        N_(
            "Le dépôt n° {number} est entre les mains de la personne qui vous conseille à l'agence. "
            "Écrivez-lui pour le retirer."
        ),
        N_("Ce dépôt est entre les mains de la personne qui vous conseille à l'agence. Écrivez-lui pour le retirer."),
    ),
    "deposit_moved:published": (
        N_("Le dépôt n° {number} est déjà publié. Il ne se retire plus : il s'annule."),
        N_("Ce dépôt est déjà publié. Il ne se retire plus : il s'annule."),
    ),
    "deposit_moved:publishing": (
        N_("Le dépôt n° {number} est en cours de publication. Attendez un instant, puis relisez la liste."),
        N_("Ce dépôt est en cours de publication. Attendez un instant, puis relisez la liste."),
    ),
    "deposit_moved:withdrawn": (
        N_("Le dépôt n° {number} a été retiré par la commune. Il n'y a plus rien à en faire."),
        N_("Ce dépôt a été retiré par la commune. Il n'y a plus rien à en faire."),
    ),
    "deposit_moved:sent_back": (
        N_("Le dépôt n° {number} a été renvoyé à la commune. Attendez le fichier corrigé."),
        N_("Ce dépôt a été renvoyé à la commune. Attendez le fichier corrigé."),
    ),
    "deposit_moved:undone": (
        N_("Le dépôt n° {number} est déjà annulé. Il peut être publié de nouveau."),
        N_("Ce dépôt est déjà annulé. Il peut être publié de nouveau."),
    ),
    "file_changed": (
        N_("« {name} » a changé depuis sa vérification. Choisissez-le de nouveau."),
        N_("Le fichier a changé depuis sa vérification. Choisissez-le de nouveau."),
    ),
    "not_written": (
        N_(
            "L'enregistrement n'a pas pu se faire : le disque est plein ou ne répond pas. Rien n'est perdu. "
            "Réessayez, et "
            "prévenez l'agence si cela dure."
        ),
    ),
    "publication_behind": (
        N_(
            "La décision est enregistrée, mais les pages ne la montrent pas encore. Elles se mettront à jour à la "
            "prochaine publication (« observatory publish »)."
        ),
    ),
    "batch_is_deposit": (
        N_(
            "Le lot n° {batch} est le dépôt n° {number} d'une commune. Annulez le dépôt (« observatory undo "
            "--deposit »)."
        ),
        N_("Ce lot est le dépôt d'une commune. Annulez le dépôt (« observatory undo --deposit »)."),
    ),
}
STORE: Mapping[str, Variants] = {
    "staged_missing": (
        N_(
            "Les lignes {sha256} d'un dépôt ne sont plus là. Restaurez une sauvegarde, ou déposez le "
            "fichier de nouveau."
        ),
        N_("Les lignes d'un dépôt ne sont plus là. Restaurez une sauvegarde, ou déposez le fichier de nouveau."),
    ),
    "staged_damaged": (
        N_(
            "Les lignes {sha256} d'un dépôt ont été modifiées depuis leur lecture. Restaurez une "
            "sauvegarde, ou déposez "
            "le fichier de nouveau."
        ),
        N_(
            "Les lignes d'un dépôt ont été modifiées depuis leur lecture. Restaurez une sauvegarde, ou "
            "déposez le fichier "
            "de nouveau."
        ),
    ),
    "deposit_strayed": (
        N_("L'état du dépôt n° {number} ne correspond pas à ce qui est publié. Lancez « observatory rebuild »."),
        N_("L'état d'un dépôt ne correspond pas à ce qui est publié. Lancez « observatory rebuild »."),
    ),
    "audit_broken": (
        N_("Le journal a été modifié à partir de sa ligne n° {number}. Restaurez une sauvegarde, et signalez-le."),
        N_("Le journal a été modifié. Restaurez une sauvegarde, et signalez-le."),
    ),
    "audit_incomplete": (
        P_(
            "Un changement d'état n'a pas sa ligne dans le journal. Restaurez une sauvegarde, et signalez-le.",
            (
                "{changes} changements d'état n'ont pas leur ligne dans le journal. Restaurez une sauvegarde, "
                "et signalez-le."
            ),
            by="changes",
        ),
        N_("Des changements d'état n'ont pas leur ligne dans le journal. Restaurez une sauvegarde, et signalez-le."),
    ),
    "private_differs": (
        N_(
            "Les lignes que lit la page Patrimoine ne sont pas celles des dépôts publiés. Lancez « "
            "observatory publish »."
        ),
    ),
    "store_damaged": (
        N_(
            "La base de travail est endommagée. Relancez l'observatoire : elle sera mise de côté et refaite "
            "à partir de la "
            "dernière sauvegarde et des archives."
        ),
    ),
    "store_lost_facts": (
        N_(
            "La base de travail a perdu des lignes qui étaient enregistrées. Relancez l'observatoire : elle "
            "sera mise de "
            "côté et refaite à partir de la dernière sauvegarde et des archives."
        ),
    ),
    "rebuild_differs": (
        N_("Les archives ne redonnent pas tous les lots du journal. Restaurez une sauvegarde, et signalez-le."),
    ),
}
