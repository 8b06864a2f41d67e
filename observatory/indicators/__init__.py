"""The indicators: each a numerator over a denominator, with what it means and what it cannot say.

A ratio is a sum over a sum, over the communes present in both; a mean of ratios cannot be written here.
"""

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from observatory.errors import QuestionRefused
from observatory.vocabulary import Scope


class Measure(StrEnum):
    """What can be summed over communes."""

    ENERGY = "energy"  # MWh of final energy, by carrier and sector
    HEAT_NETWORK = "heat_network"  # MWh delivered by heat networks
    EMISSIONS = "emissions"  # tCO₂e, by sector
    PRODUCTION = "production"  # MWh of electricity that renewable technologies produce
    POPULATION = "population"  # municipal population of the year
    SITE_ENERGY = "site_energy"  # MWh that the commune's own sites use, by its bills
    SITE_WATER = "site_water"  # m³ of the same
    SITE_COST = "site_cost"  # euros of the same


class Direction(StrEnum):
    """Which way is better."""

    DOWN = "down"
    UP = "up"
    NEUTRAL = "neutral"


@dataclass(frozen=True)
class Indicator:
    """One indicator. `label`, `definition` and `limits` are French source strings, translated by the catalogue."""

    key: str
    label: str
    definition: str
    limits: str
    scope: Scope
    numerator: Measure
    unit: str
    direction: Direction
    denominator: Measure | None = None
    factor: float = 1.0  # numerator ÷ denominator × factor
    finest: str = "commune"  # the smallest territory it has a meaning for
    dimensions: tuple[str, ...] = ()  # what it can be split by


@cache
def registry() -> Mapping[str, Indicator]:
    """Key -> indicator, for every module of this folder that declares an `INDICATOR`."""
    modules = (importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__))
    declared = (module.INDICATOR for module in modules if hasattr(module, "INDICATOR"))
    return MappingProxyType({one.key: one for one in sorted(declared, key=lambda one: one.key)})


def indicator(key: str) -> Indicator:
    """The indicator of that key. Raises QuestionRefused `indicator_unknown`."""
    if key not in registry():
        raise QuestionRefused("indicator_unknown", indicator=key, known=sorted(registry()))
    return registry()[key]
