"""The words of the closed lists: carriers, sectors, statuses, scopes, territories and units."""

from collections.abc import Mapping, Sequence

from observatory.errors import Outcome
from observatory.grammar import fold
from observatory.territory import Kind
from observatory.vocabulary import Scope, Status
from observatory.wording.language import N_, translate

CARRIERS: Mapping[str, str] = {
    "electricity": N_("électricité"),
    "gas": N_("gaz"),
    "oil_products": N_("produits pétroliers"),
    "wood": N_("bois-énergie"),
    "heat_network": N_("réseaux de chaleur"),
    "cold_network": N_("réseaux de froid"),
    "coal": N_("charbon"),
    "biofuels": N_("biocarburants"),
    "other_renewables": N_("autres énergies renouvelables"),
    "unspecified": N_("énergie non précisée"),
}
_CARRIERS_OF: Mapping[str, str] = {
    "electricity": N_("d'électricité"),
    "gas": N_("de gaz"),
    "oil_products": N_("de produits pétroliers"),
    "wood": N_("de bois-énergie"),
    "heat_network": N_("de chaleur des réseaux"),
    "cold_network": N_("de froid des réseaux"),
    "coal": N_("de charbon"),
    "biofuels": N_("de biocarburants"),
    "other_renewables": N_("d'autres énergies renouvelables"),
    "unspecified": N_("d'énergie non précisée"),
    "": N_("d'énergie"),
}
_CARRIERS_THE: Mapping[str, str] = {
    "electricity": N_("l'électricité"),
    "gas": N_("le gaz"),
    "oil_products": N_("les produits pétroliers"),
    "wood": N_("le bois-énergie"),
    "heat_network": N_("les réseaux de chaleur"),
    "cold_network": N_("les réseaux de froid"),
    "coal": N_("le charbon"),
    "biofuels": N_("les biocarburants"),
    "other_renewables": N_("les autres énergies renouvelables"),
    "unspecified": N_("l'énergie non précisée"),
}

# What a commune buys.
FLUIDS: Mapping[str, str] = {
    "electricity": N_("électricité"),
    "gas": N_("gaz"),
    "fuel_oil": N_("fioul"),
    "propane": N_("propane"),
    "wood": N_("bois-énergie"),
    "heat_network": N_("réseau de chaleur"),
    "cold_network": N_("réseau de froid"),
    "water": N_("eau"),
    "motor_fuel": N_("carburant"),
}

SECTORS: Mapping[str, str] = {
    "residential": N_("résidentiel"),
    "tertiary": N_("tertiaire"),
    "road_transport": N_("transport routier"),
    "other_transport": N_("autres transports"),
    "agriculture": N_("agriculture"),
    "waste": N_("déchets"),
    "industry": N_("industrie (hors branche énergie)"),
    "energy_industry": N_("industrie de l'énergie"),
    "unspecified": N_("secteur non précisé"),
    "international_transport": N_("transports internationaux (hors total)"),
    "biomass_co2": N_("CO₂ de la biomasse (hors total)"),
}
_SECTORS_IN: Mapping[str, str] = {
    "residential": N_("dans le résidentiel"),
    "tertiary": N_("dans le tertiaire"),
    "road_transport": N_("dans le transport routier"),
    "other_transport": N_("dans les autres transports"),
    "agriculture": N_("dans l'agriculture"),
    "waste": N_("dans les déchets"),
    "industry": N_("dans l'industrie (hors branche énergie)"),
    "energy_industry": N_("dans l'industrie de l'énergie"),
    "unspecified": N_("sans secteur précisé"),
    "international_transport": N_("dans les transports internationaux (hors total)"),
    "biomass_co2": N_("en CO₂ de la biomasse (hors total)"),
}

TECHNOLOGIES: Mapping[str, str] = {
    "photovoltaic": N_("photovoltaïque"),
    "wind": N_("éolien"),
    "hydro": N_("hydraulique"),
    "bioenergy": N_("bioénergies"),
    "cogeneration": N_("cogénération (hors total)"),
    "other": N_("autres filières (hors total)"),
}
_TECHNOLOGIES_OF: Mapping[str, str] = {
    "photovoltaic": N_("d'électricité photovoltaïque"),
    "wind": N_("d'électricité éolienne"),
    "hydro": N_("d'électricité hydraulique"),
    "bioenergy": N_("d'électricité de bioénergies"),
    "": N_("d'électricité renouvelable"),
}

# The last two are states of a cell, not of a value: nothing was ever published, or a zero was.
STATUSES: Mapping[str, str] = {
    Status.MEASURED: N_("mesuré"),
    Status.ESTIMATED: N_("estimé"),
    Status.PARTIAL: N_("partiel : une part n'est pas publiée"),
    Status.WITHHELD: N_("non publié"),
    "absent": N_("pas de donnée"),
    "zero": N_("zéro confirmé"),
}
SCOPES: Mapping[str, str] = {Scope.PATRIMOINE: N_("Patrimoine"), Scope.TERRITOIRE: N_("Territoire")}
KINDS: Mapping[str, str] = {
    Kind.COMMUNE: N_("commune"),
    Kind.GROUP: N_("groupe de communes"),
    Kind.EPCI: N_("EPCI"),
    Kind.DEPARTEMENT: N_("département"),
    Kind.FRANCE: N_("France"),
}
OUTCOMES: Mapping[str, str] = {
    Outcome.ACCEPT: N_("accepté"),
    Outcome.ACCEPT_WITH_ROW_ERRORS: N_("accepté, avec des lignes à corriger"),
    Outcome.REJECT: N_("refusé"),
}
# A unit that is not named here is written the same in every language.
_UNITS: Mapping[str, str] = {
    "hab.": N_("hab."),
    "MWh/hab.": N_("MWh/hab."),
    "kWh/hab.": N_("kWh/hab."),
    "tCO₂e/hab.": N_("tCO₂e/hab."),
    "m3": N_("m³"),
}
# How a source is named to a reader; one that is not here is named by its key.
_SOURCES: Mapping[str, str] = {
    "ore_commune": N_("Agence ORE, consommation par commune"),
    "ore_sectors": N_("Agence ORE, consommation par commune et par secteur"),
    "ore_sectors_iris": N_("Agence ORE, consommation par IRIS et par secteur"),
    "sdes_local_energy": N_("SDES, données locales d'énergie 2008-2017"),
    "sdes_heat_networks": N_("SDES, réseaux de chaleur et de froid"),
    "ademe_igt": N_("ADEME, inventaire des gaz à effet de serre (IGT)"),
    "meteofrance_daily": N_("Météo-France, températures quotidiennes"),
    "enedis_production": N_("Enedis, production d'électricité par commune"),
    "observatory_production": N_("format de l'observatoire, production"),
    "observatory_energy": N_("format de l'observatoire, énergie"),
    "observatory_emissions": N_("format de l'observatoire, émissions"),
    "observatory_temperatures": N_("format de l'observatoire, températures"),
    "observatory_perimeters": N_("format de l'observatoire, périmètres des EPCI"),
    "banatic_perimeters": N_("DGCL, périmètres des EPCI (BANATIC)"),
    "observatory_degree_days": N_("format de l'observatoire, degrés-jours"),
    "cegibat_monthly": N_("GRDF Cegibat, degrés-jours mensuels"),
    "groups": N_("liste de communes"),
    "grenoble_sites": N_("Ville de Grenoble, électricité de ses sites"),
    "deposit": N_("Dépôts de la commune"),
}
# Folded spelling of an operator -> as it spells itself.
_OPERATORS: Mapping[str, str] = {
    "enedis": "Enedis",
    "greenalp": "GreenAlp",
    "grdf": "GRDF",
    "grtgaz": "GRTgaz",
    "grt_gaz": "GRTgaz",
    "groupement_elise_regie_de_sechilienne": "Régie de Séchilienne",
    "rte": "RTE",
    "natran": "NaTran",
    "terega": "Teréga",
}


def carrier(code: str, language: str) -> str:
    """An energy carrier, as a noun without article."""
    return translate(CARRIERS[code], language)


def carrier_of(code: str, language: str) -> str:
    """An energy carrier after an amount (« 3 GWh d'électricité »); the empty code is energy in general.

    >>> carrier_of("gas", "fr")
    'de gaz'
    """
    return translate(_CARRIERS_OF[code], language)


def delivered_of(codes: Sequence[str], language: str) -> str:
    """What networks deliver, after an amount.

    >>> delivered_of(["cold_network", "heat_network"], "fr")
    'de chaleur et de froid'
    """
    words = {"heat_network": N_("de chaleur"), "cold_network": N_("de froid")}
    alone = words.get(codes[0]) if len(codes) == 1 else None
    return translate(alone or N_("de chaleur et de froid"), language)


def carriers_the(codes: Sequence[str], language: str) -> str:
    """Energy carriers with their articles.

    >>> carriers_the(["electricity", "gas"], "fr")
    "l'électricité et le gaz"
    """
    *head, last = [translate(_CARRIERS_THE[code], language) for code in codes]
    return translate("{items} et {last}", language, items=", ".join(head), last=last) if head else last


def fluid(code: str, language: str) -> str:
    """What a commune buys, in words."""
    return translate(FLUIDS[code], language)


def sector(code: str, language: str) -> str:
    """A sector, as a noun without article."""
    return translate(SECTORS[code], language)


def sector_in(code: str, language: str) -> str:
    """A sector as the place where something happens.

    >>> sector_in("residential", "fr")
    'dans le résidentiel'
    """
    return translate(_SECTORS_IN[code], language)


def technology(code: str, language: str) -> str:
    """A way of producing electricity, as a noun without article."""
    return translate(TECHNOLOGIES[code], language)


def part(code: str, language: str) -> str:
    """A sector or a technology: what a figure is a part of says which."""
    return translate({**SECTORS, **TECHNOLOGIES}[code], language)


def technology_of(code: str, language: str) -> str:
    """What a technology produces, after an amount; the empty code is all that is renewable.

    >>> technology_of("wind", "fr")
    "d'électricité éolienne"
    """
    return translate(_TECHNOLOGIES_OF[code], language)


def status(code: str, language: str) -> str:
    """How far a value can be trusted, in one word or two."""
    return translate(STATUSES[code], language)


def scope(code: str, language: str) -> str:
    """Whose consumption a figure speaks of."""
    return translate(SCOPES[code], language)


def territory_kind(code: str, language: str) -> str:
    """What kind of territory."""
    return translate(KINDS[code], language)


def outcome(code: str, language: str) -> str:
    """What became of a file."""
    return translate(OUTCOMES[code], language)


def unit(code: str, language: str) -> str:
    """A unit as it is written after a number."""
    return translate(_UNITS[code], language) if code in _UNITS else code


def source(key: str, language: str) -> str:
    """A source, by the publisher and what it describes."""
    return translate(_SOURCES[key], language) if key in _SOURCES else key


def operator(name: str) -> str | None:
    """A network operator as it spells itself; None for a folded spelling of which the original is not known.

    >>> operator("greenalp"), operator("Régie de Villard"), operator("reseau_du_bourg")
    ('GreenAlp', 'Régie de Villard', None)
    """
    folded = fold(name)
    return _OPERATORS.get(folded) or (name if name != folded else None)
