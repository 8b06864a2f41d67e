"""Greenhouse gases."""

from observatory.indicators import Direction, Indicator, Measure
from observatory.units import TCO2E
from observatory.vocabulary import Scope

INDICATOR = Indicator(
    key="emissions",
    label="Émissions de gaz à effet de serre",
    definition="Émissions directes du territoire et celles de l'électricité et de la chaleur qu'il consomme, "
    "par secteur. Le CO₂ de la biomasse et les transports internationaux sont publiés à part et n'entrent dans "
    "aucun total.",
    limits="Inventaire modélisé d'une seule année : ni tendance, ni suivi. Diffère des chiffres ORCAE d'un PCAET.",
    scope=Scope.TERRITOIRE,
    numerator=Measure.EMISSIONS,
    unit=TCO2E,
    direction=Direction.DOWN,
    dimensions=("sector", "commune"),
)
