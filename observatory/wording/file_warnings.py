"""What is told of a whole file that is taken all the same: one entry per code of a warning."""

from collections.abc import Mapping

from observatory.wording.language import N_, P_
from observatory.wording.phrases import Variants

WARNED: Mapping[str, Variants] = {
    "extension_corrected": (
        N_(
            "« {name} » est en réalité un fichier {kind} : il a été lu comme tel. Renommez-le pour éviter une "
            "confusion."
        ),
        N_("Le contenu n'est pas du type que le nom annonce : il a été lu d'après son contenu. Renommez le fichier."),
    ),
    "encoding_cp1252": (
        N_(
            "Ce fichier est en encodage Windows et a été lu ainsi. Vérifiez les accents, ou enregistrez-le en « CSV "
            "UTF-8 »."
        ),
    ),
    "hidden_rows": (
        N_("La feuille « {sheet} » a des lignes masquées ; elles ont été lues. Supprimez celles qui ne comptent pas."),
        N_("Des lignes masquées ont été lues. Supprimez celles qui ne comptent pas."),
    ),
    "hidden_sheet_ignored": (
        P_(
            "La feuille masquée « {sheets} » n'a pas été lue. Affichez-la si elle contient les données.",
            "Des feuilles masquées n'ont pas été lues : {sheets}. Affichez celles qui contiennent les données.",
            by="sheets",
        ),
        N_("Une feuille masquée n'a pas été lue. Affichez-la si elle contient les données."),
    ),
    "external_link_ignored": (
        N_(
            "Ce classeur renvoie à d'autres fichiers, qui n'ont pas été ouverts : leurs dernières valeurs ont été "
            "lues. Vérifiez-les."
        ),
    ),
    "formula_value_used": (
        N_(
            "Feuille « {sheet} » : les formules ont été lues par leur dernière valeur calculée. Vérifiez qu'elle est "
            "à jour."
        ),
        N_("Les formules ont été lues par leur dernière valeur calculée. Vérifiez qu'elle est à jour."),
    ),
    "already_received": (
        N_(
            "Reçu le {received_at}, n° {batch} : ce fichier est déjà enregistré, à l'identique. Rien à faire ; "
            "déposez une version modifiée pour le remplacer."
        ),
        N_(
            "Ce fichier est déjà enregistré, à l'identique. Rien à faire ; déposez une version modifiée pour le "
            "remplacer."
        ),
    ),
}
