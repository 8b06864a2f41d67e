"""What to know of a source before reading its figures: one sentence per caveat code that a source declares."""

from collections.abc import Mapping

from observatory.wording.language import N_
from observatory.wording.phrases import Variants

CAVEATS: Mapping[str, Variants] = {
    "ore_operators_enter": (
        N_(
            "Un gestionnaire de réseau n'apparaît qu'à partir de l'année où il transmet ses données : un total peut "
            "doubler sans que rien n'ait changé sur le terrain."
        ),
    ),
    "ore_secrecy": (
        N_(
            "Le secret statistique cache les plus petites valeurs : un total peut n'être qu'un minimum, et une valeur "
            "manquante n'est pas un zéro."
        ),
    ),
    "ore_sectors_2018": (
        N_(
            "En 2018, les petits professionnels forment une catégorie nouvelle et quittent le résidentiel : les "
            "secteurs ne se comparent pas de part et d'autre ; les totaux, si."
        ),
    ),
    "ore_gas_pcs": (
        N_("Le gaz est publié en MWh PCS ; il est converti en PCI pour s'additionner aux autres énergies."),
    ),
    "ore_not_climate_corrected": (
        N_("Les consommations sont celles de l'année, sans correction climatique : un hiver doux les fait baisser."),
    ),
    "ore_corrected_homes_kwh": (
        N_(
            "La correction climatique de l'éditeur n'existe que pour l'électricité résidentielle d'Enedis, depuis 2018 "
            "et hors des plus petites communes. Ses colonnes, titrées en MWh, sont en kWh ; un zéro y signifie « non "
            "calculé »."
        ),
    ),
    "quality_index": (
        N_(
            "Une valeur dont l'indice de qualité n'est pas entier contient une part estimée par l'opérateur, faute de "
            "relevé : elle est dite estimée."
        ),
    ),
    "iris_summed": (
        N_(
            "Les IRIS sont additionnés à leur commune : un seul IRIS sous secret statistique fait du total de la "
            "commune un minimum."
        ),
    ),
    "levels_never_added": (
        N_(
            "Le fichier mêle communes, IRIS, EPCI, départements et régions : seules les communes comptent, ou les IRIS "
            "que l'opérateur ne donne pas par commune ; les autres niveaux ne s'y ajoutent jamais."
        ),
    ),
    "network_attached_to_one_commune": (
        N_(
            "Un réseau de chaleur est compté tout entier dans sa commune de rattachement alors qu'il en dessert "
            "d'autres : sa chaleur se lit pour l'EPCI ou pour le réseau lui-même."
        ),
    ),
    "network_year_to_confirm": (
        N_(
            "La dernière année d'un fichier paru avant la fin de cette année-là est incomplète : elle reste à "
            "confirmer."
        ),
    ),
    "network_gas_counted_twice": (
        N_("Une part du gaz livré alimente les chaufferies des réseaux : gaz et chaleur se recouvrent en partie."),
    ),
    "igt_modelled": (N_("Inventaire modélisé : toutes les valeurs sont estimées, aucune n'est mesurée."),),
    "igt_one_year": (N_("Une seule année, 2016 : ni tendance, ni suivi d'objectif."),),
    "igt_imputed_sectors": (
        N_(
            "L'énergie et l'industrie sont presque partout le produit des emplois par une même constante : elles ne "
            "distinguent pas les communes."
        ),
    ),
    "igt_not_orcae": (N_("Ces chiffres diffèrent des chiffres ORCAE de votre PCAET, faits par une autre méthode."),),
    "igt_two_cement_neighbours": (
        N_(
            "À vérifier : Bouvesse-Quirieu et Montalieu-Vercieu, voisines, portent sans doute deux fois la même "
            "cimenterie."
        ),
    ),
    "station_is_one_place": (
        N_(
            "Une station mesure le temps d'un lieu et d'une altitude : elle suit les années, elle ne départage pas les "
            "communes."
        ),
    ),
    "stations_not_spliced": (
        N_(
            "Deux stations ne se mettent pas bout à bout : la même année 2020 compte 6 % de degrés-jours de moins à "
            "l'une qu'à l'autre."
        ),
    ),
    "doubtful_left_out": (
        N_("Une valeur que Météo-France dit douteuse est laissée de côté, et le jour est incomplet."),
    ),
    "perimeter_of_january": (
        N_("Périmètre au 1er janvier de l'année que nomment les en-têtes ; il ne suit pas les changements de l'année."),
    ),
    "perimeter_in_communes_of_today": (
        N_(
            "Les membres sont lus dans les communes d'aujourd'hui : celle qui a fusionné depuis est remplacée par la "
            "commune entière qui l'a reçue."
        ),
    ),
    "series_never_mixed": (
        N_(
            "Station, base et méthode font une série : deux séries ne s'additionnent pas, ne se prolongent pas l'une "
            "l'autre et ne se comparent pas."
        ),
    ),
    "padded_year_left_out": (
        N_(
            "La dernière année de l'export s'arrête en cours d'année et finit par des zéros : elle est laissée de côté "
            "tout entière."
        ),
    ),
    "enedis_alone": (
        N_(
            "Enedis publie ce qui est raccordé à son réseau : ni les régies locales (GreenAlp à Grenoble, par "
            "exemple), ni les centrales que RTE raccorde."
        ),
    ),
    "production_secrecy": (
        N_("Une case vide est sous secret statistique, souvent faute d'assez d'installations : ce n'est pas un zéro."),
    ),
    "production_not_consumption": (
        N_("Une production n'est pas une consommation : l'une ne se déduit pas de l'autre."),
    ),
    "cogeneration_apart": (
        N_(
            "La cogénération brûle surtout du gaz, et les autres filières ne sont pas décrites : elles sont données à "
            "part, hors du total renouvelable."
        ),
    ),
    "bioenergy_waste": (
        N_("Les bioénergies comptent les déchets incinérés, dont la moitié est renouvelable par convention."),
    ),
    "no_capacity": (N_("Ce fichier donne le nombre d'installations, pas leur puissance."),),
    "own_layout": (N_("Fichier au format de l'observatoire : les réserves de la source d'origine s'appliquent."),),
    "group_of_its_date": (
        N_("Liste arrêtée à sa date : un groupe ne suit pas de lui-même les adhésions et les départs."),
    ),
}
