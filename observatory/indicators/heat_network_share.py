"""What heat networks deliver among the energy of the networks."""

from observatory.indicators import Direction, Indicator, Measure
from observatory.units import PERCENT
from observatory.vocabulary import Scope

INDICATOR = Indicator(
    key="heat_network_share",
    label="Part des réseaux de chaleur",
    definition="Chaleur livrée par les réseaux de chaleur, divisée par l'énergie livrée par les réseaux d'électricité, "
    "de gaz (PCI) et de chaleur.",
    limits="Sans objet pour une commune : un réseau est compté dans sa commune de rattachement alors qu'il en dessert "
    "d'autres. Une part du gaz livré alimente les chaufferies des réseaux.",
    scope=Scope.TERRITOIRE,
    numerator=Measure.HEAT_NETWORK,
    denominator=Measure.ENERGY,
    factor=100.0,
    unit=PERCENT,
    direction=Direction.UP,
    finest="epci",
)
