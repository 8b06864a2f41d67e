"""Final energy over inhabitants."""

from observatory.indicators import Direction, Indicator, Measure
from observatory.units import MWH_PER_INHABITANT
from observatory.vocabulary import Scope

INDICATOR = Indicator(
    key="energy_per_inhabitant",
    label="Consommation d'énergie par habitant",
    definition="Énergie finale livrée sur le territoire, divisée par la population municipale de la même année, "
    "sur les communes présentes dans les deux termes.",
    limits="Tous secteurs confondus, une usine pèse comme ses habitants : pour comparer des communes, retenir le "
    "résidentiel.",
    scope=Scope.TERRITOIRE,
    numerator=Measure.ENERGY,
    denominator=Measure.POPULATION,
    unit=MWH_PER_INHABITANT,
    direction=Direction.DOWN,
    dimensions=("carrier", "sector", "commune"),
)
