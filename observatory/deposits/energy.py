"""What a commune buys, in the unit of its bill, into MWh of the lower heating value (PCI) or m³ of water.

A unit that its fluid is not counted in (kWh of water, litres of electricity) is not here: it is an error. A fuel whose
content depends on what it is (chips by volume, logs by weight, motor fuels together) has no conversion: its quantity is
kept, its energy is not known.
"""

from collections.abc import Mapping
from typing import NamedTuple

import polars as pl

from observatory.units import (
    FUEL_OIL_KWH_PER_LITRE,
    GAS_PCS_PER_PCI,
    KWH_PER_GJ,
    MWH_PER,
    PROPANE_KWH_PER_KG,
    PROPANE_PCS_PER_PCI,
)

# arrêté du 15 septembre 2006, annexe IV: logs dried two years in the open (20 % of water), by the stacked cubic metre.
WOOD_MWH_PER_STERE = 1.680
# Lower heating value of domestic fuel oil, by weight (units.py has it by volume): 42 GJ/t.
FUEL_OIL_MWH_PER_TONNE = 42 * KWH_PER_GJ / 1000
_LITRES_PER_M3 = _KG_PER_TONNE = 1000


class Content(NamedTuple):
    """What one unit holds: MWh PCI, or m³ of water; both None where it is not known."""

    energy_mwh: float | None = None
    water_m3: float | None = None


def _metered(higher_per_lower: float = 1.0) -> dict[str, Content]:
    return {unit: Content(MWH_PER[unit] / higher_per_lower) for unit in ("kWh", "MWh", "GWh")}


# Gas and network propane are billed in kWh of the higher heating value (PCS).
CONTENT: Mapping[str, Mapping[str, Content]] = {
    "electricity": _metered(),
    "gas": _metered(GAS_PCS_PER_PCI),
    "fuel_oil": {
        **_metered(),
        "L": Content(FUEL_OIL_KWH_PER_LITRE / 1000),
        "m3": Content(FUEL_OIL_KWH_PER_LITRE / 1000 * _LITRES_PER_M3),
        "t": Content(FUEL_OIL_MWH_PER_TONNE),
        "kg": Content(FUEL_OIL_MWH_PER_TONNE / _KG_PER_TONNE),
    },
    "propane": {
        **_metered(PROPANE_PCS_PER_PCI),
        "kg": Content(PROPANE_KWH_PER_KG / 1000),
        "t": Content(PROPANE_KWH_PER_KG / 1000 * _KG_PER_TONNE),
        "L": Content(),
    },
    "wood": {
        **_metered(),
        "stere": Content(WOOD_MWH_PER_STERE),
        "MAP": Content(),
        "t": Content(),
        "kg": Content(),
    },
    "heat_network": _metered(),
    "cold_network": _metered(),
    "water": {"m3": Content(water_m3=1.0), "L": Content(water_m3=1 / _LITRES_PER_M3)},
    "motor_fuel": {"L": Content(), "m3": Content(), "kg": Content(), "t": Content(), "kWh": Content(MWH_PER["kWh"])},
}
_LIST = [
    {"fluid": fluid, "unit": unit, "mwh": content.energy_mwh, "m3": content.water_m3}
    for fluid, units in CONTENT.items()
    for unit, content in units.items()
]
TABLE = pl.DataFrame(
    _LIST, schema={"fluid": pl.String, "unit": pl.String, "mwh": pl.Float64, "m3": pl.Float64}
).with_columns(counted=pl.lit(value=True))
# A table that says the lower heating value beside the unit (`kWh PCI`) needs no conversion of it.
LOWER_SUFFIX = "_pci"
_HIGHER: Mapping[str, float] = {"gas": GAS_PCS_PER_PCI, "propane": PROPANE_PCS_PER_PCI}


def with_content(frame: pl.DataFrame) -> pl.DataFrame:
    """Add what one unit holds to lines of `fluid`, `unit` and `is_lower` (said to be PCI): `mwh`, `m3`, `counted`.

    `counted` is null where the fluid is not counted in that unit.
    """
    joined = frame.join(TABLE, on=["fluid", "unit"], how="left", maintain_order="left")
    higher = pl.col("fluid").replace_strict(dict(_HIGHER), default=1.0, return_dtype=pl.Float64)
    return joined.with_columns(mwh=pl.when("is_lower").then(pl.col("mwh") * higher).otherwise("mwh"))
