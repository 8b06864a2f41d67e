"""The words of the field, each in one or two plain sentences; the closed lists (energies, sectors…) are `labels`."""

from collections.abc import Iterable, Mapping

from observatory.vocabulary import Status
from observatory.wording import labels
from observatory.wording.language import N_, translate

TERMS: Mapping[str, str] = {
    N_("Année de référence"): N_("L'année d'où part un objectif : « −20 % par rapport à 2015 »."),
    N_("Commune, EPCI, département"): N_(
        "Les territoires de l'observatoire. Un EPCI est une intercommunalité : métropole, communauté d'agglomération "
        "ou de communes. Ses communes sont celles d'aujourd'hui, ou de l'année choisie dans « Périmètre » "
        "(epci:200040715@2019) ; chaque figure dit lesquelles."
    ),
    N_("Degrés-jours (DJU)"): N_(
        "Un nombre qui mesure le froid d'une année : plus il est grand, plus il a fallu chauffer."
    ),
    N_("Énergie (vecteur énergétique)"): N_(
        "La forme sous laquelle l'énergie est livrée : {carriers}. Toutes ne sont pas publiées partout."
    ),
    N_("Énergie finale"): N_("L'énergie livrée à celui qui l'utilise, comptée à son compteur ou dans sa cuve."),
    N_("Hors total"): N_(
        "Publié à côté d'un total et jamais additionné : le CO₂ de la biomasse, les transports internationaux."
    ),
    N_("Intervalle à 80 %"): N_(
        "Dans un cas sur cinq, la valeur vraie est en dehors. Plus il est large, moins on est sûr."
    ),
    N_("Inventaire (IGT)"): N_(
        "Un calcul d'émissions de gaz à effet de serre pour toutes les communes, fait par modèle et non par mesure."
    ),
    N_("Médiane, quartiles"): N_(
        "La moitié des communes est sous la médiane ; la moitié est entre les deux quartiles."
    ),
    N_("Millésime"): N_("L'édition d'un fichier publié : un millésime plus récent peut corriger des années passées."),
    N_("Objectif délibéré"): N_("Un objectif voté par le conseil du territoire : lui seul reçoit un statut."),
    N_("ORCAE, PCAET"): N_(
        "L'ORCAE est l'observatoire régional du climat, de l'air et de l'énergie ; le PCAET est le plan climat d'une "
        "intercommunalité. Leurs chiffres suivent d'autres méthodes que l'inventaire."
    ),
    N_("Patrimoine, territoire"): N_(
        "Patrimoine : ce que la commune paie (bâtiments, éclairage, véhicules). Territoire : tout le monde sur son "
        "sol. Les deux ne se mélangent jamais."
    ),
    N_("PCS, PCI"): N_(
        "Deux façons de compter l'énergie du gaz : avec la chaleur de la vapeur des fumées (PCS, comme sur les "
        "factures) ou sans elle (PCI, comme les autres énergies)."
    ),
    N_("Point de livraison"): N_("Un compteur, ou l'endroit où un réseau livre son énergie."),
    N_("Repère"): N_(
        "Un objectif national ou régional, montré en gris, qui n'oblige pas la commune et n'a pas de statut."
    ),
    N_("Rupture"): N_("Une année où la série cesse de décrire la même chose : rien ne se compare de part et d'autre."),
    N_("Secret statistique"): N_(
        "Une valeur qui révélerait la consommation de quelques clients n'est pas publiée. Un total devient alors un "
        "minimum ; une valeur non publiée n'est pas un zéro."
    ),
    N_("Secteur"): N_("Qui consomme ou émet : {sectors}."),
    N_("Statut d'une valeur"): N_("Comment un chiffre est connu : {statuses}."),
    N_("tCO₂e"): N_(
        "Tonne d'équivalent CO₂ : tous les gaz à effet de serre, comptés dans l'unité du premier d'entre eux."
    ),
    N_("Trajectoire"): N_("Le chemin de l'année de référence à l'objectif : un niveau pour chaque année."),
}
_SHOWN_STATUSES = (*Status, "absent", "zero")


def glossary(language: str) -> tuple[tuple[str, str], ...]:
    """Each word and what it means, in the order of the alphabet of that language."""
    lists = {
        "carriers": _listed(labels.carrier(code, language) for code in labels.CARRIERS),
        "sectors": _listed(labels.sector(code, language) for code in labels.SECTORS),
        "statuses": _listed(labels.status(code, language) for code in _SHOWN_STATUSES),
    }
    words = [(translate(name, language), translate(text, language, **lists)) for name, text in TERMS.items()]
    return tuple(sorted(words, key=lambda pair: pair[0].casefold().replace("é", "e")))


def _listed(items: Iterable[str]) -> str:
    return " ; ".join(items)
