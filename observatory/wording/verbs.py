"""Who consumes, emits or counts how much less, more or as much: whole sentences, by what is counted.

Singular for a territory that bears its name, plural for the communes of a partial total.
"""

from collections.abc import Mapping
from enum import StrEnum

from observatory.indicators import Indicator, Measure
from observatory.wording.language import P_, Plural


class Matter(StrEnum):
    """What a figure counts, as far as its verb depends on it."""

    ENERGY = "energy"
    ENERGY_EACH = "energy_each"  # per inhabitant
    EMISSIONS = "emissions"
    EMISSIONS_EACH = "emissions_each"
    PEOPLE = "people"
    PRODUCTION = "production"
    NETWORKS = "networks"  # what networks deliver, wherever it is used
    NETWORKS_EACH = "networks_each"
    OTHER = "other"


_MATTERS = {
    (Measure.ENERGY, None): Matter.ENERGY,
    (Measure.ENERGY, Measure.POPULATION): Matter.ENERGY_EACH,
    (Measure.EMISSIONS, None): Matter.EMISSIONS,
    (Measure.EMISSIONS, Measure.POPULATION): Matter.EMISSIONS_EACH,
    (Measure.POPULATION, None): Matter.PEOPLE,
    (Measure.PRODUCTION, None): Matter.PRODUCTION,
}
LESS: Mapping[Matter, Plural] = {
    Matter.ENERGY: P_(
        "{who} consomme {amount} {of_what} de moins qu'en {year}",
        "{who} consomment {amount} {of_what} de moins qu'en {year}",
    ),
    Matter.ENERGY_EACH: P_(
        "{who} consomme par habitant {amount} {of_what} de moins qu'en {year}",
        "{who} consomment par habitant {amount} {of_what} de moins qu'en {year}",
    ),
    Matter.EMISSIONS: P_(
        "{who} émet {amount} de gaz à effet de serre de moins qu'en {year}",
        "{who} émettent {amount} de gaz à effet de serre de moins qu'en {year}",
    ),
    Matter.EMISSIONS_EACH: P_(
        "{who} émet par habitant {amount} de gaz à effet de serre de moins qu'en {year}",
        "{who} émettent par habitant {amount} de gaz à effet de serre de moins qu'en {year}",
    ),
    Matter.PEOPLE: P_(
        "{who} compte {amount} d'habitants de moins qu'en {year}",
        "{who} comptent {amount} d'habitants de moins qu'en {year}",
    ),
    Matter.NETWORKS: P_(
        "{who} livrent {amount} {of_what} de moins qu'en {year}",
        "{who} livrent {amount} {of_what} de moins qu'en {year}",
    ),
    Matter.NETWORKS_EACH: P_(
        "{who} livrent par habitant {amount} {of_what} de moins qu'en {year}",
        "{who} livrent par habitant {amount} {of_what} de moins qu'en {year}",
    ),
    Matter.PRODUCTION: P_(
        "{who} produit {amount} {of_what} de moins qu'en {year}",
        "{who} produisent {amount} {of_what} de moins qu'en {year}",
    ),
}
MORE: Mapping[Matter, Plural] = {
    Matter.ENERGY: P_(
        "{who} consomme {amount} {of_what} de plus qu'en {year}",
        "{who} consomment {amount} {of_what} de plus qu'en {year}",
    ),
    Matter.ENERGY_EACH: P_(
        "{who} consomme par habitant {amount} {of_what} de plus qu'en {year}",
        "{who} consomment par habitant {amount} {of_what} de plus qu'en {year}",
    ),
    Matter.EMISSIONS: P_(
        "{who} émet {amount} de gaz à effet de serre de plus qu'en {year}",
        "{who} émettent {amount} de gaz à effet de serre de plus qu'en {year}",
    ),
    Matter.EMISSIONS_EACH: P_(
        "{who} émet par habitant {amount} de gaz à effet de serre de plus qu'en {year}",
        "{who} émettent par habitant {amount} de gaz à effet de serre de plus qu'en {year}",
    ),
    Matter.PEOPLE: P_(
        "{who} compte {amount} d'habitants de plus qu'en {year}",
        "{who} comptent {amount} d'habitants de plus qu'en {year}",
    ),
    Matter.NETWORKS: P_(
        "{who} livrent {amount} {of_what} de plus qu'en {year}",
        "{who} livrent {amount} {of_what} de plus qu'en {year}",
    ),
    Matter.NETWORKS_EACH: P_(
        "{who} livrent par habitant {amount} {of_what} de plus qu'en {year}",
        "{who} livrent par habitant {amount} {of_what} de plus qu'en {year}",
    ),
    Matter.PRODUCTION: P_(
        "{who} produit {amount} {of_what} de plus qu'en {year}",
        "{who} produisent {amount} {of_what} de plus qu'en {year}",
    ),
}
SAME: Mapping[Matter, Plural] = {
    Matter.ENERGY: P_(
        "{who} consomme autant {of_what} qu'en {year}",
        "{who} consomment autant {of_what} qu'en {year}",
    ),
    Matter.ENERGY_EACH: P_(
        "{who} consomme par habitant autant {of_what} qu'en {year}",
        "{who} consomment par habitant autant {of_what} qu'en {year}",
    ),
    Matter.EMISSIONS: P_(
        "{who} émet autant de gaz à effet de serre qu'en {year}",
        "{who} émettent autant de gaz à effet de serre qu'en {year}",
    ),
    Matter.EMISSIONS_EACH: P_(
        "{who} émet par habitant autant de gaz à effet de serre qu'en {year}",
        "{who} émettent par habitant autant de gaz à effet de serre qu'en {year}",
    ),
    Matter.PEOPLE: P_(
        "{who} compte autant d'habitants qu'en {year}",
        "{who} comptent autant d'habitants qu'en {year}",
    ),
    Matter.NETWORKS: P_(
        "{who} livrent autant {of_what} qu'en {year}",
        "{who} livrent autant {of_what} qu'en {year}",
    ),
    Matter.NETWORKS_EACH: P_(
        "{who} livrent par habitant autant {of_what} qu'en {year}",
        "{who} livrent par habitant autant {of_what} qu'en {year}",
    ),
    Matter.PRODUCTION: P_(
        "{who} produit autant {of_what} qu'en {year}",
        "{who} produisent autant {of_what} qu'en {year}",
    ),
}
LEVEL: Mapping[Matter, Plural] = {
    Matter.ENERGY: P_("{who} consomme {amount} {of_what} en {year}", "{who} consomment {amount} {of_what} en {year}"),
    Matter.EMISSIONS: P_("{who} émet {amount} en {year}", "{who} émettent {amount} en {year}"),
    Matter.PEOPLE: P_("{who} compte {amount} en {year}", "{who} comptent {amount} en {year}"),
    Matter.NETWORKS: P_("{who} livrent {amount} {of_what} en {year}", "{who} livrent {amount} {of_what} en {year}"),
    Matter.PRODUCTION: P_(
        "{who} produit {amount} {of_what} en {year}",
        "{who} produisent {amount} {of_what} en {year}",
    ),
}


_OF_NETWORKS = {Matter.ENERGY: Matter.NETWORKS, Matter.ENERGY_EACH: Matter.NETWORKS_EACH}


def matter(indicator: Indicator, *, areal: bool = False) -> Matter:
    """What an indicator counts; `areal`: of what networks deliver, which is nobody's consumption."""
    found = _MATTERS.get((indicator.numerator, indicator.denominator), Matter.OTHER)
    return _OF_NETWORKS.get(found, found) if areal else found
