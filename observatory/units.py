"""Units and the conversions between them; a unit is part of a column's name, so unlike things cannot be added."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

# arrêté du 15 septembre 2006, annexe IV: 1 kWh of gas in lower heating value (PCI) = 1.11 kWh in higher (PCS).
GAS_PCS_PER_PCI = 1.11
# The same annex: liquefied petroleum gas (GPL), of which propane.
PROPANE_PCS_PER_PCI = 1.09
KWH_PER_GJ = 1000 / 3.6
# 1 tonne of oil equivalent (tep) is 41.868 GJ by definition (International Energy Agency).
MWH_PER_TEP = 11.63
# Lower heating values: domestic fuel oil 42 GJ/t at 0.845 kg/l, propane 46 GJ/t.
FUEL_OIL_KWH_PER_LITRE = 42 * 0.845 / 1000 * KWH_PER_GJ
PROPANE_KWH_PER_KG = 46 / 1000 * KWH_PER_GJ

# Base Empreinte (ADEME), combustion and upstream: for what is bought, bill by bill. Never to recompute the inventory of
# a territory, which counts direct emissions, and electricity and heat where they are used: the two do not compare.
GAS_KGCO2E_PER_KWH_PCS = 0.215  # supply of 2022
FUEL_OIL_KGCO2E_PER_LITRE = 3.24

MWH = "MWh"
MWH_PER_INHABITANT = "MWh/hab."
TCO2E = "tCO₂e"
TCO2E_PER_INHABITANT = "tCO₂e/hab."
INHABITANTS = "hab."
CUBIC_METRE = "m³"
EURO = "€"
PERCENT = "%"


class Fluid(StrEnum):
    """A fluid in the unit that its bills are in."""

    GAS_KWH_PCS = "gas_kwh_pcs"
    FUEL_OIL_LITRE = "fuel_oil_litre"
    PROPANE_KG = "propane_kg"


KWH_PER_UNIT: Mapping[Fluid, float] = MappingProxyType(
    {
        Fluid.GAS_KWH_PCS: 1 / GAS_PCS_PER_PCI,
        Fluid.FUEL_OIL_LITRE: FUEL_OIL_KWH_PER_LITRE,
        Fluid.PROPANE_KG: PROPANE_KWH_PER_KG,
    }
)


def energy_kwh(quantity: float, fluid: Fluid, *, kwh_per_unit: float | None = None) -> float:
    """Final energy of what a bill counts, in kWh PCI.

    `kwh_per_unit` stands in for the usual content where a supplier states its own (advisers take 9.96 to 10 kWh per
    litre of fuel oil).

    >>> round(energy_kwh(1000, Fluid.GAS_KWH_PCS), 1)
    900.9
    """
    return quantity * (KWH_PER_UNIT[fluid] if kwh_per_unit is None else kwh_per_unit)


# What one unit of a table is in MWh, or in tCO₂e. SI multiples are exact, as are 1 kWh = 3.6 MJ and the tep above.
MWH_PER: Mapping[str, float] = MappingProxyType(
    {
        "kWh": 0.001,
        "MWh": 1.0,
        "GWh": 1000.0,
        "tep": MWH_PER_TEP,
        "ktep": 1000 * MWH_PER_TEP,
        "GJ": 1 / 3.6,
        "TJ": 1000 / 3.6,
    }
)
TCO2E_PER: Mapping[str, float] = MappingProxyType({"kgCO2e": 0.001, "tCO2e": 1.0, "ktCO2e": 1000.0})
