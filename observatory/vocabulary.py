"""The closed lists of the field (sectors, carriers, statuses, scopes) and the spellings met for them.

A parser never maps a publisher's label by itself: it asks here, so that a spelling met in the field is one alias.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from observatory.grammar import fold


class Scope(StrEnum):
    """Whose consumption a figure speaks of; the two are never mixed."""

    PATRIMOINE = "patrimoine"  # what the commune pays for
    TERRITOIRE = "territoire"  # everyone on its soil


class Status(StrEnum):
    """How far a value can be trusted, from the most to the least."""

    MEASURED = "measured"
    ESTIMATED = "estimated"
    PARTIAL = "partial"  # something is withheld: a lower bound
    WITHHELD = "withheld"  # value null, never 0


@dataclass(frozen=True)
class Term:
    """One code of a closed list, with the folded spellings met for it in published files."""

    code: str
    aliases: frozenset[str] = field(default_factory=frozenset)
    additive: bool = True  # False: published beside the total ("hors total"), never summed into it


def _term(code: str, *aliases: str, additive: bool = True) -> Term:
    return Term(code, frozenset({fold(code), *map(fold, aliases)}), additive)


# The eight sectors of the PCAET decree (arrêté du 4 août 2016), what publishers could not attribute, and the two
# categories that the ADEME inventory publishes beside its total.
SECTORS = (
    _term("residential", "RESIDENTIEL", "Résidentiel", "CONSOR"),
    _term("tertiary", "TERTIAIRE", "CONSOT"),
    _term("road_transport", "Routier", "Transport routier", "Transports routiers"),
    _term("other_transport", "Autres transports"),
    _term("agriculture", "AGRICULTURE", "CONSOA"),
    _term("waste", "Déchets", "Gestion des déchets"),
    _term("industry", "INDUSTRIE", "Industrie hors-énergie", "Industrie hors branche énergie", "CONSOI"),
    _term("energy_industry", "Energie", "Industrie branche énergie", "Branche énergie"),
    _term("unspecified", "INCONNU", "Secteur inconnu", "CONSONA"),
    _term("international_transport", "Autres transports international", additive=False),
    _term("biomass_co2", "CO2 biomasse hors-total", additive=False),
)

CARRIERS = (
    _term("electricity", "Electricité", "electricite", "E"),
    _term("gas", "Gaz", "G", "Gaz naturel"),
    _term("oil_products", "Produits pétroliers"),
    _term("wood", "Bois-énergie", "Bois"),
    _term("heat_network", "C", "Chaleur", "Chauffage urbain", "Réseau de chaleur", "Réseaux de chaleur"),
    _term("cold_network", "F", "Froid"),
    _term("coal", "Charbon", "CMS", "Combustibles minéraux solides"),
    _term("biofuels", "Biocarburants", "Agrocarburants", "Organo-carburants"),
    _term("other_renewables", "Autres énergies renouvelables"),
    _term("unspecified"),
)

# How electricity is produced. What is not wholly renewable (most cogeneration burns gas) or not told stays out of the
# renewable total.
TECHNOLOGIES = (
    _term("photovoltaic", "Photovoltaïque", "Solaire"),
    _term("wind", "Eolien"),
    _term("hydro", "Hydraulique"),
    _term("bioenergy", "Bio Energie", "Bioénergies"),
    _term("cogeneration", "Cogénération", additive=False),
    _term("other", "Autres filières", additive=False),
)

# What a commune buys: the spellings are those of bills and of communes' own tables.
FLUIDS = (
    _term("electricity", "electricite", "élec", "électrique"),
    _term("gas", "gaz", "gaz naturel", "gaz de ville"),
    _term("fuel_oil", "fioul", "fuel", "fioul domestique", "FOD", "mazout"),
    _term("propane", "propane", "gaz propane"),
    _term("wood", "bois", "bois énergie", "granulés", "pellets", "plaquettes", "bûches"),
    _term("heat_network", "reseau_chaleur", "réseau de chaleur", "chaleur", "chauffage urbain", "RCU"),
    _term("cold_network", "reseau_froid", "réseau de froid", "froid"),
    _term("water", "eau", "eau potable", "eau froide", "AEP"),
    _term("motor_fuel", "carburant", "carburants", "gazole", "gasoil", "essence", "SP95", "SP98", "diesel", "GNR"),
)

# Units in which bills count.
QUANTITY_UNITS = (
    _term("kWh", "kwh", "kilowattheure", "kilowattheures", "kWh PCS"),
    _term("MWh", "mwh", "mégawattheure", "mégawattheures", "MWh PCS"),
    _term("GWh", "gwh"),
    _term("m3", "m³", "mètre cube", "mètres cubes", "metres cubes"),
    _term("L", "l", "litre", "litres"),
    _term("kg", "kilo", "kilos", "kilogramme", "kilogrammes"),
    _term("t", "tonne", "tonnes"),
    _term("stere", "stère", "stères", "steres", "st"),
    _term("MAP", "map", "m3 apparent plaquettes", "mètre cube apparent plaquettes"),
)

# What a line of a commune's table is.
NATURES = (
    _term("bill", "facture", "factures", "consommation"),
    _term("delivery", "livraison", "livraisons"),
    _term("credit", "avoir", "avoirs"),
    _term("adjustment", "regularisation", "régularisation", "régul", "rectificatif"),
    _term("index", "index", "relevé d'index"),
)
READINGS = (
    _term("actual", "reel", "réel", "relevé", "R"),
    _term("estimated", "estime", "estimé", "estimée", "estimation", "E"),
)

# What a commune's sites are; HOUSING is never shown to all.
SITE_KINDS = (
    "town_hall", "school", "sports", "culture", "social", "technical", "worship", "lighting", "water_works", "housing",
    "vehicles", "other",
)  # fmt: skip
HOUSING = "housing"
LIGHTING = "lighting"

SECTOR_CODES = tuple(term.code for term in SECTORS)
CARRIER_CODES = tuple(term.code for term in CARRIERS)
TECHNOLOGY_CODES = tuple(term.code for term in TECHNOLOGIES)
RENEWABLE_TECHNOLOGIES = tuple(term.code for term in TECHNOLOGIES if term.additive)
FLUID_CODES = tuple(term.code for term in FLUIDS)
QUANTITY_UNIT_CODES = tuple(term.code for term in QUANTITY_UNITS)
NATURE_CODES = tuple(term.code for term in NATURES)
READING_CODES = tuple(term.code for term in READINGS)
ADDITIVE_SECTORS = tuple(term.code for term in SECTORS if term.additive)

# Operators that changed their name, not their perimeter: the local company of Grenoble split its network into GreenAlp
# in 2018 (https://greenalp.fr). Folded spelling -> folded name of today.
OPERATOR_RENAMES: Mapping[str, str] = {fold("Gaz électricité de Grenoble"): "greenalp", fold("GEG"): "greenalp"}


def spellings(terms: Iterable[Term]) -> dict[str, str]:
    """Folded spelling -> code, over a closed list.

    >>> spellings(SECTORS)["residentiel"]
    'residential'
    """
    return {alias: term.code for term in terms for alias in term.aliases}


def combined(statuses: Iterable[Status]) -> Status:
    """Status of an aggregate: all withheld is withheld, any withheld or partial is partial, any estimated is estimated.

    >>> combined([Status.MEASURED, Status.WITHHELD])
    <Status.PARTIAL: 'partial'>
    """
    found = set(statuses)
    if found == {Status.WITHHELD}:
        return Status.WITHHELD
    if found & {Status.WITHHELD, Status.PARTIAL}:
        return Status.PARTIAL
    return Status.ESTIMATED if Status.ESTIMATED in found else Status.MEASURED
