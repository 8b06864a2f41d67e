"""Conversions, each against the reference case that gives it."""

import pytest

from observatory.units import (
    FUEL_OIL_KGCO2E_PER_LITRE,
    FUEL_OIL_KWH_PER_LITRE,
    GAS_KGCO2E_PER_KWH_PCS,
    KWH_PER_GJ,
    KWH_PER_UNIT,
    MWH_PER_TEP,
    PROPANE_PCS_PER_PCI,
    Fluid,
    energy_kwh,
)


@pytest.mark.parametrize(
    ("quantity", "fluid", "expected"),
    [(1000, Fluid.GAS_KWH_PCS, 900.9), (100, Fluid.FUEL_OIL_LITRE, 985.8), (1, Fluid.PROPANE_KG, 12.778)],
)
def test_what_a_bill_counts_becomes_final_energy(quantity: float, fluid: Fluid, expected: float) -> None:
    """R25: gas by the arrêté du 15 septembre 2006, fuel oil of 42 GJ/t and 0.845 kg/l, propane of 46 GJ/t."""
    assert energy_kwh(quantity, fluid) == pytest.approx(expected, abs=0.05 if expected > 100 else 5e-4)


def test_the_content_of_a_litre_is_a_parameter() -> None:
    """R25: the advisers' 9.97 kWh per litre makes 997 kWh of 100 litres, where the usual content makes 985.8."""
    assert round(FUEL_OIL_KWH_PER_LITRE, 2) == 9.86
    assert energy_kwh(100, Fluid.FUEL_OIL_LITRE, kwh_per_unit=9.97) == pytest.approx(997)


def test_propane_in_higher_heating_value() -> None:
    """R25: 1 kg of propane is 13.93 kWh PCS, by the 1.09 of the arrêté du 15 septembre 2006."""
    assert energy_kwh(1, Fluid.PROPANE_KG) * PROPANE_PCS_PER_PCI == pytest.approx(13.93, abs=5e-3)


def test_a_tonne_of_oil_equivalent() -> None:
    """R25: 1 tep is 11.63 MWh, which is its 41.868 GJ."""
    assert pytest.approx(41.868 * KWH_PER_GJ / 1000) == MWH_PER_TEP == 11.63


def test_the_emissions_of_what_is_bought() -> None:
    """R25, Base Empreinte: 1000 kWh PCS of gas emit 215 kg, 1000 litres of fuel oil 3240 kg."""
    assert pytest.approx(215) == 1000 * GAS_KGCO2E_PER_KWH_PCS
    assert pytest.approx(3240) == 1000 * FUEL_OIL_KGCO2E_PER_LITRE


def test_every_fluid_has_its_content() -> None:
    """No fluid can be asked for that has no energy."""
    assert set(KWH_PER_UNIT) == set(Fluid)
