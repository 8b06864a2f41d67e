"""Greenhouse gases over inhabitants."""

from observatory.indicators import Direction, Indicator, Measure
from observatory.units import TCO2E_PER_INHABITANT
from observatory.vocabulary import Scope

INDICATOR = Indicator(
    key="emissions_per_inhabitant",
    label="Émissions de gaz à effet de serre par habitant",
    definition="Émissions du territoire divisées par la population municipale de la même année, sur les "
    "communes présentes dans les deux termes.",
    limits="Inventaire modélisé d'une seule année ; l'énergie et l'industrie y sont estimées d'après les emplois.",
    scope=Scope.TERRITOIRE,
    numerator=Measure.EMISSIONS,
    denominator=Measure.POPULATION,
    unit=TCO2E_PER_INHABITANT,
    direction=Direction.DOWN,
    dimensions=("sector", "commune"),
)
