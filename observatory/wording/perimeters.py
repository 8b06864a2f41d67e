"""What is said of the perimeter of an EPCI, of a year or of today: notes beside a figure, and why there is none."""

from collections.abc import Mapping

from observatory.wording.language import N_, P_
from observatory.wording.phrases import Variants

NOTES: Mapping[str, Variants] = {
    "perimeter_of_year": (
        N_("Périmètre de {year_since}. Entrées depuis : {all_entered}. Sorties depuis : {all_left}."),
        N_("Périmètre de {year_since}. Entrées depuis : {all_entered}."),
        N_("Périmètre de {year_since}. Sorties depuis : {all_left}."),
        N_("Périmètre d'une année passée, qui diffère de celui d'aujourd'hui."),
    ),
    "perimeter_of_today": (
        N_("Périmètre d'aujourd'hui ({year}). Entrées depuis {year_since} : {all_entered}. Sorties : {all_left}."),
        N_("Périmètre d'aujourd'hui ({year}). Entrées depuis {year_since} : {all_entered}."),
        N_("Périmètre d'aujourd'hui ({year}). Sorties depuis {year_since} : {all_left}."),
        N_("Périmètre d'aujourd'hui, qui diffère de ceux des années passées."),
    ),
    "perimeter_unchanged": (
        N_("Périmètre de {year_since} : les mêmes communes qu'aujourd'hui ({year})."),
        N_("Ce périmètre a les mêmes communes qu'aujourd'hui."),
    ),
    "perimeter_gone": (
        N_("Périmètre de {year_since} : cet EPCI n'existe plus aujourd'hui."),
        N_("Cet EPCI n'existe plus aujourd'hui."),
    ),
    "perimeter_merged": (
        P_(
            "Membre fusionné depuis, remplacé par la commune entière d'aujourd'hui : {names}.",
            "Membres fusionnés depuis, remplacés par les communes entières d'aujourd'hui : {names}.",
            by="names",
        ),
        N_("Les membres fusionnés depuis sont remplacés par les communes entières d'aujourd'hui."),
    ),
    "perimeter_incomplete": (
        P_(
            "{count} membre de ce périmètre n'a pas pu être lu : le total est celui des autres.",
            "{count} membres de ce périmètre n'ont pas pu être lus : le total est celui des autres.",
        ),
        N_("Des membres de ce périmètre n'ont pas pu être lus : le total est celui des autres."),
    ),
}

REFUSALS: Mapping[str, Variants] = {
    "perimeter_unknown": (
        N_(
            "Le périmètre de {year} n'est pas connu pour {name}. Années connues : {all_years} ; sans année, "
            "{territory} est le périmètre d'aujourd'hui."
        ),
        N_(
            "Le périmètre de {year} n'est pas connu pour {name}. Chargez le fichier BANATIC de cette année, ou "
            "choisissez le périmètre d'aujourd'hui ({territory})."
        ),
        N_("Le périmètre de {year} n'est pas connu. Années connues : {all_years}."),
        N_("Ce périmètre n'est pas connu. Choisissez celui d'aujourd'hui, ou une autre année."),
    ),
}
