"""Final energy."""

from observatory.indicators import Direction, Indicator, Measure
from observatory.units import MWH
from observatory.vocabulary import Scope

INDICATOR = Indicator(
    key="energy",
    label="Consommation d'énergie",
    definition="Énergie finale livrée sur le territoire par les réseaux publiés, tous usages. Le gaz seul est en "
    "MWh PCS, comme le publie l'opérateur ; dans une somme avec d'autres énergies, il est converti en PCI (÷ 1,11).",
    limits="Hors produits pétroliers, bois et carburants tant qu'aucune source ne les décrit. Non corrigée du climat.",
    scope=Scope.TERRITOIRE,
    numerator=Measure.ENERGY,
    unit=MWH,
    direction=Direction.DOWN,
    dimensions=("carrier", "sector", "commune"),
)
