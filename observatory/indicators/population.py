"""Inhabitants."""

from observatory.indicators import Direction, Indicator, Measure
from observatory.units import INHABITANTS
from observatory.vocabulary import Scope

INDICATOR = Indicator(
    key="population",
    label="Population municipale",
    definition="Population municipale des recensements 2016, 2019, 2020, 2022 et 2023, dans les communes "
    "d'aujourd'hui.",
    limits="Entre deux recensements, interpolée ; hors de ces années, maintenue à la plus proche.",
    scope=Scope.TERRITOIRE,
    numerator=Measure.POPULATION,
    unit=INHABITANTS,
    direction=Direction.NEUTRAL,
    dimensions=("commune",),
)
