"""What is wrong in one cell of a file, and what to do: one entry per code of a row error or of a row warning.

Each sentence can follow « Ligne 14, colonne « consommation » : » or stand alone; `{value}` is the text of the cell.
"""

from collections.abc import Mapping

from observatory.wording.language import N_, P_
from observatory.wording.phrases import Variants

ROWS: Mapping[str, Variants] = {
    "cell_error": (
        N_("la cellule contient l'erreur « {value} ». Corrigez la formule ou écrivez la valeur."),
        N_("la cellule contient une erreur de calcul. Corrigez la formule ou écrivez la valeur."),
    ),
    "formula_not_calculated": (
        N_(
            "la formule n'a jamais été calculée. Ouvrez le fichier dans votre tableur, enregistrez-le, puis déposez-le."
        ),
    ),
    "not_a_number": (
        N_("« {value} » n'est pas un nombre. Écrivez un nombre, sans unité ni texte."),
        N_("la cellule ne contient pas un nombre. Écrivez un nombre, sans unité ni texte."),
    ),
    "number_ambiguous": (
        N_("« {value} » peut se lire {whole} ou {decimal}. Écrivez {whole} ou {decimal}."),
        N_("« {value} » mêle points et virgules. Écrivez le nombre sans séparateur de milliers, avec une virgule."),
        N_("un nombre peut se lire de deux façons. Écrivez-le sans séparateur de milliers, avec une virgule."),
    ),
    "out_of_range": (
        N_("« {value} » est hors des valeurs possibles. Vérifiez le nombre et son unité."),
        N_("la valeur est hors des valeurs possibles. Vérifiez le nombre et son unité."),
    ),
    "negative": (
        N_("« {value} » est négatif. Vérifiez le signe ; un avoir ou une régularisation se déclare dans « nature »."),
        N_("la valeur est négative. Vérifiez le signe ; un avoir ou une régularisation se déclare dans « nature »."),
    ),
    "negative:index": (
        N_(
            "« {value} » est plus petit que l'index précédent de ce compteur. Vérifiez le relevé ; si le compteur a "
            "été changé, donnez un autre numéro au nouveau."
        ),
        N_("l'index est plus petit que le précédent de ce compteur. Vérifiez le relevé."),
    ),
    "text_too_long": (N_("le texte est trop long. Raccourcissez-le."),),
    "missing_code": (N_("le code de la commune manque. Écrivez son code INSEE, à cinq caractères."),),
    "missing_value": (N_("la valeur manque. Complétez-la, ou supprimez la ligne s'il n'y a rien à déclarer."),),
    "unit_unknown": (
        N_("« {value} » n'est pas une unité connue. Écrivez kWh, MWh, GWh, m3, L, kg, t, stere ou MAP."),
        N_("l'unité est inconnue. Écrivez kWh, MWh, GWh, m3, L, kg, t, stere ou MAP."),
    ),
    "unit_unknown:fluid": (
        N_("ce fluide ne se compte pas en « {value} ». Vérifiez le fluide et l'unité."),
        N_("ce fluide ne se compte pas dans cette unité. Vérifiez le fluide et l'unité."),
    ),
    "unit_unknown:gas_volume": (
        N_("en m³, le gaz demande le coefficient de la facture. Écrivez la consommation en kWh, qui y figure aussi."),
    ),
    "nature_unknown": (
        N_("« {value} » n'est pas une nature connue. Écrivez facture, livraison, avoir, regularisation ou index."),
        N_("la nature est inconnue. Écrivez facture, livraison, avoir, regularisation ou index."),
    ),
    "fluid_unknown": (
        N_(
            "« {value} » n'est pas un fluide connu. Écrivez electricite, gaz, fioul, propane, bois, reseau_chaleur, "
            "reseau_froid, eau ou carburant."
        ),
        N_(
            "le fluide est inconnu. Écrivez electricite, gaz, fioul, propane, bois, reseau_chaleur, reseau_froid, eau "
            "ou carburant."
        ),
    ),
    "sector_unknown": (
        N_(
            "« {value} » n'est pas un secteur connu. Reprenez l'intitulé de l'éditeur, ou signalez-nous ce nouveau "
            "secteur."
        ),
        N_("le secteur est inconnu. Reprenez l'intitulé de l'éditeur, ou signalez-nous ce nouveau secteur."),
    ),
    "carrier_unknown": (
        N_(
            "« {value} » n'est pas une énergie connue. Reprenez l'intitulé de l'éditeur, ou signalez-nous cette "
            "énergie."
        ),
        N_("l'énergie est inconnue. Reprenez l'intitulé de l'éditeur, ou signalez-nous cette énergie."),
    ),
    "technology_unknown": (
        N_(
            "« {value} » n'est pas une filière connue. Reprenez l'intitulé de l'éditeur, ou signalez-nous cette "
            "filière."
        ),
        N_("la filière est inconnue. Reprenez l'intitulé de l'éditeur, ou signalez-nous cette filière."),
    ),
    "commune_unknown": (
        N_("{name} ({value}) a fusionné avec d'autres communes. Écrivez le code d'aujourd'hui : {current}."),
        N_("« {value} » n'est le code d'aucune commune. Écrivez son code INSEE, à cinq caractères."),
        N_("la commune est inconnue. Écrivez son code INSEE, à cinq caractères."),
    ),
    "communes_differ": (
        N_("« {value} » : le code de l'IRIS n'est pas celui de la commune écrite à côté. Corrigez l'un ou l'autre."),
        N_("le code de l'IRIS n'est pas celui de la commune écrite à côté. Corrigez l'un ou l'autre."),
    ),
    "period_invalid": (
        N_("« {value} » n'est pas une période. Écrivez 2023, 01/2023, janvier 2023 ou T1 2023."),
        N_("la période manque ou ne se lit pas. Écrivez 2023, 01/2023, janvier 2023 ou T1 2023."),
    ),
    "period_out_of_range": (
        N_("« {value} » est avant 1990 ou dans l'avenir. Vérifiez l'année."),
        N_("la période est avant 1990 ou dans l'avenir. Vérifiez l'année."),
    ),
    "date_invalid": (
        N_("« {value} » n'est pas une date. Écrivez 2023-01-31 ou 20230131."),
        N_("la date manque ou ne se lit pas. Écrivez 2023-01-31 ou 20230131."),
    ),
    "date_out_of_range": (
        N_("« {value} » est avant 1850 ou dans l'avenir. Vérifiez la date."),
        N_("la date est avant 1850 ou dans l'avenir. Vérifiez la date."),
    ),
    "month_invalid": (
        N_("« {value} » n'est pas un mois. Écrivez un nombre de 1 à 12."),
        N_("le mois manque ou ne se lit pas. Écrivez un nombre de 1 à 12."),
    ),
    "method_unknown": (
        N_("« {value} » n'est pas une méthode connue. Exportez par la méthode Météo ou Professionnels de l'énergie."),
        N_("la méthode est inconnue. Exportez par la méthode Météo ou Professionnels de l'énergie."),
    ),
    "not_heating": (
        N_("« {value} » : seuls les degrés-jours de chauffage sont lus. Exportez ceux de l'usage Chauffage."),
        N_("seuls les degrés-jours de chauffage sont lus. Exportez ceux de l'usage Chauffage."),
    ),
    "total_differs": (
        N_("« {value} » n'est pas la somme des douze mois. Vérifiez la ligne, ou exportez-la de nouveau."),
        N_("le total n'est pas la somme des douze mois. Vérifiez la ligne, ou exportez-la de nouveau."),
    ),
    "siren_invalid": (
        N_("« {value} » n'est pas un numéro SIREN. Écrivez les neuf chiffres de celui de l'EPCI."),
        N_("le numéro SIREN manque ou ne se lit pas. Écrivez les neuf chiffres de celui de l'EPCI."),
    ),
    "copies_differ": (
        N_("« {value} » : deux colonnes du même nom ne disent pas la même chose. Gardez la bonne, supprimez l'autre."),
        N_("deux colonnes du même nom ne disent pas la même chose. Gardez la bonne, supprimez l'autre."),
    ),
    "minimum_above_maximum": (
        N_("« {value} » : la température minimale dépasse la maximale. Vérifiez les deux."),
        N_("la température minimale dépasse la maximale. Vérifiez les deux."),
    ),
    "period_is_a_number": (
        N_("« {value} » est un nombre et non une période. Mettez la colonne au format texte, puis écrivez 01/2023."),
        N_("la période est un nombre. Mettez la colonne au format texte, puis écrivez 01/2023."),
    ),
    "period_not_month": (
        N_("« {value} » ne désigne pas un mois. Écrivez 01/2023 ou janvier 2023."),
        N_("la période ne désigne pas un mois. Écrivez 01/2023 ou janvier 2023."),
    ),
    "duplicate_conflict": (
        N_(
            "« {value} » apparaît deux fois avec des valeurs différentes. Gardez la bonne ligne, ou distinguez les "
            "compteurs."
        ),
        N_(
            "la même clé apparaît deux fois avec des valeurs différentes. Gardez la bonne ligne, ou distinguez les "
            "compteurs."
        ),
    ),
    "field_count": (
        P_(
            "la ligne a {found} cellule et l'en-tête en a {expected}. Vérifiez les séparateurs et les guillemets.",
            "la ligne a {found} cellules et l'en-tête en a {expected}. Vérifiez les séparateurs et les guillemets.",
            by="found",
        ),
        N_("la ligne n'a pas autant de cellules que l'en-tête. Vérifiez les séparateurs et les guillemets."),
    ),
}

ROW_WARNINGS: Mapping[str, Variants] = {
    "total_ignored": (
        N_("« {value} » : une ligne de total ou de moyenne est laissée de côté, les totaux sont recalculés."),
        N_("une ligne de total ou de moyenne est laissée de côté, les totaux sont recalculés. Rien à faire."),
    ),
    "total_ignored:column": (
        N_("« {column} » : une colonne de total ou de moyenne est laissée de côté, les totaux sont recalculés."),
        N_("une colonne de total ou de moyenne est laissée de côté, les totaux sont recalculés. Rien à faire."),
    ),
    "column_left_out:tax": (
        N_(
            "« {column} » ne dit pas si ses montants sont HT ou TTC : ils ne sont pas repris. Ajoutez HT ou TTC à son "
            "titre."
        ),
        N_(
            "une colonne ne dit pas si ses montants sont HT ou TTC : ils ne sont pas repris. Ajoutez HT ou TTC à son "
            "titre."
        ),
    ),
    "column_left_out": (
        N_("« {column} » vaut pour plusieurs périodes ou énergies, ou répète une autre colonne : elle n'est pas lue."),
        N_("une colonne vaut pour plusieurs périodes ou énergies, ou en répète une autre : elle n'est pas lue."),
    ),
    "sheet_left_out": (
        N_("la feuille « {sheet} » n'a pas de tableau qui se lise : elle est laissée de côté."),
        N_("une feuille n'a pas de tableau qui se lise : elle est laissée de côté."),
    ),
    "corrected_below": (N_("une ligne plus bas corrige celle-ci, comme vous l'avez indiqué. Rien à faire."),),
    "index_alone": (
        N_("« {value} » est le seul index de ce compteur : sa consommation se calculera au relevé suivant."),
        N_("un compteur n'a qu'un index : sa consommation se calculera au relevé suivant."),
    ),
    "reading_unknown": (
        N_("« {value} » n'est ni réel ni estimé : la ligne est lue comme un relevé réel. Écrivez reel ou estime."),
        N_("le relevé n'est ni réel ni estimé : la ligne est lue comme un relevé réel. Écrivez reel ou estime."),
    ),
    "energy_unknown": (
        N_(
            "en « {value} », l'énergie de ce combustible dépend de sa nature : la quantité est gardée, l'énergie "
            "n'est pas comptée. Écrivez les kWh si le fournisseur les donne."
        ),
        N_("l'énergie de ce combustible n'est pas comptée. Écrivez les kWh si le fournisseur les donne."),
    ),
    "insee_repadded": (
        N_(
            "« {value} » a perdu son zéro : lu « 0{value} », que le nom de la commune confirme. Mettez la colonne au "
            "format texte."
        ),
        N_("un code INSEE a perdu son zéro : il a été rétabli d'après le nom. Mettez la colonne au format texte."),
    ),
    "name_differs": (
        N_(
            "« {value} » n'est pas le nom de cette commune aujourd'hui ; le code a été suivi. Vérifiez que c'est bien "
            "elle."
        ),
        N_("le nom n'est pas celui de la commune du code ; le code a été suivi. Vérifiez que c'est bien elle."),
    ),
    "doubtful_value": (
        N_("« {value} » : l'éditeur dit cette valeur douteuse ; elle n'est pas retenue. Rien à faire."),
        N_("une valeur que l'éditeur dit douteuse n'est pas retenue. Rien à faire."),
    ),
    "year_incomplete": (
        N_("« {value} » : le fichier n'a pas toute cette année, complétée par des zéros ; elle n'est pas retenue."),
        N_("une année que le fichier n'a pas entière n'est pas retenue. Rien à faire."),
    ),
    "duplicate_identical": (N_("la même ligne apparaît déjà plus haut : elle compte une seule fois. Rien à faire."),),
    "other_level_ignored": (
        N_(
            "« {value} » : ces lignes redisent à un autre niveau ce que disent celles des communes ; elles sont "
            "laissées de côté, jamais additionnées. Rien à faire."
        ),
        N_("des lignes d'un autre niveau que la commune ont été laissées de côté, jamais additionnées. Rien à faire."),
    ),
    "meter_digits_lost": (
        N_(
            "« {value} » est un nombre pour le tableur et a pu perdre des chiffres. Mettez la colonne au format texte "
            "et recopiez le numéro du compteur."
        ),
        N_("un numéro de compteur a pu perdre des chiffres. Mettez la colonne au format texte et recopiez-le."),
    ),
    "unit_suspect": (
        N_("« {value} » est mille fois l'ordinaire de la commune : l'unité est peut-être fausse. Vérifiez kWh ou MWh."),
        N_("une valeur est mille fois l'ordinaire de la commune : l'unité est peut-être fausse. Vérifiez kWh ou MWh."),
    ),
    "sudden_zero": (
        N_(
            "ce compteur n'avait jamais 0 à cette saison. Si c'est juste (fermeture, compteur remplacé), ne changez "
            "rien ; sinon, corrigez la valeur."
        ),
    ),
    "jump": (
        N_(
            "« {value} » est loin de ce que ce compteur utilise à cette saison. Si c'est juste, ne changez rien ; "
            "sinon, vérifiez la valeur et son unité."
        ),
        N_("la valeur est loin de ce que ce compteur utilise à cette saison. Vérifiez-la, et son unité."),
    ),
    "gap": (
        N_(
            "il manque des relevés de ce compteur entre ceux qui sont déjà connus et celui-ci. Ajoutez-les si vous les "
            "avez."
        ),
    ),
}
