"""Why a change is not explained, and what to know where it is: one entry per code."""

from collections.abc import Mapping

from observatory.wording.language import N_, P_
from observatory.wording.phrases import Variants

REFUSALS: Mapping[str, Variants] = {
    "decomposition_indicator": (
        N_(
            "« {label_indicator} » ne se décompose pas. Choisissez la consommation d'énergie du résidentiel, ou les "
            "émissions."
        ),
        N_(
            "Cet indicateur ne se décompose pas. Choisissez la consommation d'énergie du résidentiel, ou les émissions."
        ),
    ),
    "decomposition_sector": (
        N_(
            "Seule l'évolution du résidentiel s'explique par ses habitants et par le climat ; aucune donnée ouverte ne "
            "dit ce qui porte celle des autres secteurs. Choisissez le résidentiel seul (residential)."
        ),
    ),
    "decomposition_no_step": (
        N_("Il n'y a qu'une année comparable, {years} : aucune évolution à expliquer. Choisissez d'autres années."),
        N_("Aucune évolution à expliquer : il faut deux années publiées. Choisissez d'autres années."),
    ),
    "decomposition_break_between": (
        N_(
            "{why} : {year_first} et {year_last} ne décrivent pas la même chose, et leur écart ne s'explique pas. "
            "Années comparables : {span_comparable}."
        ),
        N_("Ces années ne décrivent pas la même chose, et leur écart ne s'explique pas. Choisissez-en d'autres."),
    ),
    "decomposition_before_split": (
        N_(
            "Avant {year}, les fichiers publiés rangent d'autres clients dans le résidentiel : son évolution ne "
            "s'explique qu'à partir de {year}. Choisissez ces années."
        ),
        N_("Avant leur nouvelle répartition par secteur, les fichiers rangent d'autres clients dans le résidentiel."),
    ),
    "decomposition_withheld": (
        P_(
            "Toute une énergie est sous le secret statistique ({carriers}, {years}) : son évolution ne s'explique pas. "
            "Choisissez une autre énergie ou un territoire plus grand.",
            "Des énergies entières sont sous le secret statistique ({carriers}, {years}) : leur évolution ne "
            "s'explique pas. Choisissez une autre énergie ou un territoire plus grand.",
            by="carriers",
        ),
        P_(
            "Tout un secteur n'est pas publié ({sectors}, {years}) : l'évolution ne s'explique pas. Choisissez "
            "d'autres années ou d'autres secteurs.",
            "Des secteurs entiers ne sont pas publiés ({sectors}, {years}) : l'évolution ne s'explique pas. Choisissez "
            "d'autres années ou d'autres secteurs.",
            by="sectors",
        ),
        N_("Rien n'est publié pour {years} (secret statistique) : l'évolution ne s'explique pas."),
        N_("Des années ne sont pas publiées (secret statistique) : l'évolution ne s'explique pas."),
    ),
    "decomposition_undecided": (
        N_(
            "On ne peut pas dire si le total baisse ou augmente de {year_first} à {year_last}, car la part non "
            "publiée (secret statistique) peut en changer le sens : rien à expliquer. Choisissez d'autres années ou un "
            "territoire plus grand."
        ),
        N_("La part non publiée (secret statistique) peut changer le sens de l'évolution : rien à expliquer."),
    ),
    "decomposition_no_inhabitants": (
        N_("La population de ce territoire est inconnue ou nulle : son évolution ne s'explique pas par ses habitants."),
    ),
}
NOTES: Mapping[str, Variants] = {
    "decomposition_chained": (
        N_("Effets calculés d'année en année (méthode LMDI), puis additionnés ; leur somme est l'évolution totale."),
    ),
    "decomposition_published_part": (
        N_("Les effets portent sur la part publiée ; ce qui manque ne change pas le sens de l'évolution totale."),
    ),
    "decomposition_vintages": (
        N_(
            "Les chiffres de {years} viennent d'un autre fichier de l'éditeur que ceux de l'étape d'avant : leur écart "
            "est mis à part."
        ),
        N_(
            "Des chiffres viennent d'un autre fichier de l'éditeur que ceux de l'étape d'avant : leur écart est à part."
        ),
    ),
    "weather_factor": (
        N_(
            "Climat mesuré à {station} en {years} (degrés-jours de base 17 °C, sans l'été) ; climat normal : la "
            "moyenne {span_normal} de cette station."
        ),
        N_("Climat mesuré par les degrés-jours d'une station (base 17 °C, sans l'été)."),
    ),
    "weather_already_out": (N_("Ces chiffres sont déjà corrigés du climat : aucun effet du climat n'en est séparé."),),
    "weather_station_unknown": (
        N_("Aucune station météo ne sert tout ce territoire : le climat reste dans les usages par habitant."),
    ),
    "weather_years_missing": (
        N_(
            "Aucune station météo n'a à la fois une année et la suivante ({years}) : le climat reste dans les usages "
            "par habitant."
        ),
        N_("Les températures de certaines années manquent : le climat reste dans les usages par habitant."),
    ),
    "weather_share_unknown": (
        N_(
            "Aucune part de chauffage n'est convenue pour {the_carriers} : le climat reste dans les usages par "
            "habitant."
        ),
        N_("Une part de chauffage n'est pas convenue : le climat reste dans les usages par habitant."),
    ),
}
