"""Which table of facts an indicator sums, and which of its parts enter the total."""

from collections.abc import Mapping

from observatory.errors import QuestionRefused
from observatory.indicators import Indicator, Measure, indicator
from observatory.vocabulary import ADDITIVE_SECTORS, RENEWABLE_TECHNOLOGIES

PRODUCTION = "production"
FACT: Mapping[Measure, str] = {
    Measure.ENERGY: "energy",
    Measure.HEAT_NETWORK: "energy",
    Measure.EMISSIONS: "emissions",
    Measure.PRODUCTION: PRODUCTION,
}
TABLES = tuple(dict.fromkeys(FACT.values()))


def summed_fact(asked: Indicator) -> str:
    """The fact that an indicator of a territory sums. Raises QuestionRefused `indicator_of_sites` for the sites'."""
    if asked.numerator not in FACT:
        raise QuestionRefused("indicator_of_sites", indicator=asked.key)
    return FACT[asked.numerator]


def fact_of(key: str) -> str:
    """The fact that an indicator sums; that of energy for inhabitants, which are none."""
    return FACT.get(indicator(key).numerator, "energy")


def added(fact: str, sectors: tuple[str, ...]) -> tuple[str, ...]:
    """The parts that a total adds: the sectors asked for, or all that add up; of production, what is renewable."""
    return RENEWABLE_TECHNOLOGIES if fact == PRODUCTION else sectors or ADDITIVE_SECTORS
