"""What is wrong with a whole file, and what to do: one entry per code of a refusal or of a warning.

A key `code:word` is the sentence of that code where a parameter (`reason`, `by_address`, `years_across`…) says `word`.
"""

from collections.abc import Mapping

from observatory.wording.language import N_, P_
from observatory.wording.phrases import Variants

REFUSED: Mapping[str, Variants] = {
    "no_file": (N_("Aucun fichier à cet endroit. Vérifiez le chemin."),),
    "file_empty": (N_("Ce fichier est vide. Vérifiez qu'il a bien été enregistré, puis déposez-le de nouveau."),),
    "file_unreadable": (
        N_("« {name} » n'a pas pu être ouvert. Vérifiez qu'il existe encore et que vous avez le droit de le lire."),
        N_("Ce fichier n'a pas pu être ouvert. Vérifiez qu'il existe encore et que vous avez le droit de le lire."),
    ),
    "file_too_large": (
        N_(
            "Ce fichier pèse {bytes_size} et la limite est de {bytes_limit}. Retirez les feuilles inutiles ou "
            "découpez-le en plusieurs fichiers."
        ),
        N_("Ce fichier est trop gros. Retirez les feuilles inutiles ou découpez-le en plusieurs fichiers."),
    ),
    "file_too_large:workbook": (
        N_(
            "Ce classeur pèse {bytes_size} et la limite est de {bytes_limit}. Enregistrez la feuille utile au format "
            "CSV, qui est lu même s'il est plus gros, ou retirez les feuilles inutiles."
        ),
        N_("Ce classeur est trop gros. Enregistrez la feuille utile au format CSV, ou retirez les feuilles inutiles."),
    ),
    "file_damaged": (
        N_(
            "Ce fichier est abîmé et ne peut pas être lu. Ouvrez-le dans votre tableur, enregistrez-le de nouveau, "
            "puis déposez-le."
        ),
    ),
    "file_encrypted": (
        N_("Ce fichier est protégé par un mot de passe. Enregistrez-le sans mot de passe, puis déposez-le de nouveau."),
    ),
    "format_unsupported": (
        N_(
            "« {name} » n'est pas un tableau. Déposez un classeur (.xlsx, .xls ou .ods), un fichier CSV, ou un zip "
            "qui contient l'un d'eux."
        ),
        N_("Ce fichier n'est pas un tableau. Déposez un classeur (.xlsx, .xls ou .ods) ou un fichier CSV."),
    ),
    "format_mismatch": (
        N_(
            "« {name} » porte le nom d'un tableau, mais son contenu n'en est pas un (page web, PDF ou image, par "
            "exemple). Ouvrez-le dans votre tableur, enregistrez-le au format .xlsx ou CSV, puis déposez-le."
        ),
        N_(
            "Le contenu de ce fichier n'est pas celui que son nom annonce. Ouvrez-le dans votre tableur, "
            "enregistrez-le au format .xlsx ou CSV, puis déposez-le."
        ),
    ),
    "archive_too_large": (
        N_(
            "Une fois décompressé, ce fichier est beaucoup trop gros. Retirez les feuilles inutiles, découpez-le en "
            "plusieurs fichiers ou enregistrez la feuille utile au format CSV."
        ),
    ),
    "archive_suspicious": (
        N_(
            "Ce fichier n'est pas construit comme ceux d'un tableur ; il est refusé par prudence. Ouvrez-le dans "
            "votre tableur, enregistrez-le sous un nouveau nom, puis déposez-le."
        ),
    ),
    "archive_suspicious:link": (
        N_("Ce fichier zip contient un lien vers un autre fichier. Remplacez le lien par le fichier lui-même."),
    ),
    "archive_suspicious:path": (
        N_("Ce fichier zip nomme des fichiers hors de son dossier. Refaites-le à partir des seuls tableaux à déposer."),
    ),
    "xml_dtd_forbidden": (
        N_(
            "Ce classeur contient une déclaration (DOCTYPE) qu'aucun tableur n'écrit ; il est refusé par prudence. "
            "Ouvrez-le dans votre tableur, enregistrez-le sous un nouveau nom, puis déposez-le."
        ),
    ),
    "macro_forbidden": (
        N_("Ce classeur contient des macros. Enregistrez-le sans macros, au format .xlsx, puis déposez-le de nouveau."),
    ),
    "formula_forbidden": (
        N_(
            "La formule « {formula} » appelle un programme ou un fichier extérieur. Remplacez-la par sa valeur, puis "
            "déposez le fichier de nouveau."
        ),
        N_(
            "Une formule appelle un programme ou un fichier extérieur. Remplacez-la par sa valeur, puis déposez le "
            "fichier de nouveau."
        ),
    ),
    "sheet_too_large": (
        N_(
            "La feuille « {sheet} » occupe {rows} lignes et {columns} colonnes, plus que les {max_rows} lignes et "
            "{max_columns} colonnes permises. Supprimez les lignes et les colonnes vides, ou découpez le fichier."
        ),
        N_(
            "Ce fichier occupe {rows} lignes et la limite est de {max_rows}. Supprimez les lignes vides ou découpez "
            "le fichier."
        ),
        N_("Ce fichier occupe {columns} colonnes et la limite est de {max_columns}. Supprimez les colonnes inutiles."),
        N_(
            "Une feuille occupe trop de lignes ou de colonnes. Supprimez celles qui sont vides, ou découpez le fichier."
        ),
    ),
    "no_data": (
        N_(
            "Ce fichier ne contient aucune ligne de données. Vérifiez qu'elles suivent la ligne d'en-tête, sur une "
            "feuille visible."
        ),
    ),
    "choose_sheet": (
        N_("Plusieurs tableaux peuvent être lus : {sheets}. Indiquez lequel, ou ne gardez que celui-là."),
        N_("Plusieurs tableaux peuvent être lus. Indiquez lequel, ou ne gardez que celui-là."),
    ),
    "missing_column": (
        N_(
            "Il manque {missing}. Colonnes trouvées : {found}. Ajoutez ce qui manque, ou renommez les colonnes comme "
            "dans le modèle."
        ),
        N_("Il manque {missing}. Ajoutez ce qui manque, ou renommez les colonnes comme dans le modèle."),
        N_(
            "La ligne {row}, qui devait nommer les colonnes, est vide. Complétez-la, puis déposez le fichier de "
            "nouveau."
        ),
        N_("Il manque une colonne obligatoire. Complétez la ligne d'en-tête comme dans le modèle."),
    ),
    "years_differ": (
        N_("Les en-têtes nomment plusieurs années : {all_columns}. Gardez les colonnes d'une seule année par fichier."),
        N_("Les en-têtes nomment plusieurs années. Gardez les colonnes d'une seule année par fichier."),
    ),
    "duplicate_header": (
        P_(
            "La colonne « {columns} » apparaît deux fois. Renommez ou supprimez l'une des deux.",
            "Des colonnes portent le même nom : {columns}. Renommez-les ou supprimez les doublons.",
            by="columns",
        ),
        N_("Des colonnes portent le même nom. Renommez-les ou supprimez les doublons."),
    ),
    "csv_quotes": (
        N_("Un guillemet ouvert à la ligne {row} n'est pas refermé. Corrigez cette ligne, puis déposez le fichier."),
        N_("Un guillemet n'est pas refermé. Corrigez la ligne, puis déposez le fichier."),
    ),
    "csv_delimiter": (
        N_(
            "Ligne {row} : {found} cellules au lieu de {expected}, car la virgule sert à la fois de séparateur et de "
            "décimale. Enregistrez le fichier en CSV avec le point-virgule comme séparateur."
        ),
        N_(
            "La virgule sert à la fois de séparateur et de décimale. Enregistrez le fichier en CSV avec le "
            "point-virgule comme séparateur."
        ),
    ),
    "csv_line_too_long": (
        N_(
            "La ligne {row} compte {length} caractères, plus que les {limit} permis. Vérifiez que le fichier a bien "
            "un retour à la ligne par enregistrement."
        ),
        N_("Une ligne est trop longue. Vérifiez que le fichier a bien un retour à la ligne par enregistrement."),
    ),
    "encoding_mixed": (
        N_(
            "Ce fichier mélange deux encodages : des accents y seraient faux. Enregistrez-le en « CSV UTF-8 », puis "
            "déposez-le de nouveau."
        ),
    ),
    "commune_mismatch": (
        N_(
            "le code {code} est celui {of_expected}, et le nom écrit à côté est « {name} ». Corrigez le code ou le nom."
        ),
        N_("le code INSEE et le nom de la commune ne s'accordent pas. Corrigez l'un ou l'autre."),
    ),
    "not_your_commune": (
        N_(
            "ce fichier concerne {commune}, dont vous ne pouvez pas transmettre les données. Déposez celui de votre "
            "commune."
        ),
        N_(
            "ce fichier concerne une commune dont vous ne pouvez pas transmettre les données. Déposez celui de votre "
            "commune."
        ),
    ),
    "too_many_errors": (
        N_(
            "{rejected} lignes sur {read} sont à corriger, plus de la moitié : rien n'a été enregistré. Corrigez les "
            "lignes signalées, puis déposez le fichier de nouveau."
        ),
        N_(
            "Plus de la moitié des lignes sont à corriger : rien n'a été enregistré. Corrigez les lignes signalées, "
            "puis déposez le fichier de nouveau."
        ),
    ),
    "name_refused:length": (
        N_("Le nom « {name} » est trop long. Renommez le fichier, puis déposez-le de nouveau."),
        N_("Le nom de ce fichier est trop long. Renommez-le, puis déposez-le de nouveau."),
    ),
    "name_refused": (
        N_("Le nom « {name} » contient des caractères interdits. Renommez le fichier, puis déposez-le de nouveau."),
        N_("Le nom de ce fichier contient des caractères interdits. Renommez-le, puis déposez-le de nouveau."),
    ),
    "unrecognised": (
        N_(
            "Aucune source connue n'a les colonnes de ce fichier. Les plus proches : {nearest}. Déposez le fichier "
            "tel que son éditeur le publie ou, si c'est une table à vous, décrivez-la sur la page « Ajouter une "
            "source » (ou par « observatory map »)."
        ),
        N_(
            "Aucune source connue n'a de colonne en commun avec ce fichier. Déposez-le tel que son éditeur le publie "
            "ou, si c'est une table à vous, décrivez-la sur la page « Ajouter une source » (ou par « observatory "
            "map »)."
        ),
    ),
    "unrecognised:deposit": (
        N_(
            "Aucune feuille n'a les colonnes du modèle. Reprenez vos chiffres dans le modèle, ou indiquez ce que dit "
            "chaque colonne."
        ),
    ),
    "unrecognised:published": (
        N_(
            "Ce fichier décrit tout un territoire ({sources}), et non ce que la commune paie. Déposez les relevés ou "
            "les factures de la commune ; un conseiller prend les données publiées sur la page « Ajouter une source »."
        ),
        N_("Ce fichier décrit tout un territoire, et non ce que la commune paie. Déposez ses relevés ou ses factures."),
    ),
    "unrecognised:by_address": (
        N_(
            "Ce fichier donne des consommations par adresse. Une adresse n'est pas une commune, et leur somme ne "
            "ferait pas le total de la commune : merci de déposer le fichier par commune du même éditeur."
        ),
    ),
    "unrecognised:years_across": (
        N_(
            "Ce fichier a une colonne par année, comme le parc de véhicules par commune : aucune source connue n'a "
            "cette forme. Si ce sont des consommations, dépliez-le en une ligne par commune et par année, avec une "
            "colonne « année » et une colonne « valeur » : « observatory map » saura alors le lire, sans les communes "
            "fictives comme 38XXX."
        ),
    ),
    "sheet_too_large:values": (
        N_(
            "Ce tableau contient {rows} valeurs et la limite est de {max_rows}. Découpez-le, par exemple par année ou "
            "par commune."
        ),
        N_("Ce tableau contient trop de valeurs. Découpez-le, par exemple par année ou par commune."),
    ),
    "no_commune_level": (
        N_(
            "Ce fichier ne donne que d'autres niveaux que la commune ({levels}) : l'observatoire additionne des "
            "communes. Déposez le fichier par commune ou par IRIS du même éditeur."
        ),
        N_(
            "Ce fichier ne donne que d'autres niveaux que la commune. Déposez le fichier par commune ou par IRIS du "
            "même éditeur."
        ),
    ),
}
