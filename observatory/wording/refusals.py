"""Why a question or a command has no answer, and what to do instead: one entry per code."""

from collections.abc import Mapping

from observatory.wording.language import N_
from observatory.wording.meetings import REFUSALS as MEETINGS
from observatory.wording.patrimoine import REFUSALS as SITES
from observatory.wording.perimeters import REFUSALS as PERIMETERS
from observatory.wording.phrases import Variants

QUESTIONS: Mapping[str, Variants] = {
    **PERIMETERS,
    **SITES,
    **MEETINGS,
    "territory_unreadable": (
        N_(
            "« {territory} » ne désigne pas un territoire. Écrivez le code d'une commune (38185), epci:200040715, "
            "dep:38, group:CLÉ ou fr."
        ),
        N_(
            "Ce territoire ne se lit pas. Écrivez le code d'une commune (38185), epci:200040715, dep:38, group:CLÉ ou "
            "fr."
        ),
    ),
    "territory_unknown": (
        N_("{name} ({territory}) fait aujourd'hui partie {of_current}. Choisissez {current} ({insee_code})."),
        N_("Aucun territoire ne porte le code « {territory} ». Cherchez-le par son nom, ou vérifiez son code."),
        N_("Ce territoire n'existe pas. Cherchez-le par son nom, ou vérifiez son code."),
    ),
    "indicator_unknown": (
        N_("« {indicator} » n'est pas un indicateur. Choisissez parmi : {all_known}."),
        N_("« {indicator} » n'est pas un indicateur. Choisissez-en un dans la liste."),
        N_("Cet indicateur n'existe pas. Choisissez-en un dans la liste."),
    ),
    "indicator_below_grain": (
        N_(
            "« {label_indicator} » n'a pas de sens pour une commune seule. Choisissez un EPCI, un département ou un "
            "groupe."
        ),
        N_("Cet indicateur n'a pas de sens pour une commune seule. Choisissez un EPCI, un département ou un groupe."),
    ),
    "indicator_below_grain:heat_network_share": (
        N_(
            "La part des réseaux de chaleur n'a pas de sens pour une commune seule : un réseau est compté dans sa "
            "commune de rattachement et en dessert d'autres. Choisissez un EPCI, un département ou un groupe."
        ),
    ),
    "dimension_unknown": (
        N_("Cet indicateur ne se répartit pas par « {dimension} ». Choisissez parmi : {all_known}."),
        N_("Cet indicateur ne se répartit pas par « {dimension} ». Demandez-le sans répartition."),
        N_("Cet indicateur ne se répartit pas ainsi. Demandez-le sans répartition."),
    ),
    "parameter_unknown": (
        N_("« {value} » n'est pas reconnu. Choisissez parmi : {all_known}."),
        N_("« {value} » n'est pas reconnu. Choisissez une valeur de la liste."),
        N_("Un paramètre n'est pas reconnu. Choisissez une valeur de la liste."),
    ),
    "years_unreadable": (
        N_("« {years} » ne désigne pas des années. Écrivez 2023, ou 2015-2023."),
        N_("« {value} » ne désigne pas des années. Écrivez 2023, ou 2015-2023."),
        N_("Les années ne se lisent pas. Écrivez 2023, ou 2015-2023."),
    ),
    "format_unknown": (
        N_("« {format} » n'est pas un format de sortie. Choisissez table, csv, json ou parquet."),
        N_("« {value} » n'est pas un format de sortie. Choisissez table, csv, json ou parquet."),
        N_("Ce format de sortie n'existe pas. Choisissez table, csv, json ou parquet."),
    ),
    "figure_unknown": (
        N_("La page « {page} » n'a pas de figure « {figure} ». Choisissez-en une autre, ou ajoutez-la de nouveau."),
        N_("Cet écran montre une figure qui n'existe pas. Retirez-le, ou ajoutez-le de nouveau."),
    ),
    "dashboard_unknown": (
        N_(
            "Aucun tableau de bord ne s'appelle « {title} ». Choisissez-en un dans la liste, par son nom ou son numéro."
        ),
        N_("Le tableau de bord n° {number} n'existe pas, ou il a été retiré. Choisissez-en un dans la liste."),
        N_("Ce tableau de bord n'existe pas, ou il a été retiré. Choisissez-en un dans la liste."),
    ),
    "dashboard_changed": (
        N_(
            "Quelqu'un a modifié ce tableau de bord entre-temps : votre dernier changement n'est pas enregistré. "
            "Refaites-le sur le tableau tel qu'il est à présent."
        ),
    ),
    "dashboard_full": (
        N_("Ce tableau de bord a déjà {most} écrans. Retirez-en un, ou commencez-en un autre."),
        N_("Ce tableau de bord a trop d'écrans. Retirez-en un, ou commencez-en un autre."),
    ),
    "decision_unknown": (
        N_("La note n° {number} n'existe pas. Rechargez la page."),
        N_("Cette note n'existe pas. Rechargez la page."),
    ),
    "decision_empty": (N_("Rien n'est écrit : dites en une phrase ce qui est demandé ou décidé, puis notez-le."),),
    "decision_due_unreadable": (
        N_("« {value} » n'est pas une date. Écrivez-la par exemple 12/06/2027, ou laissez la case vide."),
        N_("Cette date ne se lit pas. Écrivez-la par exemple 12/06/2027, ou laissez la case vide."),
    ),
    "decision_too_long": (
        N_("Ce texte est trop long : {most} caractères au plus. Gardez l'essentiel en une phrase."),
        N_("Ce texte est trop long. Gardez l'essentiel en une phrase."),
    ),
    "dashboard_unreadable": (
        N_("Ce fichier n'est pas un tableau de bord lisible : « {place} » ne se lit pas. Exportez-le de nouveau."),
        N_("Ce fichier n'est pas un tableau de bord lisible. Exportez-le de nouveau, puis importez-le tel quel."),
    ),
    "sectors_not_additive": (
        N_(
            "{sectors} : ce poste n'entre dans aucun total et ne s'ajoute à aucun autre secteur. Choisissez-le seul, "
            "ou répartissez par secteur."
        ),
        N_("Un poste hors total ne s'ajoute à aucun autre secteur. Choisissez-le seul, ou répartissez par secteur."),
    ),
    "imputed_not_ranked": (
        N_(
            "{sectors} : valeurs estimées d'après les emplois, qui ne distinguent pas les communes et ne sont donc "
            "pas classées. Choisissez un autre secteur."
        ),
        N_(
            "Ce secteur est estimé d'après les emplois : il ne distingue pas les communes et n'est donc pas classé. "
            "Choisissez un autre secteur."
        ),
    ),
    "comparable_unranked": (
        N_(
            "{name} n'a pas de valeur à comparer : sans donnée pour cet indicateur, ou tous secteurs confondus et "
            "l'industrie y domine. Choisissez un autre indicateur, ou le résidentiel."
        ),
        N_("Cette commune n'a pas de valeur à comparer. Choisissez un autre indicateur, ou le résidentiel."),
    ),
    "comparable_too_few": (
        N_("{name} manque de communes comparables : {count} assez proches, quand il en faut {minimum}."),
        N_("Trop peu de communes sont assez proches pour être comparées."),
    ),
    "correction_not_uniform": (
        N_(
            "Un total corrigé du climat l'est pour tout ce qui chauffe, par une même méthode : elle manque pour "
            "{carriers} ({sectors}). Choisissez les énergies et les secteurs qu'elle couvre."
        ),
        N_(
            "Un total corrigé du climat l'est pour tout ce qui chauffe, par une même méthode. Choisissez les énergies "
            "et les secteurs qu'elle couvre."
        ),
    ),
    "correction_not_uniform:sdes": (
        N_(
            "Aucune part de chauffage n'est convenue pour {carriers} ({sectors}), et un total corrigé du climat l'est "
            "pour tout ce qui chauffe. Choisissez l'électricité ou le gaz du résidentiel, ou complétez "
            "data/conventions.csv."
        ),
        N_(
            "Une partie de ce total n'a pas de part de chauffage convenue. Choisissez l'électricité ou le gaz du "
            "résidentiel, ou complétez data/conventions.csv."
        ),
    ),
    "correction_not_uniform:publisher": (
        N_(
            "L'éditeur ne corrige du climat que l'électricité résidentielle d'Enedis, depuis 2018 ; sa correction "
            "manque pour {carriers} ({sectors}) en {years}. Choisissez d'autres années, ou l'autre correction."
        ),
        N_(
            "L'éditeur ne corrige du climat que l'électricité résidentielle d'Enedis, depuis 2018. Choisissez-la, ou "
            "l'autre correction."
        ),
    ),
    "correction_not_between_communes": (
        N_(
            "La correction climatique suit un territoire d'une année à l'autre ; elle ne départage pas les communes. "
            "Retirez-la, ou ne répartissez pas par commune."
        ),
    ),
    "correction_not_of_indicator": (
        N_("« {label_indicator} » ne se corrige pas du climat. Choisissez une consommation d'énergie."),
        N_("Cet indicateur ne se corrige pas du climat. Choisissez une consommation d'énergie."),
    ),
    "station_unknown": (
        N_(
            "Aucune station météo ne sert tout ce territoire. Ajoutez-en une à data/stations.csv, et chargez ses "
            "températures quotidiennes."
        ),
    ),
    "degree_days_missing": (
        N_(
            "Aucune station qui sert ce territoire n'a de températures entières en {years}. Choisissez d'autres années."
        ),
        N_("Les températures de certaines années ne sont pas entières. Choisissez d'autres années."),
    ),
    "network_commune_left_out": (
        N_(
            "La part des réseaux de chaleur ne peut pas être calculée sur ce que toutes les années ont : l'électricité "
            "ou le gaz manquent pour {communes}, où un réseau est rattaché. Ajoutez aussi ce qui manque certaines "
            "années (--perimeter all) ; la part est alors un maximum."
        ),
        N_(
            "La part des réseaux de chaleur ne peut pas être calculée sur ce que toutes les années ont : l'électricité "
            "ou le gaz manquent là où un réseau est rattaché. Ajoutez aussi ce qui manque certaines années "
            "(--perimeter all) ; la part est alors un maximum."
        ),
    ),
}
